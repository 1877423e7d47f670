"""The records: files and their state, canonical texts, passages and their vectors.

They are the one truth; the vector and the word index can be rebuilt from them. Kept in SQLite
through SQLAlchemy. Every method is one transaction: a reader sees one state of the index, whatever
another process writes meanwhile.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection, Engine

from index.embedding import Floats
from index.errors import HomeError
from index.types import Document, Page, Passage, Section

Int8s = NDArray[np.int8]

metadata = sa.MetaData()

facts_table = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
files_table = sa.Table(
    "files",
    metadata,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("path", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("modified_ns", sa.BigInteger, nullable=False),
    sa.Column("version", sa.String, nullable=False),
    sa.Column("document_id", sa.String, nullable=False, index=True),
    sa.Column("indexed_at", sa.String, nullable=False),
)
documents_table = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("sections", sa.JSON, nullable=False),
    sa.Column("pages", sa.JSON, nullable=False),
    sa.Column("version", sa.String, nullable=False),
    sa.Column("page_unit", sa.String, nullable=False),
)
passages_table = sa.Table(
    "passages",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document_id", sa.String, nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("heading", sa.JSON, nullable=False),
    sa.Column("page", sa.Integer, nullable=True),
)
vectors_table = sa.Table(
    "vectors",
    metadata,
    sa.Column("passage_id", sa.String, primary_key=True),
    sa.Column("sentence", sa.LargeBinary, nullable=False),
    sa.Column("tokens", sa.LargeBinary, nullable=False),
)

INDEXED, FAILED = "indexed", "failed"

_IN_LIMIT = 10_000
_CACHED_DOCUMENTS = 512


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is known of one file. `state` is `INDEXED` or `FAILED`, then `reason` says why."""

    source: str
    path: str
    state: str
    reason: str
    size: int
    modified_ns: int
    version: str
    document_id: str
    indexed_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vectors as stored: `sentence` (d,) float32, `tokens` (n, k) int8 of 127ths."""

    sentence: Floats
    tokens: Int8s


@dataclass(frozen=True, slots=True)
class FileChange:
    """All that one new version of a file brings: every passage, and the vectors of new ones."""

    file: FileRecord
    document: Document
    passages: tuple[Passage, ...]
    vectors: dict[str, PassageVectors]
    removed: tuple[str, ...]
    """Ids of passages that the version before had and this one has not."""
    moved_from: FileRecord | None = None
    """Where the file was before, if it lies somewhere else now."""


class Records:
    """The database of one home folder. Methods raise `HomeError` when it cannot be used."""

    def __init__(self, path: Path) -> None:
        """Opens the database file, or makes it."""
        self.path = path
        self.engine: Engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
        sa.event.listen(self.engine, "connect", _configure)
        sa.event.listen(self.engine, "begin", _begin)
        self._documents: dict[tuple[str, str, str], Document] = {}
        with self.transaction() as connection:
            metadata.create_all(connection)

    def close(self) -> None:
        """Releases the file."""
        self.engine.dispose()

    def fact(self, name: str) -> str | None:
        """Returns a fact about the home folder as a whole, None if it is unknown."""
        with self.transaction() as connection:
            query = sa.select(facts_table.c.value).where(facts_table.c.name == name)
            return connection.execute(query).scalar()

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Notes facts about the home folder as a whole, by name, all or none."""
        rows: list[dict[str, object]] = [{"name": n, "value": v} for n, v in facts.items()]
        with self.transaction() as connection:
            _replace(connection, facts_table, rows)

    def files(self) -> list[FileRecord]:
        """Returns every file ever seen and not removed, by source and path."""
        query = sa.select(files_table).order_by(files_table.c.source, files_table.c.path)
        with self.transaction() as connection:
            return [FileRecord(*row) for row in connection.execute(query)]

    def note_files(self, files: Sequence[FileRecord]) -> None:
        """Records the state of files without touching their documents."""
        with self.transaction() as connection:
            _replace(connection, files_table, [_row(file) for file in files])

    def apply(self, changes: Sequence[FileChange]) -> None:
        """Stores new versions of files, all or none."""
        with self.transaction() as connection:
            for change in changes:
                _delete_passages(connection, change.removed)
                _replace(connection, documents_table, [_document_row(change.document)])
                _replace(connection, passages_table, [_passage_row(p) for p in change.passages])
                _replace(
                    connection, vectors_table, [_vector_row(*v) for v in change.vectors.items()]
                )
                if change.moved_from:
                    connection.execute(_deletion(change.moved_from))
                _replace(connection, files_table, [_row(change.file)])

    def remove(self, files: Sequence[FileRecord]) -> list[str]:
        """Forgets files and their documents; returns the ids of the passages that went too."""
        gone: list[str] = []
        with self.transaction() as connection:
            for file in files:
                connection.execute(_deletion(file))
                if file.document_id:
                    ids = _passage_ids(connection, file.document_id)
                    _delete_passages(connection, ids)
                    by_id = documents_table.c.id == file.document_id
                    connection.execute(sa.delete(documents_table).where(by_id))
                    gone += ids
        return gone

    def is_empty(self) -> bool:
        """Tells whether there is no document."""
        with self.transaction() as connection:
            return connection.execute(sa.select(documents_table.c.id).limit(1)).first() is None

    def counts(self) -> tuple[int, int]:
        """Returns the numbers of documents and of passages."""
        with self.transaction() as connection:
            documents, passages = (
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (documents_table, passages_table)
            )
        return documents, passages

    def titles(self) -> list[str]:
        """Returns the titles of the documents by path."""
        query = sa.select(documents_table.c.title).order_by(documents_table.c.path)
        with self.transaction() as connection:
            return list(connection.execute(query).scalars())

    def document_ids(self) -> list[str]:
        """Returns the ids of the documents by path."""
        query = sa.select(documents_table.c.id).order_by(documents_table.c.path)
        with self.transaction() as connection:
            return list(connection.execute(query).scalars())

    def document(self, document_id: str) -> Document | None:
        """Returns the current version of a document, None if there is none of this id."""
        with self.transaction() as connection:
            return self._read_documents(connection, [document_id]).get(document_id)

    def _read_documents(self, connection: Connection, ids: Collection[str]) -> dict[str, Document]:
        columns = documents_table.c
        query = sa.select(columns.id, columns.version, columns.path).where(columns.id.in_(ids))
        keys = [(str(i), str(v), str(p)) for i, v, p in connection.execute(query).all()]
        return {key[0]: self._cached(connection, key) for key in keys}

    def _cached(self, connection: Connection, key: tuple[str, str, str]) -> Document:
        # Another thread may clear the cache at any time, so each step stands by itself.
        document = self._documents.get(key)
        if document is None:
            by_id = documents_table.c.id == key[0]
            document = _document(connection.execute(sa.select(documents_table).where(by_id)).one())
            if len(self._documents) >= _CACHED_DOCUMENTS:
                self._documents.clear()
            self._documents[key] = document
        return document

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Returns the passages with these ids; unknown ids are left out."""
        found: dict[str, Passage] = {}
        with self.transaction() as connection:
            for batch in _batches(ids):
                query = sa.select(passages_table).where(passages_table.c.id.in_(batch))
                rows = connection.execute(query).all()
                documents = self._read_documents(connection, {row.document_id for row in rows})
                found |= {row.id: _passage(row, documents[row.document_id]) for row in rows}
        return found

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order, none if it has changed since."""
        current = (documents_table.c.id == document.id) & (
            documents_table.c.version == document.version
        )
        query = (
            sa.select(passages_table)
            .where(passages_table.c.document_id == document.id, sa.exists().where(current))
            .order_by(passages_table.c.start)
        )
        with self.transaction() as connection:
            return [_passage(row, document) for row in connection.execute(query)]

    def passage_ids(self) -> set[str]:
        """Returns the id of every passage."""
        with self.transaction() as connection:
            return set(connection.execute(sa.select(passages_table.c.id)).scalars())

    def vectors(self, ids: Sequence[str], width: int) -> dict[str, PassageVectors]:
        """Returns the vectors of passages; `width` is the dimension of a token vector."""
        found = {}
        with self.transaction() as connection:
            for batch in _batches(ids):
                query = sa.select(vectors_table).where(vectors_table.c.passage_id.in_(batch))
                for passage_id, sentence, tokens in connection.execute(query):
                    found[passage_id] = PassageVectors(
                        np.frombuffer(sentence, dtype=np.float16).astype(np.float32),
                        np.frombuffer(tokens, dtype=np.int8).reshape(-1, width),
                    )
        return found

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Opens a transaction on one snapshot of the database, for tables of others too."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            cause = str(getattr(error, "orig", None) or error)
            raise HomeError(unusable(self.path.parent, cause)) from error


def unusable(home: Path, cause: str) -> str:
    """Returns the one line that says why a home folder cannot be used, and what to do."""
    return (
        f"The home folder {str(home)!r} cannot be used: {' '.join(cause.split())}."
        " Check its disk and permissions, choose another with --home, or delete it and index again."
    )


def _configure(connection: sqlite3.Connection, _: object) -> None:
    # The driver would begin a transaction only at the first write, and so let every read of one
    # transaction see another state.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _deletion(file: FileRecord) -> sa.Delete:
    where = (files_table.c.source == file.source) & (files_table.c.path == file.path)
    return sa.delete(files_table).where(where)


def _replace(connection: Connection, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(sa.insert(table).prefix_with("OR REPLACE"), rows)


def _delete_passages(connection: Connection, ids: Sequence[str]) -> None:
    for batch in _batches(ids):
        connection.execute(sa.delete(passages_table).where(passages_table.c.id.in_(batch)))
        connection.execute(sa.delete(vectors_table).where(vectors_table.c.passage_id.in_(batch)))


def _passage_ids(connection: Connection, document_id: str) -> list[str]:
    where = passages_table.c.document_id == document_id
    return list(connection.execute(sa.select(passages_table.c.id).where(where)).scalars())


def _row(file: FileRecord) -> dict[str, object]:
    return {name: getattr(file, name) for name in FileRecord.__slots__}


def _document_row(document: Document) -> dict[str, object]:
    row = {name: getattr(document, name) for name in Document.__slots__}
    sections = [[s.start, s.end, list(s.heading)] for s in document.sections]
    return row | {"sections": sections, "pages": [[p.start, p.number] for p in document.pages]}


def _passage_row(passage: Passage) -> dict[str, object]:
    return {
        "id": passage.id,
        "document_id": passage.document.id,
        "start": passage.start,
        "end": passage.end,
        "heading": list(passage.heading),
        "page": passage.page,
    }


def _vector_row(passage_id: str, vectors: PassageVectors) -> dict[str, object]:
    return {
        "passage_id": passage_id,
        "sentence": vectors.sentence.astype(np.float16).tobytes(),
        "tokens": vectors.tokens.tobytes(),
    }


def _document(row: sa.Row[tuple[object, ...]]) -> Document:
    return Document(
        id=row.id,
        path=row.path,
        title=row.title,
        text=row.text,
        language=row.language,
        sections=tuple(Section(start, end, tuple(path)) for start, end, path in row.sections),
        pages=tuple(Page(*page) for page in row.pages),
        version=row.version,
        page_unit=row.page_unit,
    )


def _passage(row: sa.Row[tuple[object, ...]], document: Document) -> Passage:
    text = document.text[row.start : row.end]
    heading = tuple(row.heading)
    return Passage(row.id, document, row.start, row.end, text, heading, row.page)


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    listed = list(ids)
    for start in range(0, len(listed), _IN_LIMIT):
        yield listed[start : start + _IN_LIMIT]
