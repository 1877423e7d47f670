"""Tables on a page: what stands in frames of lines, or in rows whose pieces stand below each other.

What parts columns that are not drawn is a strip without text that runs down all rows. Columns of
prose have such a strip as well: there the lines fill their column, and hold words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from index.readers.pdf.page_lines import PageLine
from index.readers.pdf.page_rows import PageRow, pieces_of, rows_of
from index.readers.pdf.table_cells import (
    TIGHT,
    Cells,
    PageCell,
    PdfTable,
    Strip,
    cells_of,
    is_figure,
    joined,
    whole_rows,
)
from index.readers.pdf.table_frames import Frame, ruled_cells, ruled_rows

_FAR = 2.6  # Sizes of letters between two rows, at most, of one table.
_CLOSE = 1.3  # The same between a head over several columns and the row below it.
_ANEW = 1.6  # Steps between two rows of a table before another one that stands below it.
_SINGLES = 3  # Rows of one piece, at most, between two rows of several.
_SHORT = 60  # Letters of a row of one piece that runs over several columns.
_MANY = 6  # Narrower strips count if at least so many rows share them.
_DIGIT = re.compile(r"\d")
_LEADER = re.compile(r"(?:[.·…] ?){5,}")  # Between an entry of a table of contents and its page.
_MOST_PIECES = 5_000
_LONGEST_CELL = 300
_FULL, _WORDS = 0.8, 3.0  # Share of a column that a line fills; words in a line.
_FULL_SHORT, _FULL_LONG = 0.5, 0.7  # Shares of the lines of running text that do.


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of a page that share free strips; `strips` are those, from left to right."""

    rows: tuple[PageRow, ...]
    strips: tuple[Strip, ...]

    @property
    def cells(self) -> list[Cells]:
        """The cells of each row."""
        return [tuple(cells_of(row, self.strips)) for row in self.rows]

    @property
    def columns(self) -> list[list[PageLine]]:
        """The pieces of each column, from the top."""
        found: list[list[PageLine]] = [[] for _ in range(len(self.strips) + 1)]
        for row in self.cells:
            for cell in row:
                if cell.span == 1:
                    found[cell.column] += cell.lines
        return found


def framed_table(frame: Frame, lines: Sequence[PageLine]) -> PdfTable | None:
    """Returns the table in a frame, None if what it frames is no table."""
    rows = rows_of(lines)
    cells = [ruled_cells(frame, row) for row in rows]
    found, width = joined(ruled_rows(frame, rows, cells), len(frame.xs) + 1)
    texts = [cell.text for row in found for cell in row]
    several = sum(len(row) > 1 for row in found)
    if width < 2 or several < 2 or median(map(len, texts)) > _LONGEST_CELL:
        return None
    return PdfTable(tuple(found), width)


def tables_beside(frame: Frame, lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """Returns the lines of each column of a frame if tables of their own stand in two or more."""
    columns = [list[PageLine]() for _ in range(len(frame.xs) + 1)]
    for line in lines:
        columns[sum(x <= (line.left + line.right) / 2 for x in frame.xs)].append(line)
    found = [column for column in columns if column]
    return found if sum(map(_holds_table, found)) > 1 else []


def _holds_table(lines: Sequence[PageLine]) -> bool:
    """Tells whether most lines are those of a table with labels and figures of their own."""
    rows = rows_of(lines)
    tables = [region for region in regions_of(rows) if _is_table(region)]
    labelled = sum(
        len(row.pieces) > 1 and not is_figure(row.pieces[0].text) and is_figure(row.pieces[-1].text)
        for region in tables
        for row in region.rows
    )
    return 2 * labelled >= len(rows) > _SINGLES


def table_of(region: Region) -> PdfTable | None:
    """Returns the table that a region is, None if it is read in another way than by rows."""
    if not _is_table(region):
        return None
    rows, width = joined(region.cells, len(region.strips) + 1)
    return PdfTable(tuple(whole_rows(rows)), width)


def regions_of(rows: Sequence[PageRow]) -> Iterator[Region]:
    """Yields the parts of a page in which pieces stand in columns, whatever they hold."""
    found: list[tuple[int, int, tuple[Strip, ...]]] = []
    start = 0
    while start < len(rows):
        end = _end(rows, start)
        tabular = sum(len(row.pieces) > 1 for row in rows[start:end])
        strips = _strips_of(rows[start:end]) if tabular > 1 else ()
        if strips:
            first = _with_heads(rows, start, strips)
            before = found[-1] if found else (0, 0, ())
            if before[1] <= first <= before[1] + _SINGLES and _are_names(
                rows[slice(*before[:2])], strips
            ):
                first, _, _ = found.pop()
            elif first > before[1]:
                first = before[1] + _with_names(rows[before[1] : first], strips)
            found.append((first, end, strips))
        start = max(end, start + 1)
    for first, end, strips in found:
        yield Region(tuple(rows[first:end]), strips)


def _are_names(rows: Sequence[PageRow], strips: Sequence[Strip]) -> bool:
    """Tells whether rows that seemed to be a table of their own name the columns of the next."""
    several = [row for row in rows if len(row.pieces) > 1]
    return bool(several) and all(_names(row, strips) for row in several)


def _is_table(region: Region) -> bool:
    columns = [column for column in region.columns if column]
    contents = sum(bool(_LEADER.search(row.text)) for row in region.rows)
    if len(columns) < 2 or 2 * contents > len(region.rows):
        return False
    figures = [sum(is_figure(x.text) for x in column) for column in columns]
    numeric = any(2 * n >= len(column) > 1 for n, column in zip(figures, columns, strict=True))
    several = sum(len(row.pieces) > 1 for row in region.rows)
    if len(columns) == 2 and not numeric:
        label = median(len(x.text) for x in columns[0])
        return several > 2 and label <= _SHORT / 2 and not _goes_down(region)
    filled = several > 2 and _is_filled(region)
    return (numeric and several > 1) or filled or _is_one_row(region)


def _is_one_row(region: Region) -> bool:
    """Tells whether a region is one row of values under their names: number, date, when due."""
    if len(region.rows) != 2:
        return False
    names, values = region.cells
    if len(names) < 3 or [cell.column for cell in names] != [cell.column for cell in values]:
        return False
    short = all(len(cell.text) <= _SHORT / 2 for cell in (*names, *values))
    plain = not any(_DIGIT.search(cell.text) for cell in names)
    told = sum(bool(_DIGIT.search(cell.text)) for cell in values)
    return short and plain and 2 * told >= len(values)


def _is_filled(region: Region) -> bool:
    """Tells whether most rows have a cell in most columns: the gaps of justified lines do not."""
    several = [row for row in region.cells if len(row) > 1]
    return 2 * sum(2 * len(row) > len(region.columns) for row in several) >= len(several)


def prose_of(region: Region) -> frozenset[int]:
    """Returns the columns of a region that hold running text: lines of words that fill them.

    Of two columns both do or none, save one that is long; a few short lines are a label.
    """
    columns = region.columns
    running = {n for n, column in enumerate(columns) if _is_running(column, _FULL_SHORT, 3)}
    if 2 * len(running) >= len(columns) + (len(columns) == 2):
        return frozenset(running)
    return frozenset(n for n, column in enumerate(columns) if _is_running(column, _FULL_LONG, 8))


def _is_running(column: Sequence[PageLine], share: float, least: int) -> bool:
    if len(column) < least:
        return False
    left, right = min(x.left for x in column), max(x.right for x in column)
    full = sum(x.right - left > _FULL * (right - left) for x in column)
    words = sum(len(x.text.split()) for x in column) / len(column)
    figures = sum(is_figure(x.text) for x in column)
    return words >= _WORDS and full >= share * len(column) and 4 * figures < len(column)


def _goes_down(region: Region) -> bool:
    """Tells whether the file draws the pieces of a region column by column."""
    pieces = [[piece.runs[0].packed for piece in row.pieces] for row in region.rows]
    return not any(len(row) > 1 for row in pieces)


def _end(rows: Sequence[PageRow], start: int) -> int:
    """Returns where the rows end that may form a table with the one at `start`."""
    if len(rows[start].pieces) < 2:
        return start
    end, place = start + 1, start + 1
    second = rows[start].pieces[1].left
    while place < len(rows) and place - end < _SINGLES:
        above, row = rows[place - 1], rows[place]
        if above.bottom - row.top > _FAR * min(above.size, row.size):
            break
        if place > start + 1 and _begins_another(rows[place - 2 : place + 2]):
            break
        if len(row.pieces) > 1:
            second = row.pieces[1].left
            end = place + 1
        elif row.right > second and len(row.text) > _SHORT:
            break
        place += 1
    return end


def _begins_another(rows: Sequence[PageRow]) -> bool:
    """Tells whether the third of four rows names the columns of a table of its own.

    It has no figure, as the row below it has, and stands further below the two above than those
    do from each other: the date of an invoice and when it is due, then what is paid for.
    """
    if len(rows) < 4 or len(rows[2].pieces) < 2 or len(rows[1].pieces) < 2:
        return False
    before, above, row, below = rows
    apart = above.bottom - row.bottom > _ANEW * (before.bottom - above.bottom) > 0
    named = not any(map(_has_digits, row.pieces)) and any(map(_has_digits, below.pieces))
    return apart and named and any(_DIGIT.search(piece.text) for piece in above.pieces)


def _with_heads(rows: Sequence[PageRow], start: int, strips: Sequence[Strip]) -> int:
    """Returns where a table begins with the single heads above it that stand over its columns."""
    while start > 0:
        row, below = rows[start - 1], rows[start]
        close = row.bottom - below.top < _CLOSE * below.size
        over = len(row.pieces) == 1 and row.left > strips[0][0] and len(row.text) <= _SHORT
        if not (close and over):
            break
        start -= 1
    return start


def _with_names(above: Sequence[PageRow], strips: Sequence[Strip]) -> int:
    """Returns where the row stands that names the columns of the table below, though apart from it.

    Between them are titles alone. Where there is none, that is right above the table.
    """
    place = len(above) - 1
    while place >= max(0, len(above) - _SINGLES) and len(above[place].pieces) == 1:
        place -= 1
    if place < 0 or not _names(above[place], strips):
        return len(above)
    return place


def _names(row: PageRow, strips: Sequence[Strip]) -> bool:
    """Tells whether short texts stand over columns beside that of the labels, one over each."""
    cells = cells_of(row, strips)
    columns = {cell.column for cell in cells if cell.span == 1 and len(cell.lines) == 1}
    short = all(len(cell.text) <= _SHORT / 2 for cell in cells)
    return short and 0 not in columns and len(columns) == len(cells) >= max(2, len(strips) - 1)


def _strips_of(rows: Sequence[PageRow]) -> tuple[Strip, ...]:
    """Returns what parts the columns of rows; heads may stand closer together than figures do."""
    strips = _strips(rows)
    numeric = [row for row in rows if sum(_has_digits(x) for x in row.pieces) > 1]
    crowded = sum(any(map(_is_crowded, cells_of(row, strips))) for row in numeric)
    return _strips(numeric) if 2 * crowded >= len(numeric) > 1 else strips


def _is_crowded(cell: PageCell) -> bool:
    """Tells whether a cell of one column holds several figures: it is several cells."""
    return cell.span == 1 and sum(map(_has_digits, cell.lines)) > 1


def _has_digits(piece: PageLine) -> bool:
    return is_figure(piece.text) and any(c.isdigit() for c in piece.text)


def _strips(rows: Sequence[PageRow]) -> tuple[Strip, ...]:
    """Returns the strips that are free of text in all rows, save for what stands over several."""
    tabular = [row for row in rows if len(row.pieces) > 1]
    while len(tabular) > 2 and len(tabular[0].pieces) < len(tabular[1].pieces):
        tabular = tabular[1:]  # Heads over several columns.
    size = median(row.size for row in tabular)
    narrowest = TIGHT * size if len(tabular) >= _MANY else size
    pieces = [
        (n, x)
        for n, row in enumerate(tabular)
        for each in row.pieces
        for x in pieces_of(each, TIGHT)
    ][:_MOST_PIECES]
    edges = np.array([(x.left, x.right) for _, x in pieces])
    numbers = np.array([n for n, _ in pieces])
    own = edges[~_is_over_several(edges, numbers)]
    strips: list[Strip] = []
    reach = -np.inf
    for left, right in own[np.argsort(own[:, 0], kind="stable")].tolist():
        if np.isfinite(reach) and left - reach >= narrowest:
            strips.append((float(reach), float(left)))
        reach = max(reach, right)
    return tuple(strips)


def _is_over_several(edges: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tells of each piece whether a quarter of the rows have two pieces or more below it."""
    left, right = edges[:, 0], edges[:, 1]
    over = (left[:, None] + 1 < right[None, :]) & (left[None, :] + 1 < right[:, None])
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    counts = np.add.reduceat(over.astype(np.int16), starts, axis=1)
    several: NDArray[np.bool_] = (counts > 1).sum(axis=1) >= max(1.0, len(starts) / 4)
    return several
