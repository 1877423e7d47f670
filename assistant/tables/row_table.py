"""Rows in an answer as the small table that they are in the document, for whatever shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from assistant.types import Answer, Citation, Sentence
from index.text.sentences import Span
from index.text.table_grid import caption_of, grid_of, kept_columns, shown_text
from index.text.table_rows import head_of, is_whole_row, table_at
from index.types import Document, Section

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of an answer: its texts by column, which columns answer, and what it cites."""

    cells: tuple[str, ...]
    answering: tuple[int, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RowTable:
    """Sentences of an answer that follow each other as rows of one table.

    `first` is the position of the sentence that is the first row, from 0. `names` are those of the
    columns, empty for columns without one, and `head` what is cited for them where they stand in a
    line of their own. `caption` is what the table is about, if the document says so.
    """

    first: int
    caption: str
    names: tuple[str, ...]
    head: tuple[int, ...]
    rows: tuple[ShownRow, ...]


def row_tables(answer: Answer) -> tuple[RowTable, ...]:
    """Returns the tables that sentences of an answer are rows of, in order."""
    quotes = [_quote(sentence, answer.citations) for sentence in answer.sentences]
    found: list[RowTable] = []
    for table, positions in groupby(range(len(quotes)), lambda n: _table(quotes[n])):
        rows = [(n, quote) for n in positions if (quote := quotes[n])]
        if table is not None:
            made = _made(answer, table[1], rows)
            # One cell alone is no table.
            found += [made] if len(made.names) > 1 else []
    return tuple(found)


def in_order(
    sentences: Sequence[Said], tables: Sequence[RowTable]
) -> Iterator[tuple[int, Said | RowTable]]:
    """Yields what an answer says, in order: its tables, and the sentences that are no rows of one.

    Each comes with the position of the sentence that it is, or begins with.
    """
    known = {table.first: table for table in tables}
    taken = 0
    for position, sentence in enumerate(sentences):
        if table := known.get(position):
            taken = position + len(table.rows)
            yield position, table
        elif position >= taken:
            yield position, sentence


def narrowed(table: RowTable, most: int) -> tuple[RowTable, int]:
    """Returns a table with so many columns at most, and how many were left out.

    The first is kept, and those that answer, whatever they stand beside.
    """
    answering = (n for row in table.rows for n in row.answering)
    kept = kept_columns(len(table.names), answering, most)
    rows = tuple(
        replace(
            row,
            cells=tuple(row.cells[n] for n in kept),
            answering=tuple(kept.index(n) for n in row.answering if n in kept),
        )
        for row in table.rows
    )
    shown = replace(table, names=tuple(table.names[n] for n in kept), rows=rows)
    return shown, len(table.names) - len(kept)


def _quote(sentence: Sentence, citations: Sequence[Citation]) -> Citation | None:
    """Returns the citation whose words a sentence is; none of a sentence that is in doubt."""
    cited = (c for c in citations if c.number in sentence.citations and sentence.verified)
    return next((c for c in cited if c.quote == sentence.text), None)


def _table(quote: Citation | None) -> tuple[tuple[str, str], Section] | None:
    """Returns which table of which document a quote is a row of, None if of none."""
    if quote is None:
        return None
    document = quote.passage.document
    table = table_at(document, quote.start)
    whole = table is not None and is_whole_row(document.text, table, (quote.start, quote.end))
    return ((document.id, document.version), table) if table and whole else None


def _made(answer: Answer, table: Section, rows: Sequence[tuple[int, Citation]]) -> RowTable:
    document = rows[0][1].passage.document
    grid = grid_of(document, table, [(quote.start, quote.end) for _, quote in rows])
    head = _head(answer.citations, document, table)
    return RowTable(
        rows[0][0],
        caption_of(table),
        grid.names,
        head,
        tuple(
            _row(table, cells, quote, _without(answer.sentences[n].citations, head))
            for cells, (n, quote) in zip(grid.rows, rows, strict=True)
        ),
    )


def _head(citations: Sequence[Citation], document: Document, table: Section) -> tuple[int, ...]:
    """Returns the number under which the line of the names is cited, if it is."""
    line = head_of(document.text, table)
    numbers = (
        c.number
        for c in citations
        if (c.start, c.end) == line and c.passage.document.id == document.id
    )
    return tuple(numbers)[:1]


def _without(numbers: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
    return tuple(number for number in numbers if number not in others)


def _row(
    table: Section, cells: Sequence[Span | None], quote: Citation, citations: tuple[int, ...]
) -> ShownRow:
    text = quote.passage.document.text
    marked = [n for n, cell in enumerate(cells) if cell and _answers(cell, quote.marks)]
    # What a row is called answers only where nothing else in it does.
    answering = [n for n in marked if n > 0] or marked
    texts = tuple(shown_text(text, table, cell) if cell else "" for cell in cells)
    return ShownRow(texts, tuple(answering), citations)


def _answers(cell: Span, marks: Sequence[Span]) -> bool:
    return any(cell[0] <= start < cell[1] for start, _ in marks)
