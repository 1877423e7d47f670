"""Which groups somebody is in: what their sign-in says, and what the directory adds to it."""

from dataclasses import replace

from assistant.directory.known_groups import KnownGroups, asked_of
from assistant.settings import Settings
from assistant.types import LOCAL_READER, VISITOR, Reader


class Memberships:
    """Completes the groups of who signed in. With no directory they are those of the sign-in."""

    def __init__(self, directory: KnownGroups | None) -> None:
        """Takes what the directory is known to say, None if there is no directory."""
        self._directory = directory

    def whole(self, reader: Reader) -> Reader:
        """Returns somebody with all their groups; it may wait for the directory.

        Who is known by nothing but their machine or browser is in none.
        """
        if self._directory is None or not _is_person(reader):
            return reader
        return replace(reader, groups=reader.groups | self._directory.of(reader.name))

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
