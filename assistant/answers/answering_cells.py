"""Which cell of a row answers a question: the one whose column the question names."""

from collections.abc import Callable

from index.sentences import Span
from index.text.table_rows import cells_of, table_at
from index.types import Document

_MOST = 2


def answering_cells(
    document: Document, row: Span, share: Callable[[str], float]
) -> tuple[Span, ...]:
    """Returns the cells of a row that answer, as spans of the document; none if that is not clear.

    `share` tells how much of the question a text has. Nothing is told of what is no row.
    """
    table = table_at(document, row[0])
    if table is None:
        return ()
    cells = cells_of(document.text, table, row)
    shares = [share(cell.name) if cell.name else 0.0 for cell in cells]
    most = max(shares, default=0.0)
    if most <= 0:
        return ()
    found = [(c.start, c.end) for c, own in zip(cells, shares, strict=True) if own == most]
    return tuple(found) if len(found) <= _MOST else ()
