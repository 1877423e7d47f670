"""What a connector does: it lists what its source has now, and fetches it.

What changed is what has another `mark` than the one it was fetched with. A connector contacts the
one place that it was made for, and writes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from index.errors import TenkyoError

CHUNK = 1 << 16
"""Bytes that are asked for at once."""


class SourceAwayError(TenkyoError):
    """Raised when what a source has cannot be told, or not all of it: what was fetched stays."""


class NotFetchedError(TenkyoError):
    """Raised when one file of a source cannot be fetched; the others can."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file that a source has now.

    `key` names it in its source, as long as it is there. `name` is the path that it is to get,
    `mark` changes whenever its contents do (empty: that is not known before it is fetched), and
    `origin` is where people find it. `problem` says why it cannot be fetched. `size` is in bytes,
    0 if it is not known.
    """

    key: str
    name: str
    mark: str = ""
    origin: str = ""
    size: int = 0
    problem: str = ""


class Known(Protocol):
    """What was fetched of a source before."""

    def mark(self, key: str) -> str:
        """Returns the mark of a file when it was fetched, empty if it was not."""

    def read(self, key: str) -> bytes:
        """Returns a file as it was fetched, empty if it was not."""


class Connector(Protocol):
    """A way to one source. Each item is fetched, if it is, before the next is asked for."""

    def items(self, known: Known) -> Iterator[RemoteFile]:
        """Yields all that the source has now.

        Raises:
            SourceAwayError: that cannot be told, from here on.
        """

    def fetch(self, item: RemoteFile) -> Iterator[bytes]:
        """Yields the contents of the item that was listed last, piece by piece.

        Raises:
            NotFetchedError: it cannot be had.
            SourceAwayError: nothing can.
        """

    def close(self) -> None:
        """Lets go of connections."""
