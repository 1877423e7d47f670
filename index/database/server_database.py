"""The database of what people said and did, on a PostgreSQL server that several machines share.

It keeps the promises of the file that it stands in the place of. One transaction writes at a time,
by a lock that PostgreSQL lets go of if its holder dies; one that reads sees one state. Texts are
compared by their code points, whatever the server's language is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from index.database.database import Database
from index.database.home_folder import PEOPLE
from index.database.nul_characters import stored_json, told_json
from index.database.vanished_hosts import CONNECTION_LIMITS
from index.errors import HomeError, HomeLockedError, UsageError

_DRIVER = "postgresql+psycopg"
_SCHEMES = ("postgresql", "postgres")
_FORM = "Give TENKYO_DATABASE as postgresql://USER:PASSWORD@HOST/NAME"
_OLDEST = 14
_KEPT_CONNECTIONS, _MOST_CONNECTIONS = 5, 20
_OURS = {"connect_timeout": 10, "fallback_application_name": "tenkyo", **CONNECTION_LIMITS}
_PATIENCE, _LONGEST_PAUSE, _MIGRATION_SECONDS = 30, 60, 300
# Any two numbers, the same in all releases.
_WRITING, _MIGRATING = 0x7E4B10, 0x7E4B11
# Who is stopped while it writes, a suspended machine for one, does not stop all others for long.
_LOCK = (
    "SET LOCAL lock_timeout = '{patience}s';"
    " SET LOCAL idle_in_transaction_session_timeout = '{idle}s';"
    " SELECT pg_advisory_xact_lock({number})"
)
_ADVICE = {
    "42501": "Let its user make tables there: GRANT USAGE, CREATE ON SCHEMA public TO USER",
    "25006": "Name a server that can be written to",
    "3D000": "Make it first: createdb --encoding=UTF8 --template=template0 NAME",
    "28P01": "Check the password in TENKYO_DATABASE",
    "53300": "Let the server take more connections, or run fewer servers of Tenkyo",
}
_BUSY = ("55P03", "40P01")


class ServerDatabase(Database):
    """The database of one home folder on a server. Methods raise `HomeError` as those of a file."""

    def __init__(self, home: Path, address: str) -> None:
        """Connects to the server, so that an address that is wrong is told before anything is made.

        Raises:
            UsageError: the address is none of PostgreSQL.
            HomeError: the server cannot be reached, refuses, or is none that can be used.
        """
        self._url = url_of(address)
        super().__init__(home / PEOPLE, precious=True)
        try:
            self._refuse_unusable()
        except HomeError:
            self.close()
            raise

    @property
    def shown(self) -> str:
        """The server and the database on it, without who connects and how."""
        return f"{', '.join(hosts_of(self._url)) or 'localhost'}/{self._url.database}"

    @property
    def name(self) -> str:
        """The same: it is in no home folder."""
        return self.shown

    def version(self) -> int:
        """Returns a number that is another one after anybody has changed anything."""
        with self.transaction() as connection:
            state = connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()
        return int.from_bytes(sha256(str(state).encode()).digest()[:8])

    def check(self) -> None:
        """Asks the server; its own files it looks after itself.

        Raises:
            HomeError: it does not answer.
        """
        self._refuse_unusable()

    def flush(self) -> None:
        """Does nothing: the server clears away what was erased, in its own time."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds off whoever would migrate the database too, from whatever machine."""
        with self._one_line(), self.engine.begin() as connection:
            _hold(connection, _MIGRATING, _MIGRATION_SECONDS, idle=0)
            yield

    @contextmanager
    def counting(self) -> Iterator[Connection]:
        """Opens a transaction of one statement that writes, beside whoever else writes."""
        with self._one_line(), self.engine.begin() as connection:
            yield connection

    def _made_engine(self) -> Engine:
        try:
            engine = sa.create_engine(
                self._url,
                connect_args=_OURS,
                pool_size=_KEPT_CONNECTIONS,
                max_overflow=_MOST_CONNECTIONS - _KEPT_CONNECTIONS,
                pool_pre_ping=True,
                json_serializer=stored_json,
                json_deserializer=told_json,
            )
        except ModuleNotFoundError as error:
            raise UsageError(
                f"PostgreSQL needs another package: {error.name} is not there."
                " Install it with: pip install 'tenkyo[postgres]'"
            ) from error
        # The driver is no part of every installation.
        from index.database.server_texts import adapt

        sa.event.listen(engine, "connect", adapt)
        sa.event.listen(engine, "begin", _begin)
        return engine

    def _reading_options(self) -> Engine:
        return self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def _refuse_unusable(self) -> None:
        query = (
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
        )
        with self.transaction() as connection:
            number, encoding = connection.exec_driver_sql(query).one()
        if number // 10_000 < _OLDEST:
            raise HomeError(
                f"The server of the database {self.shown!r} is PostgreSQL {number // 10_000}, and"
                f" {_OLDEST} is the oldest that can be used. Name another one in TENKYO_DATABASE."
            )
        if encoding != "UTF8":
            raise HomeError(
                f"The database {self.shown!r} is in {encoding!r}, which not every text can be"
                " written in. Make another: createdb --encoding=UTF8 --template=template0 NAME"
            )

    def _failure(self, error: Exception) -> HomeError:
        cause = getattr(error, "orig", None) or error
        # Without the statement; who was not let in has only the words of the driver.
        words = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause)
        said = " ".join(words.split())[:300].rstrip(".?")
        state = getattr(cause, "sqlstate", None) or ""
        if state in _BUSY:
            return HomeLockedError(
                f"The database {self.shown!r} is being written by another server of Tenkyo, for"
                " longer than usual. Try again, and look after that one if this stays."
            )
        advice = _advice(state, said)
        return HomeError(f"The database {self.shown!r} cannot be used: {said}. {advice}.")


def _advice(state: str, said: str) -> str:
    """Returns what to do; what is refused before there is a session has no code, only words."""
    for code, words in (("28P01", "authentication failed"), ("53300", "too many clients")):
        if words in said:
            state = code
    if "database" in said and "does not exist" in said:
        state = "3D000"
    return _ADVICE.get(state, "Check TENKYO_DATABASE, and that the server runs")


def url_of(address: str) -> URL:
    """Returns an address in its parts, with the driver that we use.

    Raises:
        UsageError: it is none of a database on a PostgreSQL server; it is not repeated, as it may
            hold a password.
    """
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        raise UsageError(f"TENKYO_DATABASE is no address of a database. {_FORM}.") from None
    if url.drivername not in (*_SCHEMES, _DRIVER):
        raise UsageError(
            f"TENKYO_DATABASE begins with {url.drivername[:40]!r}, and only PostgreSQL can be used."
            f" {_FORM}."
        )
    if not url.database:
        raise UsageError(f"TENKYO_DATABASE names no database. {_FORM}.")
    return url.set(drivername=_DRIVER)


def hosts_of(url: URL) -> tuple[str, ...]:
    """Returns the machines that an address names, or the folder of a socket; empty for neither."""
    named = url.host or url.query.get("host", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        _hold(connection, _WRITING, _PATIENCE, _LONGEST_PAUSE)


def _hold(connection: Connection, number: int, patience: float, idle: float) -> None:
    lock = _LOCK.format(patience=int(patience), idle=int(idle), number=number)
    connection.exec_driver_sql(lock, execution_options={"no_parameters": True})
