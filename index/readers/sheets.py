"""Rows of a sheet as lines that read by themselves, each with its number."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from index.readers.builder import TextBuilder
from index.readers.tables import is_number, row_text

_LOOK_AHEAD = 30

Numbered = tuple[int, Sequence[str]]
"""The number of a row as a person sees it, and its cells."""


def add_sheet(builder: TextBuilder, rows: Iterable[Numbered]) -> None:
    """Adds the rows of a sheet that hold anything; the row that names the columns is not one."""
    filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
    first = list(islice(filled, _LOOK_AHEAD))
    header = _header(first)
    names: Sequence[str] = first[header][1] if header is not None else ()
    for place, (number, row) in enumerate(chain(first, filled)):
        if place == header:
            continue
        builder.page(number)
        before_names = header is not None and place < header
        builder.paragraph(row_text(row, () if before_names else names))


def _header(rows: Sequence[Numbered]) -> int | None:
    """Returns the place of the row that names the columns: the first wide one."""
    widths = sorted(_filled(row) for _, row in rows)
    usual = widths[len(widths) // 2] if widths else 0
    for place, (_, row) in enumerate(rows[:-1]):
        if _filled(row) >= max(2, 0.6 * usual):
            names = [cell.strip() for cell in row if cell.strip()]
            unlike = len(set(names)) == len(names) and not any(map(is_number, names))
            return place if unlike else None
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
