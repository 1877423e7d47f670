"""Copies of the database of people, row by row: from a server into a file, and from one to it.

A copy is of one moment, and is there whole or not at all.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.database.database import Database
from index.database.home_folder import PEOPLE
from index.database.home_number import number_in
from index.database.migrating import HEADS, make_steps
from index.database.place_of_people import open_people, says_anything
from index.errors import HomeError

_AT_ONCE = 200
_OF_ALEMBIC = "alembic_version"


def copy_to_file(server: Database, file: Path) -> None:
    """Writes what is on a server into a new file.

    Raises:
        HomeError: either cannot be read or written.
    """
    with closing(Database(file, precious=True)) as copy:
        copy_people(server, copy)
        copy.flush()


def move_to_server(home: Path, address: str) -> None:
    """Moves what people of a home folder, which is of this release, said and did to a server.

    Raises:
        UsageError: the address is none of PostgreSQL.
        HomeError: the database there holds something, or cannot be written; nothing was moved.
    """
    with (
        closing(Database(home / PEOPLE, precious=True)) as file,
        closing(open_people(home, address)) as server,
        server.alone(),
    ):
        copy_people(file, server)
    for path in home.glob(f"{PEOPLE}*"):
        path.unlink()


def copy_people(source: Database, target: Database) -> None:
    """Copies what is in a database of this release into one that holds nothing.

    Raises:
        HomeError: that holds something, or either cannot be read or written.
    """
    number = number_in(source)
    with source.transaction() as reading, target.transaction(writing=True) as writing:
        if says_anything(writing):
            raise HomeError(
                f"The database {target.shown!r} holds conversations, ratings or keys, and nothing"
                " in it is replaced. Name an empty one."
            )
        make_steps(writing, "people", number, HEADS["people"])
        here, there = (set(sa.inspect(each).get_table_names()) for each in (reading, writing))
        for name in sorted((here & there) - {_OF_ALEMBIC}):
            _copy_table(reading, writing, name)


def _copy_table(reading: Connection, writing: Connection, name: str) -> None:
    here, there = _table(reading, name), _table(writing, name)
    writing.execute(sa.delete(there))
    for rows in _batches(reading, here):
        writing.execute(sa.insert(there), rows)
    if writing.dialect.name == "postgresql":
        _count_on(writing, there)


def _table(connection: Connection, name: str) -> sa.TableClause:
    """Returns a table as it stands in a database."""
    columns = sa.inspect(connection).get_columns(name)
    return sa.table(name, *(sa.column(each["name"], each["type"]) for each in columns))


def _batches(reading: Connection, table: sa.TableClause) -> Iterator[list[dict[str, object]]]:
    by_parts = reading.execution_options(yield_per=_AT_ONCE)
    with by_parts.execute(sa.select(table)) as found:
        for part in found.mappings().partitions():
            yield [dict(row) for row in part]


def _count_on(connection: Connection, table: sa.TableClause) -> None:
    """Makes columns that count by themselves count on from what was copied."""
    for column in table.columns:
        counter = sa.func.pg_get_serial_sequence(table.name, column.name)
        if connection.scalar(sa.select(counter)):
            last = sa.select(sa.func.coalesce(sa.func.max(column), 0) + 1).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(counter, last, sa.false())))
