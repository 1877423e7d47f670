"""Answers to each reader from what that reader may see."""

from collections.abc import Iterator
from functools import lru_cache

from assistant.access.access import Access, View
from assistant.answers.chain import AnswerChain
from assistant.answers.growing import GrowingAnswers
from assistant.phrasing.phrasing import Phrasing
from assistant.settings import Settings
from assistant.types import Answer, Question

_CHAINS_KEPT = 64


class ReaderChain(GrowingAnswers):
    """An answer chain for each view of the library; what a reader may not see, theirs lacks."""

    def __init__(
        self, access: Access, settings: Settings, phrasing: Phrasing | None = None
    ) -> None:
        """Takes who may see what, and what every chain is made with."""
        self._access, self._settings, self._phrasing = access, settings, phrasing
        self._chain = lru_cache(maxsize=_CHAINS_KEPT)(self._made)

    def states(self, question: Question) -> Iterator[Answer]:
        """Yields the answer as it grows; the last one is complete."""
        return self.chain(question).states(question)

    def whole(self, question: Question) -> Answer:
        """Returns the complete answer."""
        return self.chain(question).whole(question)

    def chain(self, question: Question) -> AnswerChain:
        """Returns the chain that knows only what the reader of a question may see."""
        return self._chain(self._access.view(question.reader))

    def _made(self, view: View) -> AnswerChain:
        return AnswerChain(view.library, self._settings, self._phrasing, view.name)
