"""The row whose range holds the number of a question: "more than 5 years", for 7 years."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.row_asked_for import is_row_beside
from assistant.rows.rows_by_words import ByWords
from assistant.rows.whole_table import Column, WholeTable, whole_table
from index.tables.ranges import Range, in_one_unit, range_of
from index.text.language import told_by_words
from index.text.table_rows import body_start, table_at

_READ = 8
_FIRST_YEAR, _LAST_YEAR = 1_900, 2_100


def held_first(rows: ByWords, question: str) -> ByWords:
    """Returns evidence with the rows in front whose range holds the number of the question.

    Rows of that table with another range are left out: they hold for other numbers. All stays as it
    is unless one column alone has ranges of what is asked for.
    """
    asked = range_of(question, told_by_words(question, ["en"]))
    first = _first_row(rows.evidence)
    if asked is None or first is None or _is_year(asked):
        return rows
    document = first.hit.passage.document
    section = table_at(document, first.start)
    table = whole_table(document, section) if section else None
    if table is None:
        return rows
    told = [each for column in table.columns if (each := _told(asked, table, column))]
    if len(told) != 1 or not any(told[0].values()):
        return rows
    beside = [e for e in rows.evidence if e is first or is_row_beside(e, first)]
    holds = {id(e): held for e in beside for start, held in told[0].items() if start == e.start}
    held = [replace(e, score=rows.evidence[0].score) for e in beside if holds.get(id(e))]
    others = [e for e in rows.evidence if id(e) not in holds]
    if not held:
        return rows
    return replace(rows, evidence=[*held, *others], clear=rows.clear or len(held) == 1)


def _first_row(evidence: Sequence[Evidence]) -> Evidence | None:
    """Returns the best row, which is the best evidence, or stands where that tells no number."""
    for each in evidence[:_READ]:
        document = each.hit.passage.document
        table = table_at(document, each.start)
        if table is not None and each.start >= body_start(document.text, table):
            return each if document.id == evidence[0].hit.passage.document.id else None
        if any(map(str.isdecimal, each.text)):
            return None
    return None


def _told(asked: Range, table: WholeTable, column: Column) -> dict[int, bool]:
    """Returns for each row with a range in a column, by its place, whether the range holds.

    None of them if fewer than two rows have any, or they are of something else.
    """
    language = table.document.language
    ranges = {
        row.spans[0][0]: found
        for row in table.rows
        if (found := range_of(row.cells.get(column, ""), language))
    }
    told: dict[int, bool] = {}
    for start, given in ranges.items():
        if pair := in_one_unit(asked, given, column[0], language):
            told[start] = pair[1].holds(pair[0])
    real = [given for given in ranges.values() if not given.is_point]
    filled = [row for row in table.rows if row.cells.get(column)]
    return told if real and len(told) > 1 and 2 * len(told) > len(filled) else {}


def _is_year(asked: Range) -> bool:
    return asked.is_point and not asked.unit and _FIRST_YEAR <= asked.low <= _LAST_YEAR
