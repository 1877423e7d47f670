"""What stands on a page of a document: asked for by its number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers.item_lists import Item
from assistant.evidence.blocks import blocks_of
from index.read_protocol import ReadableLibrary
from index.types import Document

_PAGE = re.compile(
    r"(?:what(?:['’]?s| is| stands| does it say)?|show me|read(?: me)?|open)(?: written)?"
    r"(?: (?:on|at))? (?:the )?(?:page|slide) (?P<number>\d{1,5})(?: (?:of|in) (?P<document>.+))?"
    r"|(?:(?P<document_2>.+?)の)?(?P<number_2>\d{1,5})(?:ページ|頁)目?(?:に|を|は|の内容).*",
    re.IGNORECASE,
)
_EDGES = " \t\n.?!。？「」“”\"'"


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page that is asked for, and the words that name its document, empty without."""

    number: int
    document: str


def page_asked(question: str) -> PageAsked | None:
    """Returns the page that a question asks to see, None if it asks something else."""
    match = _PAGE.fullmatch(" ".join(question.split()).strip(_EDGES))
    if match is None:
        return None
    number, document = match["number"] or match["number_2"], match["document"]
    return PageAsked(int(number), (document or match["document_2"] or "").strip(_EDGES))


def with_page(documents: Sequence[Document], number: int) -> list[Document]:
    """Returns the documents that have a page, or a slide, of this number."""
    return [
        d for d in documents if d.page_unit != "row" and any(p.number == number for p in d.pages)
    ]


def items_of_page(library: ReadableLibrary, document: Document, number: int) -> Iterator[Item]:
    """Yields the blocks of a page in reading order."""
    for passage in library.passages_of(document):
        for start, end in blocks_of(passage):
            if document.page_at(start) == number:
                yield Item(passage, start, end)
