"""Searching only the documents that a reader may see, in both legs, before anything is ranked.

The dense leg looks at every vector instead of asking Chroma, whose filters scan as well, and whose
graph would have to be searched the deeper the less is visible. A pass over a million vectors of
384 half-precision numbers takes some 50 ms, it is exact, and what is hidden cannot change what is
found. The word index filters inside its own query.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import Term
from index.embedding import Floats
from index.passages import PassageTable
from index.vector_file import VectorFile, owner_key
from index.words import Match, Pair, Wanted, Within, WordIndex

Mask = NDArray[np.bool_]
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a search may see, by their ids."""

    documents: frozenset[str]


class ScopedVectors:
    """The dense leg over the documents of a scope: exact, by looking at every vector."""

    def __init__(self, file: VectorFile, table: PassageTable, scope: Scope) -> None:
        """Looks up which rows of the vector file belong to the scope."""
        # What stands after the last row was left by a killed process.
        self._sentences, self._table = file.sentences[: table.last().row + 1], table
        keys = np.array([owner_key(i) for i in scope.documents], np.uint64)
        self._visible: Mask = np.isin(file.owners[: len(self._sentences)], keys)

    def search(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the visible passages with the highest cosine, best first, ties by id."""
        scores = np.where(self._visible, _products(self._sentences, vector), -2)
        count = min(limit, int(self._visible.sum()))
        rows = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, np.int64)
        # In half precision only the choice is made, not the score.
        exact = self._sentences[rows].astype(np.float32) @ vector
        ids = self._table.at_rows(rows.tolist())
        pairs = zip(rows.tolist(), exact.tolist(), strict=True)
        found = [Match(ids[row], score) for row, score in pairs if row in ids]
        return sorted(found, key=lambda match: (-match.score, match.id))


class ScopedWords:
    """The lexical leg over the documents of a scope."""

    def __init__(self, words: WordIndex, scope: Scope) -> None:
        """Prepares the filter once; it is a part of every query."""
        self._words = words
        self._within = Within(words.filter(scope.documents), self.frequencies)
        self._counts: dict[Term | None, int] = {}

    def search(self, wanted: Sequence[Wanted], limit: int) -> list[Match]:
        """Returns the visible passages that hold any of these words, best first, ties by id."""
        return self._words.search(wanted, limit, self._within)

    def beside(self, pairs: Sequence[Pair], ids: Sequence[str]) -> dict[str, float]:
        """Returns the summed weights of the pairs whose words stand side by side in a passage."""
        return self._words.beside(pairs, ids)

    def frequencies(self, wanted: Sequence[Term]) -> tuple[list[int], int]:
        """Returns in how many visible passages each word stands, and their number."""
        return [self._count(term) for term in wanted], self._count(None)

    def _count(self, term: Term | None) -> int:
        """Counts visible passages; what was counted once is kept as long as the scope is."""
        if term not in self._counts:
            self._counts[term] = self._words.count(self._within.filter, term)
        return self._counts[term]

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of all passages, the most common one first."""
        return self._words.languages()


def _products(matrix: NDArray[np.float16], vector: Floats) -> Floats:
    """Returns the dot product of each row with a vector, computed in half precision."""
    import torch

    # Threads that wait for each other cost more than they save beside other work.
    torch.set_num_threads(1)
    asked = torch.from_numpy(vector.astype(np.float16))
    out = np.empty(len(matrix), np.float32)
    for start in range(0, len(matrix), _CHUNK):
        part = torch.from_numpy(matrix[start : start + _CHUNK])
        out[start : start + _CHUNK] = (part @ asked).numpy()
    return out
