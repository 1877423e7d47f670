"""Why a file is not taken, as a kind, so that whoever shows it has words for it."""

from enum import StrEnum

from index.errors import TenkyoError


class Refused(StrEnum):
    """Why a file is not taken; the catalogues have a text for each, `adding-refused-…`."""

    NOT_ALLOWED = "not-allowed"
    NO_NAME = "no-name"
    HIDDEN = "hidden"
    FORMAT = "format"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    NO_ROOM = "no-room"
    CUT_OFF = "cut-off"
    MISSING = "missing"
    NO_CONVERSATION = "no-conversation"


class RefusedError(TenkyoError):
    """Raised when a file is not taken, or not removed; `reason` says why."""

    def __init__(self, reason: Refused, name: str) -> None:
        """Names the file as its owner calls it."""
        super().__init__(f"The file {name[:80]!r} is refused ({reason}). Choose another.")
        self.reason = reason
