"""The passages of one edition, in a table of their own beside the records."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.database import Database, batches
from index.database.dialects import Row, listed, replace_rows
from index.database.tables import column, optional
from index.integrity.damage import altered
from index.store.placement_table import PlaceTable, place_row
from index.store.record_rows import documents_table
from index.store.records import Records
from index.store.vector_file import Int64s, Placement
from index.types import Document, Passage


class Seen(NamedTuple):
    """The id of a passage, and the language and path of its document."""

    id: str
    language: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class PassageChange:
    """The passages of a new version of a document, all of them.

    `places` tells where the vectors of each stand, by id. `before` are those of the
    version before.
    """

    document: Document
    passages: tuple[Passage, ...]
    places: Mapping[str, Placement]
    before: Mapping[str, Placement]

    @property
    def new(self) -> list[Passage]:
        """The passages that the version before had not."""
        return [p for p in self.passages if p.id not in self.before]

    @property
    def removed(self) -> list[str]:
        """Ids of the passages that only the version before had."""
        return [i for i in self.before if i not in self.places]


class PassageTable(PlaceTable):
    """The passages that one edition cut the documents into."""

    def __init__(self, database: Database, records: Records, edition: int) -> None:
        """Makes the table if it is not there yet."""
        super().__init__(
            database,
            f"passages_{edition}",
            column("start", sa.Integer),
            column("end", sa.Integer),
            column("heading", sa.JSON),
            optional("page", sa.Integer),
        )
        self._records = records
        t, documents = self._table.c, documents_table.c
        self._places = sa.select(t.id, *self._placement).where(t.id.in_(listed("keys")))
        self._rows = sa.select(t.row, sa.func.coalesce(t.sentence_sum, -1)).order_by(t.row)
        self._at_rows = sa.select(t.row, t.id).where(t.row.in_(listed("keys")))
        self._of_documents = (
            sa.select(t.id, documents.language, documents.path)
            .join(documents_table, documents.id == t.document_id)
            .where(t.document_id.in_(listed("keys")))
        )
        self._passages = (
            sa.select(self._table, documents.version, documents.path)
            .join(documents_table, documents.id == t.document_id)
            .where(t.id.in_(listed("keys")))
        )

    def apply(self, connection: Connection, change: PassageChange) -> None:
        """Stores the passages of a document, in a transaction with the document itself."""
        self.forget(connection, change.removed)
        rows = [_row(passage, change.places[passage.id]) for passage in change.passages]
        replace_rows(connection, self._table, rows)

    def remove(self, connection: Connection, document_ids: Sequence[str]) -> list[str]:
        """Deletes the passages of documents; returns the ids of those that went."""
        t, gone = self._table.c, list[str]()
        for batch in batches(document_ids):
            query = sa.select(t.id).where(t.document_id.in_(batch))
            gone += connection.execute(query).scalars()
        self.forget(connection, gone)
        return gone

    def rows(self, document_ids: Iterable[str] | None) -> tuple[Int64s, Int64s]:
        """Returns the rows of the passages of some documents, or of all, in order.

        The second array has the check sum of each sentence vector, -1 where none is known.
        """
        query, keys = self._rows, None
        if document_ids is not None:
            query = query.where(self._table.c.document_id.in_(listed("keys")))
            keys = {"keys": json.dumps(list(document_ids))}
        with self._database.transaction() as connection:
            rows = connection.execute(query, keys).all()
        # Many times as fast as an array of rows.
        found = np.fromiter(chain.from_iterable(rows), np.int64, 2 * len(rows)).reshape(-1, 2)
        return np.ascontiguousarray(found[:, 0]), np.ascontiguousarray(found[:, 1])

    def ids(self) -> set[str]:
        """Returns the id of every passage."""
        with self._database.transaction() as connection:
            return set(connection.execute(sa.select(self._table.c.id)).scalars())

    def finished(self) -> set[str]:
        """Returns the ids of the documents that have passages."""
        with self._database.transaction() as connection:
            query = sa.select(self._table.c.document_id).distinct()
            return set(connection.execute(query).scalars())

    def places(self, ids: Sequence[str]) -> dict[str, Placement]:
        """Returns where the vectors of passages stand, by id; unknown ids are left out."""
        with self._database.transaction() as connection:
            rows = connection.execute(self._places, {"keys": json.dumps(list(ids))})
            return {i: Placement(*place) for i, *place in rows}

    def all_places(self) -> dict[str, Placement]:
        """Returns where the vectors of every passage stand, by id."""
        t = self._table.c
        with self._database.transaction() as connection:
            rows = connection.execute(sa.select(t.id, *self._placement))
            return {i: Placement(*place) for i, *place in rows}

    def at_rows(self, rows: Sequence[int]) -> dict[int, str]:
        """Returns the id of the passage in each row of the vector file, where there is one."""
        with self._database.transaction() as connection:
            found = connection.execute(self._at_rows, {"keys": json.dumps(list(rows))})
            return {row: i for row, i in found}

    def seen(self, document_ids: Iterable[str]) -> list[Seen]:
        """Returns the passages of some documents, by id."""
        keys = {"keys": json.dumps(list(document_ids))}
        with self._database.transaction() as connection:
            return sorted(Seen(*row) for row in connection.execute(self._of_documents, keys))

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Returns the passages with these ids; unknown ids are left out."""
        with self._database.transaction() as connection:
            rows = connection.execute(self._passages, {"keys": json.dumps(list(ids))}).all()
            keys = {(row.document_id, row.version, row.path) for row in rows}
            documents = {key[0]: self._records.cached(connection, key) for key in keys}
        return {row.id: _passage(row, documents[row.document_id]) for row in rows}

    def documents_of(self, ids: Sequence[str]) -> dict[str, str]:
        """Returns the ids of the documents of passages, in the order that is asked for."""
        t = self._table.c
        query = sa.select(t.id, t.document_id).where(t.id.in_(listed("keys")))
        with self._database.transaction() as connection:
            rows = connection.execute(query, {"keys": json.dumps(list(ids))})
            found = {i: document_id for i, document_id in rows}
        return {i: found[i] for i in ids if i in found}

    def of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order, none if it has changed since."""
        current = (documents_table.c.id == document.id) & (
            documents_table.c.version == document.version
        )
        query = (
            sa.select(self._table)
            .where(self._table.c.document_id == document.id, sa.exists().where(current))
            .order_by(self._table.c.start)
        )
        with self._database.transaction() as connection:
            return [_passage(row, document) for row in connection.execute(query)]


def _row(passage: Passage, place: Placement) -> Row:
    return {
        **place_row(passage, place),
        "start": passage.start,
        "end": passage.end,
        "heading": list(passage.heading),
        "page": passage.page,
    }


def _passage(row: sa.Row[tuple[object, ...]], document: Document) -> Passage:
    try:
        text, heading = document.text[row.start : row.end], tuple(row.heading)
    except TypeError as error:
        raise altered(document.path) from error
    return Passage(row.id, document, row.start, row.end, text, heading, row.page)
