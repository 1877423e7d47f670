"""Rows of tables as sentences of an answer, each with its citations."""

from collections.abc import Callable, Sequence

from assistant.rows.whole_table import Column, TableRow, WholeTable
from assistant.types import Citation, Sentence
from index.text.table_rows import head_of, labels_above, table_at
from index.types import Document, Passage

PassagesOf = Callable[[Document], Sequence[Passage]]


def cited_row(
    row: TableRow,
    table: WholeTable,
    column: Column | None,
    citations: list[Citation],
    passages_of: PassagesOf,
) -> Sentence | None:
    """Adds the citation of a row, and of what stands above it: names, and cells that span it.

    Returns the row as a sentence with its citations, None if no passage has it.
    """
    document = table.document
    span = row.span_of(column)
    place = row.places.get(column) if column else None
    spans = [(span, (place,) if place and place[0] >= span[0] else ())]
    section = table_at(document, span[0]) or table.section
    if head := head_of(document.text, section):
        spans.append((head, ()))
    labels = labels_above(document.text, section, span)
    spans += [((label.start, label.end), ()) for label in labels]
    numbers = []
    for (start, end), marks in spans:
        passage = _passage_at(passages_of(document), start)
        if passage is None:
            continue
        known = next((c.number for c in citations if (c.start, c.end) == (start, end)), None)
        if known is None:
            known = len(citations) + 1
            quote = document.text[start:end]
            citations.append(Citation(known, passage, start, end, quote, marks))
        numbers.append(known)
    return Sentence(document.text[slice(*span)], tuple(numbers)) if numbers else None


def _passage_at(passages: Sequence[Passage], start: int) -> Passage | None:
    around = [p for p in passages if p.start <= start < p.end]
    return around[0] if around else (passages[0] if passages else None)
