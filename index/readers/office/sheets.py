"""The tables of a sheet: below each other or side by side, each under its own heads.

A sheet is cut at its blank rows, and then at those blank columns beside which a table of its own
stands, and so on. What is larger than a person lays out by hand is one table from its first row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice

from index.readers.builder import TextBuilder
from index.readers.tables.grid import Row
from index.readers.tables.heads import Heads, Name, heads_of, is_value
from index.readers.tables.lines import add_table

_MOST_ROWS, _MOST_CELLS = 2_000, 100_000
_MAX_CAPTION, _MOST_LINES, _MOST_HEADS = 120, 3, 5


def add_sheet(builder: TextBuilder, rows: Iterable[Row]) -> None:
    """Adds the tables of a sheet, whose rows have their numbers."""
    rest = iter(rows)
    first = list(islice(rest, _MOST_ROWS))
    after = next(rest, None)
    small = after is None and sum(len(row.cells) for row in first) <= _MOST_CELLS
    if small:
        _SheetWriter(builder).add(first)
    else:
        add_table(builder, chain(first, [after] if after else [], rest))


class _SheetWriter:
    """Writes the tables of a sheet in reading order."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._lines: list[str] = []
        self._written: list[_Written] = []

    def add(self, rows: Sequence[Row], first: int = 0, end: int | None = None) -> None:
        """Adds the tables that stand in columns `first` to `end` of rows."""
        end = max((len(row.cells) for row in rows), default=0) if end is None else end
        for band in _bands([_cut(row, first, end) for row in rows]):
            parts = list(_parts(band))
            if len(parts) > 1:
                for start, stop in parts:
                    self.add(band, start, stop)
            elif all(len(row.filled) == 1 for row in band):
                self._add_lines(band)
            else:
                self._add_band(band)

    def _add_lines(self, band: Sequence[Row]) -> None:
        """Adds lines that stand by themselves: they say what the next table is about."""
        texts = [row.text(row.filled[0]) for row in band]
        self._lines += [text for text in texts if len(text) <= _MAX_CAPTION]
        for row, text in zip(band, texts, strict=True):
            self._builder.page(row.number)
            self._builder.paragraph(text)

    def _add_band(self, band: Sequence[Row]) -> None:
        heads = heads_of(band)
        caption = ", ".join(self._lines[-_MOST_LINES:])
        names: Sequence[Name] = heads.names
        if not heads.count and (above := self._above(band)):
            caption, names = above.caption, above.names
        elif heads.count:
            about = ", ".join(filter(None, (caption, *heads.captions)))
            self._written.append(_Written(_extent(band), names, about))
        self._lines = []
        add_table(self._builder, band, caption, names)

    def _above(self, band: Sequence[Row]) -> "_Written | None":
        """Returns the table above of which these rows are the rest, None if of none."""
        first, end = _extent(band)
        for table in reversed(self._written):
            start, stop = table.extent
            if start <= first and end <= stop and len(band[0].filled) > 1:
                return table
        return None


@dataclass(frozen=True, slots=True)
class _Written:
    """A table that was written: its columns, what they are called, and what it is about."""

    extent: tuple[int, int]
    names: Sequence[Name]
    caption: str


def _bands(rows: Sequence[Row]) -> list[list[Row]]:
    """Returns the stretches of rows between blank ones; heads stay with what they are above."""
    found: list[list[Row]] = []
    for filled, band in groupby(reversed(rows), key=lambda row: bool(row.filled)):
        if not filled:
            continue
        above = list(band)[::-1]
        if found and _are_heads(above, found[-1]):
            found[-1] = above + found[-1]
        else:
            found.append(above)
    return found[::-1]


def _are_heads(rows: Sequence[Row], below: Sequence[Row]) -> bool:
    """Tells whether all of some rows name columns of those that follow after a blank row."""
    if len(rows) > _MOST_HEADS or all(len(row.filled) == 1 for row in rows):
        return False
    together = heads_of([*rows, *below])
    return together.lines + together.count >= len(rows) + heads_of(below).count > 0


def _cut(row: Row, first: int, end: int) -> Row:
    """Returns a row with nothing outside some columns, which keep their places."""
    if first == 0 and end >= len(row.cells):
        return row
    cells = (*("",) * min(first, len(row.cells)), *row.cells[first:end])
    return replace(row, cells=cells)


def _extent(rows: Sequence[Row]) -> tuple[int, int]:
    """Returns the first column with text and the one after the last."""
    filled = [n for row in rows for n in row.filled]
    return min(filled, default=0), max(filled, default=-1) + 1


def _parts(band: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yields the columns of tables that stand side by side."""
    first, end = _extent(band)
    used = {n for row in band for n, text in enumerate(row.cells) if text}
    start = first
    for n in range(first + 1, end):
        if n not in used and n + 1 in used and _stands_alone(band, (start, n), (n + 1, end)):
            yield start, n
            start = n + 1
    yield start, end


def _stands_alone(band: Sequence[Row], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Tells whether what stands right of a blank column is another table than what is left of it.

    It has heads of its own, and labels or the same names again; and its heads stand elsewhere, or
    its rows are more or fewer.
    """
    one, other = ([_cut(row, *part) for row in band] for part in (left, right))
    heads, others = (heads_of([row for row in rows if row.filled]) for rows in (one, other))
    second = any(row.text(right[0] + 1) for row in band)
    if not heads.count or not others.count or not second:
        return False
    again = bool(_texts(heads) & _texts(others))
    labelled = _is_labelled(other, right[0])
    if _first_place(one) != _first_place(other):
        return labelled or again
    return labelled and (again or _last_place(one) != _last_place(other))


def _first_place(rows: Sequence[Row]) -> int:
    return next(n for n, row in enumerate(rows) if row.filled)


def _last_place(rows: Sequence[Row]) -> int:
    return max(n for n, row in enumerate(rows) if row.filled)


def _is_labelled(rows: Sequence[Row], column: int) -> bool:
    """Tells whether the first column of a table says what its rows are about."""
    texts = [row.text(column) for row in rows if row.text(column)][1:]
    return bool(texts) and 2 * sum(is_value(text) for text in texts) < len(texts)


def _texts(heads: Heads) -> set[str]:
    return {name.text for name in heads.names if name.text}
