"""What is pushed of people and groups: only what decides who sees what, and names them."""

from dataclasses import dataclass

from index.errors import TenkyoError

LONGEST_NAME = 200
LONGEST_TEXT = 500


class PushError(TenkyoError):
    """Raised when something pushed cannot be; `kind` is its `scimType` (RFC 7644, section 3.12)."""

    def __init__(self, said: str, kind: str = "invalidValue", status: int = 400) -> None:
        """Takes what happened and what to do."""
        super().__init__(said)
        self.kind, self.status = kind, status


@dataclass(frozen=True, slots=True)
class PushedUser:
    """Somebody with an account: `name` is what they sign in with.

    `external` is what the provider calls them, `shown` how they are called.
    """

    name: str
    external: str = ""
    shown: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class PushedGroup:
    """A group: `name` is what the rules call it. `members` are ids of users."""

    name: str
    external: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredUser:
    """Somebody as they are kept; `groups` are those that they are in, by id and name."""

    id: str
    user: PushedUser
    created: str
    changed: str
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A group as it is kept; `members` are ids of users."""

    id: str
    name: str
    external: str
    created: str
    changed: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedResources:
    """Which of many are looked for: values by column, all of which have to fit.

    `start` counts from 1, and `count` are returned at most.
    """

    values: tuple[tuple[str, str], ...] = ()
    member: str = ""
    start: int = 1
    count: int = 100
