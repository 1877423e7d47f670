"""A table of a document around the rows that are quoted, with what is quoted in each cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text.sentences import Span
from index.text.table_grid import caption_of, grid_of, kept_columns, shown_text
from index.text.table_rows import body_start, head_of, rows_within, table_at
from index.types import Document, Section


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted of a document, from `start` to `end`, and the words of it that answer."""

    start: int
    end: int
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell: its text, and as spans of that what is quoted, None if nothing, and what answers."""

    text: str = ""
    quoted: Span | None = None
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row, and whether anything of it is quoted."""

    cells: tuple[SourceCell, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Some rows of a table under the names of its columns, which are empty for those without.

    `earlier` and `later` say whether rows above and below are left out, `more_columns` how many
    columns are. `names_quoted` is whether the line of the names is what is quoted.
    """

    caption: str
    names: tuple[str, ...]
    names_quoted: bool
    rows: tuple[SourceRow, ...]
    earlier: bool
    later: bool
    more_columns: int


def table_quoted(document: Document, quote: Quoted) -> Section | None:
    """Returns the table that a quote lies in, None if it lies in none, or not only in it."""
    table = table_at(document, quote.start)
    return table if table and quote.start < quote.end <= table.end else None


def source_table(
    document: Document, table: Section, quote: Quoted, *, beside: int, most_columns: int
) -> SourceTable:
    """Returns a table with at most `beside` rows above what is quoted of it, and below.

    Of a table that nothing is quoted of, it begins with the first row.
    """
    whole, first = document.text, body_start(document.text, table)
    inside = table.start <= quote.start < table.end
    at = (max(first, quote.start), max(first, quote.end)) if inside else (first, first)
    start = _lines_back(whole, at[0], first, beside)
    end = _lines_on(whole, at[1], table.end, beside)
    rows = (rows_within(document, start, end) or []) if whole[start:end].strip() else []
    grid = grid_of(document, table, rows)
    answering = (
        n
        for row in grid.rows
        for n, cell in enumerate(row)
        if cell and list(_inside(cell, quote.marks))
    )
    kept = kept_columns(len(grid.names), answering, most_columns)
    head = head_of(whole, table)
    return SourceTable(
        caption=caption_of(table),
        names=tuple(grid.names[n] for n in kept),
        names_quoted=bool(head and _meets(head, quote)),
        rows=tuple(
            SourceRow(
                tuple(_cell(document, table, cells[n], quote) for n in kept), _meets(row, quote)
            )
            for row, cells in zip(rows, grid.rows, strict=True)
        ),
        earlier=bool(whole[first:start].strip()),
        later=bool(whole[end : table.end].strip()),
        more_columns=len(grid.names) - len(kept),
    )


def _lines_back(whole: str, at: int, lowest: int, count: int) -> int:
    """Returns where the line begins that is so many lines with text above an offset."""
    start = max(lowest, whole.rfind("\n", lowest, at) + 1)
    while count and start > lowest:
        before = max(lowest, whole.rfind("\n", lowest, start - 1) + 1)
        count -= bool(whole[before:start].strip())
        start = before
    return start


def _lines_on(whole: str, at: int, highest: int, count: int) -> int:
    """Returns where the line ends that is so many lines with text below an offset."""
    end = _line_end(whole, at, highest)
    while count and end < highest:
        after = _line_end(whole, end + 1, highest)
        count -= bool(whole[end:after].strip())
        end = after
    return end


def _line_end(whole: str, at: int, highest: int) -> int:
    found = whole.find("\n", at, highest)
    return highest if found < 0 else found


def _meets(span: Span, quote: Quoted) -> bool:
    return span[0] < quote.end and quote.start < span[1]


def _inside(cell: Span, marks: Sequence[Span]) -> Iterator[Span]:
    for start, end in marks:
        first, last = max(cell[0], start), min(cell[1], end)
        if first < last:
            yield first, last


def _cell(document: Document, table: Section, cell: Span | None, quote: Quoted) -> SourceCell:
    if cell is None:
        return SourceCell()
    said = shown_text(document.text, table, cell)
    if not _meets(cell, quote):
        return SourceCell(said)
    quoted = max(cell[0], quote.start), min(cell[1], quote.end)
    marks = list(_inside(quoted, quote.marks))
    if quoted == cell and marks in ([], [cell]):
        whole = (0, len(said))
        return SourceCell(said, whole, (whole,) if marks else ())
    # Just some words of it are meant: they are counted in the text as it is written.
    moved = ((start - cell[0], end - cell[0]) for start, end in marks)
    within = quoted[0] - cell[0], quoted[1] - cell[0]
    return SourceCell(document.text[slice(*cell)], within, tuple(moved))
