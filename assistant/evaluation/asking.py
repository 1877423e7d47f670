"""Asks the questions, and turns hits and answers into what the metrics count."""

from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import Cited, Reply
from assistant.types import Answer, Citation, Exchange, Question
from index.types import Passage


def question_of(case: Case) -> Question:
    """Returns the case as a question after its earlier turns."""
    return Question(case.question, tuple(Exchange(asked, said) for asked, said in case.history))


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
