"""A page as a reader sees it: its picture, and where on it the quoted words stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from assistant.pages.finding import find_all
from index.drawing.page_shape import PageShape
from index.errors import UnreadableError
from index.originals import Original
from index.pictures.page_pictures import WIDTHS, PagePictures, Picture
from index.read_protocol import ReadableLibrary
from index.text.sentences import Span
from index.types import Document

PICTURE_WIDTHS = WIDTHS
"""The widths in pixels in which pictures of pages are drawn."""

_MOST_MARKS = 2_000


class MarkKind(StrEnum):
    """Why words are marked: they are quoted, answer within a quote, or were searched for.

    Of what was found, the one that is looked at is `CURRENT`.
    """

    QUOTED = "quoted"
    ANSWERS = "answers"
    FOUND = "found"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class PageMark:
    """A marked place on a page, as shares of the page from its upper left corner, from 0 to 1."""

    kind: MarkKind
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageView:
    """A page, from 1 to `pages`, of `width` by `height` points, and what is marked on it."""

    number: int
    pages: int
    width: float
    height: float
    marks: tuple[PageMark, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file as it was indexed, to be saved under its name."""

    name: str
    data: bytes


class Pages:
    """The pages of the documents that one reader may see."""

    def __init__(self, library: ReadableLibrary, pictures: PagePictures) -> None:
        """Takes a library as the reader sees it, and what draws pages."""
        self._library, self._pictures = library, pictures

    def are_pictures(self, document: Document) -> bool:
        """Tells whether a document is of a format whose pages can be drawn."""
        return bool(document.pages) and document.page_unit == "page"

    def has_original(self, document: Document) -> bool:
        """Tells whether the file that a document was read from still lies there."""
        return self._library.original(document) is not None

    def find(self, document: Document, wanted: str, most: int) -> list[Span]:
        """Returns where some words stand in a document, at most so many places."""
        return find_all(document.text, wanted, most)

    def view(
        self, document: Document, number: int, marked: Mapping[MarkKind, Sequence[Span]]
    ) -> PageView:
        """Returns what a page looks like, with some words of the document marked on it.

        Raises:
            UnreadableError: it has no picture; the text says why.
            BusyError: too many pages are being drawn.
        """
        shape = self._pictures.shape(self._drawable(document), number)
        marks = islice(self._marks(document, shape, marked), _MOST_MARKS)
        return PageView(number, shape.pages, shape.width, shape.height, tuple(marks))

    def picture(self, document: Document, number: int, width: int) -> Picture:
        """Returns a picture of a page that is at least so many pixels wide, if one may be.

        Raises:
            UnreadableError: it has no picture; the text says why.
            BusyError: too many pages are being drawn.
        """
        return self._pictures.picture(self._drawable(document), number, width)

    def original(self, document: Document) -> OriginalFile:
        """Returns the file that a document was read from.

        Raises:
            UnreadableError: it is not there any more, or another one now.
        """
        found = self._original(document)
        return OriginalFile(found.name, found.read())

    def _original(self, document: Document) -> Original:
        found = self._library.original(document)
        if found is None:
            raise UnreadableError("the file of this version is not there any more")
        return found

    def _drawable(self, document: Document) -> Original:
        if not self.are_pictures(document):
            raise UnreadableError("files of this format have no pages to be drawn")
        return self._original(document)

    def _marks(
        self, document: Document, shape: PageShape, marked: Mapping[MarkKind, Sequence[Span]]
    ) -> Iterator[PageMark]:
        for kind, spans in marked.items():
            near = [span for span in spans if _is_on(document, span, shape.number)]
            for box in self._library.boxes(document, near):
                left, top, width, height = shape.placed(box)
                if box.page == shape.number and width > 0 and height > 0:
                    yield PageMark(kind, left, top, width, height)


def _is_on(document: Document, span: Span, number: int) -> bool:
    """Tells whether a stretch may stand on a page."""
    first, last = (document.page_at(offset) or 1 for offset in span)
    return first <= number <= last
