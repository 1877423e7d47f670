"""What every store of sentence vectors does, wherever it keeps them.

A store is made from our own vectors (`index/store/vector_file.py`) and can be filled again from
there. It only proposes passages: what is shown is read from the records, and what a store has and
the records have not is never shown. Who may see what never reaches it: within the scope of a reader
our own vectors are looked at (`index/search/exact_dense.py`). `tests/index/vectors/` holds what
every store must pass.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.embedding.embedding import Floats
from index.store.tantivy_index import Match

UNSEALED = "unsealed"
"""The mark of a store that was changed since it was sealed, or that nothing was put into."""


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """Whose vectors a store holds: those of one edition of one home folder, and no others.

    `folder` is that of the edition, `home` the number of the home folder, `model` what made the
    vectors, `width` their dimension.
    """

    folder: Path
    home: str
    edition: int
    model: str
    width: int


class VectorStore(Protocol):
    """The nearest passages of an edition by the cosine of their sentence vectors.

    Any number of threads may ask. `put`, `drop` and `seal` are for who holds the home folder's
    lock. Each raises `DamagedError` where a file of the home folder is damaged, and
    `VectorStoreError` where a server cannot be used.
    """

    def count(self) -> int:
        """Returns the number of passages."""

    def ids(self) -> set[str]:
        """Returns the ids of all passages."""

    def put(self, ids: Sequence[str], vectors: Floats) -> None:
        """Adds or replaces passages; `vectors` is (n, d) float32, unit length."""

    def drop(self, ids: Sequence[str]) -> None:
        """Removes passages; unknown ids are passed over."""

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""

    def mark(self) -> str:
        """Returns what `seal` has returned last, `UNSEALED` if anything was changed since.

        The mark of a store in files is empty: their check sums say as much
        (`index/store/file_sums.py`).
        """

    def seal(self) -> str:
        """Brings what is kept up to date, after changes, and returns a mark that is new each time.

        By it is noticed what somebody else has changed or set back meanwhile.
        """

    def close(self) -> None:
        """Releases its files and connections."""


class VectorStores(Protocol):
    """The place where each edition has its store."""

    def check(self) -> str:
        """Returns which store it is, in words for people, after asking whether it answers.

        Raises:
            VectorStoreError: it does not, or cannot be used.
        """

    def open(self, space: VectorSpace) -> VectorStore:
        """Returns the store of an edition; it is there, and empty, before anything is put."""

    def keep_only(self, home: Path, number: str, editions: Collection[int]) -> None:
        """Deletes the vectors of all other editions of a home folder, named by its number."""

    def close(self) -> None:
        """Releases its connections."""
