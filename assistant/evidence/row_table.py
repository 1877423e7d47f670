"""The rows of an answer as the small table that they are in the document."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Answer, Citation, Sentence
from index.text.table_rows import cells_of, plain, rows_within, table_at

_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an answer: its texts by column, which of them answer, and what it cites."""

    cells: tuple[str, ...]
    answering: frozenset[int]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RowTable:
    """Rows under the names of their columns, which are empty for those without."""

    names: tuple[str, ...]
    rows: tuple[TableRow, ...]


def row_table(answer: Answer) -> RowTable | None:
    """Returns the sentences of an answer as a table.

    None if they are not all rows of one table, or it is too wide to be read as one.
    """
    quotes = [_quote(sentence, answer.citations) for sentence in answer.sentences]
    tables = {_table(quote) for quote in quotes}
    if len(tables) != 1 or None in tables:
        return None
    found = [_cells(quote) for quote in quotes if quote]
    columns = list(dict.fromkeys(column for cells in found for column in cells))
    if not 1 < len(columns) <= _MOST_COLUMNS:
        return None
    rows = tuple(
        TableRow(
            tuple(cells.get(column, ("", False))[0] for column in columns),
            frozenset(n for n, column in enumerate(columns) if cells.get(column, ("", False))[1]),
            sentence.citations,
        )
        for cells, sentence in zip(found, answer.sentences, strict=True)
    )
    return RowTable(tuple(name for name, _ in columns), rows)


def _quote(sentence: Sentence, citations: Sequence[Citation]) -> Citation | None:
    """Returns the citation whose words a sentence is."""
    cited = (c for c in citations if c.number in sentence.citations)
    return next((c for c in cited if c.quote == sentence.text), None)


def _table(quote: Citation | None) -> tuple[str, int] | None:
    """Returns which table a quote is a row of, None if of none."""
    if quote is None:
        return None
    document = quote.passage.document
    table = table_at(document, quote.start)
    whole = rows_within(document, quote.start, quote.end) == [(quote.start, quote.end)]
    return (document.id, table.start) if table and whole else None


def _cells(quote: Citation) -> dict[tuple[str, int], tuple[str, bool]]:
    """Returns the texts of a row, and whether they answer, by name and how often that came."""
    document = quote.passage.document
    table = table_at(document, quote.start)
    found: dict[tuple[str, int], tuple[str, bool]] = {}
    for cell in cells_of(document.text, table, (quote.start, quote.end)) if table else ():
        column = cell.name, sum(name == cell.name for name, _ in found)
        answers = any(cell.start <= start < cell.end for start, _ in quote.marks)
        found[column] = plain(document.text[cell.start : cell.end]), answers
    return found
