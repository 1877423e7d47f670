"""Vectors on a Chroma server: a collection of its own for each edition of a home folder.

Vectors are always given; nothing is embedded there.
"""

import re
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from index.embedding.embedding import Floats
from index.errors import VectorStoreError
from index.store.tantivy_index import Match
from index.vectors.chroma_connection import VERSION, Answer, ChromaConnection
from index.vectors.vector_store import UNSEALED, VectorSpace

_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"
# The graph is as in the home folder (`index/vectors/embedded_chroma.py`).
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": 1_000, "sync_threshold": 1_000}}
# The server takes some 5,400 at once, and 40 MB.
_PUT_AT_ONCE, _FLOATS_AT_ONCE = 2_000, 400_000
_IDS_AT_ONCE = 5_000
_COLLECTIONS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Stored:
    """A collection as the server describes it."""

    id: str
    name: str
    metadata: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class _Ids:
    ids: list[str]


@dataclass(frozen=True, slots=True)
class _Nearest:
    """The ids and cosine distances for each vector that was asked for."""

    ids: list[list[str]]
    distances: list[list[float]]


_TEXT, _NUMBER, _STORED = TypeAdapter(str), TypeAdapter(int), TypeAdapter(_Stored)
_LISTED, _IDS, _NEAREST = TypeAdapter(list[_Stored]), TypeAdapter(_Ids), TypeAdapter(_Nearest)
_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


class ChromaServer:
    """The stores of the editions on one server; for any number of threads."""

    def __init__(self, address: str, secret: str = "") -> None:
        """Takes the address of the server, without asking it yet, and a token for it."""
        self._server = ChromaConnection(address, secret)

    def check(self) -> str:
        """Returns which server it is, after asking whether it answers and takes the token.

        Raises:
            VectorStoreError: it does not, or is of a version that is not known here.
        """
        self._server.be_patient()
        version = self._server.ask(_TEXT, "GET", VERSION)
        if version.partition(".")[0] != "1":
            raise VectorStoreError(
                f"The Chroma server at {self._server.address!r} is of version {version[:20]!r}, and"
                " Tenkyo speaks to Chroma 1. Run that version there."
            )
        self._server.ask(_LISTED, "GET", f"{_COLLECTIONS}?limit=1")
        return f"Chroma {version} at {self._server.address!r} answers"

    def open(self, space: VectorSpace) -> "ChromaCollection":
        """Returns the store of an edition."""
        return ChromaCollection(self._server, space)

    def keep_only(self, home: Path, number: str, editions: Collection[int]) -> None:
        """Deletes the vectors of all other editions of a home folder."""
        ours = re.compile(re.escape(_name(number, "")) + r"(\d+)")
        for name in list(self._names()):
            found = ours.fullmatch(name)
            if found and int(found[1]) not in editions:
                self._server.ask(_ANYTHING, "DELETE", f"{_COLLECTIONS}/{name}")

    def _names(self) -> Iterator[str]:
        start = 0
        while True:
            page = f"?limit={_COLLECTIONS_AT_ONCE}&offset={start}"
            found = self._server.ask(_LISTED, "GET", _COLLECTIONS + page)
            yield from (each.name for each in found)
            if len(found) < _COLLECTIONS_AT_ONCE:
                return
            start += len(found)

    def close(self) -> None:
        """Releases its connections."""
        self._server.close()


class ChromaCollection:
    """The vectors of one edition, in a collection that is made when something is put."""

    def __init__(self, server: ChromaConnection, space: VectorSpace) -> None:
        """Names the collection, without asking for it yet."""
        self._server, self._space = server, space
        self._id = ""
        self._changing = False

    @property
    def name(self) -> str:
        """What the collection is called on the server."""
        return _name(self._space.home, self._space.edition)

    def count(self) -> int:
        """Returns the number of passages."""
        return self._asked(_NUMBER, "count") or 0

    def ids(self) -> set[str]:
        """Returns the ids of all passages."""
        found: set[str] = set()
        start = 0
        while True:
            body = {"include": [], "limit": _IDS_AT_ONCE, "offset": start}
            page = self._asked(_IDS, "get", body)
            found.update(page.ids if page else [])
            if page is None or len(page.ids) < _IDS_AT_ONCE:
                return found
            start += len(page.ids)

    def put(self, ids: Sequence[str], vectors: Floats) -> None:
        """Adds or replaces passages; `vectors` is (n, d) float32, unit length."""
        if not ids:
            return
        self._begin()
        at_once = max(1, min(_PUT_AT_ONCE, _FLOATS_AT_ONCE // vectors.shape[1]))
        for start in range(0, len(ids), at_once):
            some = slice(start, start + at_once)
            body = {"ids": list(ids[some]), "embeddings": vectors[some].tolist()}
            self._asked(_ANYTHING, "upsert", body)

    def drop(self, ids: Sequence[str]) -> None:
        """Removes passages; unknown ids are passed over."""
        if not ids or self._found() is None:
            return
        self._begin()
        for start in range(0, len(ids), _PUT_AT_ONCE):
            self._asked(_ANYTHING, "delete", {"ids": list(ids[start : start + _PUT_AT_ONCE])})

    def nearest(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""
        body = {
            "query_embeddings": [vector.tolist()],
            "n_results": limit,
            "include": ["distances"],
        }
        found = self._asked(_NEAREST, "query", body)
        if found is None:
            return []
        pairs = zip(found.ids[0], found.distances[0], strict=True)
        matches = [Match(passage_id, 1.0 - distance) for passage_id, distance in pairs]
        return sorted(matches, key=lambda match: (-match.score, match.id))

    def mark(self) -> str:
        """Returns what `seal` has returned last, `UNSEALED` if anything was changed since."""
        return _mark_of(self._found())

    def seal(self) -> str:
        """Returns a mark that is new each time, and notes it beside the vectors."""
        self._begin()
        mark = secrets.token_hex(8)
        self._note(mark)
        self._changing = False
        return mark

    def close(self) -> None:
        """Does nothing: the connections are those of all editions."""

    def _found(self) -> _Stored | None:
        """Asks for the collection as it is now.

        Raises:
            VectorStoreError: it has the vectors of another model, so it is another home folder's.
        """
        self._id = ""
        found = self._server.find(_STORED, f"{_COLLECTIONS}/{self.name}")
        if found is None:
            return None
        model = (found.metadata or {}).get("model")
        if model != self._space.model:
            raise VectorStoreError(
                f"The collection {self.name!r} at {self._server.address!r} holds vectors of the"
                f" model {model!r}, not of {self._space.model!r}: another copy of the home folder"
                " uses it. Put the address of another server into TENKYO_VECTORS."
            )
        self._id = found.id
        return found

    def _asked(self, kind: TypeAdapter[Answer], what: str, body: object = None) -> Answer | None:
        """Returns what the server answers of the collection, None if there is none."""
        if not self._id and self._found() is None:
            return None
        method = "GET" if body is None else "POST"
        try:
            return self._server.ask(kind, method, f"{_COLLECTIONS}/{self._id}/{what}", body)
        except VectorStoreError:
            # Who deletes a collection and makes it anew gives it another number.
            self._id = ""
            raise

    def _begin(self) -> None:
        """Takes the mark away before the first change, and makes a collection if there is none."""
        if self._changing and self._id:
            return
        found = self._found()
        if found is None:
            metadata = self._metadata(UNSEALED)
            body = {"name": self.name, "configuration": _CONFIGURATION, "metadata": metadata}
            self._id = self._server.ask(_STORED, "POST", _COLLECTIONS, body).id
        elif _mark_of(found) != UNSEALED:
            self._note(UNSEALED)
        self._changing = True

    def _note(self, mark: str) -> None:
        body = {"new_metadata": self._metadata(mark)}
        self._server.ask(_ANYTHING, "PUT", f"{_COLLECTIONS}/{self._id}", body)

    def _metadata(self, mark: str) -> dict[str, str]:
        return {"model": self._space.model, "mark": mark}


def _name(home: str, edition: int | str) -> str:
    """Returns the name of an edition's collection: the number of the home folder, then its own."""
    return f"tenkyo-{home}-{edition}"


def _mark_of(stored: _Stored | None) -> str:
    return str((stored.metadata or {}).get("mark", UNSEALED)) if stored else UNSEALED
