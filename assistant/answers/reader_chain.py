"""Answers to each reader from what that reader may see, kept to what the reader chose of that."""

from collections.abc import Generator
from dataclasses import replace
from functools import lru_cache

from langchain_core.runnables import RunnableConfig

from assistant.access.access import Access, View
from assistant.answers.chain import AnswerChain
from assistant.answers.growing import GrowingAnswers
from assistant.evidence.reader import SHIPPED_READER, EvidenceReader
from assistant.phrasing.phrasing import Phrasing
from assistant.questions.language import answer_language
from assistant.settings import Settings
from assistant.types import Answer, Outcome, Question, named
from assistant.wording.of_scope import looked_at
from assistant.wording.phrases import joined

_CHAINS_KEPT = 64


class ReaderChain(GrowingAnswers):
    """An answer chain for each view of the library; what a reader may not see, theirs lacks.

    What lies outside the scope of a question lacks there too, by the same means.
    """

    def __init__(
        self,
        access: Access,
        settings: Settings,
        phrasing: Phrasing | None = None,
        reader: EvidenceReader = SHIPPED_READER,
    ) -> None:
        """Takes who may see what, and what every chain is made with."""
        self._access, self._settings, self._phrasing = access, settings, phrasing
        self._reader = reader
        self._chain = lru_cache(maxsize=_CHAINS_KEPT)(self._made)

    def word_with(self, phrasing: Phrasing | None) -> None:
        """Has the next answers worded by another model, or by none."""
        self._phrasing = phrasing

    def invoke(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Answer:
        """Returns the complete answer; raises as `stream` does."""
        return self._chain_of(input).invoke(input, config)

    def stream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Generator[Answer]:
        """Yields the answer as it grows; the last one is complete.

        Raises:
            ScopeError: it is kept to what is not there, or not for its reader.
        """
        return self._chain_of(input).stream(input, config)

    def _chain_of(self, question: Question) -> "_ViewChain":
        return self._chain(self._access.view(question.reader, question.scope), self._phrasing)

    def _made(self, view: View, phrasing: Phrasing | None) -> "_ViewChain":
        return _ViewChain(view, self._settings, phrasing, self._reader)


class _ViewChain(AnswerChain):
    """The answer chain of one view; where that is narrower than all, its answers say so."""

    def __init__(
        self, view: View, settings: Settings, phrasing: Phrasing | None, reader: EvidenceReader
    ) -> None:
        super().__init__(view.library, settings, phrasing, view.name, reader)
        self._seen = view

    def finished(self, answer: Answer) -> Answer:
        return _kept_to(self._seen, answer)


def _kept_to(view: View, answer: Answer) -> Answer:
    """Returns an answer with the scope of its question, and a word on how little was looked at."""
    if not view.kept_to:
        return answer
    answer = replace(answer, scope=tuple(chosen.name for chosen in view.kept_to))
    if answer.outcome is Outcome.REMARK and answer.counted is None:
        return answer
    language, records = answer_language(answer.question), view.library.records
    said = looked_at(view.kept_to, len(records.document_ids()), language)
    told = [d for each in said.titled if (d := records.document(each))]
    answer = replace(
        answer,
        named=(*answer.named, *named(told)),
        counted=view.name if said.counts else answer.counted,
    )
    if answer.sentences:
        return replace(answer, note=joined([answer.note, said.text], language))
    return replace(answer, remark=joined([answer.remark, said.text], language))
