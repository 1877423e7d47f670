"""What a row of a table is beside one of cells: running text, a pair, a title of those below."""

from collections.abc import Iterator, Sequence

from index.readers.tables.grid import Row
from index.readers.tables.heads import COLONS, MAX_NAME, Name, are_pairs, is_number, is_value

Piece = tuple[str, int, int]
"""A text, and the row and column of the cell whose text it is: (text, row, column).

The row counts from 0 among those that were given; what only joins cells has row and column -1.
"""

STOPS = (".", "。", ";", "；")


def numeric(rows: Sequence[Row]) -> Iterator[int]:
    """Yields the columns of which most cells hold numbers."""
    for column in range(max((len(row.cells) for row in rows), default=0)):
        texts = [row.text(column) for row in rows if row.text(column)]
        if 2 * sum(map(is_value, texts)) > len(texts):
            yield column


def numbered(name: Name, numbers: Sequence[int]) -> Name:
    """Returns a name whose parts stand in the rows of the table, not of those looked at."""
    return Name(tuple((text, numbers[row], column) for text, row, column in name.parts))


def titled(place: int, row: Row) -> Piece:
    """Returns the piece of a row that names the section of those below it."""
    column = row.filled[0]
    return row.text(column).rstrip("".join(COLONS)), place, column


def is_note(row: Row, *, named: bool) -> bool:
    """Tells whether a row is running text, not the value of a column."""
    filled = row.filled
    if len(filled) != 1:
        return False
    text, whole = row.text(filled[0]), len(row.across) + 1 >= len(row.cells)
    return (
        not named
        or (whole and len(row.cells) > 1)
        or len(text) > MAX_NAME
        or text.endswith(STOPS[:2])
    )


def goes_down(rows: Sequence[Row]) -> bool:
    """Tells whether the only cell of a row spans the next row as well."""
    filled = rows[0].filled
    return (
        len(rows) > 1
        and all(n in rows[1].down for n in filled)
        and len(rows[1].filled) > len(filled)
    )


def as_pair(pieces: list[Piece], row: Row, filled: Sequence[int]) -> None:
    """Makes "first: second" of a row of two cells of which the first is a name.

    Of several pairs beside each other, names are told by their colons: "Order: 77; Clerk: Ida".
    """
    if are_pairs(row):
        gaps = [n for n, piece in enumerate(pieces) if piece[0] == "; " and piece[1] < 0]
        for gap in gaps[::2]:
            pieces[gap] = (" ", -1, -1)
    elif (
        len(filled) == 2
        and len(row.text(filled[0])) <= MAX_NAME
        and not is_number(row.text(filled[0]))
    ):
        gap = next(n for n, piece in enumerate(pieces) if piece[0] == "; " and piece[1] < 0)
        text, place, column = pieces[gap - 1]
        pieces[gap - 1] = text.rstrip("".join(COLONS)), place, column
        pieces[gap] = (": ", -1, -1)
