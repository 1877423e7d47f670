"""What one browser tab has asked so far, and what became of each question."""

from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.types import Answer, Exchange


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


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions of one tab, oldest first."""

    turns: tuple[Asked, ...] = ()

    def find(self, key: str) -> Asked | None:
        """Returns the turn of this key, None if there is none."""
        return next((turn for turn in self.turns if turn.key == key), None)

    def turn(self, key: str) -> Asked:
        """Returns the turn of this key, which is there."""
        return next(turn for turn in self.turns if turn.key == key)

    def latest(self, most: int) -> "Conversation":
        """Returns the conversation without what lies further back than `most` turns."""
        return Conversation(self.turns[-most:])

    def before(self, key: str) -> "Conversation":
        """Returns the conversation up to this turn, without it: all of it if the key is new."""
        keys = [turn.key for turn in self.turns]
        return Conversation(self.turns[: keys.index(key)]) if key in keys else self

    def having(self, turn: Asked) -> "Conversation":
        """Returns the conversation with a turn replaced, or added at the end."""
        if self.find(turn.key) is None:
            return Conversation((*self.turns, turn))
        return Conversation(tuple(turn if old.key == turn.key else old for old in self.turns))

    def stopped(self, key: str, question: str) -> "Conversation":
        """Returns the conversation with a turn marked as stopped, unless it was over before."""
        turn = self.find(key) or Asked(key, question)
        if turn.status is Status.WORKING:
            turn = replace(turn, status=Status.STOPPED)
        return self.having(turn)

    @property
    def history(self) -> tuple[Exchange, ...]:
        """The questions that were answered, and the text of their answers."""
        return tuple(
            Exchange(turn.question, turn.answer.text)
            for turn in self.turns
            if turn.answer and turn.status is not Status.FAILED
        )
