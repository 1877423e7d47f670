"""Formulas whose value the file does not hold: no answer, and a word about it."""

import pytest

from assistant.rows.unvalued import without_values
from assistant.types import Answer, Citation, Sentence
from index.types import Document, Passage, Section

COLUMNS = ("Item", "Amount", "Kept in")
ROWS = (
    "Item: Slates; Amount: 4200; Kept in: Yard",
    "Item: All of the roof; Amount: =SUM(B2:B4); Kept in: Yard",
    "Item: All of the yard; Amount: =B5+B6; Kept in: =C2",
)
TEXT = "\n\n".join(ROWS)


def answer(row, marked="", question="What does the roof cost?"):
    document = Document(
        *("id", "roof.xlsx", "Roof", TEXT, "en"), (Section(0, len(TEXT), (), COLUMNS),), (), "v"
    )
    passage = Passage("p", document, 0, len(TEXT), TEXT, (), None)
    start = TEXT.index(row)
    place = TEXT.index(marked, start)
    marks = ((place, place + len(marked)),) if marked else ()
    cited = Citation(1, passage, start, start + len(row), row, marks)
    return Answer(question, question, (Sentence(row, (1,)),), (cited,), 0.95, answered=True)


@pytest.mark.parametrize(("row", "marked"), [(ROWS[1], "=SUM(B2:B4)"), (ROWS[2], "")])
def test_a_formula_without_its_value_is_no_answer_and_that_is_said(row, marked):
    found = without_values(answer(row, marked))
    assert found.perhaps
    assert "a formula here, and not its value: =" in found.remark
    assert found.citations[0].quote == row


def test_it_is_said_in_the_language_of_the_question():
    found = without_values(answer(ROWS[1], "=SUM(B2:B4)", "屋根の費用はいくらですか"))
    assert "数式だけ" in found.remark


@pytest.mark.parametrize(("row", "marked"), [(ROWS[0], "4200"), (ROWS[1], "Yard"), (ROWS[1], "")])
def test_a_row_that_answers_by_another_cell_is_an_answer(row, marked):
    assert without_values(answer(row, marked)).answered
