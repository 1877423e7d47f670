"""A table as a whole: all of its rows, also those on other pages and in other passages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.text.cell_values import NUMBER, Value, values_of
from index.text.sentences import Span
from index.text.table_rows import NamedCell, cells_of, plain, rows_within, table_at
from index.types import Document, Section

Column = tuple[str, int]
"""The name of a column, and how many columns of that name stand before it."""

MOST_LINES = 20_000
"""How many lines of text a table has at most that is looked at as a whole; rows have two."""

_TOTAL = re.compile(
    r"\W*(?:(?:grand |sub[- ]?|overall )?totals?|sum|overall|average|mean|median"
    r"|(?:zwischen|gesamt)?summe|gesamt(?:betrag|wert|zahl)?|insgesamt|durchschnitt|mittelwert"
    r"|sous-total|moyenne|médiane|suma|promedio|mediana"
    r"|(?:総|小|合)?計|平均|[总小合共]计|总和)\b.*",
    re.IGNORECASE,
)
_WITHIN = " › "
# So many rows a sum is of, at least: one number is that of the row above by chance.
_FEWEST_SUMMED = 2
# Numbers of orders and the like begin at this one, at least.
_LEAST_NUMBER = 100
_FIRST_YEAR, _LAST_YEAR = 1_800, 2_100
# So great a sum in one column alone, at least, is none by chance.
_LEAST_SUM = 100


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the stretches of the text that it stands in, its texts by column, and their places."""

    spans: tuple[Span, ...]
    cells: dict[Column, str]
    places: dict[Column, Span]

    def span_of(self, column: Column | None) -> Span:
        """Returns the stretch that has a column, the first one if none has."""
        place = self.places.get(column) if column else None
        having = (s for s in self.spans if place and s[0] <= place[0] < s[1])
        return next(having, self.spans[0])

    @property
    def label(self) -> str:
        """What stands in its first column, without the section that it is in."""
        return next(iter(self.cells.values()), "").rsplit(_WITHIN, 1)[-1]

    @property
    def is_total(self) -> bool:
        """Whether it calls itself the total, or the average, of others."""
        return _TOTAL.fullmatch(self.label) is not None


@dataclass(frozen=True)
class WholeTable:
    """All rows of a table of a document. `section` is the first stretch of it.

    A list that is cut into several tables has those as its `parts`.
    """

    document: Document
    section: Section
    rows: tuple[TableRow, ...]
    parts: "tuple[WholeTable, ...]" = ()

    @property
    def name(self) -> str:
        """What the table is called: its caption, the heading over it, else the document."""
        caption = self.section.caption
        # Where a table has none, the names of its columns stand for it.
        own = caption if caption != " | ".join(filter(None, self.section.columns or ())) else ""
        over = [heading for heading in self.section.heading if heading != caption]
        return own or (over[-1] if over else "") or self.document.title or self.document.path

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that have a name, in order."""
        found = {column for row in self.rows for column in row.cells if column[0]}
        names = list(dict.fromkeys(self.section.columns or ()))
        return tuple(sorted(found, key=lambda column: (_place(names, column[0]), column[1])))

    @cached_property
    def things(self) -> tuple[TableRow, ...]:
        """The rows that each tell of one thing: those that total others are left out."""
        if self.parts:
            return tuple(row for part in self.parts for row in part.things)
        rest = tuple(row for row in self.rows if not row.is_total)
        return rest[:-1] if self._sums_up(rest) else rest

    def texts(self, column: Column, rows: Sequence[TableRow] | None = None) -> list[str]:
        """Returns what stands in a column in each row, empty where nothing does."""
        return [row.cells.get(column, "") for row in (self.things if rows is None else rows)]

    def values(self, column: Column, rows: Sequence[TableRow] | None = None) -> list[Value | None]:
        """Returns what a column measures in each row, None where it does not."""
        return values_of(self.texts(column, rows), self.document.language)

    @cached_property
    def measured(self) -> tuple[Column, ...]:
        """The columns of which most cells can be compared, no running numbers of the rows."""
        return tuple(column for column in self.columns if self._is_measured(column))

    def _is_measured(self, column: Column) -> bool:
        filled = sum(bool(text) for text in self.texts(column))
        found = [value for value in self.values(column) if value]
        return filled > 0 and 2 * len(found) > filled and not _runs(found)

    def _sums_up(self, rows: Sequence[TableRow]) -> bool:
        """Tells whether the last row is the sum of the others in every column that has numbers.

        A row with a name can be one of small numbers in a single column by chance: 2, 3, 5.
        """
        if len(rows) <= _FEWEST_SUMMED:
            return False
        values = [self.values(column, rows) for column in self.columns]
        sums = [(each[-1], added) for each in values if (added := _is_sum(each)) is not None]
        if not sums or not all(added for _, added in sums):
            return False
        great = any(last and abs(last.low) >= _LEAST_SUM for last, _ in sums)
        return len(sums) > 1 or great or not rows[-1].cells.get(self.columns[0])


def whole_table(document: Document, section: Section) -> WholeTable | None:
    """Returns the table that a section is, or is a part of: parts have the same names and place.

    None if it has more rows than can be looked at for one question.
    """
    parts = [part for part in document.sections if _is_part(part, section)]
    return _table(document, parts or [section]) if _is_short(document, parts) else None


def tables_like(document: Document, section: Section) -> tuple[WholeTable, ...]:
    """Returns the tables of a document with the columns of a section, each whole, in its order.

    None at all if they have more rows than can be looked at for one question.
    """
    tables: dict[tuple[tuple[str, ...], str], list[Section]] = {}
    for part in document.sections:
        if part.columns == section.columns:
            tables.setdefault((part.heading, part.caption), []).append(part)
    if not _is_short(document, [part for parts in tables.values() for part in parts]):
        return ()
    return tuple(_table(document, parts) for parts in tables.values())


def _table(document: Document, parts: Sequence[Section]) -> WholeTable:
    rows = [row for part in parts for row in _rows(document, part)]
    return WholeTable(document, parts[0], tuple(rows))


def _is_short(document: Document, parts: Sequence[Section]) -> bool:
    return sum(document.text.count("\n", part.start, part.end) for part in parts) <= MOST_LINES


def row_at(document: Document, span: Span) -> TableRow | None:
    """Returns the row of a table that a stretch of a text is, None for other text."""
    table = table_at(document, span[0])
    return _row(document.text, span, cells_of(document.text, table, span)) if table else None


def _is_part(one: Section, other: Section) -> bool:
    same = one.columns == other.columns and one.heading == other.heading
    return same and one.caption == other.caption


def _rows(document: Document, section: Section) -> Iterator[TableRow]:
    """Yields the rows of a stretch; what was too wide for one line is one row again."""
    before: TableRow | None = None
    names = list(dict.fromkeys(section.columns or ()))
    for span in rows_within(document, section.start, section.end) or ():
        row = _row(document.text, span, cells_of(document.text, section, span))
        if before is not None and _goes_on(before, row, names):
            spans, cells = (*before.spans, span), {**before.cells, **row.cells}
            before = TableRow(spans, cells, {**row.places, **before.places})
            continue
        if before is not None:
            yield before
        before = row
    if before is not None:
        yield before


def _goes_on(before: TableRow, row: TableRow, names: Sequence[str]) -> bool:
    """Tells whether a line has more columns of the row before: its label again, then later ones."""
    first, *others = row.cells
    if not others or row.cells[first] != before.cells.get(first):
        return False
    last = max(_place(names, name) for name, _ in before.cells)
    return all(_place(names, name) > last for name, _ in others)


def _row(text: str, span: Span, cells: Sequence[NamedCell]) -> TableRow:
    texts: dict[Column, str] = {}
    places: dict[Column, Span] = {}
    for cell in cells:
        column = cell.name, sum(name == cell.name for name, _ in texts)
        texts[column] = plain(text[cell.start : cell.end])
        places[column] = cell.start, cell.end
    return TableRow((span,), texts, places)


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _runs(values: Sequence[Value]) -> bool:
    """Tells whether numbers only count the rows: 1, 2, 3, or 1001, 1002; years do not."""
    if len(values) < 2 or any(value.kind != NUMBER or value.unit for value in values):
        return False
    first, last = values[0].low, values[-1].low
    years = first >= _FIRST_YEAR and last <= _LAST_YEAR
    begins = first == 1 or (first >= _LEAST_NUMBER and not years and len(values) > _FEWEST_SUMMED)
    return begins and all(value.low == first + place for place, value in enumerate(values))


def _is_sum(values: Sequence[Value | None]) -> bool | None:
    """Tells whether the last of some numbers is the sum of the others, None if it is no number."""
    if values[-1] is None or values[-1].kind != NUMBER or values[-1].unit == ":":
        return None
    others = [value.low for value in values[:-1] if value]
    return len(others) >= _FEWEST_SUMMED and sum(others) == values[-1].low
