"""What flows out of the index: documents, their passages, and hits on them.

Every offset is a Unicode code point in the *canonical text* of one file version: the text as it
was extracted once, never edited afterwards. Quoting is slicing: `document.text[start:end]`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading path.

    `start` and `end` are offsets in the canonical text; `heading` is the path from the outermost
    heading inwards, empty before the first heading. Of a table, every line is a row: `columns` are
    then the names of its columns, empty texts for those without, and `caption` what it is about.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    columns: tuple[str, ...] | None = None
    caption: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The heading path, and last what the table is about."""
        return (*self.heading, self.caption) if self.caption else self.heading


@dataclass(frozen=True, slots=True)
class Page:
    """A page, slide or row of a table: where it begins in the canonical text, and its number.

    `number` is what a reader of the file sees, from 1: rows without text are counted too.
    """

    start: int
    number: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one file.

    `id` stays with a file over its versions and moves; `version` is the SHA-256 of its bytes.
    `path` is relative to the indexed folder, with forward slashes. `pages` are in
    reading order, each a `page_unit` ("page", "slide" or "row"); formats without have none.
    `language` is a BCP 47 code.
    """

    id: str
    path: str
    title: str
    text: str
    language: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]
    version: str
    page_unit: str = "page"

    def section_at(self, offset: int) -> Section | None:
        """Returns the section that an offset lies in, None before the first."""
        place = bisect_right(self.sections, offset, key=lambda section: section.start)
        return self.sections[place - 1] if place else None

    def page_at(self, offset: int) -> int | None:
        """Returns the number of the page, slide or row an offset lies on, None without them."""
        place = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[place - 1].number if place else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is searched as one: `document.text[start:end]` is `text`.

    `id` is a hash of what the passage says and where it stands in its document's context, so an
    unchanged passage keeps it over a re-index. `page` is the number of the page,
    slide or row it begins on, None for formats without them.
    """

    id: str
    document: Document
    start: int
    end: int
    text: str
    heading: tuple[str, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. `rank` counts from 1; a higher `score` is better."""

    passage: Passage
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as it stands in a list, without its text.

    `changed` is when its file was changed last, `read` when the file was indexed last; None where
    that is not known. `source` is the indexed folder that it lies in, `size` that of its file in
    bytes, and `pages` how many pages, slides or rows it has, 0 for a format without.
    """

    id: str
    version: str
    path: str
    title: str
    language: str
    changed: datetime | None
    read: datetime | None
    source: str = ""
    size: int = 0
    pages: int = 0
    page_unit: str = "page"


class State(StrEnum):
    """How a file stands to the index. What is failed is so until it changes.

    What is skipped is not to be read: a link that leads out of its folder.
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MOVED = "moved"
    REMOVED = "removed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the ledger. `reason` says why it failed or is skipped.

    `remarks` say what was left out of it. `indexed_at` is when it was last read, and `document_id`
    its document: both are empty without.
    """

    source: str
    path: str
    state: State
    size: int
    reason: str = ""
    remarks: tuple[str, ...] = ()
    indexed_at: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be indexed, or is not to be, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What is indexed. `sources` are the indexed folders; `updated` is None if nothing is.

    `model` answers now. `next_model` is what the next run of `tenkyo index` will change to, empty
    if that is the same one. `outdated` counts the files whose text other readers have read than
    those of now.
    """

    home: Path
    model: str
    next_model: str
    sources: tuple[str, ...]
    missing_sources: tuple[str, ...]
    documents: int
    passages: int
    updated: datetime | None
    failed: tuple[Failure, ...]
    titles: tuple[str, ...]
    outdated: int = 0
