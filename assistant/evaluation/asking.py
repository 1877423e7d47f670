"""Asks the questions, and turns hits and answers into what the metrics count."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from assistant.assistant import Assistant
from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import DEPTH, Cited, Reply, marked, ranks_of
from assistant.evaluation.runs import Result
from assistant.evaluation.texts import Texts
from assistant.evidence.reader import SHIPPED_READER
from assistant.types import OPERATOR, Answer, Citation, Exchange, Question
from index.types import Passage

_Made = TypeVar("_Made")


def ask_all(assistant: Assistant, cases: Iterable[Case], texts: Texts) -> Iterator[Result]:
    """Searches for and answers each question, and yields what came back."""
    assistant.library.warm()
    SHIPPED_READER.load()
    for case in cases:
        question = question_of(case)
        hits, search_ms = _timed(partial(assistant.search, question, DEPTH))
        answer, ask_ms = _timed(partial(assistant.answering.invoke, question))
        spans, reply = tuple(span_of(hit.passage) for hit in hits), reply_of(answer)
        yield Result(
            case=case,
            hits=spans,
            ranks=ranks_of(case.gold, spans),
            reply=marked(case, reply, _source(answer, texts)),
            citations=reply.citations if reply.answered else (),
            search_ms=search_ms,
            ask_ms=ask_ms,
        )


def question_of(case: Case) -> Question:
    """Returns the case as a question after its earlier turns."""
    history = tuple(Exchange(*earlier) for earlier in case.history)
    return Question(case.question, history, OPERATOR)


def span_of(passage: Passage) -> Span:
    """Returns where a passage stands in its file."""
    return Span(passage.document.path, passage.start, passage.end)


def reply_of(answer: Answer) -> Reply:
    """Returns what the metrics count of an answer."""
    return Reply(
        answered=answer.answered,
        text=answer.text,
        confidence=answer.confidence,
        citations=tuple(_cited(citation) for citation in answer.citations),
    )


def _cited(citation: Citation) -> Cited:
    file = citation.passage.document.path
    return Cited(Span(file, citation.start, citation.end), citation.quote)


def _source(answer: Answer, texts: Texts) -> Callable[[str], str]:
    """Returns what finds a text by its path.

    What is cited is looked up by its document: files of two folders may have the same path.
    """
    cited = {c.passage.document.path: c.passage.document.id for c in answer.citations}

    def source(path: str) -> str:
        text = texts.by_id(cited[path]) if path in cited else texts.text(path)
        return text or ""

    return source


def _timed(call: Callable[[], _Made]) -> tuple[_Made, float]:
    began = time.perf_counter()
    made = call()
    return made, 1000 * (time.perf_counter() - began)
