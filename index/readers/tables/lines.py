"""Tables as text: a row reads by itself, with the names of its columns and the section it is in."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from index.readers.builder import TextBuilder, one_line
from index.readers.tables.grid import Row
from index.readers.tables.heads import (
    COLONS,
    LOOK_AHEAD,
    MAX_NAME,
    Heads,
    Name,
    begins_anew,
    heads_of,
    is_number,
    is_value,
    joint_after,
    repeats,
)
from index.readers.tables.row_groups import Labels, label_columns
from index.readers.tables.row_kinds import (
    STOPS,
    Piece,
    as_pair,
    goes_down,
    is_note,
    numbered,
    numeric,
    titled,
)
from index.readers.tables.row_sums import Sums

_MOST_CAPTION = 200
_MOST_TITLES = 3  # Rows below each other that name a section and what it is part of.
# A row wider than this is several lines.
_WIDEST = 500


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of text that a table gives: a row with its names, or what stands above the rows.

    `columns` are the names of the columns if it is a row, None if it is not. `caption` says what
    the table is about. `number` is that of the row, 0 for none.
    """

    pieces: tuple[Piece, ...]
    number: int = 0
    columns: tuple[str, ...] | None = None
    caption: str = ""

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(text for text, _, _ in self.pieces)


def add_table(
    builder: TextBuilder,
    rows: Iterable[Row],
    caption: str = "",
    known: Sequence[Name] = (),
) -> None:
    """Adds the rows of a table to a text, each as a line of its own; see `table_lines`."""
    open_table: tuple[tuple[str, ...], str] | None = None
    for line in table_lines(rows, caption, known):
        table = None if line.columns is None else (line.columns, line.caption)
        if table != open_table:
            if open_table is not None:
                builder.end_table()
            if table is not None:
                builder.begin_table(*table)
            open_table = table
        if line.number:
            builder.page(line.number)
        builder.paragraph(line.text)
    if open_table is not None:
        builder.end_table()


def table_lines(
    rows: Iterable[Row], caption: str = "", known: Sequence[Name] = ()
) -> Iterator[TableLine]:
    """Yields the lines of a table in order; rows without text have none.

    `known` are names that hold if the first rows name nothing, as those of a table that goes on.
    """
    cleaned = enumerate(map(_cleaned, rows))
    # A row of nothing but cells that began above says nothing of its own.
    numbered = ((n, row) for n, row in cleaned if not row.down.issuperset(row.filled))
    return _Table(numbered, caption, known).lines()


def _cleaned(row: Row) -> Row:
    return Row(tuple(map(one_line, row.cells)), row.across, row.down, row.number, row.marked)


@dataclass(slots=True)
class _Table:
    """A table while it is written."""

    source: Iterator[tuple[int, Row]]
    caption: str
    names: Sequence[Name]
    _window: deque[tuple[int, Row]] = field(default_factory=deque)
    _section: list[tuple[str, int, int]] = field(default_factory=list)
    _above_parts: list[tuple[str, int, int]] = field(default_factory=list)
    _titles: set[str] = field(default_factory=set)
    _unused: set[int] = field(default_factory=set)
    _about: str = ""
    _texts: frozenset[str] = frozenset()
    _width: int = 0
    _numeric: frozenset[int] = frozenset()
    _labels: Labels = field(default_factory=Labels)
    _sums: Sums = field(default_factory=Sums)

    def lines(self) -> Iterator[TableLine]:
        self._fill()
        yield from self._begin()
        while self._window:
            rows = self._rows()
            if (
                begins_anew(rows, self._texts)
                and not self._labels.hold_for(rows[0])
                and not self._names_again(rows[0])
            ):
                yield from self._left_out()
                yield from self._begin()
                continue
            place, row = self._window.popleft()
            if self._texts and repeats(row, self.names):
                pass
            elif goes_down(rows):
                pass  # A cell whose rows follow: it stands in each of them.
            elif (count := self._sections(rows)) > _MOST_TITLES:
                self._section = []  # Things of which nothing is told, one below the other.
                yield from self._lines_of(place, row)
            elif count:
                self._open(place, row, count)
            elif is_note(row, named=bool(self.names)):
                yield TableLine(((row.text(row.filled[0]), place, row.filled[0]),), row.number)
            else:
                self._close_if_sum(row)
                yield from self._lines_of(place, row)
            self._fill()
        yield from self._left_out()

    def _names_again(self, row: Row) -> bool:
        """Tells whether a row has names again, if not all: on the next page some may be left out.

        Of names in several rows, those below the first may be others.
        """
        single = all(len(name.parts) < 2 for name in self.names)
        return single and bool(self._texts) and repeats(row, self.names)

    def _fill(self) -> None:
        self._window.extend(islice(self.source, LOOK_AHEAD - len(self._window)))

    def _rows(self) -> list[Row]:
        return [row for _, row in islice(self._window, 8)]

    def _begin(self) -> Iterator[TableLine]:
        """Takes the heads, if there are any, and yields what stands in them beside names."""
        numbers = [number for number, _ in self._window]
        heads = heads_of([row for _, row in self._window])
        self._section = []
        about = [self.caption] if self.caption else []
        if heads.count:
            yield from self._above(heads, about)
            self.names = [numbered(name, numbers) for name in heads.names]
        ahead = [row for _, row in self._window]
        self._numeric = frozenset(numeric(ahead))
        self._labels, self._sums = Labels(label_columns(ahead) if self.names else 0), Sums()
        self._width = max((len(row.cells) for _, row in self._window), default=0)
        self._about = ", ".join(dict.fromkeys(about))[:_MOST_CAPTION]
        self._texts = frozenset(text for name in self.names for text, _, _ in name.parts)
        self._texts |= frozenset(heads.captions)
        self._unused = (
            {n for n, name in enumerate(self.names) if name.parts} if heads.count else set()
        )

    def _above(self, heads: Heads, about: list[str]) -> Iterator[TableLine]:
        first = self._window[0][0]
        for _ in range(heads.lines):
            place, row = self._window.popleft()
            column = row.filled[0]
            about.append(row.text(column))
            yield TableLine(((row.text(column), place, column),), row.number)
        number = 0
        for _ in range(heads.count):
            number = self._window.popleft()[1].number
        for text in heads.captions:
            about.append(text)
            yield TableLine(((text, first, 0),), number)
        self._fill()

    def _left_out(self) -> Iterator[TableLine]:
        """Yields the names of columns in which nothing stands: they are text as well."""
        parts: list[Piece] = []
        used = {
            part[1:]
            for n, name in enumerate(self.names)
            if n not in self._unused
            for part in name.parts
        }
        for n in sorted(self._unused):
            for part in self.names[n].parts:
                if part[1:] not in used:
                    used.add(part[1:])
                    parts += [*([("; ", -1, -1)] if parts else []), part]
        if parts:
            yield TableLine(tuple(parts))

    def _sections(self, rows: Sequence[Row]) -> int:
        """Returns how many rows from here on only say what the rows after them belong to."""
        count = 0
        while count < len(rows) and self._is_section(rows[count]):
            count += 1
        followed = count < len(rows) and len(rows[count].filled) > 1
        return count if followed else 0

    def _is_section(self, row: Row) -> bool:
        filled = row.filled
        if len(filled) != 1 or row.down:
            return False
        text = row.text(filled[0])
        width = max(len(self.names), len(row.cells))
        whole = len(row.across) + 1 >= width > 1
        if not (whole or filled[0] == 0) or is_number(text) or len(text) > MAX_NAME:
            return False
        if text.endswith(STOPS):
            return False
        return whole or row.marked or width > 2 or text.endswith(COLONS)

    def _open(self, place: int, row: Row, count: int) -> None:
        """Takes rows that name the section of those that follow."""
        self._labels.forget()
        self._sums.open_section()
        rows = [(place, row), *(self._window.popleft() for _ in range(count - 1))]
        opened = [titled(*each) for each in rows]
        ahead = {titled(*each)[0] for each in self._window if self._is_section(each[1])}
        again = ahead | self._titles
        self._titles |= {text for text, _, _ in opened}
        # What comes again is a part of what comes once: the same measure of another fund.
        if opened[0][0] not in again:
            self._above_parts = list(takewhile(lambda each: each[0] not in again, opened))
            self._section = opened
        else:
            self._section = [*self._above_parts, *opened]

    def _close_if_sum(self, row: Row) -> None:
        """Ends the section that is open if a row sums up the whole table."""
        if self._labels.columns and row.text(0):
            self._sums.open_section()
        if self._sums.is_of_table(row):
            self._section = []
            self._labels.forget()

    def _lines_of(self, place: int, row: Row) -> Iterator[TableLine]:
        """Yields the line of a row; several of a very wide one, each with what it begins with."""
        columns = tuple(name.text for name in self.names) or ("",) * self._width
        filled = row.filled
        label = [*self._above_label(place, row), *self._first(place, row, filled[0])]
        pieces, length = list(label), 0
        for n in filled[1:]:
            if length > _WIDEST:
                yield TableLine(tuple(pieces), row.number, columns, self._about)
                pieces, length = list(label), 0
            added = [("; ", -1, -1), *self._label(row, n), (row.text(n), place, n)]
            length += sum(len(text) for text, _, _ in added)
            pieces += added
        if not self.names:
            as_pair(pieces, row, filled)
        yield TableLine(tuple(pieces), row.number, columns, self._about)

    def _above_label(self, place: int, row: Row) -> Iterator[Piece]:
        """Yields the pieces of the labels that hold for a row and stand above it."""
        for text, at, column in self._labels.of(place, row) if self._labels.columns else ():
            yield from (*self._label(row, column), (text, at, column), ("; ", -1, -1))

    def _first(self, place: int, row: Row, column: int) -> list[Piece]:
        """Returns the pieces of the first cell of a row, with the section that it is in."""
        sections = [piece for title in self._section for piece in (title, (" › ", -1, -1))]
        text = row.text(column)
        # "Total" in front of an amount says what the row is, in whatever column it stands.
        names = column in self._numeric and not is_value(text) and len(row.filled) > 1
        return [*([] if names else self._label(row, column)), *sections, (text, place, column)]

    def _label(self, row: Row, column: int) -> list[Piece]:
        """Returns the names of the columns that a cell spans, and a colon, if there are names."""
        found: list[Piece] = []
        end = column + 1
        while end in row.across:
            end += 1
        self._unused.difference_update(range(column, end))
        is_note = column == 1 and end > column + 1 and len(row.text(column)) > MAX_NAME
        if end >= len(self.names) > 1 and (column == 0 or is_note):
            return []
        seen: set[tuple[int, int]] = set()
        for name in self.names[column:end]:
            for part in name.parts:
                if part[1:] not in seen:
                    seen.add(part[1:])
                    joint = [(joint_after(found[-1][0]), -1, -1)] if found else []
                    found += [*joint, part]
        if not found:
            return []
        text, place, at = found[-1]
        found[-1] = text.rstrip("".join(COLONS)), place, at
        return [*found, (": ", -1, -1)]
