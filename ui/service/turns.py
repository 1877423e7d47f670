"""A question as it stands on the page, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Answer, Turn


class Status(StrEnum):
    """What became of a question."""

    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page. `key` names it there; `problem` says what went wrong, if it did.

    `helpful` is the reader's verdict, None before there is one.
    """

    key: str
    question: str
    status: Status = Status.WORKING
    answer: Answer | None = None
    problem: str = ""
    helpful: bool | None = None


def asked_of(turn: Turn) -> Asked:
    """Returns a stored turn as it stands on the page."""
    status = Status.STOPPED if turn.stopped else Status.DONE
    return Asked(turn.key, turn.question, status, turn.answer, helpful=turn.helpful)


def turn_of(asked: Asked) -> Turn:
    """Returns a question that is answered or stopped as it is stored."""
    stopped = asked.status is Status.STOPPED
    return Turn(asked.key, asked.question, asked.answer, stopped, asked.helpful)
