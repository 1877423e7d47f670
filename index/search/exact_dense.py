"""The dense leg by looking at every vector: exact, and what is hidden cannot change what is found.

Chroma's graph is for more passages than can be looked at while a person waits, and its filters look
at each one as well; the graph would have to be searched the deeper the less is visible. A pass over
ten thousand vectors of 384 numbers in int8 takes a fifth of a millisecond, less than a search in
the graph takes; one over a million in half precision some 100.
"""

import numpy as np

from index.embedding.embedding import Floats
from index.embedding.int8 import RoundedRows, half_products
from index.store.placement_cache import SMALL, Places
from index.store.tantivy_index import Match
from index.store.vector_file import Int64s, VectorFile

# More than a product in half precision is off.
_HALF_OFF = 0.002


class ExactVectors:
    """The passages of all documents or of some, by the cosine of their sentence vectors."""

    def __init__(self, file: VectorFile, rows: Int64s, sums: Int64s, places: Places) -> None:
        """Takes the rows that can be found, and the check sum of each, or -1.

        Raises:
            DamagedError: a vector is lost, or not as it was written.
        """
        file.check_sentences(rows, sums)
        self._sentences, self._places = file.sentences, places
        self._visible = rows
        few = len(self._visible) <= SMALL
        self._rounded = RoundedRows(self._sentences[self._visible]) if few else None

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""
        rows = self._visible
        if len(rows) > limit:
            # Small numbers only make the choice, with so many to spare that none of the best can be
            # lost: how they are rounded depends on what else there is.
            scores, off = self._first_look(vector)
            rows = rows[scores >= np.partition(scores, -limit)[-limit] - 2 * off]
        exact = np.round(self._sentences[rows].astype(np.float64) @ vector.astype(np.float64), 9)
        ids = self._places.at_rows(rows.tolist())
        pairs = zip(rows.tolist(), exact.tolist(), strict=True)
        found = [Match(ids[row], score) for row, score in pairs if row in ids]
        return sorted(found, key=lambda match: (-match.score, match.id))[:limit]

    def _first_look(self, vector: Floats) -> tuple[Floats, float]:
        """Returns about what each passage scores, and how far off that may be."""
        if self._rounded:
            return self._rounded.products(vector)
        return half_products(self._sentences, vector)[self._visible], _HALF_OFF
