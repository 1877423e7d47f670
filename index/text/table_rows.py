"""The rows of tables in a canonical text, and the cells of each, as offsets in it.

A row is a line. Most readers write one as "Mill: Elm; Tons: 3", each value behind the name of its
column. Where the text is that of the file, as in Markdown, the row is drawn, "| Elm | 3 |", and the
names stand in the first line of the table.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt

from index.text.sentences import Span, rows
from index.types import Document, Section

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_DRAWN = re.compile(
    rf"\s*(?P<head>\S(?:[^\n]*\S)?)\s*\n\s*(?P<rule>{_RULE.pattern})[^\S\n]*(?:\n|\Z)"
)
_LETTER = re.compile(r"\w")
_BAR = re.compile(r"(?<!\\)\|")
_BARS = re.compile(r" {0,3}(\|*)")
# So many rows above are looked at for a cell that spans some.
_MOST_ABOVE = 60
_MARKS = re.compile(r"[*_`~\[\\]")
_TIMES = re.compile(r"\d\*+\d")
# A longer cell is shown as it is written.
_LONGEST_MARKED = 5_000


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell of a row: the name of its column, empty without, and where its text stands.

    `column` counts from 0, those without a name included as far as the row tells them.
    """

    name: str
    start: int
    end: int
    column: int


def table_at(document: Document, offset: int) -> Section | None:
    """Returns the table that an offset lies in, None if it lies in none."""
    section = document.section_at(offset)
    return section if section is not None and section.columns is not None else None


def rows_within(document: Document, start: int, end: int) -> list[Span] | None:
    """Returns the rows of a table in a stretch of it, without the line of the names.

    None if the stretch does not begin in a table. A stretch of names alone keeps them.
    """
    table = table_at(document, start)
    if table is None:
        return None
    found = list(rows(document.text, start, end))
    frame = _frame(document.text, table)
    if frame is None:
        return found
    head = frame[0]
    # Of a very wide table, a stretch may hold just a part of that line.
    named = [row for row in found if head[0] <= row[0] < head[1]]
    rule = [row for row in found if _RULE.fullmatch(document.text[slice(*row)])]
    return [row for row in found if row not in named and row not in rule] or found


def is_drawn(text: str, table: Section) -> bool:
    """Tells whether the cells of a table stand between bars, above a rule, as Markdown's do."""
    return _frame(text, table) is not None


def head_of(text: str, table: Section) -> Span | None:
    """Returns the line of the names of a table that is drawn, None without a name in it."""
    frame = _frame(text, table)
    return frame[0] if frame and _LETTER.search(text, *frame[0]) else None


def body_start(text: str, table: Section) -> int:
    """Returns where the rows of a table begin, after the line of its names and the rule below."""
    frame = _frame(text, table)
    return frame[1][1] if frame else table.start


def _frame(text: str, table: Section) -> tuple[Span, Span] | None:
    match = _DRAWN.match(text, table.start, table.end)
    return (match.span("head"), match.span("rule")) if match and "-" in match["rule"] else None


def cells_of(text: str, table: Section, row: Span) -> list[NamedCell]:
    """Returns the cells of a row that hold anything, in order."""
    if is_drawn(text, table):
        return list(_drawn(text, table, row))
    return list(_named(text, table.columns or (), row))


def labels_above(text: str, table: Section, row: Span) -> list[NamedCell]:
    """Returns the cells above a row that is drawn, which count in it: it begins with `||` there.

    So it is drawn below a cell that spans rows; what is empty itself has a blank.
    """
    start = row[0]
    spanned = _leading(text, start)
    found: list[NamedCell] = []
    floor = body_start(text, table)
    for _ in range(_MOST_ABOVE):
        end = text.rfind("\n", floor, start)
        if not spanned or end <= floor:
            break
        start = text.rfind("\n", floor, end) + 1 or floor
        own = _leading(text, start)
        if own < spanned:
            line = next(rows(text, start, end), (start, end))
            found += [cell for cell in _own(text, table, line) if own <= cell.column < spanned]
            spanned = own
    return sorted(found, key=lambda cell: cell.column)


def _leading(text: str, start: int) -> int:
    """Returns how many cells without any room a row begins with."""
    bars = _BARS.match(text, start)
    return max(len(bars[1]) - 1, 0) if bars else 0


def _drawn(text: str, table: Section, row: Span) -> Iterator[NamedCell]:
    if is_whole_row(text, table, row):
        yield from labels_above(text, table, row)
    yield from _own(text, table, row)


def _own(text: str, table: Section, row: Span) -> Iterator[NamedCell]:
    # A part of a row has the names of its own columns: they are counted from where the row begins.
    start, end = _line_of(text, table, row)
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    borders = [*([] if bars[:1] == [start] else [start - 1]), *bars]
    if not bars or bars[-1] != end - 1:
        borders.append(end)
    names = table.columns or ()
    for place, (first, last) in enumerate(pairwise(borders)):
        for span in rows(text, max(first + 1, row[0]), min(last, row[1])):
            yield NamedCell(names[place] if place < len(names) else "", *span, place)


def _line_of(text: str, table: Section, part: Span) -> Span:
    """Returns the whole line of a table that a part of it stands in."""
    start = max(table.start, text.rfind("\n", table.start, part[0]) + 1)
    end = text.find("\n", part[1], table.end)
    return next(rows(text, start, table.end if end < 0 else end), part)


def is_whole_row(text: str, table: Section, part: Span) -> bool:
    """Tells whether a stretch of a table is all of a row, not a part, nor the line of the names."""
    frame = _frame(text, table)
    named = frame is not None and frame[0][0] <= part[0] < frame[0][1]
    return not named and _line_of(text, table, part) == part


def _named(text: str, names: tuple[str, ...], row: Span) -> Iterator[NamedCell]:
    """Yields the cells of a row by the names that stand in it, in the order of the columns."""
    start, end = row
    labels, label = _labels(names), _any_label(names)
    column = -1
    while start < end:
        found = label.match(text, start, end) if label else None
        name = labels[found.group()] if found else ""
        first = found.end() if found else start
        column = _column(names, name, column)
        stop = _stop(text, (first, end), label)
        yield NamedCell(name, first, stop, column)
        start = stop + len("; ")


def _labels(names: tuple[str, ...]) -> Mapping[str, str]:
    return {f"{name.rstrip(':：')}: ": name for name in names if name}


@lru_cache(maxsize=64)
def _any_label(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Returns what matches a name with its colon, None if no column has a name."""
    labels = _labels(names)
    return re.compile("|".join(map(re.escape, labels))) if labels else None


def _column(names: tuple[str, ...], name: str, before: int) -> int:
    """Returns which column a cell stands in, after that of the cell before, -1 for the first.

    What begins a row without a name says what the row is, as the first column does.
    """
    if not name and before < 0:
        return 0
    after = range(before + 1, len(names))
    return next((n for n in after if names[n] == name), max(before + 1, len(names)))


def _stop(text: str, span: Span, label: re.Pattern[str] | None) -> int:
    """Returns where a cell ends: before the next name, or without names before the next mark."""
    start, end = span
    at = text.find("; ", start, end)
    while at >= 0 and label and not label.match(text, at + 2, end):
        at = text.find("; ", at + 2, end)
    return at if at >= 0 else end


def plain(text: str) -> str:
    """Returns the text of a cell or heading as Markdown shows it: without the marks of emphasis.

    A sign that marks nothing stays: "snake_case", and a star between two figures is one: "2*3*4".
    """
    if len(text) > _LONGEST_MARKED or not _MARKS.search(text) or _TIMES.search(text):
        return text.strip()
    (inline,) = _parser().parseInline(text.strip())
    return "".join(
        token.content or " " * (token.type == "softbreak") for token in inline.children or ()
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    marks = ["escape", "backticks", "emphasis", "strikethrough", "link", "image"]
    return MarkdownIt("zero").enable(marks)
