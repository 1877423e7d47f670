"""The audit record: who asked what, which passages were shown, what was answered, and more.

It only grows, and each entry is bound to the one before it (`assistant/audit/audit_chain.py`). A
turn is recorded in the transaction that stores it, so none is acknowledged that is not in the
record.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.audit.audit_chain import (
    GENESIS,
    AuditEntry,
    ChainFinding,
    Head,
    Span,
    Walk,
    canonical,
    commitment,
    hash_of,
    spans_of,
)
from assistant.audit.audit_facts import Facts, facts_of_answer, facts_of_turn, storable_facts
from assistant.audit.audit_head import note_head, noted_head
from assistant.types import Answer, Rating, Reader, Turn
from index.database.dialects import insert_new, text_of
from index.database.tables import column, declare_table, primary, stamp
from index.errors import UsageError
from index.store.records import Records
from index.text.control_characters import storable

logger = logging.getLogger(__name__)

_entries = declare_table(
    "audit_entries",
    primary("number", sa.Integer),
    column("at"),
    column("kind"),
    column("erased", sa.JSON),
    column("previous"),
    column("commitment"),
    column("hash"),
)
_contents = declare_table(
    "audit_contents",
    primary("number", sa.Integer),
    column("salt"),
    column("content", sa.Text),
    sa.Index("audit_of_reader", text_of(sa.column("content"), "reader")),
)
_head = declare_table(
    "audit_head",
    primary("id", sa.Integer),
    column("number", sa.Integer),
    column("hash"),
)

_LOOK_AGAIN = 3_600


class Audit:
    """The audit record of one home folder, for any number of threads and processes."""

    def __init__(self, records: Records, *, texts: bool = True, days: int = 0) -> None:
        """Keeps it beside the `records`.

        `texts` says whether questions and answers are recorded in words; contents are erased after
        so many `days`, never if it is 0.
        """
        self._database = records.people
        self._texts = texts
        self._days = days
        self._expired = -float("inf")
        with self._database.transaction() as connection:
            begun = connection.execute(sa.select(_head.c.id)).first() is not None
        if not begun:
            # Another process may be making it too.
            first = {"id": 1, "number": 0, "hash": GENESIS}
            with self._database.transaction(writing=True) as connection:
                insert_new(connection, _head, first)

    # Recording

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Opens a transaction that writes; nobody else does meanwhile: entries follow each other.

        Raises:
            HomeError: the database cannot be read or written.
        """
        with self._database.transaction(writing=True) as connection:
            yield connection
        self._note_head()

    def note(self, kind: str, reader: str, facts: Facts) -> None:
        """Records that something happened, by the name of the reader whom it is about.

        Facts are texts, whole numbers, truth values and lists or objects of such.

        Raises:
            HomeError: it cannot be written.
        """
        with self.transaction() as connection:
            self.noted(connection, kind, reader, facts)

    def noted(self, connection: Connection, kind: str, reader: str, facts: Facts) -> None:
        """Records it in the transaction, of `transaction`, that makes it happen."""
        self._append(connection, kind, facts | {"reader": reader})

    def turn(
        self, connection: Connection, reader: Reader, *, conversation: str, turn: Turn
    ) -> None:
        """Records a turn in the transaction, of `transaction`, that stores it."""
        facts = facts_of_turn(turn, conversation, self._texts)
        self._append(connection, "question", facts | {"reader": reader.name})

    def rated(
        self, connection: Connection, rating: Rating, *, conversation: str, turn: str
    ) -> None:
        """Records the verdict on the turn of this key in the transaction that stores it."""
        facts: Facts = {"conversation": conversation, "turn": turn, "helpful": rating.helpful}
        self._append(connection, "rating", facts | {"reader": rating.reader.name})

    def answered(self, reader: Reader, answer: Answer, *, via: str) -> None:
        """Records an answer that is in no conversation, before it is given; `via` says to whom."""
        self.note("question", reader.name, facts_of_answer(answer, self._texts) | {"via": via})

    def asked_again(self, connection: Connection, reader: str, answer: Answer) -> None:
        """Records other words of a kept question in the transaction that stores them."""
        facts = facts_of_answer(answer, self._texts) | {"via": "kept"}
        self._append(connection, "question", facts | {"reader": reader})

    def signed_in(self, reader: str, *, method: str) -> None:
        """Records that somebody signed in; who could not stands in `refused_sign_ins.py`."""
        self.note("sign-in", reader, {"method": method, "passed": True})

    def rules_changed(self, digest: str, *, rules: int, reader: str = "") -> None:
        """Records that other rules say who sees what: the SHA-256 of their file, their number."""
        self.note("rules", reader, {"rules_sha256": digest, "rules": rules})

    # Erasing

    def expire(self) -> int:
        """Erases the contents that are older than they may be kept; returns how many."""
        if not self._days:
            return 0
        with self.transaction() as connection:
            return self._expire(connection)

    def erase(self, connection: Connection, reader: str, facts: Facts) -> int:
        """Erases what is recorded of one reader; returns how many entries lost their contents.

        That it was done is recorded with `facts`, and without the name.
        """
        return self._erase(connection, "erasure", _of(reader), facts)

    def _expire(self, connection: Connection) -> int:
        self._expired = time.monotonic()
        before = (datetime.now(UTC) - timedelta(days=self._days)).isoformat()
        old = sa.select(_entries.c.number).where(_entries.c.at < before)
        where = _contents.c.number.in_(old)
        if connection.execute(sa.select(_contents.c.number).where(where).limit(1)).first() is None:
            return 0
        return self._erase(connection, "retention", where, {"days": self._days})

    def _erase(
        self, connection: Connection, kind: str, where: sa.ColumnElement[bool], facts: Facts
    ) -> int:
        numbers = sa.select(_contents.c.number).where(where).order_by(_contents.c.number)
        gone = list(connection.execute(numbers).scalars())
        connection.execute(sa.delete(_contents).where(where))
        self._append(connection, kind, facts | {"reader": "", "entries": len(gone)}, spans_of(gone))
        return len(gone)

    # Reading

    def entries(self, since: str = "", reader: str = "") -> Iterator[AuditEntry]:
        """Yields the entries, oldest first, of one state of the record.

        `since` is an ISO time in UTC; with a `reader`, only entries about them have contents.
        """
        joined = _entries.outerjoin(_contents, _entries.c.number == _contents.c.number)
        shown = _of(reader) if reader else sa.true()
        content = sa.case((shown, _contents.c.content), else_=None)
        salt = sa.case((shown, _contents.c.salt), else_=None)
        query = sa.select(_entries, salt.label("salt"), content.label("content"))
        query = query.select_from(joined).where(_entries.c.at >= since)
        with self._database.transaction() as connection:
            reading = connection.execution_options(yield_per=500)
            # Who has found what was looked for reads no further.
            with reading.execute(query.order_by(_entries.c.number)) as rows:
                for row in rows:
                    yield _entry(row)

    def of(self, reader: str) -> list[AuditEntry]:
        """Returns the entries about one reader whose contents are there, oldest first."""
        query = sa.select(_entries, _contents.c.salt, _contents.c.content)
        query = query.join(_contents, _entries.c.number == _contents.c.number).where(_of(reader))
        with self._database.transaction() as connection:
            return [_entry(row) for row in connection.execute(query.order_by(_entries.c.number))]

    def head(self) -> Head:
        """Returns the last entry as the database counts it."""
        with self._database.transaction() as connection:
            number, last = connection.execute(sa.select(_head.c.number, _head.c.hash)).one()
            return Head(number, last)

    def verify(self, expected: Head | None = None) -> ChainFinding:
        """Walks the whole chain; `expected` is a head that was noted earlier, somewhere else."""
        noted = [noted_head(self._database.path.parent), self.head(), expected]
        found = Walk(known=[head for head in noted if head]).over(self.entries())
        counted = self.head()
        if not found.broken and counted.number < found.head.number:
            broken = (
                f"Entry {counted.number + 1} was added past the record, which does not count it."
            )
            return replace(found, broken=broken)
        return found

    def _append(
        self, connection: Connection, kind: str, facts: Facts, erased: tuple[Span, ...] = ()
    ) -> None:
        if self._days and time.monotonic() - self._expired > _LOOK_AGAIN:
            self._expire(connection)
        connection.execute(sa.update(_head).values(number=_head.c.number + 1))
        number, previous = connection.execute(sa.select(_head.c.number, _head.c.hash)).one()
        salt, content = secrets.token_hex(16), canonical(storable_facts(facts))
        bound = commitment(salt, content)
        entry = AuditEntry(
            number, stamp("microseconds"), kind, erased, previous, bound, "", salt, content
        )
        entry = replace(entry, hash=hash_of(entry))
        row = {c.name: getattr(entry, c.name) for c in _entries.c}
        connection.execute(sa.insert(_entries).values(row))
        kept = {"number": number, "salt": salt, "content": content}
        connection.execute(sa.insert(_contents).values(kept))
        connection.execute(sa.update(_head).values(hash=entry.hash))

    def _note_head(self) -> None:
        try:
            note_head(self._database.path.parent, self.head())
        except UsageError as error:
            # The entry itself is stored; verifying only knows an earlier head.
            logger.warning("The head of the audit record could not be noted: %s", error)


def _of(reader: str) -> sa.ColumnElement[bool]:
    return text_of(_contents.c.content, "reader") == storable(reader)


def _entry(row: sa.Row[Any]) -> AuditEntry:
    values = dict(row._mapping)
    values["erased"] = tuple((first, last) for first, last in row.erased)
    values["salt"], values["content"] = row.salt or "", row.content or ""
    return AuditEntry(**values)
