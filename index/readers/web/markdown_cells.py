"""The cells of an HTML table in Markdown, where each stands in the markup and in the table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from index.readers.outline import MOST_COLUMNS
from index.readers.tables.grid import Cell

# A row begins and ends with each of them, as in HTML, where the tag of a row may be left out.
_ROWS = ("tr", "thead", "tbody", "tfoot")
# What they say stands in their attributes, or is for no reader.
_TELLING = frozenset(("img", "input", "svg", "script", "style"))
_SPAN = re.compile(r"\s*[1-9]\d{0,3}\s*")

Span = tuple[int, int]


@dataclass(slots=True)
class MarkedCell:
    """A cell: how much it spans, the column it begins in, and where its characters stand."""

    columns: int = 1
    rows: int = 1
    head: bool = False
    column: int = 0
    spans: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its text begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.spans[-1][1]

    def read(self, markup: str, width: int) -> Cell:
        """Returns the cell as a table reads it that is no more than `width` columns wide."""
        text = " ".join(" ".join(markup[slice(*span)] for span in self.spans).split())
        return Cell(text, min(self.columns, width - self.column), self.rows, self.head)

    def drawn(self, markup: str) -> str:
        """Returns its text with a blank for each character of markup or of white space."""
        signs = [" "] * (self.end - self.start)
        for start, end in self.spans:
            said = re.sub(r"\s", " ", markup[start:end])
            signs[start - self.start : end - self.start] = said
        return "".join(signs)


class MarkedTable(HTMLParser):
    """The cells of a table in the order of its rows, with their places in the markup.

    `is_plain` tells whether nothing but cells and a caption above them holds text, and each cell
    has its place. Comments count as text if they are `kept`.
    """

    def __init__(self, markup: str, *, kept: bool = False) -> None:
        """Reads the cells of `markup`, which begins and ends with the tags of a table."""
        super().__init__(convert_charrefs=False)
        self.caption = MarkedCell()
        self.is_plain = True
        self._rows: list[list[MarkedCell]] = [[]]
        self._markup, self._kept = markup, kept
        self._lines = [0, *(match.end() for match in re.finditer("\n", markup))]
        self._cell: MarkedCell | None = None
        self._depth = self._begun = 0
        self.feed(markup)
        self.close()
        self.rows = [row for row in self._rows if row]
        # Its end may stand in a comment; a row without cells takes one from what spans it.
        ended = self._depth == 0 and "<!--" not in self._said()
        spanned = any(cell.rows > 1 for row in self.rows for cell in row)
        counted = not spanned or self._begun <= len(self.rows)
        self.is_plain &= ended and counted and _place(self.rows)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens what the tag opens, a cell, a row, the caption; what it spans is written in it."""
        self._depth += tag == "table"
        values = {name: value or "" for name, value in attrs}
        hidden = "hidden" in values or "none" in values.get("style", "")
        self.is_plain &= self._depth <= 1 and not hidden and tag not in _TELLING
        if tag in _ROWS:
            self._begun += tag == "tr"
            self._begin_row()
        elif tag in ("td", "th"):
            spans = [values.get(name, "1") for name in ("colspan", "rowspan")]
            self.is_plain &= all(map(_SPAN.fullmatch, spans))
            columns, rows = (int(each) if _SPAN.fullmatch(each) else 1 for each in spans)
            self._cell = MarkedCell(columns, rows, tag == "th")
            self._rows[-1].append(self._cell)
        elif tag == "caption":
            self.is_plain &= not any(self._rows) and not self.caption.spans
            self._cell = self.caption

    def handle_endtag(self, tag: str) -> None:
        """Closes what the tag closes."""
        self._depth -= tag == "table"
        if tag in _ROWS:
            self._begin_row()
        elif tag in ("td", "th", "caption", "table"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Takes text into the cell that is open."""
        if self._cell is None:
            self.is_plain &= not data.strip()
        elif data.strip():
            start = self._at() + len(data) - len(data.lstrip())
            self._cell.spans.append((start, start + len(data.strip())))

    def handle_entityref(self, name: str) -> None:
        """Takes a reference such as `&amp;` as it is written."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Takes a reference such as `&#38;` as it is written."""
        self._reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        """Passes over what no viewer shows."""
        self.is_plain &= not self._kept

    def handle_pi(self, data: str) -> None:
        """Knows no instructions."""
        self.is_plain = False

    unknown_decl = handle_pi

    def _said(self) -> str:
        cells = (self.caption, *(cell for row in self.rows for cell in row))
        return " ".join(self._markup[slice(*span)] for cell in cells for span in cell.spans)

    def _reference(self, written: str) -> None:
        end = self._at() + len(written)
        # A space that keeps words together is one, however it is written.
        if not unescape(f"{written};").isspace():
            self.handle_data(written + ";" * (self._markup[end : end + 1] == ";"))

    def _begin_row(self) -> None:
        self._cell = None
        self._rows.append([])

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _place(rows: Iterable[Sequence[MarkedCell]]) -> bool:
    """Gives each cell the column it begins in; tells whether no two cells share a place."""
    below: dict[int, int] = {}
    for row in rows:
        begun: dict[int, int] = {}
        column = 0
        for cell in row:
            while column in below:
                column += 1
            cell.column = column
            column += cell.columns
            places = range(cell.column, column)
            if column > MOST_COLUMNS or not below.keys().isdisjoint(places):
                return False
            if cell.rows > 1:
                begun |= dict.fromkeys(places, cell.rows)
        below = {n: left - 1 for n, left in (below | begun).items() if left > 1}
    return True
