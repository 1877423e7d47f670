"""Frames: where level and upright lines of a page cross, and the rows that the level ones part."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np

from index.readers.pdf.drawn_lines import Drawn, Stroke
from index.readers.pdf.page_lines import PageLine
from index.readers.pdf.page_rows import PageRow, part_of, rows_of
from index.readers.pdf.table_cells import (
    Cells,
    PageCell,
    Strip,
    cells_of,
    is_figure,
    merged,
    whole_rows,
)

_TOUCH = 3.0  # Points between the ends of lines that meet.
_TALL, _WIDE = 0.6, 0.4  # Shares of a frame that a line covers which parts it.
_INSET = 4.0  # Points between two lines with nothing between them.
_ATTACHED = 1.2  # Sizes of letters between a frame and a row that belongs to it.
_LEAST_WIDTH, _LEAST_HEIGHT = 40.0, 16.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of lines on a page, parted at `xs` into columns and at `ys` into rows, from the top.

    `levels` has from where to where the level lines at each height go, `uprights` those at each of
    `xs`.
    """

    left: float
    bottom: float
    right: float
    top: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    levels: dict[float, list[tuple[float, float]]]
    uprights: dict[float, list[tuple[float, float]]]

    @property
    def strips(self) -> tuple[Strip, ...]:
        """What parts its columns, as strips without width."""
        return tuple((x, x) for x in self.xs)

    def holds(self, line: PageLine) -> bool:
        """Tells whether a line stands at the height of the frame and reaches into it."""
        middle = (line.top + line.bottom) / 2
        beside = line.right <= self.left or line.left >= self.right
        return self.bottom < middle < self.top and not beside

    def edges_at(self, height: float) -> tuple[float, ...]:
        """Returns the upright lines that run through a height, the outer edges with them."""
        own = (x for x in self.xs if any(low <= height <= high for low, high in self.uprights[x]))
        return (self.left, *own, self.right)

    def row_at(self, height: float) -> int:
        """Returns in which of its rows a height lies, from 1."""
        return sum(y >= height for y in self.ys)

    def is_parted(self, row: int, column: int) -> bool:
        """Tells whether a line runs above a row in one column."""
        edges = (self.left, *self.xs, self.right)
        middle = (edges[column] + edges[column + 1]) / 2
        return any(low <= middle <= high for low, high in self.levels[self.ys[row - 1]])


def frames_of(drawn: Drawn) -> list[Frame]:
    """Returns the frames of a page that upright lines part into columns, from the top."""
    found = (_frame(uprights, levels) for uprights, levels in _crossing(drawn))
    return sorted((frame for frame in found if frame), key=lambda frame: -frame.top)


def _crossing(drawn: Drawn) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yields groups of lines that cross or touch, directly or by others."""
    if not drawn.upright or not drawn.level:
        return
    up, level = np.array(drawn.upright), np.array(drawn.level)
    met = (level[None, :, 1] - _TOUCH <= up[:, None, 0]) & (
        up[:, None, 0] <= level[None, :, 2] + _TOUCH
    )
    met &= (up[:, None, 1] - _TOUCH <= level[None, :, 0]) & (
        level[None, :, 0] <= up[:, None, 2] + _TOUCH
    )
    free = np.ones(len(up), dtype=bool)
    while free.any():
        ups = np.zeros(len(up), dtype=bool)
        ups[np.flatnonzero(free)[0]] = True
        count = 0
        while count < ups.sum():
            count = ups.sum()
            levels = met[ups].any(axis=0)
            ups |= met[:, levels].any(axis=1)
        free &= ~ups
        yield (
            [drawn.upright[n] for n in np.flatnonzero(ups)],
            [drawn.level[n] for n in np.flatnonzero(levels)],
        )


def _frame(uprights: Sequence[Stroke], levels: Sequence[Stroke]) -> Frame | None:
    if len(levels) < 2:
        return None
    left = min(*(x for x, _, _ in uprights), *(low for _, low, _ in levels))
    right = max(*(x for x, _, _ in uprights), *(high for _, _, high in levels))
    bottom, top = min(y for y, _, _ in levels), max(y for y, _, _ in levels)
    if right - left < _LEAST_WIDTH or top - bottom < _LEAST_HEIGHT:
        return None
    inner = [(x, low, high) for x, low, high in uprights if left + _INSET < x < right - _INSET]
    xs = _parting(inner, _TALL * (top - bottom))
    if not xs:
        return None
    ys = _parting(levels, _WIDE * (right - left))[::-1]
    spans = {x: [(low, high) for at, low, high in inner if abs(at - x) < _INSET] for x in xs}
    lines = {y: [(low, high) for at, low, high in levels if abs(at - y) < _INSET] for y in ys}
    return Frame(left, bottom, right, top, tuple(xs), tuple(ys), lines, spans)


def _parting(strokes: Iterable[Stroke], least: float) -> list[float]:
    """Returns where lines go at least so far, in order; of two that are very near, one."""
    lengths: dict[float, float] = {}
    for at, low, high in strokes:
        lengths[at] = lengths.get(at, 0.0) + high - low
    found: list[float] = []
    for at in sorted(at for at, length in lengths.items() if length >= least):
        if not found or at - found[-1] > _INSET:
            found.append(at)
    return found


def within(frame: Frame, lines: Iterable[PageLine]) -> tuple[list[PageLine], list[PageLine]]:
    """Returns the parts of lines in a frame, cut at its upright lines, and those outside."""
    inside: list[PageLine] = []
    outside: list[PageLine] = []
    for line in lines:
        if not frame.holds(line):
            outside.append(line)
            continue
        edges = frame.edges_at((line.top + line.bottom) / 2)
        for column, part in _parts(line, edges):
            (inside if 0 < column < len(edges) else outside).append(part)
    return inside, outside


def _parts(line: PageLine, edges: Sequence[float]) -> Iterator[tuple[int, PageLine]]:
    start = 0
    columns = [_column(run.corners[0], run.corners[2], edges) for run in line.runs]
    for n in range(1, len(columns) + 1):
        if n == len(columns) or columns[n] != columns[start]:
            whole = start == 0 and n == len(columns)
            yield columns[start], line if whole else part_of(line, line.runs[start:n])
            start = n


def _column(left: float, right: float, edges: Sequence[float]) -> int:
    middle = (left + right) / 2
    return sum(edge <= middle for edge in edges)


def ruled_cells(frame: Frame, row: PageRow) -> Cells:
    """Returns the cells of a row; what stands alone between two lines spans all columns there."""
    edges = frame.edges_at((row.top + row.bottom) / 2)
    if len(edges) == len(frame.xs) + 2:
        return tuple(cells_of(row, frame.strips))
    areas: dict[int, list[PageLine]] = {}
    for piece in row.pieces:
        areas.setdefault(_column(piece.left, piece.right, edges), []).append(piece)
    found: list[PageCell] = []
    for area, pieces in sorted(areas.items()):
        first = sum(x <= edges[max(area - 1, 0)] for x in frame.xs)
        last = sum(x < edges[min(area, len(edges) - 1)] for x in frame.xs)
        if len(pieces) == 1 and last > first:
            found.append(PageCell(tuple(pieces), first, last - first + 1))
        else:
            found += cells_of(PageRow(tuple(pieces)), frame.strips)
    return tuple(found)


def grown(frame: Frame, lines: Iterable[PageLine]) -> Frame:
    """Returns a frame with the heads right above its lines and the totals right below them."""
    rows = [
        row
        for row in rows_of(lines)
        if frame.left - _TOUCH <= row.left <= row.right <= frame.right + _TOUCH
    ]
    for row in reversed([row for row in rows if row.bottom >= frame.top - _TOUCH]):
        over = len(row.pieces) == 1 and row.left > frame.xs[0]
        if row.bottom - frame.top > _ATTACHED * row.size or not (over or len(row.pieces) > 1):
            break
        frame = _with_row(frame, replace(frame, top=row.top + 1), row.bottom)
    for row in (row for row in rows if row.top <= frame.bottom + _TOUCH):
        if frame.bottom - row.top > _ATTACHED * row.size or len(row.pieces) < 2:
            break
        frame = _with_row(frame, replace(frame, bottom=row.bottom - 1), frame.bottom)
    return frame


def _with_row(frame: Frame, larger: Frame, border: float) -> Frame:
    ys = tuple(sorted({*frame.ys, border}, reverse=True))
    levels = {**frame.levels, border: [(frame.left, frame.right)]}
    return replace(larger, ys=ys, levels=levels)


def ruled_rows(frame: Frame, rows: Sequence[PageRow], cells: Sequence[Cells]) -> list[Cells]:
    """Joins the rows of a frame that no level line parts, and fills in the rows that cells span."""
    found: list[Cells] = []
    places: list[int] = []
    pairs = zip((frame.row_at((row.top + row.bottom) / 2) for row in rows), cells, strict=True)
    for place, band in groupby(pairs, key=itemgetter(0)):
        own = _rows_between([row for _, row in band])
        found += own
        places += [place] * len(own)
    return _reaching_down(frame, found, places)


def _rows_between(lines: Sequence[Cells]) -> list[Cells]:
    """Returns the rows that lines of cells between two level lines are.

    That is one, save where labels and figures stand below each other: then no row is drawn.
    """
    groups: list[list[Cells]] = []
    numeric = _numeric(lines)
    for row in lines:
        if groups and _is_another(groups[-1], row, numeric):
            return whole_rows(lines)
        if groups and not _is_parted(groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [merged(group) for group in groups]


def _numeric(lines: Sequence[Cells]) -> set[int]:
    """Returns the columns in which hardly anything but figures stands, save names above them."""
    texts: dict[int, list[bool]] = {}
    for cell in (cell for row in lines for cell in row):
        texts.setdefault(cell.column, []).append(is_figure(cell.text))
    return {column for column, found in texts.items() if 3 * sum(found) >= 2 * len(found)}


def _is_another(above: Sequence[Cells], row: Cells, numeric: Set[int]) -> bool:
    """Tells whether a row has a label, and a figure below one."""
    figures = {cell.column for cell in row if is_figure(cell.text)}
    known = {cell.column for each in above for cell in each if is_figure(cell.text)}
    return row[0].column == 0 and bool(figures & known & numeric)


def _is_parted(above: Sequence[Cells], row: Cells) -> bool:
    """Tells whether the cells of a row are the parts of one above, or the other way round."""
    cells = [cell for each in above for cell in each]
    return any(_count(wide, row) > 1 for wide in cells) or any(_count(x, cells) > 1 for x in row)


def _count(wide: PageCell, cells: Iterable[PageCell]) -> int:
    """Counts in how many columns cells begin that another spans."""
    span = range(wide.column, wide.column + wide.span)
    return len({cell.column for cell in cells if cell.column in span})


def _reaching_down(frame: Frame, rows: list[Cells], places: Sequence[int]) -> list[Cells]:
    """Moves what no line parts from the rows above to the first of them."""
    found = [{cell.column: cell for cell in row} for row in rows]
    for column in range(len(frame.xs) + 1):
        first = 0
        for n in range(1, len(rows) + 1):
            if n < len(rows) and _is_open(frame, places[n - 1 : n + 1], column):
                continue
            _join(found[first:n], column)
            first = n
    return [tuple(row[column] for column in sorted(row)) for row in found]


def _is_open(frame: Frame, places: Sequence[int], column: int) -> bool:
    """Tells whether two rows are parted by a line, but not in this column."""
    above, below = places
    return above + 1 == below and not frame.is_parted(below, column)


def _join(rows: Sequence[dict[int, PageCell]], column: int) -> None:
    cells = [row[column] for row in rows if column in row]
    if len(rows) < 2 or not cells or any(cell.span > 1 for cell in cells):
        return
    for row in rows:
        row.pop(column, None)
    lines = tuple(line for cell in cells for line in cell.lines)
    rows[0][column] = replace(cells[0], lines=lines, rows=len(rows))
