"""The dense leg by a vector store, as long as it holds what the records say.

While it does not, or is away, our own vectors are looked at instead: exact as well, and among a
million passages some 100 ms slower.
"""

import logging
from collections.abc import Callable

from index.embedding.embedding import Floats
from index.errors import VectorStoreError
from index.search.proposals import DenseLeg
from index.store.tantivy_index import Match
from index.vectors.vector_store import VectorStore

logger = logging.getLogger(__name__)


class StoreLeg:
    """A store that is asked only while it has the mark that the records know."""

    def __init__(
        self, store: VectorStore, mark: Callable[[], str], exact: Callable[[], DenseLeg]
    ) -> None:
        """`mark` returns what the records know, `exact` the leg over our own vectors."""
        self._store, self._mark, self._exact = store, mark, exact
        self._trusted = self._said = False

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""
        try:
            if self._trusted or self._store.mark() == self._mark():
                found = self._store.nearest(vector, limit)
                self._trusted, self._said = True, False
                return found
        except VectorStoreError as error:
            self._trusted = False
            if not self._said:
                logger.warning("%s Until then, answers come from the home folder's vectors.", error)
                self._said = True
        return self._exact().nearest(vector, limit)
