"""The rows of tables in a canonical text, and the cells of each, as offsets in it.

A row is a line. Most readers write one as "Mill: Elm; Tons: 3", each value behind the name of its
column. Where the text is that of the file, as in Markdown, the row is drawn, "| Elm | 3 |", and the
names stand in the first line of the table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.text.sentences import Span, rows
from index.types import Document, Section

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")
_MARKS = re.compile(r"[*_`]+|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a row: the name of its column, empty without, and where its text stands."""

    name: str
    start: int
    end: int


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
    head = head_of(document.text, table)
    if head is None:
        return found
    body = [row for row in found if row != head and not _RULE.fullmatch(document.text[slice(*row)])]
    return body or found


def head_of(text: str, table: Section) -> Span | None:
    """Returns the line of the names of a table that is drawn, None if it is not drawn."""
    lines = rows(text, table.start, table.end)
    head, rule = next(lines, None), next(lines, None)
    drawn = head and rule and _RULE.fullmatch(text[slice(*rule)]) and "-" in text[slice(*rule)]
    return head if drawn else None


def cells_of(text: str, table: Section, row: Span) -> list[TableCell]:
    """Returns the cells of a row that hold anything, in order."""
    if head_of(text, table) is not None:
        return list(_drawn(text, table, row))
    return list(_named(text, table.columns or (), row))


def _drawn(text: str, table: Section, row: Span) -> Iterator[TableCell]:
    start, end = row
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    borders = [*([] if bars[:1] == [start] else [start - 1]), *bars]
    if not bars or bars[-1] != end - 1:
        borders.append(end)
    names = table.columns or ()
    for place, (first, last) in enumerate(pairwise(borders)):
        for span in rows(text, first + 1, last):
            yield TableCell(names[place] if place < len(names) else "", *span)


def _named(text: str, names: tuple[str, ...], row: Span) -> Iterator[TableCell]:
    """Yields the cells of a row by the names that stand in it, in the order of the columns."""
    start, end = row
    labels = [(name, f"{name.rstrip(':：')}: ") for name in names if name]
    while start < end:
        name, first = next(
            ((n, start + len(label)) for n, label in labels if text.startswith(label, start, end)),
            ("", start),
        )
        stop = _next(text, (first, end), [label for _, label in labels])
        yield TableCell(name, first, stop)
        start = stop + len("; ")


def _next(text: str, span: Span, labels: list[str]) -> int:
    """Returns where a cell ends: before the next name, or without names before the next mark."""
    start, end = span
    at = text.find("; ", start, end)
    while at >= 0 and labels:
        if any(text.startswith(label, at + 2, end) for label in labels):
            return at
        at = text.find("; ", at + 2, end)
    return at if at >= 0 else end


def plain(text: str) -> str:
    """Returns the text of a cell without the marks of Markdown."""
    return _MARKS.sub(r"\1", text).replace("\\|", "|").strip()
