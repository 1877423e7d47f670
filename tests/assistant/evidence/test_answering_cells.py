"""Which cells of a row answer: those of the column, and of the time, that a question names."""

import pytest

from assistant.evidence.answering_cells import Likeness, answering_cells, said_together, text_of
from index.text.function_words import function_words
from index.text.terms import terms
from index.text.times import times_in
from index.types import Document, Section

_QUARTERS = ("", "Three months ended, March 31, 2014", "Three months ended, March 31, 2015")
_USE = ("Branch", "Visits, 2022/23", "Visits, 2023/24", "Loans, 2022/23", "Loans, 2023/24")


def _answering(question, columns, values):
    pairs = zip(columns, values, strict=True)
    text = "; ".join(f"{name}: {value}" if name else value for name, value in pairs)
    section = Section(0, len(text), (), columns)
    document = Document("1", "use.docx", "Use", text, "en", (section,), (), "1")
    asked = set(terms(question)) - function_words("en")

    def like(name):
        own = set(terms(name)) - function_words("en")
        return Likeness(len(own & asked) / (len(asked) or 1), len(own & asked) / (len(own) or 1))

    found = answering_cells(document, (0, len(text)), like, times_in(question))
    return [text[slice(*span)] for span in found]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("bandwidth costs in the first quarter of 2014", ["646,087"]),
        ("bandwidth on March 31, 2015", ["849,602"]),
        ("bandwidth in Q1 2015", ["849,602"]),
        ("bandwidth in 2012", []),
    ],
)
def test_the_column_of_the_time_asked_for_answers(question, answers):
    assert _answering(question, _QUARTERS, ("Bandwidth", "646,087", "849,602")) == answers


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("visits of Marsh Lane in 2022/23", ["58.9"]),
        ("loans of Marsh Lane in 2023/24", ["44.9"]),
        ("visits of Marsh Lane", ["58.9", "63.2"]),
        ("Marsh Lane in 2022/23", ["58.9", "41.4"]),
    ],
)
def test_of_the_columns_of_a_time_the_one_that_is_named_answers(question, answers):
    values = ("Marsh Lane", "58.9", "63.2", "41.4", "44.9")
    assert _answering(question, _USE, values) == answers


def test_the_column_of_the_years_between_answers():
    columns = ("airline", "deaths_85_99", "deaths_00_14")
    asked = "deaths of Elm Air between 2000 and 2014"
    assert _answering(asked, columns, ("Elm Air", "128", "88")) == ["88"]


def _row(*values):
    columns = ("Level", "Potter", "Master")
    text = "; ".join(f"{name}: {value}" for name, value in zip(columns, values, strict=True))
    section = Section(0, len(text), (), columns)
    return Document("1", "levels.docx", "Levels", text, "en", (section,), (), "1")


def test_of_a_row_too_wide_for_one_statement_each_cell_is_said_with_the_label():
    document = _row("Scope", "fires small pots, " * 20, "fires large jars, " * 20)
    together = said_together(document, (0, len(document.text)))
    said = [text_of(document, spans) for spans in together]
    assert [text[:18] for text in said] == ["Scope fires small ", "Scope fires large "]


def test_a_narrow_row_is_said_as_one():
    document = _row("Scope", "fires small pots", "fires large jars")
    assert said_together(document, (0, len(document.text))) == [((0, len(document.text)),)]
