"""The answer chain: question → standalone question → passages → evidence → cited answer.

A LangChain `Runnable`, so that it can be invoked, streamed, batched and composed like any other.
"""

import re
from collections.abc import Iterator

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.advice import refusal
from assistant.asking_back import AskingBack
from assistant.confidence import confidence
from assistant.evidence import gather
from assistant.extractive import compose
from assistant.follow_ups import standalone
from assistant.language import language_of
from assistant.remarks import remark
from assistant.selection import Selection, select
from assistant.settings import Settings
from assistant.small_talk import small_talk
from assistant.summaries import summarise
from assistant.types import Answer, Question
from index.errors import UsageError
from index.library import Library

_NEAREST = 3
# A document whose title is named, or that is the only one, can be summed up.
_CERTAIN = 1.0
# Lone surrogates, as bytes of a command line become that are no UTF-8, cannot be sent or stored.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


class AnswerChain(Runnable[Question, Answer]):
    """Answers questions from a library, without a language model, the same way every time."""

    def __init__(self, library: Library, settings: Settings) -> None:
        """Takes where to look, and the settings `threshold` and `max_question`."""
        self._library = library
        self._settings = settings
        self._asking_back = AskingBack(library, self)

    def invoke(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Answer:
        """Answers one question.

        Raises:
            UsageError: the question is empty or too long.
            NoIndexError: nothing is indexed.
        """
        return self._call_with_config(self._answer, input, config)

    def stream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: object
    ) -> Iterator[Answer]:
        """Yields the answer as it grows by a sentence at a time; the last one is complete."""
        answer = self.invoke(input, config)
        for shown in range(1, len(answer.sentences)):
            yield _beginning(answer, shown)
        yield answer

    def _answer(self, question: Question) -> Answer:
        text = cleaned(question.text, self._settings.max_question)
        if kind := small_talk(text):
            return Answer(text, text, remark=remark(kind, language_of(text), self._library))
        if reply := self._asking_back.reply(Question(text, question.history)):
            return reply
        if summary := summarise(self._library, text):
            return _answered(text, text, Selection(tuple(summary)), _CERTAIN)
        whole = standalone(text, question.history, self._library.rarities)
        found = self._library.find(whole.query(text))
        searched = whole.text if found.leaned else text
        evidence = gather(self._library, found, text)
        sure = confidence(found, evidence)
        if sure < self._settings.threshold:
            return Answer(
                text,
                searched,
                confidence=sure,
                nearest=self._library.hits(found, _NEAREST),
                remark=refusal(text, evidence, self._library),
            )
        return _answered(text, searched, select(evidence, text), sure)


def _answered(question: str, standalone: str, selection: Selection, sure: float) -> Answer:
    sentences, citations = compose(selection.chosen)
    return Answer(
        question, standalone, sentences, citations, sure, answered=True, note=selection.note
    )


def cleaned(question: str, longest: int) -> str:
    """Returns a question without control characters and outer white space.

    Raises:
        UsageError: nothing is left, or it is longer than `longest` characters.
    """
    bare = _CONTROL.sub(" ", question).strip()
    if not bare:
        raise UsageError("The question is empty. Ask something, for example: What is this about?")
    if len(bare) > longest:
        raise UsageError(
            f"The question has {len(bare):,} characters, and the limit is {longest:,}. Shorten it."
        )
    return bare


def _beginning(answer: Answer, shown: int) -> Answer:
    sentences = answer.sentences[:shown]
    numbers = {number for sentence in sentences for number in sentence.citations}
    citations = tuple(c for c in answer.citations if c.number in numbers)
    return Answer(
        answer.question,
        answer.standalone_question,
        sentences,
        citations,
        answer.confidence,
        answered=True,
    )
