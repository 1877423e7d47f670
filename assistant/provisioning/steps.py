"""What changes in a group: steps that are taken one after another, all or none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenameGroup:
    """Other names of a group; one that is None stays."""

    name: str | None = None
    external: str | None = None


@dataclass(frozen=True, slots=True)
class AddMembers:
    """Users, by their ids, who are in it from then on."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemoveMembers:
    """Users, by their ids, who are not in it any more."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplaceMembers:
    """The users, by their ids, who are in it, and nobody else."""

    members: tuple[str, ...] = ()


GroupStep = RenameGroup | AddMembers | RemoveMembers | ReplaceMembers
