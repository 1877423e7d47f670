"""Talking to PostgreSQL for vectors, and what is said where that fails.

Two connections: questions do not wait for what is being written.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from index.database.vanished_hosts import CONNECTION_LIMITS
from index.errors import VectorStoreError

Connected: TypeAlias = psycopg.Connection[TupleRow]
"""A connection that answers with rows."""

_CONNECTING = 3
# A failure that took longer is silence: after it, so many seconds pass before questions wait again.
_QUICK, _SILENCE = 1.0, 15.0
# How long one statement may take, and as many candidates as Chroma's graph keeps in hand. A graph
# is gone on in until there are as many as are asked for, also where some were removed.
_SETTINGS = (
    "SET statement_timeout = '60s'",
    "SET hnsw.ef_search = 1000",
    "SET hnsw.iterative_scan = strict_order",
)
_LONGEST_CAUSE = 300


@dataclass(slots=True)
class _Line:
    """A connection, or none yet, that one thread at a time has."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    connection: Connected | None = None

    def close(self) -> None:
        with self.lock:
            if self.connection:
                self.connection.close()
            self.connection = None


class PostgresConnection:
    """The connections to one database; any threads take turns."""

    def __init__(self, address: str, secret: str = "") -> None:
        """Takes the address of the database, without asking it yet, and a password for it."""
        self._address, self._secret = address, secret
        parts = urlsplit(address)
        self.name = f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"
        self._reading, self._changing = _Line(), _Line()
        self._silent_until = 0.0

    def close(self) -> None:
        """Releases the connections."""
        self._reading.close()
        self._changing.close()

    def be_patient(self) -> None:
        """Waits again for a server that was silent just now."""
        self._silent_until = 0.0

    @contextmanager
    def asking(self, *, changing: bool = False) -> Iterator[Connected]:
        """Yields a connection; errors of the database are turned into ours.

        Raises:
            VectorStoreError: it does not answer, or refuses.
        """
        line = self._changing if changing else self._reading
        with line.lock:
            begun = time.monotonic()
            if not changing and begun < self._silent_until:
                raise self._away("it was silent just now")
            try:
                if line.connection is None or line.connection.closed:
                    line.connection = self._connect()
                yield line.connection
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                line.close()
                if not changing and time.monotonic() - begun >= _QUICK:
                    self._silent_until = time.monotonic() + _SILENCE
                raise self._away(_line_of(error)) from error
            except psycopg.Error as error:
                raise VectorStoreError(
                    f"The vector store at {self.name!r} cannot do what is asked:"
                    f" {_line_of(error)}. See its log."
                ) from error

    def _away(self, cause: str) -> VectorStoreError:
        return VectorStoreError(
            f"The vector store at {self.name!r} does not answer: {cause}. Start it, or put the"
            " right address into TENKYO_VECTORS, and the password into TENKYO_VECTORS_SECRET."
        )

    def _connect(self) -> Connected:
        connection = psycopg.connect(
            make_conninfo(self._address, **CONNECTION_LIMITS),
            autocommit=True,
            connect_timeout=_CONNECTING,
            application_name="tenkyo",
            password=self._secret or None,
        )
        for setting in _SETTINGS:
            connection.execute(setting)
        return connection


def _line_of(error: psycopg.Error) -> str:
    return " ".join(str(error).split())[:_LONGEST_CAUSE].rstrip(".") or type(error).__name__
