"""Which groups somebody is in, by all who know some, and whether their account still holds."""

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.directory.known_groups import KnownGroups, asked_of
from assistant.identities.withdrawing import WithdrawnError
from assistant.settings import Settings
from assistant.types import LOCAL_READER, VISITOR, Reader


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What an identity provider says of a name: the groups, and whether the account holds."""

    groups: frozenset[str] = frozenset()
    withdrawn: bool = False


class IdentityProvider(Protocol):
    """What was pushed about people."""

    def standing(self, name: str) -> AccountStanding:
        """Returns what was said of who signs in with a name; of who is unknown, nothing."""


class Memberships:
    """Completes the groups of who signed in, by a provider that pushes them and by a directory."""

    def __init__(self, pushed: IdentityProvider, directory: KnownGroups | None) -> None:
        """Takes what was pushed, and what the directory is known to say, if there is one."""
        self._pushed, self._directory = pushed, directory

    def whole(self, reader: Reader) -> Reader | None:
        """Returns somebody with all their groups, None if their account was withdrawn.

        It may wait for the directory. Who is known by nothing but their machine or browser is in
        none.
        """
        if not _is_person(reader):
            return reader
        standing = self._pushed.standing(reader.name)
        if standing.withdrawn:
            return None
        named = self._directory.of(reader.name) if self._directory else frozenset[str]()
        return replace(reader, groups=reader.groups | standing.groups | named)

    def check(self, reader: Reader) -> None:
        """Checks that somebody may sign in.

        Raises:
            WithdrawnError: their account was withdrawn.
        """
        if _is_person(reader) and self._pushed.standing(reader.name).withdrawn:
            raise WithdrawnError("This account was withdrawn. Ask who manages accounts.")

    def forget(self, name: str) -> None:
        """Forgets what the directory said of somebody: whoever signs in is asked for anew."""
        if self._directory is not None:
            self._directory.forget(name)


def directory_of(settings: Settings) -> KnownGroups | None:
    """Returns what is known of the directory of the settings, None if they name none."""
    if not settings.ldap_url:
        return None
    return KnownGroups(lambda user: asked_of(settings)(user), settings.ldap_minutes * 60)


def _is_person(reader: Reader) -> bool:
    return reader.name != LOCAL_READER.name and not reader.name.startswith(VISITOR)
