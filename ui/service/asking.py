"""Asking the assistant: one question becomes a turn that grows until it is done or has failed."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from threading import BoundedSemaphore

from assistant.assistant import Assistant
from assistant.types import LOCAL_READER, Answer, Exchange, Outcome, Question, Reader
from index.errors import HomeLockedError, ModelError, NoIndexError, TenkyoError, UsageError
from prompts.catalogues import Wording
from ui.html.told import told
from ui.operations.metrics import Metrics
from ui.service.turns import Asked, Status

logger = logging.getLogger(__name__)
_PAUSE = 0.12
_COUNTED_AS = {
    Outcome.ANSWERED: "answered",
    Outcome.PERHAPS: "perhaps",
    Outcome.NOT_FOUND: "refused",
    Outcome.REMARK: "remark",
}


class Asking:
    """Asks one assistant on behalf of everybody; as many searches at a time as there are CPUs."""

    def __init__(self, assistant: Assistant, pause: float = _PAUSE) -> None:
        """`pause` is the time between two sentences, in seconds: they are read one by one."""
        self._assistant = assistant
        self._pause = pause
        self._searching = BoundedSemaphore(os.cpu_count() or 1)

    def ask(
        self,
        turn: Asked,
        history: tuple[Exchange, ...],
        words: Wording,
        reader: Reader = LOCAL_READER,
    ) -> Iterator[Asked]:
        """Yields the turn with its growing answer; the last one is done or has failed."""
        question = Question(turn.question, history, reader)
        try:
            for answer in self._in_turn(question):
                if turn.answer and not answer.model:
                    time.sleep(self._pause)
                turn = replace(turn, answer=answer)
                yield turn
            yield replace(turn, status=Status.DONE)
        except TenkyoError as error:
            yield _failed(turn, self._explained(error, words))
        except Exception:
            # A person waits for an answer: whatever happened, they are told, and so is the log.
            logger.exception("A question could not be answered")
            yield _failed(turn, words("failed"))

    def _in_turn(self, question: Question) -> Iterator[Answer]:
        stream = self._assistant.answering.stream(question)
        # All searching is done for the first answer; a language model may take long for the rest,
        # and keeps nobody else waiting.
        with closing(stream):
            with self._searching:
                first = next(stream, None)
            if first is None:
                return
            yield first
            yield from stream

    def _explained(self, error: TenkyoError, words: Wording) -> str:
        """Returns what to tell a reader, who cannot see the command line."""
        match error:
            case NoIndexError():
                return f"{words('empty-title')}. {words('empty-text')}"
            case HomeLockedError():
                return words("busy")
            case UsageError() if not isinstance(error, ModelError):
                return words("bad-question", limit=self._assistant.settings.max_question)
        return told(error, words)


class MeteredAsking(Asking):
    """Asks one assistant on behalf of everybody, and counts what became of it."""

    def __init__(self, assistant: Assistant, metrics: Metrics) -> None:
        """Takes whom to ask, and where to count."""
        super().__init__(assistant)
        self._metrics = metrics

    def ask(
        self,
        turn: Asked,
        history: tuple[Exchange, ...],
        words: Wording,
        reader: Reader = LOCAL_READER,
    ) -> Iterator[Asked]:
        """Yields the turn with its growing answer; the last one is done or has failed."""
        last = turn
        try:
            with self._metrics.asking():
                for last in super().ask(turn, history, words, reader):
                    yield last
        finally:
            self._metrics.ended(outcome_of(last))


def _failed(turn: Asked, problem: str) -> Asked:
    return replace(turn, status=Status.FAILED, problem=problem)


def outcome_of(turn: Asked) -> str:
    """Returns what became of a question, as it is counted."""
    if turn.status is Status.WORKING:
        return "stopped"
    if turn.status is Status.FAILED or turn.answer is None:
        return "failed"
    return _COUNTED_AS[turn.answer.outcome]
