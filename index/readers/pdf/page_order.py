"""The order in which a page is read: its tables as such, columns of prose one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from index.readers.pdf.page_lines import PageLine, PageLines
from index.readers.pdf.page_rows import rows_of
from index.readers.pdf.page_tables import (
    Region,
    framed_table,
    prose_of,
    regions_of,
    table_of,
    tables_beside,
)
from index.readers.pdf.table_cells import PageCell, PdfTable
from index.readers.pdf.table_frames import frames_of, grown, within

_MOST_DEPTH = 4

Item = PageLine | PdfTable
"""A line of running text, or a table."""

Placed = tuple[int, Item]
"""An item, and the place in the file's own order at which it is read."""


def arranged(page: PageLines) -> list[Item]:
    """Returns what stands on a page in the order in which it is read.

    That is the order of the file, save that a table stands where its first word does, and that
    columns of prose are read one after the other where the file goes across them.
    """
    places = {run.packed: n for n, line in enumerate(page.lines) for run in line.runs}
    lines = page.lines
    found: list[Placed] = []
    for bare in frames_of(page.drawn):
        frame = grown(bare, lines)
        inside, outside = within(frame, lines)
        beside = tables_beside(frame, inside)
        table = None if beside else framed_table(frame, inside)
        if beside:
            found += [item for column in beside for item in _arranged(column, places, 0)]
            lines = outside
        elif table:
            found.append((_place(table.lines, places), table))
            lines = outside
    found += _arranged(lines, places, 0)
    return [item for _, item in sorted(found, key=lambda each: each[0])]


def _place(lines: Iterable[PageLine], places: dict[bytes, int]) -> int:
    return min(places[line.runs[0].packed] for line in lines)


def _arranged(lines: Sequence[PageLine], places: dict[bytes, int], depth: int) -> list[Placed]:
    found: list[Placed] = []
    taken: set[bytes] = set()
    for region in regions_of(rows_of(lines)) if depth < _MOST_DEPTH else ():
        prose = prose_of(region)
        if prose:
            items = _by_columns(region, prose, places, depth)
        else:
            table = table_of(region)
            items = [(_place(table.lines, places), table)] if table else []
        if items:
            found += items
            taken |= {x.runs[0].packed for row in region.rows for x in row.pieces}
    rest = (part for line in lines for part in _untaken(line, taken))
    return [*found, *((_place([line], places), line) for line in rest)]


def _untaken(line: PageLine, taken: set[bytes]) -> Iterator[PageLine]:
    if line.runs[0].packed not in taken:
        yield line


def _by_columns(
    region: Region, prose: frozenset[int], places: dict[bytes, int], depth: int
) -> list[Placed]:
    """Returns what stands in a region column by column, from one line over all to the next."""
    if not _goes_across(region, prose, places):
        return _column_wise(region, prose, places, depth)
    found: list[Placed] = []
    start = _place((x for row in region.rows for x in row.pieces), places)
    for item in _column_wise(region, prose, places, depth):
        found.append((start, item[1]))
    return found


def _column_wise(
    region: Region, prose: frozenset[int], places: dict[bytes, int], depth: int
) -> list[Placed]:
    found: list[Placed] = []
    for over, rows in groupby(region.cells, key=lambda row: len(row) == 1 and row[0].span > 1):
        cells = [cell for row in rows for cell in row]
        for group in [cells] if over else _grouped(cells, prose):
            lines = [line for cell in group for line in cell.lines]
            items = [] if over else _arranged(lines, places, depth + 1)
            ordered = sorted(items, key=lambda each: each[0])
            found += ordered or [(_place([line], places), line) for line in lines]
    return found


def _grouped(cells: Sequence[PageCell], prose: frozenset[int]) -> Iterator[list[PageCell]]:
    """Yields the cells of columns that are read together: those of prose each by itself."""
    number, group = -1, list[PageCell]()
    for cell in sorted(cells, key=lambda each: each.column):
        apart = cell.column != number and (cell.column in prose or number in prose)
        if group and apart:
            yield group
            group = []
        number = cell.column
        group.append(cell)
    if group:
        yield group


def _goes_across(region: Region, prose: frozenset[int], places: dict[bytes, int]) -> bool:
    """Tells whether the file does not go down one column after the other."""
    order = sorted(
        (places[line.runs[0].packed], line.left, column)
        for row in region.cells
        for column, line in ((cell.column, line) for cell in row for line in cell.lines)
    )
    changes = sum(a[2] != b[2] and (a[2] in prose or b[2] in prose) for a, b in pairwise(order))
    return changes > 2 * (len(region.strips) + 1)
