"""What was asked in conversations, and whether it was answered, without the answers themselves."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.access.attached import conversation_of
from assistant.conversations.conversation_rows import conversations_table, turns_table
from assistant.conversations.stored_answers import told_of
from assistant.types import Outcome
from index.store.records import Records

MOST = 2_000
"""How many questions are looked at, the latest."""


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question that somebody asked, completed from its conversation, and what became of it.

    `confidence` says how likely the documents answered it, 0 to 1.
    `documents` are the paths of the nearest ones of a question that was not answered. `at` is an
    ISO time in UTC, and `rated_down` tells that its reader found the answer bad.
    """

    question: str
    reader: str
    at: str
    outcome: Outcome
    confidence: float = 0.0
    rated_down: bool = False
    documents: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a good answer."""
        return self.outcome is not Outcome.ANSWERED or self.rated_down


def stored_questions(records: Records, most: int = MOST) -> list[StoredQuestion]:
    """Returns the latest questions that were looked up, oldest first.

    Greetings, and questions that were stopped before there was anything, are none. What was
    answered from files of a conversation is its owner's business.
    """
    turns, talks = turns_table.c, conversations_table.c
    query = (
        sa.select(turns.answer, turns.question, turns.asked, turns.helpful, talks.reader)
        .join(conversations_table, talks.id == turns.conversation)
        .where(turns.said != "")
        .order_by(turns.asked.desc(), turns.conversation, turns.number.desc())
        .limit(most)
    )
    with records.people.transaction() as connection:
        rows = connection.execute(query).all()
    shared = (row for row in reversed(rows) if not _is_private(row.answer))
    return [_asked(row) for row in shared if _outcome(row.answer) is not Outcome.REMARK]


def _is_private(answer: dict[str, Any]) -> bool:
    """Tells whether a dumped answer tells of a file that belongs to a conversation."""
    return any(conversation_of(each.path) for each in told_of(answer))


def _asked(row: sa.Row[Any]) -> StoredQuestion:
    answer, outcome = row.answer, _outcome(row.answer)
    shown = [*answer.get("citations", ()), *answer.get("nearest", ())]
    places = dict.fromkeys(each["passage"]["document"]["path"] for each in shown)
    return StoredQuestion(
        question=answer.get("standalone_question") or row.question,
        reader=row.reader,
        at=row.asked,
        outcome=outcome,
        confidence=answer.get("confidence", 0.0),
        rated_down=row.helpful is False,
        documents=tuple(places),
    )


def _outcome(answer: dict[str, Any]) -> Outcome:
    """Returns what became of a question, by its dumped answer; see `Answer.outcome`."""
    if answer.get("answered"):
        return Outcome.ANSWERED
    if answer.get("sentences"):
        return Outcome.PERHAPS
    return Outcome.NOT_FOUND if answer.get("nearest") else Outcome.REMARK
