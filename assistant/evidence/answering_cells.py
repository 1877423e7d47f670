"""Which cell of a row answers a question: the one whose column the question names."""

from collections.abc import Callable
from typing import NamedTuple

from index.text.sentences import Span
from index.text.table_rows import NamedCell, cells_of, table_at
from index.types import Document

_MOST = 2
# A name counts as named if the question has more than this share of the words of one of its parts.
_NAMED = 0.5


class Likeness(NamedTuple):
    """How much of the question a text has, and how much of the text the question has, 0 to 1."""

    share: float
    cover: float


def answering_cells(
    document: Document, row: Span, like: Callable[[str], Likeness]
) -> tuple[Span, ...]:
    """Returns the cells of a row that answer, as spans of the document; none if that is not clear.

    `like` compares a text with the question. What only says what the question says, as the plan
    that it asks of, does not answer. Nothing is told of what is no row.
    """
    cells = row_cells(document, row)
    named = [cell for cell in cells if cell.name and _cover(cell.name, like) > _NAMED]
    named = [cell for cell in named if like(document.text[cell.start : cell.end]).cover < 1]
    shares = [like(_spoken(cell.name)).share for cell in named]
    most = max(shares, default=0.0)
    found = [(c.start, c.end) for c, own in zip(named, shares, strict=True) if own == most > 0]
    return tuple(found) if len(found) <= _MOST else ()


def row_cells(document: Document, row: Span) -> list[NamedCell]:
    """Returns the cells of a row of a table, none of what is no row."""
    table = table_at(document, row[0])
    return [] if table is None else cells_of(document.text, table, row)


def _cover(name: str, like: Callable[[str], Likeness]) -> float:
    """Returns how much of a name the question has: of the part of it that it has most of."""
    return max(like(_spoken(part)).cover for part in name.split(", "))


def _spoken(name: str) -> str:
    """Returns a name as one says it: `fatal_accidents_00_14` is of fatal accidents.

    Numbers that are joined to words only tell which of several columns it is.
    """
    words = name.split("_")
    return " ".join(word for word in words if not word.isdigit()) if len(words) > 1 else name
