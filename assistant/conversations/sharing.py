"""Conversations that are shared by a link, read only, as they stood when they were shared.

Whoever has the link reads of each answer what they may see: what rests on a document that is hidden
from them is left out, and which one that is is not told.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.access.access import Authorize, Basis
from assistant.audit.audit import Audit
from assistant.audit.audit_facts import Facts
from assistant.conversations.conversation_rows import (
    TOLD,
    conversations_table,
    owned_by,
    shares_table,
    turn_of,
    turns_table,
)
from assistant.conversations.conversations import finder, unknown
from assistant.conversations.stored_answers import Find, basis_of
from assistant.types import Answer, Reader
from index.database.tables import stamp
from index.errors import MissingError
from index.store.records import Records

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Share:
    """A link to a conversation: what was asked until then is shared, `since` more was asked."""

    token: str
    until: datetime
    since: int


@dataclass(frozen=True, slots=True)
class SharedTurn:
    """A question and what its reader may see of the answer; `hides` tells whether that is not all.

    `answer` is None where there was none.
    """

    question: str
    answer: Answer | None
    hides: bool


@dataclass(frozen=True, slots=True)
class SharedConversation:
    """What a link leads to."""

    title: str
    until: datetime
    turns: tuple[SharedTurn, ...]


class Sharing:
    """The links to conversations of one home folder."""

    def __init__(self, records: Records, authorize: Authorize, audit: Audit) -> None:
        """Reads conversations from the `records`, and asks `authorize` who may see what."""
        self._records, self._authorize, self._audit = records, authorize, audit

    def share(self, reader: Reader, conversation_id: str) -> Share:
        """Shares a conversation as it stands now; one that is shared keeps its link.

        Raises:
            UsageError: the reader has no such conversation.
        """
        now = stamp("microseconds")
        with self._audit.transaction() as connection:
            its = shares_table.c.conversation == conversation_id
            known = connection.execute(sa.update(shares_table).where(its).values(until=now))
            _check_owner(connection, reader, conversation_id)
            if not known.rowcount:
                token = secrets.token_urlsafe(_TOKEN_BYTES)
                row = {"conversation": conversation_id, "token": token, "until": now}
                connection.execute(sa.insert(shares_table).values(row))
            facts: Facts = {"conversation": conversation_id, "until": now}
            self._audit.noted(connection, "conversation-shared", reader.name, facts)
            return _share_of(connection, conversation_id)

    def end(self, reader: Reader, conversation_id: str) -> None:
        """Ends the sharing of a conversation: its link leads nowhere from now on.

        Raises:
            UsageError: the reader has no such conversation.
        """
        with self._audit.transaction() as connection:
            its = shares_table.c.conversation == conversation_id
            gone = connection.execute(sa.delete(shares_table).where(its))
            _check_owner(connection, reader, conversation_id)
            if gone.rowcount:
                facts: Facts = {"conversation": conversation_id}
                self._audit.noted(connection, "conversation-unshared", reader.name, facts)

    def of(self, reader: Reader, conversation_id: str) -> Share | None:
        """Returns the link to a conversation, None if it is not shared.

        Raises:
            UsageError: the reader has no such conversation.
        """
        query = sa.select(shares_table.c.token).where(
            shares_table.c.conversation == conversation_id
        )
        with self._records.people.transaction() as connection:
            _check_owner(connection, reader, conversation_id)
            known = connection.execute(query).first()
            return _share_of(connection, conversation_id) if known else None

    def open(self, reader: Reader, token: str) -> SharedConversation:
        """Returns what a link leads a reader to.

        Raises:
            MissingError: it leads nowhere, or not any more.
        """
        shares, talks, turns = shares_table.c, conversations_table.c, turns_table.c
        wanted = sa.select(talks.id, talks.title, shares.until).join_from(
            conversations_table, shares_table, talks.id == shares.conversation
        )
        with self._records.people.transaction() as connection:
            found = connection.execute(wanted.where(shares.token == token)).one_or_none()
            if found is None:
                raise MissingError("shared conversation", token[:4])
            query = sa.select(turns_table, *TOLD).where(
                turns.conversation == found.id, turns.asked <= found.until
            )
            rows = connection.execute(query.order_by(turns.number)).all()
        shown = partial(self._shown, reader, finder(self._records))
        until = datetime.fromisoformat(found.until)
        return SharedConversation(found.title, until, tuple(map(shown, rows)))

    def _shown(self, reader: Reader, find: Find, row: sa.Row[Any]) -> SharedTurn:
        turn = turn_of(row, find)
        versions = {(document_id, version) for document_id, version in row.versions}
        basis = basis_of(row.question, versions, row._asdict())
        if turn.answer is None or self._authorize(reader, basis):
            return SharedTurn(turn.question, turn.answer, hides=False)
        return SharedTurn(
            turn.question, seen_of(turn.answer, partial(self._authorize, reader)), hides=True
        )


def seen_of(answer: Answer, sees: Callable[[Basis], bool]) -> Answer:
    """Returns the sentences of an answer whose passages a reader sees, all of them, and no more.

    What a language model worded rests on all passages that it was given, and what stands above an
    answer on all that it counts: neither is shown in part.
    """
    seen = {
        citation.number: citation
        for citation in answer.citations
        if sees(Basis([(citation.passage.document.id, citation.passage.document.version)]))
    }
    whole = answer.answered and not answer.model
    sentences = tuple(
        each
        for each in answer.sentences
        if whole and each.citations and all(n in seen for n in each.citations)
    )
    cited = {number for each in sentences for number in each.citations}
    citations = tuple(seen[number] for number in sorted(cited))
    return Answer(answer.question, answer.question, sentences, citations, answered=bool(sentences))


def _check_owner(connection: Connection, reader: Reader, conversation_id: str) -> None:
    """Checks whose a conversation is; what the transaction did before is undone if it is not."""
    query = sa.select(conversations_table.c.id).where(owned_by(reader, conversation_id))
    if connection.execute(query).first() is None:
        raise unknown(conversation_id)


def _share_of(connection: Connection, conversation_id: str) -> Share:
    columns, turns = shares_table.c, turns_table.c
    later = sa.select(sa.func.count()).where(
        turns.conversation == conversation_id, turns.asked > columns.until
    )
    query = sa.select(columns.token, columns.until, later.scalar_subquery().label("since"))
    row = connection.execute(query.where(columns.conversation == conversation_id)).one()
    return Share(row.token, datetime.fromisoformat(row.until), row.since)
