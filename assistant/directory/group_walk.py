"""The groups of a person, and those that these groups are members of, in bounded steps."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.access.names import is_called
from assistant.directory.connection import DirectoryConnection, DirectoryEntry
from assistant.directory.directory_errors import DirectoryAwayError, DirectoryError
from assistant.directory.directory_settings import NAME, DirectorySettings
from assistant.directory.filters import any_of, filled
from assistant.types import UNTOLD

MOST_GROUPS = 500
"""In how many groups somebody can be."""

_AT_ONCE = 50
_LONGEST = 1_000
_WHOLE_NAME = "dn"


def groups_in_directory(settings: DirectorySettings, user: str) -> frozenset[str]:
    """Returns the groups of somebody by the name that they sign in with; none of who is unknown.

    With `UNTOLD` among them there is a group whose name cannot be read, or cannot be one.

    Raises:
        UsageError: the settings contradict each other.
        DirectoryAwayError: the directory cannot be asked.
        DirectoryError: it does not say it: the person is there twice, or in too many groups.
    """
    with DirectoryConnection(settings) as connection:
        return _Walk(connection, settings, user).groups()


def _unknown(name: str) -> DirectoryEntry:
    return DirectoryEntry(name, {})


class _Walk:
    """One search for the groups of one person."""

    def __init__(
        self, connection: DirectoryConnection, settings: DirectorySettings, user: str
    ) -> None:
        self._connection, self._settings, self._user = connection, settings, user
        named = settings.ldap_group_name
        self._attributes = [] if named == _WHOLE_NAME else [named]

    def groups(self) -> frozenset[str]:
        settings = self._settings
        listed = [settings.ldap_groups] if settings.groups_are_listed else []
        wanted = filled(settings.ldap_person, user=self._user, name="")
        attribute, named = settings.naming(self._user)
        people = self._connection.search(
            settings.ldap_base, wanted, [attribute, *listed], most=1, setting="TENKYO_LDAP_PERSON"
        )
        if not people:
            return frozenset()
        if not (names := people[0].values.get(attribute.lower())):
            raise DirectoryAwayError(
                f"The directory does not show {attribute!r} of a person. Let the account of"
                " TENKYO_LDAP_BIND read it."
            )
        # What a directory takes for the same may be another name to who signs people in.
        if not any(is_called(name, named) for name in names):
            return frozenset({UNTOLD})
        found = self._listed(people[0]) if listed else self._found(people[0])
        return frozenset(name for entry in found.values() for name in self._names(entry))

    def _found(self, person: DirectoryEntry) -> Mapping[str, DirectoryEntry]:
        """Returns the groups that a filter finds, by their names; a circle is walked once."""
        settings, groups = self._settings, dict[str, DirectoryEntry]()
        base, members = settings.ldap_groups_base or settings.ldap_base, [person.name]
        nested = settings.ldap_nested and NAME in settings.ldap_groups
        while members:
            found = [e for each in _batches(members) for e in self._groups_with(base, each)]
            new = {_key(e.name): e for e in found if _key(e.name) not in groups}
            groups |= new
            _check_number(groups)
            members = [entry.name for entry in new.values()] if nested else []
        return groups

    def _groups_with(self, base: str, members: Sequence[str]) -> list[DirectoryEntry]:
        template = self._settings.ldap_groups
        filters = [filled(template, user=self._user, name=name) for name in members]
        return self._connection.search(
            base, any_of(filters), self._attributes, most=MOST_GROUPS, setting="TENKYO_LDAP_GROUPS"
        )

    def _listed(self, person: DirectoryEntry) -> Mapping[str, DirectoryEntry]:
        """Returns the groups that an attribute lists, by their names; a circle is walked once."""
        listed, groups = self._settings.ldap_groups.lower(), dict[str, DirectoryEntry]()
        members = [person]
        while members:
            names = {_key(n): n for each in members for n in each.values.get(listed, ())}
            new = {key: name for key, name in names.items() if key not in groups}
            _check_number({**groups, **new})
            read = {key: self._read(name) for key, name in new.items()}
            groups |= read
            members = list(read.values()) if self._settings.ldap_nested else []
        return groups

    def _read(self, name: str) -> DirectoryEntry:
        attributes = [*self._attributes, self._settings.ldap_groups]
        return self._connection.read(name, attributes) or _unknown(name)

    def _names(self, entry: DirectoryEntry) -> Iterator[str]:
        if not self._attributes:
            names: tuple[str, ...] = (entry.name,)
        else:
            # A group that has no such name is one that no rule can name, if it could be read.
            names = entry.values.get(self._attributes[0].lower(), () if entry.values else (UNTOLD,))
        for name in names:
            sound = name and len(name) <= _LONGEST and name == name.strip() and name.isprintable()
            yield name if sound else UNTOLD


def _key(name: str) -> str:
    return name.casefold()


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def _check_number(groups: Mapping[str, object]) -> None:
    if len(groups) > MOST_GROUPS:
        raise DirectoryError(
            f"Somebody is in more than {MOST_GROUPS} groups of the directory. Name those that the"
            " rules need with TENKYO_LDAP_GROUPS, or TENKYO_LDAP_GROUPS_BASE."
        )
