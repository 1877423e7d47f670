"""Putting a canonical text together for formats that are no text themselves."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.readers.accounting import Held, unread
from index.readers.extraction import Extraction
from index.readers.omissions import Omission, Omissions
from index.readers.outline import MOST_COLUMNS, Heading, Table, outline
from index.types import Page

MAX_HEADING = 300
_LINE_MARK = re.compile(r"(?:[-*•–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_UNWRITTEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CARRIAGE_RETURN = re.compile(r"\r(?=\n)")
_LINE_ENDS = str.maketrans("\r\x0b\x0c", "\n\n\n")


class TextBuilder:
    """Collects blocks in reading order, with blank lines between them.

    A block is one line, however long, so that its sentences are whole; nothing that was added is
    changed later.
    """

    def __init__(self, *, hidden: bool = False) -> None:
        """Begins with nothing. With `hidden`, what is hidden is read, and marked as such."""
        self.reads_hidden = hidden
        self._omissions = Omissions()
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._pages: list[Page] = []
        self._tables: list[Table] = []
        self._in_list = False
        self.remarks: list[str] = []
        self.place = ""

    def account(self, held: Iterable[Held]) -> None:
        """Compares the texts of a file with what was added or left out, and names what is not."""
        known = "\n".join([*self._parts, *self._omissions.texts])
        self.remarks += unread(held, known)

    def ignore(self, text: str) -> None:
        """Notes a text that is left out and needs no remark, such as a menu."""
        self._omissions.texts.append(text)

    def omit(self, kind: Omission, text: str = "") -> None:
        """Notes that something is left out, here or at `place`, such as "on slide 3"."""
        here = f"below {self._headings[-1].text!r}" if self._headings else ""
        self._omissions.leave(kind, self.place or here, text)

    def unless_hidden(self, kind: Omission, text: str) -> str:
        """Returns what is to be read of a text that does not show: nothing, or all of it marked."""
        if not text.strip():
            return text
        if not self.reads_hidden:
            self.omit(kind, text)
            return ""
        self._omissions.mark(kind)
        return f"[{kind.value[0]}: {text.strip()}]"

    @property
    def is_empty(self) -> bool:
        """Whether no text was added yet."""
        return not self._parts

    def heading(self, text: str, level: int) -> None:
        """Adds a heading; `level` counts from 1, outermost. A very long one is text as well."""
        line = one_line(text)
        start = self._add(line)
        if start is not None:
            end = self._length if len(line) <= MAX_HEADING else start
            self._headings.append(Heading(start, end, level, line[:MAX_HEADING].rstrip()))

    def paragraph(self, text: str) -> None:
        """Adds a paragraph; its line breaks become spaces."""
        self._add(one_line(text))

    def item(self, text: str, mark: str = "-") -> None:
        """Adds an item of a list; one with a plain mark stands right below the item before."""
        line = f"{mark} {one_line(text)}" if mark else one_line(text)
        plain = bool(_LINE_MARK.match(line))
        if (
            one_line(text)
            and self._add(line, "\n" if plain and self._in_list else "\n\n") is not None
        ):
            self._in_list = plain

    def verbatim(self, text: str) -> None:
        """Adds lines as they are, such as code or the body of a message."""
        self._add(_UNWRITTEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n"))

    def page(self, number: int) -> None:
        """Says that what follows stands on another page, slide or row."""
        self._pages.append(Page(self._length + (2 if self._parts else 0), number))

    def begin_table(self, columns: Sequence[str], caption: str = "") -> None:
        """Says that every line that follows is a row of a table, with these names of columns."""
        names = tuple(name[:MAX_HEADING] for name in columns[:MOST_COLUMNS])
        self._tables.append(Table(self._length, self._length, names, caption[:MAX_HEADING]))

    def end_table(self) -> None:
        """Says that no more rows follow."""
        self._tables[-1] = replace(self._tables[-1], end=self._length)

    def records(self, columns: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Adds rows of a table, each as values with the names of their columns in front."""
        self.begin_table(columns)
        for row in rows:
            self.paragraph("; ".join(f"{name}: {value}" for name, value in row))
        self.end_table()

    def include(self, part: Extraction, level: int) -> None:
        """Adds what was read from another file, its headings from `level` on; not its pages."""
        if not part.text.strip():
            return
        start = self._add(_in_place(part.text))
        for section, before in zip(part.sections, [None, *part.sections], strict=False):
            old = before.heading if before else ()
            shared = _shared(old, section.heading)
            at = (start or 0) + section.start
            line = (start or 0) + before.end if before else at  # Where the heading's line begins.
            for depth, name in enumerate(section.heading[shared:], shared):
                self._headings.append(Heading(line, at, level + depth, name))
                line = at
            if section.columns is not None:
                end = (start or 0) + section.end
                self._tables.append(Table(at, end, section.columns, section.caption))
        self.remarks += part.remarks

    def finish(self, title: str = "", page_unit: str = "page") -> Extraction:
        """Returns what was collected.

        If no title is given, an opening heading is one, but not the name of a sheet.
        """
        first = self._headings[0] if self._headings and page_unit != "row" else None
        name = one_line(title)[:MAX_HEADING]
        name = name or (first.text if first and first.start == 0 and first.level == 1 else "")
        text = "".join(self._parts)
        found = outline(name, self._headings, len(text), tables=self._tables).sections
        # After a table, a section may have nothing but the gap before the next one.
        pairs = zip(found, (None, *found), strict=False)
        sections = tuple(
            section
            for section, before in pairs
            if before is None or before.columns is None or text[section.start : section.end].strip()
        )
        pages = tuple(page for page in self._pages if page.start < len(text))
        remarks = (*self.remarks, *self._omissions.remarks())
        return Extraction(text, name, sections, pages, page_unit, b"", remarks)

    def _add(self, line: str, gap: str = "\n\n") -> int | None:
        """Appends a block and returns where it begins, None if it is empty."""
        self._in_list = False
        if not line.strip():
            return None
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(line)
        self._length += len(line)
        return start


def one_line(text: str) -> str:
    """Returns a text without line breaks, control characters and double spaces."""
    return " ".join(_UNWRITTEN.sub(" ", text).split())


def _in_place(text: str) -> str:
    """Returns a text that may be written, as long as it was: its offsets still hold."""
    lines = _CARRIAGE_RETURN.sub(" ", text).translate(_LINE_ENDS)
    return _UNWRITTEN.sub("\ufffd", lines)


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """Counts how many headings two paths begin with in common."""
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count
