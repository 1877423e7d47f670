"""Labels that stand once above the rows they hold for: the cells below are left blank.

A person reads "Lighthouse" into the rows under it until the next label. A blank cell that holds
nothing is another thing: there the cells of the column come again, or most rows have one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.tables.grid import Row
from index.readers.tables.heads import is_period, is_value

_DEEPEST = 3  # Columns of labels, at most, in front of the one that tells the rows apart.
_FEWEST, _SHARE = 2, 3  # Blank rows that make a group, and which part of all rows they are.
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\D.*)?")


def label_columns(rows: Sequence[Row]) -> int:
    """Returns how many of the first columns hold labels for the rows below them as well."""
    body = [row for row in rows if len(row.filled) > 1]
    deepest = range(1, _DEEPEST + 1)
    depth = next((n for n in deepest if 5 * sum(bool(r.text(n)) for r in body) >= 4 * len(body)), 0)
    keyed = [row for row in body if row.text(depth)]
    labels = [row.text(0) for row in keyed if row.text(0)]
    blank = [row for row in keyed if not row.text(0)]
    if not depth or len(blank) < _FEWEST or _SHARE * len(blank) < len(body):
        return 0
    apart = all(_tells_apart(row.text(depth)) for row in keyed)
    once = len(set(labels)) == len(labels) >= _FEWEST
    return depth if apart and once and keyed[0].text(0) else 0


def _tells_apart(text: str) -> bool:
    """Tells whether a text can say which row of its group one is: a word, or a time."""
    return not is_value(text) or is_period(text) or bool(_CLOCK.fullmatch(text))


@dataclass(slots=True)
class Labels:
    """The labels that hold for the next row of a table, each with the row that it stands in."""

    columns: int = 0
    _known: dict[int, tuple[str, int]] = field(default_factory=dict)

    def hold_for(self, row: Row) -> bool:
        """Tells whether a row lacks a label that stands above it."""
        return self.columns > 0 and bool(row.text(self.columns)) and not row.text(0)

    def forget(self) -> None:
        """Lets no label hold any longer."""
        self._known.clear()

    def of(self, place: int, row: Row) -> list[tuple[str, int, int]]:
        """Returns the labels in front of a row that stand above it: text, row and column of each.

        Those that stand in the row itself are none of them, and hold from here on.
        """
        if not row.text(self.columns):
            self.forget()  # A sum, or a line of its own.
            return []
        first = row.filled[0]
        for column in range(first, self.columns):
            self._known.pop(column, None)
            if text := row.text(column):
                self._known[column] = text, place
        return [(*self._known[n], n) for n in sorted(self._known) if n < first]
