"""Vectors in Chroma within this process, in files of the home folder: what is used by default.

The only module that knows Chroma's package.
"""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.database.home_number import edition_folders
from index.embedding.embedding import Floats
from index.integrity.damage import damage_told
from index.store.file_sums import VECTORS
from index.store.tantivy_index import Match
from index.vectors.vector_store import VectorSpace

_NAME = "passages"
_BATCH = 5_000
# How many candidates the graph keeps in hand. With Chroma's 100 it finds half of the ten nearest
# among a million, with 1,000 nine of ten, for 2 ms more.
_EF_SEARCH = 1_000
# After how many changes Chroma writes the graph to its files, which is its own default.
_WRITTEN_AFTER = 1_000


class EmbeddedStores:
    """The stores of the editions, each in the folder of its edition."""

    def check(self) -> str:
        """Returns which store it is; it is there whenever the home folder is."""
        return "Chroma, in files of the home folder"

    def open(self, space: VectorSpace) -> "EmbeddedChroma":
        """Returns the store of an edition."""
        return EmbeddedChroma(space.folder / VECTORS, space.width)

    def keep_only(self, home: Path, number: str, editions: Collection[int]) -> None:
        """Deletes the vectors of all other editions of a home folder."""
        for folder in edition_folders(home):
            if int(folder.name) not in editions:
                shutil.rmtree(folder / VECTORS, ignore_errors=True)

    def close(self) -> None:
        """Does nothing: each store has its own files."""


class EmbeddedChroma:
    """The vectors of one edition, in a folder."""

    def __init__(self, folder: Path, width: int) -> None:
        """Opens the collection in `folder`, or makes an empty one there."""
        self._folder, self._width = folder, width
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

    def count(self) -> int:
        """Returns the number of passages."""
        with self._guarded():
            return self._collection.count()

    def put(self, ids: Sequence[str], vectors: Floats) -> None:
        """Adds or replaces passages; `vectors` is (n, d) float32, unit length."""
        with self._guarded():
            start = 0
            for batch in _batches(ids):
                self._collection.upsert(ids=batch, embeddings=vectors[start : start + len(batch)])
                start += len(batch)

    def drop(self, ids: Sequence[str]) -> None:
        """Removes passages; unknown ids are passed over."""
        with self._guarded():
            for batch in _batches(ids):
                self._collection.delete(ids=batch)

    def ids(self) -> set[str]:
        """Returns the ids of every passage in the index."""
        with self._guarded():
            return set(self._collection.get(include=[])["ids"])

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""
        with self._guarded():
            found = self._collection.query(
                query_embeddings=vector[np.newaxis], n_results=limit, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        scored = [Match(i, 1.0 - d) for i, d in zip(found["ids"][0], distances, strict=True)]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))

    def mark(self) -> str:
        """Returns nothing: the check sums of the files say whether anything was changed."""
        return ""

    def seal(self) -> str:
        """Lets Chroma bring its files up to date, which it does when it first searches."""
        self.nearest(np.full(self._width, self._width**-0.5, np.float32), 1)
        return ""

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
