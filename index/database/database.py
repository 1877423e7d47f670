"""The database of one home folder: SQLite through SQLAlchemy, transactions, one-line errors."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from index.command_line import command
from index.errors import DamagedError, HomeError

_IN_LIMIT = 10_000
_UNREADABLE = "Could not decode to UTF-8"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """A database file. A transaction sees one state, whatever another process writes meanwhile."""

    def __init__(self, path: Path, *, precious: bool = False) -> None:
        """Opens the file, or makes it; nothing but a backup brings back what is `precious`."""
        self.path, self._precious = path, precious
        self.engine = self._made_engine()
        self._reading = self._reading_options()
        self._writing = self.engine.execution_options(writing=True)
        self._watching = Lock()
        self._checked = False

    @property
    def shown(self) -> str:
        """What it is called where people are told of it."""
        return str(self.path)

    @property
    def name(self) -> str:
        """What it is called where the home folder is known."""
        return self.path.name

    @contextmanager
    def transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        """Opens a transaction on one snapshot of the database.

        One that reads before it writes must be `writing` from its beginning: SQLite refuses to
        write where anybody has changed something since the snapshot, and a server any that is not.

        Raises:
            HomeError: the database cannot be read or written.
        """
        with (
            self._one_line(),
            (self._writing if writing else self._reading).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _one_line(self) -> Iterator[None]:
        """Says in one line of ours what the database says."""
        try:
            yield
        except (sa.exc.DBAPIError, sa.exc.TimeoutError, sqlite3.Error) as error:
            raise self._failure(error) from error
        except json.JSONDecodeError as error:
            raise self._damaged("a value in it cannot be read") from error

    def version(self) -> int:
        """Returns a number that is another one after any other connection has changed anything.

        That costs a fraction of a transaction. Only numbers of the same object compare.

        Raises:
            HomeError: the database cannot be read.
        """
        try:
            with self._watching:
                [number] = self._watcher.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error as error:
            raise self._failure(error) from error
        return int(number)

    @cached_property
    def _watcher(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, check_same_thread=False)

    def make(self, table: sa.Table) -> None:
        """Makes a table if it is not there yet."""
        with self.transaction() as connection:
            there = sa.inspect(connection).has_table(table.name)
        if not there:
            with self.transaction(writing=True) as connection:
                table.create(connection, checkfirst=True)

    def check(self) -> None:
        """Looks at the whole file, once in the life of a process.

        Raises:
            HomeError: it is damaged; `DamagedError` if indexing makes it anew.
        """
        if self._checked:
            return
        with self.transaction() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if found != "ok":
            raise self._damaged(str(found))
        self._checked = True

    def _failure(self, error: Exception) -> HomeError:
        cause = getattr(error, "orig", None) or error
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            return self._damaged(str(cause))
        # The rest of the message is the whole text.
        if str(cause).startswith(_UNREADABLE):
            return self._damaged("a text in it cannot be read")
        return HomeError(unusable(self.path.parent, str(cause)))

    def _damaged(self, cause: str) -> HomeError:
        said = f"The database {str(self.path)!r} is damaged: {' '.join(cause.split())}."
        if self._precious:
            put = "Restore a backup into a new home folder: tenkyo restore FILE --home NEW"
            return HomeError(f"{said} {put}")
        return DamagedError(f"{said} To make it anew from your files: {command('index FOLDER')}")

    def flush(self) -> None:
        """Moves what was written into the file itself, so that no older state lies beside it."""
        with closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds off who would migrate it too: of a file, the lock of its home folder does so."""
        yield

    def _made_engine(self) -> Engine:
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(self.path)))
        sa.event.listen(engine, "connect", _configure)
        sa.event.listen(engine, "begin", _begin)
        return engine

    def _reading_options(self) -> Engine:
        return self.engine

    def close(self) -> None:
        """Releases the file."""
        self.engine.dispose()
        with self._watching:
            if "_watcher" in self.__dict__:
                self._watcher.close()
                del self._watcher


def unusable(home: Path, cause: str) -> str:
    """Returns the one line that says why a home folder cannot be used, and what to do."""
    return (
        f"The home folder {str(home)!r} cannot be used: {' '.join(cause.split())}."
        " Check its disk and permissions, or choose another with --home."
    )


def batches(keys: Iterable[str]) -> Iterator[list[str]]:
    """Cuts keys into lists that one query takes."""
    listed = list(keys)
    for start in range(0, len(listed), _IN_LIMIT):
        yield listed[start : start + _IN_LIMIT]


def _configure(connection: sqlite3.Connection, _: object) -> None:
    # The driver would begin a transaction only at the first write, and so let every read of one
    # transaction see another state.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # What is acknowledged survives a power cut too.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=5000")
    # What is erased is overwritten, not only let go of.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
