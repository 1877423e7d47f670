"""Whom a proxy, a token or a provider names: taken only if it makes a sound reader."""

from collections.abc import Sequence

from assistant.identities.refused_sign_ins import Reason
from assistant.types import LOCAL_READER, VISITOR, Reader

_LONGEST = 200
_MOST_GROUPS = 500


class ClaimError(ValueError):
    """What was said of a reader cannot be believed; the message says why, for the log.

    `reason` says it for the audit record, without what was sent.
    """

    def __init__(self, message: str, reason: Reason = Reason.NAME) -> None:
        """Takes why, in words and as one of the reasons."""
        super().__init__(message)
        self.reason = reason


def reader_named(name: object, groups: object = ()) -> Reader:
    """Returns the reader of a name and a list of groups.

    Raises:
        ClaimError: the name is missing, reserved, too long, or has invisible characters.
    """
    if not isinstance(groups, Sequence) or isinstance(groups, str) or len(groups) > _MOST_GROUPS:
        raise ClaimError("the groups are no list, or too many")
    reader = Reader(_sound(name), frozenset(map(_sound, groups)))
    if reader.name == LOCAL_READER.name or reader.name.startswith(VISITOR):
        raise ClaimError(f"the name {reader.name!r} is reserved")
    return reader


def _sound(name: object) -> str:
    if not isinstance(name, str) or not name or len(name) > _LONGEST:
        raise ClaimError("a name is missing or too long")
    if name != name.strip() or not name.isprintable():
        raise ClaimError(f"the name {name!r} has invisible characters")
    return name
