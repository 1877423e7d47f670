"""Transactions on one database file, of several threads."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import sqlalchemy as sa

from index.database.database import Database
from index.errors import HomeError
from index.store.records import Records, set_facts

pytestmark = pytest.mark.usefixtures("_watched")


@pytest.fixture
def database(tmp_path):
    with closing(Database(tmp_path / "records.sqlite")) as database:
        Records(database)
        yield database


def write(database, value):
    with database.transaction() as connection:
        set_facts(connection, {"fact": value})


def read(connection):
    return connection.execute(sa.text("SELECT value FROM facts WHERE name = 'fact'")).scalar()


def test_who_reads_and_then_writes_is_waited_for(database):
    with ThreadPoolExecutor(1) as pool:
        with database.transaction(writing=True) as connection:
            read(connection)
            other = pool.submit(write, database, "later")
            with pytest.raises(TimeoutError):
                other.result(0.1)
            set_facts(connection, {"fact": "first"})
        other.result()
    with database.transaction() as connection:
        assert read(connection) == "later"


def test_a_write_on_what_was_read_before_another_wrote_is_one_clear_line(database):
    """What `tests/transactions.py` keeps out of the code, so it is said here in SQL of its own."""
    late = "/**/ INSERT OR REPLACE INTO facts (name, value) VALUES ('fact', 'out of date')"

    def write_too_late():
        with database.transaction() as connection:
            read(connection)
            write(database, "in between")
            connection.exec_driver_sql(late)

    with pytest.raises(HomeError, match="cannot be used: database is locked"):
        write_too_late()


def test_tables_are_made_while_others_write(database):
    tables = [sa.Table(f"t{n}", sa.MetaData(), sa.Column("id", sa.Integer)) for n in range(20)]
    stop = threading.Event()

    def keep_writing():
        while not stop.is_set():
            write(database, "again")

    with ThreadPoolExecutor(3) as pool:
        writer = pool.submit(keep_writing)
        try:
            list(pool.map(lambda table: database.make(table), tables * 2))
        finally:
            stop.set()
        writer.result()
    with database.transaction() as connection:
        assert {table.name for table in tables} <= set(sa.inspect(connection).get_table_names())


def test_the_tests_notice_who_would_write_on_what_is_out_of_date(database):
    def read_then_write():
        with database.transaction() as connection:
            read(connection)
            set_facts(connection, {"fact": "perhaps too late"})

    with pytest.raises(AssertionError, match="to be begun as writing: INSERT"):
        read_then_write()
