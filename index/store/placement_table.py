"""Tables of passages that say where the vectors of each stand in the vector file."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.database import Database, batches
from index.database.dialects import Row, replace_rows
from index.database.tables import column, declare_table, optional, primary
from index.store.vector_file import Placement
from index.types import Passage

_AT_ONCE = 20_000


class PlaceTable:
    """Where the vectors of passages stand.

    Methods raise `HomeError` when the database cannot be used.
    """

    def __init__(self, database: Database, name: str, *more: sa.Column[object]) -> None:
        """Makes the table if it is not there yet; `more` are further columns of it."""
        self._database = database
        self._table = declare_table(
            name,
            primary("id"),
            column("document_id", index=True),
            *more,
            column("row", sa.BigInteger, index=True),
            column("first_token", sa.BigInteger),
            column("tokens", sa.Integer),
            optional("sentence_sum", sa.BigInteger),
            optional("token_sum", sa.BigInteger),
        )
        database.make(self._table)
        t = self._table.c
        self._placement = (t.row, t.first_token, t.tokens, t.sentence_sum, t.token_sum)

    def drop(self) -> None:
        """Deletes the table with all that is in it."""
        with self._database.transaction() as connection:
            self._table.drop(connection)

    def count(self) -> int:
        """Returns the number of passages."""
        with self._database.transaction() as connection:
            query = sa.select(sa.func.count()).select_from(self._table)
            return int(connection.execute(query).scalar_one())

    def stored(self) -> Iterator[dict[str, Placement]]:
        """Yields where the vectors of all passages stand, by id, some at a time."""
        t = self._table.c
        query, last = sa.select(t.id, *self._placement).order_by(t.row).limit(_AT_ONCE), -1
        while True:
            with self._database.transaction() as connection:
                rows = connection.execute(query.where(t.row > last)).all()
            if not rows:
                return
            last = rows[-1].row
            yield {i: Placement(*place) for i, *place in rows}

    def note_sums(self, places: Mapping[str, Placement]) -> None:
        """Notes the check sums of vectors that had none."""
        rows = [{"i": i, "s": p.sentence_sum, "t": p.token_sum} for i, p in places.items()]
        if rows:
            change = sa.update(self._table).where(self._table.c.id == sa.bindparam("i"))
            change = change.values(sentence_sum=sa.bindparam("s"), token_sum=sa.bindparam("t"))
            with self._database.transaction(writing=True) as connection:
                connection.execute(change, rows)

    def last(self) -> Placement:
        """Returns where the vectors end, as the placement of the last."""
        query = sa.select(*self._placement).order_by(self._table.c.row.desc()).limit(1)
        with self._database.transaction() as connection:
            found = connection.execute(query).first()
        return Placement(*found) if found else Placement(-1, 0, 0)

    def places_of(self, document_id: str) -> dict[str, Placement]:
        """Returns where the vectors of a document's passages stand, by id."""
        t = self._table.c
        query = sa.select(t.id, *self._placement)
        with self._database.transaction() as connection:
            found = connection.execute(query.where(t.document_id == document_id))
            return {i: Placement(*place) for i, *place in found}

    def forget(self, connection: Connection, ids: Sequence[str]) -> None:
        """Deletes passages, in a transaction with what else changes."""
        for batch in batches(ids):
            connection.execute(sa.delete(self._table).where(self._table.c.id.in_(batch)))


class UnfinishedTable(PlaceTable):
    """Passages whose vectors are written, while their documents are not stored yet.

    What stands here when a run was interrupted is not embedded again by the next.
    """

    def __init__(self, database: Database, edition: int) -> None:
        """Makes the table if it is not there yet."""
        super().__init__(database, f"unfinished_{edition}")

    def note(self, passages: Sequence[Passage], places: Mapping[str, Placement]) -> None:
        """Notes where the vectors of passages stand."""
        rows = [place_row(passage, places[passage.id]) for passage in passages]
        with self._database.transaction() as connection:
            replace_rows(connection, self._table, rows)

    def clear(self) -> None:
        """Gives all passages up."""
        if self.count():
            with self._database.transaction() as connection:
                connection.execute(sa.delete(self._table))


def place_row(passage: Passage, place: Placement) -> Row:
    """Returns what every such table has of a passage."""
    return {
        "id": passage.id,
        "document_id": passage.document.id,
        "row": place.row,
        "first_token": place.first,
        "tokens": place.count,
        "sentence_sum": place.sentence_sum,
        "token_sum": place.token_sum,
    }
