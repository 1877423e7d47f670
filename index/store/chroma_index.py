"""The sentence vectors of the passages, in Chroma; rebuildable from the records.

The only module that knows Chroma.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.embedding.embedding import Floats
from index.integrity.damage import damage_told
from index.store.tantivy_index import Match

_NAME = "passages"
_BATCH = 5_000
# How many candidates the graph keeps in hand. With Chroma's 100 it finds half of the ten nearest
# among a million, with 1,000 nine of ten, for 2 ms more.
_EF_SEARCH = 1_000
# After how many changes Chroma writes the graph to its files, which is its own default.
_WRITTEN_AFTER = 1_000


class VectorIndex:
    """Nearest passages by cosine similarity of sentence vectors, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Opens the collection in `folder`, or makes an empty one there."""
        self._folder = folder
        with self._guarded():
            # The client notes the folder in its settings.
            settings = _settings().model_copy()
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
            # Vectors are always given: Chroma's default embedding function would fetch a model.
            self._collection = self._client.get_or_create_collection(
                _NAME,
                embedding_function=None,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "ef_search": _EF_SEARCH,
                        "sync_threshold": _WRITTEN_AFTER,
                    }
                },
            )

    def __len__(self) -> int:
        """The number of passages in the index."""
        with self._guarded():
            return self._collection.count()

    def change(self, ids: Sequence[str], vectors: Floats, removed: Sequence[str]) -> None:
        """Removes ids, then adds or replaces passages; `vectors` is (n, d) float32, unit length."""
        with self._guarded():
            for batch in _batches(removed):
                self._collection.delete(ids=batch)
            start = 0
            for batch in _batches(ids):
                self._collection.upsert(ids=batch, embeddings=vectors[start : start + len(batch)])
                start += len(batch)

    def ids(self) -> set[str]:
        """Returns the ids of every passage in the index."""
        with self._guarded():
            return set(self._collection.get(include=[])["ids"])

    def search(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""
        with self._guarded():
            found = self._collection.query(
                query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        scored = [Match(i, 1.0 - d) for i, d in zip(found["ids"][0], distances, strict=True)]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))

    def load(self, width: int) -> None:
        """Lets Chroma bring its files up to date, which it does when it first searches."""
        self.search(np.full(width, width**-0.5, np.float32), 1)

    def close(self) -> None:
        """Releases the files."""
        # The interface of the client does not declare what every client has.
        cast(Client, self._client).close()

    def _guarded(self) -> AbstractContextManager[None]:
        return damage_told(self._folder, ChromaError)


@cache
def _settings() -> Settings:
    """Returns Chroma's settings, made once: each time, the environment would be looked through."""
    return Settings(anonymized_telemetry=False, is_persistent=True)


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
