"""Tenkyo as one side of the measurement: its library, its search, and its extractive answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import open_assistant
from assistant.evaluation.asking import question_of, reply_of, span_of
from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import Reply
from assistant.questions.follow_ups import standalone
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Tenkyo:
    """An open assistant, asked with the cases of a question set."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant

    def warm(self) -> None:
        """Load the model, so that loading is not part of a timing."""
        self._assistant.library.warm()

    def build(self, corpus: Path) -> int:
        """Index the folder `corpus`; return how many passages there are."""
        self._assistant.library.sync([corpus])
        return self._assistant.overview().passages

    def search(self, case: Case) -> tuple[Span, ...]:
        """Return where the ten best passages stand, best first."""
        hits = self._assistant.search(question_of(case), top_k=10)
        return tuple(span_of(hit.passage) for hit in hits)

    def resolve(self, case: Case) -> str:
        """Return the question completed from its history, which is all done without a model."""
        question = question_of(case)
        rarity = self._assistant.library.snapshot().rarities
        return standalone(question.text, question.history, rarity).text

    def asks_back(self, case: Case) -> bool:
        """Return whether the reply is a question to choose from."""
        return bool(self._assistant.answering.invoke(question_of(case)).choices)

    def ask(self, case: Case) -> Reply:
        """Return the cited answer, or the refusal."""
        return reply_of(self._assistant.answering.invoke(question_of(case)))


@contextmanager
def open_tenkyo(home: Path) -> Iterator[Tenkyo]:
    """Open Tenkyo with its index in the folder `home`."""
    with open_assistant(Settings(home=home)) as assistant:
        yield Tenkyo(assistant)
