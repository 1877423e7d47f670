"""Answers that are lists: items with a citation each, under a line that says by which rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Answer, Citation, Sentence
from index.search.holding import has_all, spans_of
from index.text.sentences import Span, sentences
from index.text.terms import Term
from index.types import Document, Passage

MOST_ITEMS = 500
"""How many items an answer has at most."""

ITEMS_SHOWN = 20
"""How many of them are shown at once; the export and JSON have all."""

_LONGEST_OPENING = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the words of a passage that it rests on, from `start` to `end`.

    `text` is what is shown, the quote itself if it is empty; `marks` are words inside the quote.
    """

    passage: Passage
    start: int
    end: int
    text: str = ""
    marks: tuple[Span, ...] = ()


def list_answer(
    question: str, lead: str, items: Sequence[Item], *, sure: float, counted: str | None = None
) -> Answer:
    """Returns an answer that lists items under a lead line, which is the assistant's own.

    Without an item, nothing is cited: then it is no answer from the documents.
    `counted` is the name of the view in which the lead counts documents.
    """
    citations = tuple(_citation(n, item) for n, item in enumerate(items[:MOST_ITEMS], start=1))
    texts = (item.text or c.quote for item, c in zip(items, citations, strict=False))
    return Answer(
        question,
        question,
        tuple(Sentence(text, (n,)) for n, text in enumerate(texts, start=1)),
        citations,
        sure,
        answered=bool(citations),
        remark=lead,
        counted=counted,
    )


def opening(document: Document, passages: Sequence[Passage], text: str = "") -> Item | None:
    """Returns an item for a document as a whole: its title where it stands, else how it begins.

    None for a document without passages.
    """
    if not passages:
        return None
    first = passages[0]
    # The line of a heading may stand before the passage.
    at = document.text.find(document.title, 0, first.end) if document.title else -1
    if at < 0:
        return beginning_of(first, text)
    return Item(first, at, at + len(document.title), text)


def beginning_of(passage: Passage, text: str = "") -> Item:
    """Returns an item for a passage as a whole: its first sentence, not all of a long one."""
    spans = sentences(passage.document.text, passage.start, passage.end)
    start, end = next(spans, (passage.start, passage.end))
    return Item(passage, start, min(end, start + _LONGEST_OPENING), text)


def items_with(passage: Passage, wanted: Sequence[Term]) -> Iterator[Item]:
    """Yields the sentences of a passage that have every one of some terms, which are marked."""
    document = passage.document
    for start, end in sentences(document.text, passage.start, passage.end):
        said = document.text[start:end]
        if has_all(wanted, said, document.language):
            spans = spans_of(wanted, said, document.language)
            yield Item(passage, start, end, marks=_moved(spans, start))


def _moved(spans: Sequence[Span], start: int) -> tuple[Span, ...]:
    """Returns spans as those of the document, overlapping ones as one."""
    found: list[Span] = []
    for first, last in spans:
        if found and start + first <= found[-1][1]:
            found[-1] = (found[-1][0], start + last)
        else:
            found.append((start + first, start + last))
    return tuple(found)


def _citation(number: int, item: Item) -> Citation:
    quote = item.passage.document.text[item.start : item.end]
    return Citation(number, item.passage, item.start, item.end, quote, item.marks)
