"""Asking kept questions again, each as its keeper, whenever what decides over answers changed.

With each question stands the state in which it was asked last: of the documents, the rules, the
settings and the program. It moves in the transaction that stores what came of it, so whatever ends
a round, what was not asked in it is asked in the next one.

None is left out because the change seems to be far from it: how rare words are, and what is counted
or listed, rests on all documents.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from assistant.access.access import Access
from assistant.access.contents import ScopeError
from assistant.answers.reader_chain import ReaderChain
from assistant.conversations.conversations import MOST_HISTORY, Conversations
from assistant.kept.due_questions import Answered, DueQuestion, DueQuestions, Turned
from assistant.kept.remembering import RememberingReader
from assistant.settings import Settings
from assistant.types import Answer, Question
from index.errors import HomeError, ModelError

logger = logging.getLogger(__name__)

_AT_ONCE = 32
# Those of the settings that decide over what is found and cited.
_DECIDING = ("model", "reranker", "token_vectors", "threshold", "perhaps", "max_question")

Pace = Callable[[], AbstractContextManager[object]]
"""What a question waits for before it is asked, and holds as long as that takes."""


@dataclass(frozen=True, slots=True)
class Round:
    """How many questions were asked again, of how many the words changed, and how many failed."""

    asked: int = 0
    changed: int = 0
    failed: int = 0


class AskingAgain:
    """Asks the kept questions of one home folder, in the documents' own words alone.

    A language model chooses its quotes anew each time, which would be news of nothing.
    """

    def __init__(
        self, due: DueQuestions, access: Access, conversations: Conversations, settings: Settings
    ) -> None:
        """Takes what is due, what was said before it, and what it is asked with."""
        self._due, self._access = due, access
        self._conversations, self._settings = conversations, settings
        self._answering = ReaderChain(access, settings, reader=RememberingReader())
        self._failed: set[tuple[str, Turned]] = set()

    def state(self) -> str:
        """Returns what stands for all that decides over answers, as it is now."""
        settings = [str(getattr(self._settings, name)) for name in _DECIDING]
        said = "\n".join([version("tenkyo"), self._access.state(), *settings])
        return sha256(said.encode(errors="replace")).hexdigest()[:16]

    def is_due(self) -> bool:
        """Tells whether any question is to be asked."""
        return bool(self._next(self.state(), 1))

    def ask(self, pace: Pace = nullcontext) -> Round:
        """Asks all questions that are due; `pace` may raise to end it, and nothing is lost.

        Raises:
            HomeError: the index or the records cannot be used; `NoIndexError` if there is none.
            ModelError: the model is not there.
        """
        asked = changed = failed = 0
        while due := self._next(state := self.state(), _AT_ONCE):
            answered = list(self._answered(due, state, pace))
            asked += len(answered)
            failed += len(due) - len(answered)
            changed += self._due.store(answered, state)
        return Round(asked, changed, failed)

    def _next(self, state: str, most: int) -> list[DueQuestion]:
        failed = {name for at, name in self._failed if at == state}
        return self._due.due(state, most, failed)

    def _answered(self, due: Sequence[DueQuestion], state: str, pace: Pace) -> Iterator[Answered]:
        for each in due:
            with pace():
                try:
                    yield each, self._answer(each)
                except (HomeError, ModelError):
                    raise
                except Exception:
                    # One that cannot be answered keeps no other from being asked.
                    logger.exception("A kept question could not be asked again.")
                    self._failed.add((state, each.name))

    def _answer(self, due: DueQuestion) -> Answer:
        conversation, turn = due.name
        history = self._conversations.history(due.keeper, conversation, MOST_HISTORY, before=turn)
        try:
            return self._answering.invoke(Question(due.question, history, due.keeper, due.scope))
        except ScopeError:
            # What it is kept to is not there any more, so nothing is cited.
            return Answer(due.question, due.question, scope=due.scope)
