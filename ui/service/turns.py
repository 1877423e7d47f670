"""A question as it is asked of the service, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Answer, Outcome, Reader, Turn

_COUNTED_AS = {
    Outcome.ANSWERED: "answered",
    Outcome.PERHAPS: "perhaps",
    Outcome.NOT_FOUND: "refused",
    Outcome.REMARK: "remark",
}


class Status(StrEnum):
    """What became of a question."""

    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked: by whom, and in which conversation, empty for none."""

    reader: Reader
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `key` names it on the page; `problem` says what went wrong, if it did.

    `helpful` is the reader's verdict, None before there is one. `scope` names the documents,
    folders and tags that the question is kept to. It is `kept` if it is asked again when the
    documents change.
    """

    key: str
    question: str
    status: Status = Status.WORKING
    answer: Answer | None = None
    problem: str = ""
    helpful: bool | None = None
    scope: tuple[str, ...] = ()
    kept: bool = False


def asked_of(turn: Turn) -> Asked:
    """Returns a stored turn as it stands on the page."""
    status = Status.STOPPED if turn.stopped else Status.DONE
    return Asked(turn.key, turn.question, status, turn.answer, helpful=turn.helpful, kept=turn.kept)


def turn_of(asked: Asked) -> Turn:
    """Returns a question that is answered or stopped as it is stored."""
    stopped = asked.status is Status.STOPPED
    return Turn(asked.key, asked.question, asked.answer, stopped, asked.helpful)


def outcome_of(turn: Asked) -> str:
    """Returns what became of a question, as it is counted."""
    if turn.status is Status.WORKING:
        return "stopped"
    if turn.status is Status.FAILED or turn.answer is None:
        return "failed"
    return _COUNTED_AS[turn.answer.outcome]
