"""Which cell of a row answers a question: the one whose column the question names."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.evidence.blocks import WIDEST
from index.tables.legends import spoken_names
from index.text.sentences import Span
from index.text.table_rows import NamedCell, cells_of, table_at
from index.text.times import Time, names_years, nearest, times_in
from index.text.width import columns
from index.types import Document

_MOST = 2
# A name counts as named if the question has more than this share of the words of one of its parts.
_NAMED = 0.5


class Likeness(NamedTuple):
    """How much of the question a text has, and how much of the text the question has, 0 to 1."""

    share: float
    cover: float


def answering_cells(
    document: Document, row: Span, like: Callable[[str], Likeness], asked: Sequence[Time] = ()
) -> tuple[Span, ...]:
    """Returns the cells of a row that answer, as spans of the document; none if that is not clear.

    `like` compares a text with the question, and `asked` are the times that it names: of columns
    that are of some time, only those of that time answer. What only says what the question says, as
    the plan that it asks of, does not answer. Nothing is told of what is no row.
    """
    cells = [cell for cell in row_cells(document, row) if cell.name and cell.start >= row[0]]
    timed = _timed(cells, asked)
    names = _names(document, row)
    named = [c for c in timed or cells if _cover(names.get(c.name, c.name), like) > _NAMED]
    named = [cell for cell in named if like(document.text[cell.start : cell.end]).cover < 1]
    if not named and len(timed) <= _MOST:
        return tuple((cell.start, cell.end) for cell in timed)
    shares = [like(_spoken(names.get(cell.name, cell.name))).share for cell in named]
    most = max(shares, default=0.0)
    found = [(c.start, c.end) for c, own in zip(named, shares, strict=True) if own == most > 0]
    return tuple(found) if len(found) <= _MOST else ()


def _timed(cells: Sequence[NamedCell], asked: Sequence[Time]) -> list[NamedCell]:
    """Returns the cells whose column is of a time that is asked for, none if no column is."""
    if not asked:
        return []
    if found := nearest(asked, [times_in(cell.name) for cell in cells]):
        return [cells[n] for n in found]
    years = sorted({str(time.first.year) for time in asked})
    return [c for c in cells if len(years) > 1 and names_years(c.name, years)]


def _names(document: Document, row: Span) -> Mapping[str, str]:
    table = table_at(document, row[0])
    return {} if table is None else spoken_names(document, table)


def row_cells(document: Document, row: Span) -> list[NamedCell]:
    """Returns the cells of a row of a table, none of what is no row."""
    table = table_at(document, row[0])
    return [] if table is None else cells_of(document.text, table, row)


def said_together(document: Document, block: Span) -> list[tuple[Span, ...]]:
    """Returns what of a block is said together: all of it, or each cell with the label of its row.

    The latter of a row that is too wide to be one statement: among its many words some would match
    any question.
    """
    text = document.text[slice(*block)]
    cells = row_cells(document, block) if columns(text) > WIDEST else []
    spans = [(cell.start, cell.end) for cell in cells]
    return [(spans[0], span) for span in spans[1:]] or [(block,)]


def text_of(document: Document, spans: Sequence[Span]) -> str:
    """Returns the text of stretches of a document, one after the other."""
    return " ".join(document.text[start:end] for start, end in spans)


def _cover(name: str, like: Callable[[str], Likeness]) -> float:
    """Returns how much of a name the question has: of the part of it that it has most of."""
    return max(like(_spoken(part)).cover for part in name.split(", "))


def _spoken(name: str) -> str:
    """Returns a name as one says it: `fatal_accidents_00_14` is of fatal accidents.

    Numbers that are joined to words only tell which of several columns it is.
    """
    words = name.split("_")
    return " ".join(word for word in words if not word.isdigit()) if len(words) > 1 else name
