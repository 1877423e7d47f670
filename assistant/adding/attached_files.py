"""Files that belong to one conversation: seen in it, by its owner alone, and gone with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from assistant.access.attached import (
    FOLDER,
    attached_folders,
    attached_to,
    conversation_of,
    shown_path,
)
from assistant.adding.adding import Adding
from assistant.adding.rights import conversation_rights
from assistant.adding.upload_folder import UploadFolder
from assistant.assistant import Assistant
from assistant.types import Reader
from index.library import Library
from index.store.record_rows import FAILED, INDEXED, FileRecord
from index.sync.standing import has_changed

_UNASKED = timedelta(days=1)
"""So long files stay that were attached, and then nothing was asked."""


class AttachedState(StrEnum):
    """How an attached file stands."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a conversation; `note` says why it failed, or what was left out of it."""

    path: str
    shown: str
    state: AttachedState
    document_id: str = ""
    note: str = ""


class Attached:
    """The files of all conversations."""

    def __init__(self, assistant: Assistant) -> None:
        """Keeps them in the home folder of an assistant's library."""
        self._library, self._store = assistant.library, assistant.conversations
        self._background = assistant.background
        self.adding = Adding(assistant, conversation_rights(assistant))

    def start(self) -> None:
        """Goes on where a server that was stopped has left off."""
        yesterday = datetime.now(UTC) - _UNASKED
        self._store.drop_unasked(yesterday.isoformat(timespec="microseconds"))
        self.sweep()
        self.adding.start()

    def in_conversation(self, reader: Reader, conversation: str) -> Reader:
        """Returns a reader as one who asks in a conversation, if it is theirs."""
        own = bool(conversation) and self._store.has(reader, conversation)
        return replace(reader, conversation=conversation if own else "")

    def reader_of(self, reader: Reader, document_id: str, version: str = "") -> Reader:
        """Returns a reader as one who asks in the conversation that a document belongs to."""
        records = self._library.records
        if not records.facts().get(FOLDER):
            return reader
        document = records.version(document_id, version) or records.document(document_id)
        return self.in_conversation(reader, conversation_of(document.path) if document else "")

    def files(self, reader: Reader) -> list[AttachedFile]:
        """Returns the files of the conversation in which a reader asks, by name."""
        if not reader.conversation:
            return []
        root, names = self.adding.root, self.adding.shown_names()
        known = {file.path: file for file in self._library.records.files(source=str(root))}
        paths = self.adding.folder.paths(attached_to(reader.conversation))
        return [_standing(path, names.get(path, path), known.get(path)) for path in paths]

    def sweep(self) -> None:
        """Removes the files of conversations that are there no more, and has the index follow."""
        self.adding.drop(self._ownerless)
        if self._ownerless([file.path for file in self._indexed()]):
            # What is indexed of a folder that is lost goes when there is an empty one.
            self.adding.root.mkdir(mode=0o700, exist_ok=True)
            self._background.wake(self.adding.root)

    def _ownerless(self, paths: Sequence[str]) -> list[str]:
        # The conversations are looked up last: one that has just begun has no files before.
        conversations = self._store.known()
        return [path for path in paths if conversation_of(path) not in conversations]

    def _indexed(self) -> list[FileRecord]:
        folders = attached_folders(self._library)
        return [file for file in self._library.records.files() if file.source in folders]


def attached_paths(folder: UploadFolder, conversations: Collection[str]) -> list[str]:
    """Returns the paths of the files that belong to some conversations, in order."""
    return [path for path in folder.paths() if conversation_of(path) in conversations]


def forget_attached(library: Library, folder: UploadFolder, conversations: Collection[str]) -> None:
    """Removes the files of some conversations, from the index and from the disk, at once.

    Raises:
        HomeLockedError: another process writes to the home folder.
        HomeError: it cannot be written.
    """
    for source in attached_folders(library):
        for conversation in conversations:
            library.forget(Path(source, attached_to(conversation)))
    for path in attached_paths(folder, conversations):
        folder.remove(path)


def _standing(path: str, shown: str, known: FileRecord | None) -> AttachedFile:
    shown = shown_path(shown)
    if known is None or known.state not in (INDEXED, FAILED) or has_changed(known):
        return AttachedFile(path, shown, AttachedState.READING)
    if known.state == FAILED:
        return AttachedFile(path, shown, AttachedState.FAILED, note=known.reason)
    remarks = "; ".join(known.remarks)
    return AttachedFile(path, shown, AttachedState.READ, known.document_id, remarks)
