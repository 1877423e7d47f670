"""One list that is cut into several tables: those of a document with the same columns.

A page of subprocessors has one table a product, a price list one a hall: asked of all of them,
their rows count together. A word of the question that only the headings of some have chooses those.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.rows.whole_table import Column, TableRow, WholeTable, tables_like, whole_table
from index.search.retrieval import Found
from index.text.table_rows import table_at
from index.text.terms import Term
from index.types import Document

Forms = Callable[[str], frozenset[str]]
"""Returns the index terms of a text."""

_LOOKED_AT = 20


def tables_found(found: Found) -> list[WholeTable]:
    """Returns the tables that the best passages are of, best first, each once and whole."""
    tables: dict[tuple[str, int], WholeTable] = {}
    for hit in found.hits(_LOOKED_AT):
        document = hit.passage.document
        section = table_at(document, hit.passage.start)
        if section is None or not any(section.columns or ()):
            continue
        if any(_lies_in(section.start, document, table) for table in tables.values()):
            continue
        table = whole_table(document, section)
        if table is not None:
            tables[document.id, table.section.start] = table
    return list(tables.values())


def _lies_in(start: int, document: Document, table: WholeTable) -> bool:
    return table.document.id == document.id and any(
        first <= start < last or start == first for row in table.rows for first, last in row.spans
    )


def with_joined(
    tables: Sequence[WholeTable], wanted: Sequence[Term], forms: Forms
) -> list[WholeTable]:
    """Returns tables, best first, with those of one list as one where the first of them stood.

    `wanted` are the telling words of the question. Those that it does not name stay by themselves.
    """
    found: dict[tuple[str, int], WholeTable] = {}
    for table in tables:
        place = table.document.id, table.section.start
        if any(place in _places(each) for each in found.values()):
            continue
        chosen = _chosen(table, wanted, forms)
        joined = _joined(chosen, forms) if table in chosen and len(chosen) > 1 else table
        found[place] = joined
    return list(found.values())


def repeated(table: WholeTable, rows: Sequence[TableRow]) -> tuple[str, ...]:
    """Returns the first cells that rows of several of the tables have, empty for one table."""
    label = first_column(table)
    if not table.parts or label is None:
        return ()
    within = {
        span: at for at, part in enumerate(table.parts) for r in part.rows for span in r.spans
    }
    seen: dict[str, set[int]] = {}
    said: dict[str, str] = {}
    for row in rows:
        if text := row.cells.get(label):
            seen.setdefault(text.casefold(), set()).add(within[row.spans[0]])
            said.setdefault(text.casefold(), text)
    return tuple(said[text] for text, at in seen.items() if len(at) > 1)


def tells_again(table: WholeTable) -> bool:
    """Tells whether its parts tell of the same things again, as tables of each year do."""
    label = first_column(table)
    return label is not None and 2 * len(repeated(table, table.things)) >= len(
        set(table.texts(label))
    )


def first_column(table: WholeTable) -> Column | None:
    """Returns the first column, None if it has no name."""
    names = table.section.columns or ("",)
    return (names[0], 0) if names[0] else None


def names_once(table: WholeTable, column: Column) -> bool:
    """Tells whether no table of the list has one thing twice in a column."""
    counts = (Counter(filter(None, part.texts(column))) for part in table.parts)
    return all(count < 2 for each in counts for count in each.values())


def _places(table: WholeTable) -> Iterator[tuple[str, int]]:
    for part in table.parts or (table,):
        yield part.document.id, part.section.start


def _chosen(table: WholeTable, wanted: Sequence[Term], forms: Forms) -> tuple[WholeTable, ...]:
    """Returns the tables with the columns of one whose headings have most words of a question."""
    if not _is_list(table):
        return ()
    alike = tables_like(table.document, table.section)
    named = [_named(each, wanted, forms) for each in alike]
    best = max(named, key=len, default=frozenset())
    # Two headings of which each has another word are two tables.
    if any(len(each) == len(best) and each != best for each in named):
        return ()
    return tuple(each for each, words in zip(alike, named, strict=True) if words == best)


def _is_list(table: WholeTable) -> bool:
    """Tells whether its columns say what it lists: statements of all kinds have those of years."""
    first, *others = table.section.columns or ("",)
    plain = [name for name in others if not any(sign.isdigit() for sign in name)]
    return bool(first) and (not others or any(plain))


def _named(table: WholeTable, wanted: Sequence[Term], forms: Forms) -> frozenset[int]:
    """Returns which of some words stand above a table, by their places."""
    above = forms(" ".join(table.section.path))
    return frozenset(at for at, term in enumerate(wanted) if not above.isdisjoint(term.forms))


def _joined(parts: Sequence[WholeTable], forms: Forms) -> WholeTable:
    """Returns the tables of a list as one, under the headings and words that all have."""
    first, *others = parts
    paths = [part.section.heading for part in parts]
    depth = 0
    while all(len(path) > depth and path[depth] == paths[0][depth] for path in paths):
        depth += 1
    above = [forms(" ".join(part.section.path)) for part in others]
    said = " ".join(dict.fromkeys(" ".join(first.section.path).split()))
    common = [w for w in said.split() if forms(w) and all(forms(w) <= each for each in above)]
    section = replace(first.section, heading=paths[0][:depth], caption=" ".join(common))
    rows = tuple(row for part in parts for row in part.rows)
    return WholeTable(first.document, section, rows, tuple(parts))
