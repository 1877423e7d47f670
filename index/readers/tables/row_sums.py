"""Rows that sum up others: those of their section, or all of the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from index.readers.tables.grid import Row
from index.text.cell_values import NUMBER, value_of

_MOST_ROWS, _MOST_COLUMNS = 500, 20  # A larger table is not laid out by hand.
_FEWEST = 2
_Numbers = dict[int, Decimal]


@dataclass(slots=True)
class Sums:
    """Adds up the numbers of a table row by row, those of the section that is open apart."""

    _rows: list[_Numbers] = field(default_factory=list)
    _waiting: list[Row] = field(default_factory=list)
    _section: int | None = None

    def open_section(self) -> None:
        """Begins a section with the next row."""
        self._section = len(self._rows) + len(self._waiting)

    def is_of_table(self, row: Row) -> bool:
        """Takes a row; tells whether it sums up more than the section that is open.

        A row that sums up others is not added to them.
        """
        if len(self._rows) + len(self._waiting) >= _MOST_ROWS:
            return False
        if self._section is None:
            self._waiting.append(row)
            return False
        self._rows += map(_numbers, self._waiting)
        self._waiting.clear()
        numbers = _numbers(row)
        if _sum_up(numbers, self._rows[self._section :]):
            return False
        if _sum_up(numbers, self._rows):
            return True
        self._rows.append(numbers)
        return False


def _numbers(row: Row) -> _Numbers:
    read = ((n, value_of(row.text(n), "en")) for n in row.filled[:_MOST_COLUMNS])
    return {n: value.low for n, value in read if value and value.kind == NUMBER}


def _sum_up(numbers: _Numbers, rows: Sequence[_Numbers]) -> bool:
    """Tells whether most numbers are the sums of those above them, of two rows at least.

    Each may have been rounded.
    """
    found = [_is_sum(number, n, rows) for n, number in numbers.items() if number]
    return len(rows) >= _FEWEST and 2 * sum(found) > len(found)


def _is_sum(number: Decimal, column: int, rows: Sequence[_Numbers]) -> bool:
    parts = [row[column] for row in rows if column in row]
    last = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return len(parts) >= _FEWEST and 2 * abs(sum(parts) - number) <= len(parts) * last
