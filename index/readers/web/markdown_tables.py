"""HTML tables in Markdown, drawn as Markdown's own: every character of a cell stays at its place.

A text in which they are drawn is as long as before, so that offsets in it are those of the file.
Only the tags, their attributes and the white space around cells become blanks, bars and rules.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import accumulate

from markdown_it import MarkdownIt

from index.readers.tables.grid import Cell, spread
from index.readers.tables.heads import heads_of

_BEGIN, _END = (re.compile(tag, re.IGNORECASE) for tag in (r"<table\b", r"</table\s*>"))
_LONGEST = 200_000
_LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")

# A row begins and ends with each of them, as in HTML, where the tag of a row may be left out.
_ROWS = ("tr", "thead", "tbody", "tfoot")
# What they say stands in their attributes, or is for no reader.
_TELLING = frozenset(("caption", "img", "input", "svg", "script", "style"))

Span = tuple[int, int]


def with_drawn_tables(text: str) -> str:
    """Returns a Markdown text with its HTML tables drawn as `| a | b |`, offsets unchanged.

    A table stays as it is written where drawing it would lose something: one with spanned cells,
    with a table or a picture inside a cell, with a caption, with comments, with bars in its cells.
    """
    if "<table" not in text.lower():
        return text
    pieces, done = [], 0
    for start, end, parted in _tables(text):
        if drawn := _drawn(text[start:end], parted=parted):
            pieces += [text[done:start], drawn]
            done = end
    return "".join([*pieces, text[done:]])


def _tables(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yields where the tables stand, and whether their HTML block begins with something else."""
    offsets = list(accumulate(map(len, _LINE.split(text)), initial=0))
    ends = [match.end() for match in _END.finditer(text)]
    parser = MarkdownIt("commonmark")
    parser.core.ruler.disable(["inline", "text_join"])
    done = 0
    for token in parser.parse(text):
        if token.type != "html_block" or not token.map or token.level:
            continue
        first, last = (offsets[line] for line in token.map)
        for start in (match.start() for match in _BEGIN.finditer(text, first, last)):
            # A block of HTML ends at a blank line, and the table may go on after it.
            place = bisect(ends, start)
            end = ends[place] if place < len(ends) else start
            if done <= start < end <= start + _LONGEST:
                yield start, end, bool(text[first:start].strip())
                done = end


def _drawn(markup: str, *, parted: bool) -> str | None:
    """Returns a table as Markdown draws it, in as many characters, None if it cannot be.

    `parted`: a blank line has to part it from what stands before it in its block.
    """
    table = _MarkedTable(markup)
    rows = [row for row in table.rows if row]
    before = "\n\n" if parted else ""
    frame = _frame(markup, rows, len(before)) if table.is_plain else None
    if frame is None:
        return None
    place, drawn = frame
    signs = list(before.ljust(len(markup)))
    signs[place : place + len(drawn)] = drawn
    for row in rows:
        signs[row[0].tag : row[0].tag + 2] = "\n|"
        for cell in row[1:]:
            signs[cell.tag] = "|"
        signs[row[-1].end] = "|"
        for span in (span for cell in row for span in cell.spans):
            signs[slice(*span)] = re.sub(r"\s", " ", markup[slice(*span)])
    signs[-2:] = "\n\n"
    return "".join(signs)


def _frame(markup: str, rows: list[list["_Cell"]], first: int) -> tuple[int, str] | None:
    """Returns what makes a table of the rows and where there is room for it, None if nowhere.

    It is the rule below the row of names, or in front of all rows, from `first`, a row of no names
    and the rule.
    """
    width = max(map(len, rows), default=0)
    heads = heads_of(list(spread([cell.read(markup) for cell in row] for row in rows)))
    filled = any(cell.spans for row in rows for cell in row)
    if width < 2 or not filled or heads.lines or heads.count > 1:
        return None
    rule = "\n" + "|-" * width + "|"
    if heads.count and len(rows) > 1 and len(rows[0]) == width:
        place, frame, end = rows[0][-1].end + 1, rule, rows[1][0].tag
    else:
        place, frame, end = first, "| " * width + "|" + rule, rows[0][0].tag
    return (place, frame) if place + len(frame) <= end else None


class _Cell:
    """A cell: where its tag stands, where it ends, and where its characters stand."""

    def __init__(self, tag: int, *, head: bool) -> None:
        self.tag, self.end, self.head = tag, tag, head
        self.spans: list[Span] = []

    def read(self, markup: str) -> Cell:
        text = " ".join(" ".join(markup[slice(*span)] for span in self.spans).split())
        return Cell(text, head=self.head)


class _MarkedTable(HTMLParser):
    """The cells of a table in the order of its rows, with their places in the markup.

    `is_plain` tells whether nothing but cells holds text, and each is one cell of one row.
    """

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[_Cell]] = [[]]
        self.is_plain = True
        self._markup = markup
        self._lines = [0, *(match.end() for match in re.finditer("\n", markup))]
        self._cell: _Cell | None = None
        self._depth = 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "table"
        spanned = any(name in ("colspan", "rowspan") and value != "1" for name, value in attrs)
        styles = [value or "" for name, value in attrs if name == "style"]
        hidden = any(name == "hidden" for name, _ in attrs) or any("none" in x for x in styles)
        self.is_plain &= self._depth <= 1 and not spanned and not hidden and tag not in _TELLING
        if tag in _ROWS:
            self._begin_row()
        elif tag in ("td", "th"):
            self._close()
            self._cell = _Cell(self._at(), head=tag == "th")
            self.rows[-1].append(self._cell)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ROWS:
            self._begin_row()
        elif tag in ("td", "th", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        start = self._at()
        if self._cell is not None and "|" not in data:
            self._cell.spans.append((start, start + len(data)))
        else:
            self.is_plain &= not data.strip()

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        self.is_plain = False

    handle_pi = unknown_decl = handle_comment

    def _reference(self, written: str) -> None:
        start = self._at()
        end = start + len(written)
        self.handle_data(self._markup[start : end + (self._markup[end : end + 1] == ";")])

    def _begin_row(self) -> None:
        self._close()
        self.rows.append([])

    def _close(self) -> None:
        if self._cell is not None:
            self._cell.end = self._at()
            self._cell = None

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
