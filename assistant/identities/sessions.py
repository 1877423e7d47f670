"""Who is signed in, kept in the records: sessions that end, and tokens that were used."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from time import time

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.audit.audit import Audit
from assistant.types import Reader
from index.database.dialects import insert_new, replace_rows
from index.database.tables import column, declare_table, primary
from index.errors import HomeError
from index.store.records import Records

logger = logging.getLogger(__name__)

_REFRESH = 60
# Used tokens are kept however long ago they ended, up to so many; the row of this name holds until
# when the last of those that were forgotten could be used.
_TOKENS_KEPT = 10_000
_FORGOTTEN = "forgotten"
_sessions = declare_table(
    "sessions",
    primary("hash"),
    column("reader", index=True),
    column("groups", sa.JSON),
    column("began", sa.Float),
    column("seen", sa.Float),
)
_tokens = declare_table(
    "used_tokens",
    primary("hash"),
    column("until", sa.Float),
)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a session ends: so many seconds after its last request, and after it began."""

    idle: float
    absolute: float


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in since when, and when they last asked for something."""

    reader: Reader
    began: datetime
    seen: datetime


def _unnoticed(_: Reader) -> None:
    """Tells nobody."""


class Sessions:
    """The sessions of one home folder. Only a hash of what the browser holds is kept."""

    def __init__(
        self,
        records: Records,
        lifetime: Lifetime,
        clock: Callable[[], float] = time,
        *,
        check: Callable[[Reader], None] = _unnoticed,
        begun: Callable[[Reader], None] = _unnoticed,
        audit: Audit | None = None,
    ) -> None:
        """Keeps sessions beside the `records`.

        `check` raises an error for who may not sign in, and `begun` is told who did; with an
        `audit`, what is revoked is recorded.
        """
        self._check, self._begun = check, begun
        self._audit = audit
        writing = partial(records.people.transaction, writing=True)
        self._changing = audit.transaction if audit else writing
        self._database = records.people
        self._lifetime = lifetime
        self._clock = clock
        # When nothing could be written last: others do not wait for the same again.
        self._failed = -float("inf")

    def begin(self, reader: Reader) -> str:
        """Begins a session, forgets those that ended, and returns what the browser is to hold.

        Raises:
            WithdrawnError: the account of the reader was withdrawn.
        """
        self._check(reader)
        key, now = secrets.token_urlsafe(32), self._clock()
        row = {"hash": _hash(key), "reader": reader.name, "groups": sorted(reader.groups)}
        with self._database.transaction(writing=True) as connection:
            connection.execute(sa.delete(_sessions).where(~self._lives(now)))
            connection.execute(sa.insert(_sessions), {**row, "began": now, "seen": now})
        self._begun(reader)
        return key

    def reader(self, key: str) -> Reader | None:
        """Returns who is signed in, None if the session ended or never was."""
        now = self._clock()
        query = sa.select(_sessions).where(_sessions.c.hash == _hash(key), self._lives(now))
        with self._database.transaction() as connection:
            row = connection.execute(query).first()
        # Each write waits for the disk: once a minute is exact enough.
        if row is not None and now - row.seen > _REFRESH < abs(now - self._failed):
            self._note_seen(row.hash, now)
        return None if row is None else Reader(row.reader, frozenset(row.groups))

    def _note_seen(self, known: str, now: float) -> None:
        """Notes when somebody was seen; where nothing can be written, they stay signed in."""
        seen = sa.update(_sessions).where(_sessions.c.hash == known).values(seen=now)
        try:
            with self._database.transaction(writing=True) as connection:
                connection.execute(seen)
        except HomeError as error:
            self._failed = now
            logger.warning("When somebody was seen last could not be noted: %s", error)

    def end(self, key: str) -> None:
        """Ends a session."""
        with self._database.transaction(writing=True) as connection:
            connection.execute(sa.delete(_sessions).where(_sessions.c.hash == _hash(key)))

    def revoke(self, reader: str) -> int:
        """Ends every session of a reader and returns how many there were."""
        with self._changing() as connection:
            ended = self.erase(connection, reader)
            if ended and self._audit:
                self._audit.noted(connection, "sessions", reader, {"revoked": ended})
        return ended

    def named(self, connection: Connection) -> list[str]:
        """Returns the names of those who have a session, in a transaction."""
        return list(connection.execute(sa.select(_sessions.c.reader).distinct()).scalars())

    def erase(self, connection: Connection, reader: str) -> int:
        """Ends every session of a reader in a transaction; returns how many were kept."""
        gone = connection.execute(sa.delete(_sessions).where(_sessions.c.reader == reader))
        return int(gone.rowcount)

    def of(self, reader: str) -> list[Session]:
        """Returns what is kept of the sessions of one reader, also of those that ended."""
        return self._found(_sessions.c.reader == reader)

    def listed(self) -> list[Session]:
        """Returns the sessions that have not ended, by reader."""
        return self._found(self._lives(self._clock()))

    def _found(self, where: sa.ColumnElement[bool]) -> list[Session]:
        query = sa.select(_sessions).where(where)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(_sessions.c.reader, _sessions.c.began)).all()
        return [_session(row) for row in rows]

    def use_token(self, token_id: str, until: float) -> bool:
        """Returns whether a token is used for the first time; `until` then it could be (Unix time).

        A clock that jumps ahead and back makes none of them new: they are kept by number, not by
        time, and one that ends before the last that was forgotten counts as used.
        """
        row = {"hash": _hash(token_id), "until": until}
        mark = sa.select(_tokens.c.until).where(_tokens.c.hash == _FORGOTTEN)
        with self._database.transaction(writing=True) as connection:
            if until <= (connection.scalar(mark) or 0.0):
                return False
            is_new = insert_new(connection, _tokens, row)
            self._forget_tokens(connection)
        return is_new

    def _forget_tokens(self, connection: Connection) -> None:
        """Forgets the oldest of too many tokens that have ended, and notes until when they held."""
        kept = sa.select(_tokens.c.until).where(_tokens.c.hash != _FORGOTTEN)
        last = kept.order_by(_tokens.c.until.desc()).offset(_TOKENS_KEPT).limit(1)
        until = connection.scalar(last.where(_tokens.c.until < self._clock()))
        if until is not None:
            connection.execute(sa.delete(_tokens).where(_tokens.c.until <= until))
            replace_rows(connection, _tokens, [{"hash": _FORGOTTEN, "until": until}])

    def _lives(self, now: float) -> sa.ColumnElement[bool]:
        return sa.and_(
            _sessions.c.seen > now - self._lifetime.idle,
            _sessions.c.began > now - self._lifetime.absolute,
        )


def _session(row: sa.Row[tuple[object, ...]]) -> Session:
    reader = Reader(row.reader, frozenset(row.groups))
    began, seen = (datetime.fromtimestamp(moment, UTC) for moment in (row.began, row.seen))
    return Session(reader, began, seen)


def _hash(key: str) -> str:
    return sha256(key.encode(errors="replace")).hexdigest()
