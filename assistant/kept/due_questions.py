"""Kept questions that are to be asked again, and storing what came of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.audit.audit import Audit
from assistant.conversations.conversation_rows import conversations_table, turns_table
from assistant.conversations.conversations import finder
from assistant.conversations.kept_rows import its, kept_table
from assistant.conversations.stored_answers import dump_answer, load_answer
from assistant.kept.keeping import hold, joined
from assistant.kept.kept_question import cited_words, words_of
from assistant.types import Answer, Reader
from index.database.tables import stamp
from index.store.records import Records

Turned = tuple[str, str]
"""What names a kept question: its conversation, and its turn."""


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """A question to ask again, as its keeper asked it; `scope` is what it is kept to.

    `state` is that in which it was asked last, and `changed` when other words were found. `known`
    and `fresh` are dumped answers: what its keeper knows, and what came since.
    """

    name: Turned
    question: str
    keeper: Reader
    scope: tuple[str, ...]
    state: str
    changed: str
    known: dict[str, Any]
    fresh: dict[str, Any]


Answered = tuple[DueQuestion, Answer]


class DueQuestions:
    """The questions of all keepers of one home folder."""

    def __init__(self, records: Records, audit: Audit) -> None:
        """Reads them from the `records`; other words that are found are on record."""
        self._records, self._audit = records, audit

    def due(self, state: str, most: int, besides: Collection[Turned] = ()) -> list[DueQuestion]:
        """Returns so many that were not asked in a state, the first that was kept first."""
        turns, columns = turns_table.c, kept_table.c
        scope = turns.answer["scope"].label("scope")
        query = sa.select(kept_table, turns.question, scope, conversations_table.c.reader)
        query = query.select_from(joined()).where(columns.state != state)
        query = query.order_by(columns.kept, columns.turn).limit(most + len(besides))
        with self._records.people.transaction() as connection:
            found = list(map(_question, connection.execute(query)))
        return [each for each in found if each.name not in besides][:most]

    def store(self, answered: Sequence[Answered], state: str) -> int:
        """Stores the answers of a state, all or none; returns how many cite other words now."""
        now = stamp("microseconds")
        with self._audit.transaction() as connection:
            return sum(self._store(connection, each, state, now) for each in answered)

    def _store(self, connection: Connection, answered: Answered, state: str, now: str) -> bool:
        due, answer = answered
        found = _found(due, answer, now)
        # Whoever let it go, looked at it or came with other groups meanwhile has changed these.
        as_asked = (kept_table.c.state == due.state) & (kept_table.c.changed == due.changed)
        change = sa.update(kept_table).where(its(*due.name), as_asked)
        if not connection.execute(change.values(state=state, **found)).rowcount:
            return False
        if is_news := bool(found.get("changed")):
            self._audit.asked_again(connection, due.keeper.name, answer)
        if len(found) > 1:
            known = [load_answer(due.known, finder(self._records))] if due.known else []
            new = [answer] if found.get("known") or found.get("fresh") else []
            hold(self._records, connection, due.name, [*known, *new])
        return is_news


def _found(due: DueQuestion, answer: Answer, now: str) -> Mapping[str, Any]:
    """Returns what changes in a row by an answer, beside its state."""
    words = frozenset(map(words_of, answer.citations))
    if not due.known:
        return {"known": dump_answer(answer), "same": now}
    if words == cited_words(due.known):
        return {"same": now, "changed": "", "fresh": {}} if due.changed else {"same": now}
    if due.changed and words == cited_words(due.fresh):
        return {}
    return {"changed": now, "fresh": dump_answer(answer)}


def _question(row: sa.Row[Any]) -> DueQuestion:
    return DueQuestion(
        name=(row.conversation, row.turn),
        question=row.question,
        keeper=Reader(row.reader, frozenset(row.groups), row.conversation),
        scope=tuple(row.scope or ()),
        state=row.state,
        changed=row.changed,
        known=row.known,
        fresh=row.fresh,
    )
