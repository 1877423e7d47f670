"""Answers that rest on all rows of a table: the row with the most, how many, a total, a mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.questions.language import answer_language
from assistant.rows.alike_tables import (
    first_column,
    names_once,
    repeated,
    tables_found,
    tells_again,
    with_joined,
)
from assistant.rows.carried_words import completed, points_at_several
from assistant.rows.cited_rows import PassagesOf, cited_row
from assistant.rows.reading import TableReading, is_looked_up, reading_of
from assistant.rows.row_tasks import RowQuestion, RowTask
from assistant.rows.table_words import TableWords
from assistant.rows.whole_table import Column, TableRow, WholeTable
from assistant.types import Answer, Citation, Sentence
from assistant.wording.of_rows import RowsTold, rows_line
from assistant.wording.phrases import joined
from index.search.retrieval import Found
from index.text.cell_values import NUMBER, Value
from index.types import Document, Passage

MOST_ROWS = 500
"""How many rows are listed at most."""

SURE, UNSURE = 0.95, 0.4
"""How sure it is that rows answer whose table and column account for every word, and otherwise."""

_COLUMNS_SHOWN = 3
_SHOWN_UNSURE = 3
_PLACES = Decimal("0.0001")
# Shares of different things add up to nothing.
_SHARES = frozenset("%‰")


@dataclass(frozen=True, slots=True)
class _Result:
    """What a table says: the rows that answer, by which column, and the rule that is told."""

    table: WholeTable
    rows: tuple[TableRow, ...]
    column: Column | None
    told: RowsTold


def rows_answer(
    asked: RowQuestion, question: str, found: Found, passages_of: PassagesOf, carried: str = ""
) -> Answer | None:
    """Returns what the rows of a table answer, as a list under the rule; None if none does.

    What is not accounted for by one table and one column alone is a perhaps. `carried` are words of
    the conversation, which choose rows as those of the question do: "which of them" asks for no
    others. Of "and which is the cheapest?" they do not where they leave a single row.
    """
    if carried:
        compared, answer = _answered(completed(asked, carried), question, found, passages_of)
        if compared > 1 or points_at_several(question):
            return answer
    return _answered(asked, question, found, passages_of)[1]


def _answered(
    asked: RowQuestion, question: str, found: Found, passages_of: PassagesOf
) -> tuple[int, Answer | None]:
    """Returns how many rows a question is of, and what they answer."""
    language = answer_language(question)
    tables = _tables(asked, language, found)
    if (
        asked.kind == RowTask.TOTAL
        and asked.things
        and not any(reading_of(asked, t) for t in tables)
    ):
        asked = replace(asked, kind=RowTask.COUNT)
    readings = [reading for words in tables if (reading := reading_of(asked, words))]
    if not readings or is_looked_up(asked, tables[0]):
        return 0, None
    least = min(reading.unread for reading in readings)
    best = [reading for reading in readings if reading.unread == least]
    chosen = next((reading for reading in best if reading.sure), best[0])
    # Where no row is left, the column was hardly the one meant.
    results = [result for result in _results(asked, chosen) if result.rows]
    if not results:
        return 0, None
    sure = chosen.sure or (chosen.unread == 0 and _agree(results))
    others = [r for r in best if r is not chosen and r.sure]
    differing = [other.table for other in others if _is_other(asked, other, results[0])]
    whole = asked.kind == RowTask.COUNT and not chosen.limits
    # What comes in and what goes out are tables with the same columns, and add up to nothing.
    added = asked.kind in (RowTask.TOTAL, RowTask.MEAN) and bool(chosen.table.parts)
    sure = sure and not differing and not added and (whole or not tells_again(chosen.table))
    shown = [_with_tables(result, chosen, differing) for result in results]
    answer = _answer(question, shown[:1] if sure else shown, passages_of, sure=sure)
    return len(chosen.rows), answer


def _tables(asked: RowQuestion, language: str, found: Found) -> list[TableWords]:
    """Returns the tables found, those of one list as one."""
    single = [_words(table, language, found) for table in tables_found(found)]
    if not single:
        return []
    said = " ".join([asked.rest, asked.things, *(bound.said for bound in asked.bounds)])
    wanted = single[0].wanted(said)
    joined_up = with_joined([words.table for words in single], wanted, single[0].forms)
    return [_words(table, language, found) for table in joined_up]


def _with_tables(result: _Result, reading: TableReading, others: Sequence[WholeTable]) -> _Result:
    """Adds over which tables of a list it goes, what several have, and other documents."""
    table, own = result.table, result.table.document
    elsewhere = [o.document.path for o in others if o.document.id != own.id]
    told = replace(
        result.told,
        tables=tuple(part.name for part in table.parts),
        again=repeated(table, reading.rows),
        elsewhere=tuple(dict.fromkeys([own.path, *elsewhere])) if elsewhere else (),
    )
    return replace(result, told=told)


def _words(table: WholeTable, language: str, found: Found) -> TableWords:
    def likeness(one: str, other: str) -> float:
        return float(found.encode(one).sentence @ found.encode(other).sentence)

    return TableWords(table, tuple(dict.fromkeys([table.document.language, language])), likeness)


def _agree(results: Sequence[_Result]) -> bool:
    return len({tuple(row.spans for row in result.rows) for result in results}) == 1


def _is_other(asked: RowQuestion, reading: TableReading, result: _Result) -> bool:
    """Tells whether another table answers as well, and says something else."""
    other = next(_results(asked, reading), None)
    if other is None:
        return False
    return [r.cells for r in other.rows] != [r.cells for r in result.rows]


def _results(asked: RowQuestion, reading: TableReading) -> Iterator[_Result]:
    """Yields the result by each column that may be meant."""
    if asked.kind == RowTask.COUNT and not reading.limits:
        counted = _counted(reading)
        # "How many PX-0150 are in stock" asks for a figure of the one row that it fits.
        if not (reading.words and len(counted.rows) == 1):
            yield counted
        return
    make = {
        RowTask.EXTREME: _extreme,
        RowTask.COUNT: _within,
        RowTask.TOTAL: _summed,
        RowTask.MEAN: _summed,
    }[asked.kind]
    for column in reading.columns[:_COLUMNS_SHOWN]:
        if result := make(asked, reading, column):
            yield result


def _valued(reading: TableReading, column: Column) -> list[tuple[TableRow, Value]]:
    """Returns the rows that have a value in a column, and keep to the conditions."""
    values = reading.table.values(column, reading.rows)
    pairs = zip(reading.rows, values, strict=True)
    return [(row, value) for row, value in pairs if value is not None]


def _extreme(asked: RowQuestion, reading: TableReading, column: Column) -> _Result | None:
    pairs = [(row, v) for row, v in _valued(reading, column) if _keeps(v, reading)]
    superlative = asked.superlative
    if not pairs or superlative is None:
        return None
    dated = reading.by.is_dated(column)
    most = superlative.on_dates if dated else superlative.most
    if superlative.measure == "speed" and reading.by.of_measure([column], "time"):
        most = not most
    if most is None:
        return None
    ordered = sorted({value.low for _, value in pairs}, reverse=most)
    if asked.place > len(ordered):
        return None
    if asked.number > 1:
        ranked = sorted(pairs, key=lambda pair: pair[1].low, reverse=most)
        last = ranked[min(asked.number, len(ranked)) - 1][1].low
        rows = [r for r, v in ranked if (v.low >= last if most else v.low <= last)]
    else:
        rows = [row for row, value in pairs if value.low == ordered[asked.place - 1]]
    rules = ("latest", "earliest") if dated else ("largest", "smallest")
    told = RowsTold(
        rules[0] if most else rules[1],
        len(pairs),
        column[0],
        len(rows),
        words=reading.words,
        place=asked.place,
        number=asked.number,
        none=len(reading.rows) - len(_valued(reading, column)),
        totals=_totals(reading),
    )
    return _Result(reading.table, tuple(rows), column, told)


def _within(asked: RowQuestion, reading: TableReading, column: Column) -> _Result | None:
    pairs = _valued(reading, column)
    rows = [row for row, value in pairs if _keeps(value, reading)]
    own = [limit.bound for limit in reading.limits if limit.column is None]
    conditions = tuple((bound.sense, bound.values) for bound in own)
    told = RowsTold(
        "count",
        len(pairs),
        column[0],
        len(rows),
        words=reading.words,
        conditions=conditions,
        none=len(reading.rows) - len(pairs),
        totals=_totals(reading),
        dated=reading.by.is_dated(column),
    )
    return _Result(reading.table, tuple(rows), column, told)


def _counted(reading: TableReading) -> _Result:
    """Counts rows, or what is different in the column of the things, if that repeats itself."""
    table, rows = reading.table, reading.rows
    label = reading.label or _repeated_label(reading)
    having = [row for row in rows if label is None or row.cells.get(label)]
    if label is not None:
        first = {row.cells[label].casefold(): row for row in reversed(having)}
        if len(first) < len(having):
            kept = [row for row in having if first[row.cells[label].casefold()] is row]
            told = RowsTold(
                "different",
                len(having),
                label[0],
                len(kept),
                words=reading.words,
                totals=_totals(reading),
            )
            return _Result(table, tuple(kept), label, told)
    told = RowsTold(
        "all" if table.parts else "rows",
        len(having),
        found=len(having),
        words=reading.words,
        table=table.name,
        totals=_totals(reading),
    )
    return _Result(table, tuple(having), label, told)


def _repeated_label(reading: TableReading) -> Column | None:
    """Returns the first column of a list of which several tables name the same things."""
    column = first_column(reading.table)
    again = repeated(reading.table, reading.rows)
    if column is None or not again or column not in reading.by.labels:
        return None
    return column if names_once(reading.table, column) else None


def _summed(asked: RowQuestion, reading: TableReading, column: Column) -> _Result | None:
    things = {row.spans for row in reading.table.things}
    own = [r for r in reading.table.rows if r.spans not in things and r.cells.get(column)]
    if asked.kind == RowTask.TOTAL and len(own) == 1 and not reading.words:
        return _Result(reading.table, tuple(own), column, RowsTold("own", 1, column[0]))
    pairs = [(row, v) for row, v in _valued(reading, column) if _keeps(v, reading)]
    if not pairs or any(value.kind != NUMBER or value.unit == ":" for _, value in pairs):
        return None
    result = sum((value.low for _, value in pairs), Decimal(0))
    if asked.kind == RowTask.MEAN:
        result = (result / len(pairs)).quantize(_PLACES)
    # As many places as the cells have, so that cents stay: 49.40, not 49.4.
    result = result.normalize() + sum((value.low * 0 for _, value in pairs), Decimal(0))
    unit = next((value.unit for _, value in pairs if value.unit), "")
    if asked.kind == RowTask.TOTAL and unit in _SHARES:
        return None
    told = RowsTold(
        asked.kind.value,
        len(pairs),
        column[0],
        result=result,
        unit=unit,
        words=reading.words,
        none=len(reading.rows) - len(pairs),
        totals=_totals(reading),
    )
    return _Result(reading.table, tuple(row for row, _ in pairs), column, told)


def _once(passages_of: PassagesOf) -> PassagesOf:
    """Returns what looks up the passages of each document once, for however many rows of it."""
    known: dict[str, Sequence[Passage]] = {}

    def of(document: Document) -> Sequence[Passage]:
        if document.id not in known:
            known[document.id] = passages_of(document)
        return known[document.id]

    return of


def _totals(reading: TableReading) -> int:
    return len(reading.table.rows) - len(reading.table.things)


def _keeps(value: Value, reading: TableReading) -> bool:
    return all(limit.holds(value) for limit in reading.limits if limit.column is None)


def _answer(
    question: str, results: Sequence[_Result], passages_of: PassagesOf, *, sure: bool
) -> Answer:
    language = answer_language(question)
    lines = [rows_line(r.told, language, sure=sure or r is not results[-1]) for r in results]
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    passages_of = _once(passages_of)
    for result in results:
        for row in result.rows[: MOST_ROWS if sure else _SHOWN_UNSURE]:
            if cited := cited_row(row, result.table, result.column, citations, passages_of):
                sentences.append(cited)
    return Answer(
        question,
        question,
        tuple(sentences),
        tuple(citations),
        SURE if sure else UNSURE,
        answered=sure and bool(citations),
        remark=joined(lines, language),
    )
