"""What is kept of one person: all of it to read, and all of it erased.

The audit record stays: an entry about somebody loses its contents, not its place in the chain.
Exported files, backups and logs of other programs are not ours to erase.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.access.attached import FOLDER, attached_folder, conversation_of
from assistant.adding.attached_files import attached_paths, forget_attached
from assistant.adding.upload_folder import UploadFolder
from assistant.assistant import audit_of, lifetime_of, open_assistant
from assistant.audit.audit_chain import AuditEntry
from assistant.conversations.conversations import Conversations
from assistant.conversations.exports import Export, make_export
from assistant.conversations.ratings import Ratings, StoredRating
from assistant.identities.api_keys import Key, Keys
from assistant.identities.sessions import Session, Sessions
from assistant.identities.withdrawing import Withdrawing
from assistant.kept.keeping import KeptQuestions
from assistant.kept.kept_forms import SentKept, sent_kept
from assistant.provisioning.pushed import StoredUser
from assistant.provisioning.pushed_users import PushedUsers
from assistant.settings import Settings
from assistant.types import Reader
from index.errors import UsageError
from index.store.records import Records

OF_PEOPLE = (
    *("conversations", "turns", "shares", "kept_questions", "ratings", "sessions", "api_keys"),
    *("audit_contents", "scim_users", "scim_members"),
)
"""The tables whose rows belong to a person; `access` shows them, and `erase` erases them.

That a conversation is shared is shown by what the audit record says of it.
"""

OF_NOBODY = (
    # The chain, whose contents are in `audit_contents`; hashes of tokens that were used; what
    # documents say, which goes with the last who cites it; and what Alembic and the code note.
    *("audit_entries", "audit_head", "used_tokens", "old_versions", "version_references"),
    *("facts", "alembic_version"),
    # Where documents come from, as the operator has named it, and groups, by what rules call them.
    *("sources", "source_files", "scim_groups"),
)
"""The tables that say nothing of anybody."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is kept of one reader; of keys and sessions also a hash of their secret is.

    `account` is what an identity provider has pushed of them, with their groups.
    `files` are the paths, in the home folder, of those attached to a conversation of theirs.
    """

    reader: str
    conversations: Export
    kept: tuple[SentKept, ...]
    ratings: tuple[StoredRating, ...]
    sessions: tuple[Session, ...]
    keys: tuple[Key, ...]
    audit: tuple[AuditEntry, ...]
    files: tuple[str, ...] = ()
    account: StoredUser | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        signed_in = self.sessions or self.keys or self.account
        return not (self.conversations.conversations or self.ratings or signed_in or self.audit)


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased of one reader; `entries` are those of the audit record."""

    conversations: int
    ratings: int
    sessions: int
    keys: int
    entries: int


class People:
    """The people that a home folder knows something of."""

    def __init__(self, records: Records, settings: Settings) -> None:
        """Takes where everything about them is kept."""
        self._settings, self._records, self._database = settings, records, records.people
        self._attached = UploadFolder(attached_folder(settings.home), 0)
        self._audit = audit_of(records, settings)
        self._conversations = Conversations(records, audit=self._audit)
        self._kept = KeptQuestions(records, lambda _reader, _basis: True)
        self._ratings = Ratings(records)
        self._sessions = Sessions(records, lifetime_of(settings))
        self._keys = Keys(records)
        self._pushed = PushedUsers(records, self._audit, Withdrawing(self._sessions, self._keys))

    def data_of(self, name: str) -> PersonalData:
        """Returns all that is kept of the reader of this name.

        Raises:
            UsageError: nothing is.
        """
        reader, store, ids = Reader(name), self._conversations, self._talks_of(name)
        talks = make_export([store.open(reader, each) for each in ids])
        files = attached_paths(self._attached, ids)
        found = PersonalData(
            name,
            talks,
            kept=tuple(map(sent_kept, self._kept.of(reader))),
            ratings=tuple(self._ratings.stored(name)),
            sessions=tuple(self._sessions.of(name)),
            keys=self._keys.of(name),
            audit=tuple(self._audit.of(name)),
            files=tuple(f"{FOLDER}/{path}" for path in files),
            account=self._pushed.of(name),
        )
        if found.empty:
            raise UsageError(
                f"Nothing is kept of {name[:80]!r}. Give the name that they sign in with."
            )
        return found

    def erase(self, name: str) -> Erased:
        """Erases all of that, and records that it was done. Their sessions and keys end with it.

        What they attached goes first: if that cannot be written to now, nothing else is erased.

        Raises:
            UsageError: nothing is kept.
            HomeLockedError: another process indexes, so that attached files cannot be erased.
        """
        self.data_of(name)
        if self._has_attached(self._talks_of(name)):
            with open_assistant(self._settings, create=False) as assistant:
                forget_attached(assistant.library, self._attached, self._talks_of(name))
        with self._audit.transaction() as connection:
            counts = {
                "conversations": self._conversations.erase(connection, name),
                "ratings": self._ratings.erase(connection, name),
                "sessions": self._sessions.erase(connection, name),
                "keys": self._keys.erase(connection, name),
            }
            self._pushed.erase(connection, name)
            entries = self._audit.erase(connection, name, {**counts})
        self._database.flush()
        return Erased(**counts, entries=entries)

    def _has_attached(self, conversations: Collection[str]) -> bool:
        """Tells whether files of conversations are on the disk, or in the index still."""
        paths = [file.path for file in self._records.files()]
        known = any(conversation_of(path) in conversations for path in paths)
        return known or bool(attached_paths(self._attached, conversations))

    def _talks_of(self, name: str) -> list[str]:
        ids, last = list[str](), ""
        while page := self._conversations.find(Reader(name), after=last):
            ids += [heading.id for heading in page]
            last = page[-1].id
        return ids


def personal_json(data: PersonalData) -> str:
    """Returns what is kept of a reader as JSON."""
    return TypeAdapter(PersonalData).dump_json(data, indent=2).decode()
