"""What a search reads of the passages that it ranks."""

from collections.abc import Sequence
from typing import Protocol

from index.passages.windows import Offsets
from index.store.vector_file import PassageVectors
from index.types import Passage


class Stored(Protocol):
    """What one edition keeps of passages, by their ids; unknown ids are left out."""

    @property
    def reads_whole(self) -> bool:
        """Tells whether passages that are read anew have token vectors before projection, too."""

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages."""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Returns the passages themselves."""

    def documents_of(self, ids: Sequence[str]) -> dict[str, str]:
        """Returns the ids of the documents of passages, in the order that is asked for."""

    def read_anew(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns better vectors than those stored, of the passages that there are any of."""

    def starts(self, passage: Passage, anew: bool = False) -> Offsets:
        """Returns where each of a passage's tokens starts that has a vector, (n,)."""
