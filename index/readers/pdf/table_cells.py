"""The cells of a table on a page: which column each piece of a row stands in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.readers.pdf.page_lines import PageLine
from index.readers.pdf.page_rows import PageRow, part_of

TIGHT = 0.65
"""How wide a gap between words is, in sizes of their letters, that may part two columns."""

_FIGURE = re.compile(
    r"(?:[A-Z]{2,3} )?[-–−+(<>≤≥~±$€£¥ ]*\d[\d.,:/\s%‰€$£¥()'°–−+-]*(?:[^\W\d_]{1,3}[²³]?)?\)?"
    r"|[-–—−$€£¥%() .]{1,6}|n/?[am]"
)
_BEFORE, _AFTER = re.compile(r"[$€£¥(]+|[A-Z]{0,2}[$€£¥]"), re.compile(r"[)%‰]+|[€£¥]")
_EDGE = 1.0  # Points by which letters may stand over the edge of their column.
_NARROW = 0.75  # Share of the distance between rows that lines of one cell keep.
_ROOM = 2.5  # Sizes of letters that a blank and the gap to the next column take.

Strip = tuple[float, float]
"""Left and right edge of what is free of text between two columns."""


@dataclass(frozen=True, slots=True)
class PageCell:
    """Lines of a cell, the column it begins in, and how many columns and rows it spans."""

    lines: tuple[PageLine, ...]
    column: int
    span: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """What stands in it."""
        return " ".join(line.text for line in self.lines)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(line.right for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.lines[0].size


Cells = tuple[PageCell, ...]
"""A row of a table: its cells from left to right."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of one page: its rows, which hold the cells with text, and how many columns."""

    rows: tuple[Cells, ...]
    width: int

    @property
    def lines(self) -> Iterator[PageLine]:
        """All lines of all cells."""
        return (line for row in self.rows for cell in row for line in cell.lines)


def is_figure(text: str) -> bool:
    """Tells whether a cell holds a number, an amount, a date in figures, or stands for none."""
    return bool(_FIGURE.fullmatch(text))


def cells_of(row: PageRow, strips: Sequence[Strip]) -> list[PageCell]:
    """Returns the cells of a row, from left to right."""
    found: list[PageCell] = []
    for piece in (part for each in row.pieces for part in _cut(each, strips)):
        first, last = _columns(piece, strips)
        if found and found[-1].column == first < last:
            first += 1  # What seems to stand over both has the one beside it for itself.
        if found and found[-1].column + found[-1].span > first:
            found[-1] = _shortened(found[-1], first)
        if found and found[-1].column == first:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, piece))
        else:
            found.append(PageCell((piece,), first, last - first + 1))
    return found


def _shortened(cell: PageCell, end: int) -> PageCell:
    return replace(cell, span=max(1, end - cell.column))


def _columns(piece: PageLine, strips: Sequence[Strip]) -> tuple[int, int]:
    """Returns the first and the last column that a piece stands in."""
    first = sum(piece.left >= right - _EDGE for _, right in strips)
    last = sum(piece.right > right + _EDGE for _, right in strips)
    if first < last and piece.left > strips[first][0]:
        first += 1
    middle = (piece.left + piece.right) / 2
    between = [
        n
        for n, (left, right) in enumerate(strips)
        # Labels have no name in common with what stands beside them.
        if left < middle < right and (n or piece.right <= right)
    ]
    for n in between:  # What is centred between two columns stands over both.
        first, last = min(first, n), max(last, n + 1)
    return first, max(first, last)


def _cut(piece: PageLine, strips: Sequence[Strip]) -> Iterator[PageLine]:
    """Cuts a piece where a gap between its words lies in a strip."""
    start = 0
    edges = [run.corners for run in piece.runs]
    for n, (a, b) in enumerate(pairwise(edges), 1):
        wide = b[0] - a[2] > TIGHT * piece.size
        if wide and any(
            a[2] - _EDGE <= right
            and b[0] + _EDGE >= left
            and b[0] >= right - _EDGE
            and a[2] <= left + _EDGE
            for left, right in strips
        ):
            yield part_of(piece, piece.runs[start:n])
            start = n
    yield piece if start == 0 else part_of(piece, piece.runs[start:], last=True)


def joined(rows: Sequence[Cells], width: int) -> tuple[list[Cells], int]:
    """Joins columns that hold only the sign of an amount with the column of its figures.

    Columns without text go.
    """
    texts: list[list[str]] = [[] for _ in range(width)]
    for cell in (cell for row in rows for cell in row if cell.span == 1):
        texts[cell.column].append(cell.text)
    filled = [n for n in range(width) if texts[n]]
    target = list(range(width))
    for place, column in enumerate(filled):
        if place + 1 < len(filled) and all(map(_BEFORE.fullmatch, texts[column])):
            target[column] = filled[place + 1]
        elif place and all(map(_AFTER.fullmatch, texts[column])):
            target[column] = target[filled[place - 1]]
    for column in (n for n in range(width) if not texts[n]):
        target[column] = (
            next((target[n] for n in filled if n > column), target[filled[-1]]) if filled else 0
        )
    order = {column: n for n, column in enumerate(sorted(set(target)))}
    place_of = [order[column] for column in target]
    return [tuple(_moved(row, place_of)) for row in rows], len(order)


def _moved(row: Cells, place: Sequence[int]) -> Iterator[PageCell]:
    last: PageCell | None = None
    for cell in row:
        first, end = place[cell.column], place[cell.column + cell.span - 1] + 1
        if last and last.column + last.span > first:
            span = max(last.column + last.span, end) - last.column
            last = replace(last, lines=(*last.lines, *cell.lines), span=span)
            continue
        if last:
            yield last
        last = replace(cell, column=first, span=end - first)
    if last:
        yield last


def whole_rows(rows: Sequence[Cells]) -> list[Cells]:
    """Joins rows that are the lines of one row: a label or a text that goes on below."""
    usual = _usual_step(rows)
    edge = max((row[0].right for row in rows if len(row) > 1 and row[0].column == 0), default=0.0)
    lefts = _lefts(rows)
    found: list[Cells] = []
    for row in rows:
        goes_on = bool(found) and _goes_on(found[-1], row, usual)
        goes_on = goes_on and not _stands_below(found[-1], row, lefts)
        if found and (goes_on or _is_broken(found[-1], row, edge)):
            found[-1] = merged((found[-1], row))
        else:
            found.append(row)
    return found


def _lefts(rows: Sequence[Cells]) -> dict[int, float]:
    """Returns where the text of each column begins."""
    found: dict[int, float] = {}
    for cell in (cell for row in rows for cell in row):
        found[cell.column] = min(found.get(cell.column, cell.lines[0].left), cell.lines[0].left)
    return found


def _stands_below(above: Cells, row: Cells, lefts: Mapping[int, float]) -> bool:
    """Tells whether a row without a label is one of its own: the label above holds for it too.

    It has all the cells of the row above, and a line breaks only where the next word has no room.
    """
    cells = {cell.column: cell for cell in above}
    columns = [cell.column for cell in row]
    if len(row) < 2 or columns != sorted(cells.keys() - {0}) or 0 not in cells:
        return False
    return any(
        _had_room(cells[cell.column], cell, lefts[cell.column + 1])
        for cell in row
        if cell.column + 1 in lefts
    )


def _had_room(above: PageCell, cell: PageCell, end: float) -> bool:
    """Tells whether the first word of a cell had room behind the last line of the one above."""
    last, first = above.lines[-1], cell.lines[0]
    left, _, right, _ = first.runs[0].corners
    return last.right + right - left + _ROOM * first.size < end


def _is_broken(above: Cells, row: Cells, edge: float) -> bool:
    """Tells whether the next word had no room in the column of the labels, and stands in a row.

    A title is in bold, in capitals, ends with a colon, or is shorter than that.
    """
    label, first = above[0], row[0].lines[0]
    if len(above) > 1 or len(row) < 2 or label.column or row[0].column or label.span > 1:
        return False
    last = label.lines[-1]
    title = label.text.endswith((":", ".", ";")) or label.text.isupper() or last.bold != first.bold
    left, _, right, _ = first.runs[0].corners
    full = label.right <= edge + 1 and last.right + right - left > edge
    return full and not title and last.page == first.page


def _usual_step(rows: Sequence[Cells]) -> float:
    """Returns the usual distance between rows that have a label."""
    labelled = [row[0].lines[-1] for row in rows if row and row[0].column == 0]
    steps = [a.bottom - b.bottom for a, b in pairwise(labelled) if a.page == b.page]
    return median(steps) if steps else 0.0


def _goes_on(above: Cells, row: Cells, usual: float) -> bool:
    """Tells whether a row is a line of the row above it."""
    last, first = above[-1].lines[-1], row[0].lines[0]
    step = min(cell.lines[-1].bottom for cell in above) - first.bottom
    if step > 2 * first.size or last.page != first.page:
        return False
    is_label = len(above) == 1 and above[0].column == 0
    if is_label and row[0].column > 0 and all(is_figure(cell.text) for cell in row):
        return step < _NARROW * usual  # Figures beside the middle of a label of two lines.
    if row[0].column == 0 and is_label:
        near = first.text[0].islower() or step < _NARROW * usual
        open_ended = near and not above[0].text.endswith((":", ".", ";"))
        return open_ended and above[0].span <= row[0].span + 1
    if any(is_figure(cell.text) for cell in row) or (row[0].column == 0 and len(row) > 1):
        return False
    inside = {cell.column for cell in row} <= {cell.column for cell in above}
    if not inside or above[0].column != 0:
        return False
    if row[0].column == 0:
        return len(above) > 1 and (first.text[0].islower() or step < _NARROW * usual)
    return step < _NARROW * usual or all(cell.text[0].islower() for cell in row)


def merged(rows: Sequence[Cells]) -> Cells:
    """Returns one row of several, the lines of each column below each other."""
    cells: dict[int, PageCell] = {}
    for cell in (cell for row in rows for cell in row):
        old = cells.get(cell.column)
        cells[cell.column] = replace(old, lines=(*old.lines, *cell.lines)) if old else cell
    ends = [*sorted(cells)[1:], max(cell.column + cell.span for cell in cells.values())]
    return tuple(
        _shortened(cell, end) if cell.column + cell.span > end else cell
        for cell, end in zip((cells[column] for column in sorted(cells)), ends, strict=True)
    )
