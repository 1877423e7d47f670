"""Rows of a table as a grid: every cell under the name of its column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.text.sentences import Span
from index.text.table_rows import cells_of, is_drawn, plain
from index.types import Document, Section


@dataclass(frozen=True, slots=True)
class TableGrid:
    """Rows under the names of their columns, which are empty for those without.

    A cell is where its text stands in the document, None if it is empty. Columns in which none of
    the rows has anything are left out.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Span | None, ...], ...]


def grid_of(document: Document, table: Section, rows: Sequence[Span]) -> TableGrid:
    """Returns some rows of a table of a document as a grid."""
    names = dict(enumerate(table.columns or ()))
    found: list[dict[int, Span]] = []
    for row in rows:
        cells = cells_of(document.text, table, row)
        found.append({cell.column: (cell.start, cell.end) for cell in cells})
        names = {cell.column: cell.name for cell in cells} | names
    columns = sorted({column for row in found for column in row})
    return TableGrid(
        tuple(names[column] for column in columns),
        tuple(tuple(row.get(column) for column in columns) for row in found),
    )


def caption_of(table: Section) -> str:
    """Returns what a table is about, empty if only the names of its columns say so."""
    names = " | ".join(filter(None, table.columns or ()))
    return "" if names.startswith(table.caption) else table.caption


def shown_text(text: str, table: Section, cell: Span) -> str:
    """Returns what a cell says: its text, and of one that is drawn the text without the marks."""
    said = text[slice(*cell)]
    return plain(said) if is_drawn(text, table) else said


def kept_columns(count: int, answering: Iterable[int], most: int) -> list[int]:
    """Returns which of many columns are shown: the first, those that answer, then from the left."""
    wanted = dict.fromkeys([0, *sorted(set(answering)), *range(count)])
    return sorted(list(wanted)[:most])
