"""Tenkyo's questions, passages and answers, in the words of the measurement and back."""

from assistant.types import Answer, Citation, Exchange, Question
from index.types import Passage
from tests.bench.score import Cited, Reply
from tests.bench.sets import Case, Span


def question_of(case: Case) -> Question:
    """Return the case as a question after its earlier turns."""
    return Question(case.question, tuple(Exchange(asked, said) for asked, said in case.history))


def span_of(passage: Passage) -> Span:
    """Return where a passage stands in its file."""
    return Span(passage.document.path, passage.start, passage.end)


def reply_of(answer: Answer) -> Reply:
    """Return what the metrics count of an answer."""
    return Reply(
        answered=answer.answered,
        text=answer.text,
        confidence=answer.confidence,
        citations=tuple(_cited(citation) for citation in answer.citations),
    )


def _cited(citation: Citation) -> Cited:
    file = citation.passage.document.path
    return Cited(Span(file, citation.start, citation.end), citation.quote)
