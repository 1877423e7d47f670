"""Tables as text: a row reads by itself, with the names of its columns."""

import re
from collections.abc import Sequence

from index.readers.builder import TextBuilder, one_line

_NUMBER = re.compile(r"[-+(]?[\d.,:/\s%€$£¥-]*\d[\d.,:/\s%€$£¥)-]*")
_MAX_NAME = 80

Row = Sequence[str]


def add_table(builder: TextBuilder, rows: Sequence[Row], *, headed: bool | None = None) -> None:
    """Adds the rows of a table in a running text.

    `headed` says whether the first row names the columns; None: it shows in what it holds.
    """
    filled = [row for row in rows if any(map(one_line, row))]
    if headed is None:
        headed = names_columns(filled)
    names: Row = filled[0] if headed and len(filled) > 1 else ()
    for row in filled[1:] if names else filled:
        builder.paragraph(row_text(row, names))


def names_columns(rows: Sequence[Row]) -> bool:
    """Tells whether the first of several rows looks like the names of the columns.

    It has two different words or more, none a number, and either three columns or numbers below.
    """
    if len(rows) < 2:
        return False
    names = [one_line(cell) for cell in rows[0] if one_line(cell)]
    if len(names) < 2 or len(set(names)) < len(names) or any(map(is_number, names)):
        return False
    if any(len(name) > _MAX_NAME for name in names) or 2 * len(names) < len(rows[0]):
        return False
    return len(names) > 2 or any(is_number(cell) for row in rows[1:] for cell in row)


def is_number(text: str) -> bool:
    """Tells whether a cell holds a number, a date, an amount."""
    return bool(_NUMBER.fullmatch(text.strip()))


def row_text(row: Row, names: Row = ()) -> str:
    """Returns "Name: value; Name: value", without names "value; value", or "first: second"."""
    cells = [one_line(cell) for cell in row]
    if names:
        titles = [one_line(name) for name in names] + [""] * len(cells)
        return "; ".join(
            f"{name}: {cell}" if name else cell
            for name, cell in zip(titles, cells, strict=False)
            if cell
        )
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and len(filled[0]) <= _MAX_NAME and not is_number(filled[0]):
        return f"{filled[0].rstrip(':：')}: {filled[1]}"
    return "; ".join(filled)
