"""Trying a language model of this machine: three questions, answered with it and without."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock, Thread

from assistant.assistant import Assistant
from assistant.audit.audit_facts import Facts
from assistant.phrasing.house_models import PLACES, HouseModel, look_for_models
from assistant.types import Answer, Question, Reader

logger = logging.getLogger(__name__)

_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """A model that is being tried, or was, and the answers so far: without it, and with it.

    `wanted` is the number of questions; it `failed` if it ended before all were answered. The
    answers are from what its `reader` may see, and are for that reader alone.
    """

    model: HouseModel
    reader: Reader
    wanted: int
    answers: tuple[tuple[Answer, Answer], ...] = ()
    failed: bool = False

    @property
    def is_running(self) -> bool:
        """Whether answers are still waited for."""
        return not self.failed and len(self.answers) < self.wanted


class ModelTrials:
    """What was found on this machine, and the last trial; of the server, not of a reader."""

    def __init__(self, assistant: Assistant) -> None:
        """Nothing is looked for before somebody asks to."""
        self._assistant, self._lock = assistant, Lock()
        self.found: Sequence[HouseModel] | None = None
        self.last: Trial | None = None

    def look(self, _reader: Reader) -> None:
        """Looks which models there are."""
        self.found = look_for_models(PLACES)

    def switch_on(self, number: int, reader: Reader) -> None:
        """Has answers worded by a model by its number, if it was found."""
        model = self._model(number)
        if model and not self._assistant.settings.chat_model:
            self._assistant.word_with(model, reader)

    def switch_off(self, reader: Reader) -> None:
        """Has answers in the documents' own sentences again."""
        self._assistant.word_with(None, reader)

    def start(self, number: int, language: str, reader: Reader) -> None:
        """Begins to try a model that was found beside the answering, unless one is being tried.

        It is asked what the documents answer to this reader.
        """
        with self._lock:
            model = self._model(number)
            if model is None or (self.last and self.last.is_running):
                return
            self.last = Trial(model, reader, _QUESTIONS)
        facts: Facts = {"model": model.name, "address": model.address}
        self._assistant.audit.note("model-tried", reader.name, facts)
        asking = (self.last, language)
        Thread(target=self._run, args=asking, name="trial", daemon=True).start()

    def _model(self, number: int) -> HouseModel | None:
        found = self.found or ()
        return found[number] if number < len(found) else None

    def _run(self, trial: Trial, language: str) -> None:
        try:
            asked = self._assistant.suggestions(language, trial.reader)[:_QUESTIONS]
            self.last = trial = replace(trial, wanted=len(asked))
            for each in asked:
                both = self._assistant.tried(trial.model, Question(each, reader=trial.reader))
                self.last = trial = replace(trial, answers=(*trial.answers, both))
        except Exception:
            logger.exception("A language model could not be tried")
            self.last = replace(trial, failed=True)
