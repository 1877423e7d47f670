"""Questions for one cell of a table, over the formats that people keep tables in."""

from contextlib import closing

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Question
from index.library import open_library
from tests.documents.table_papers import QUESTIONS, papers


@pytest.fixture(scope="module")
def answers(tmp_path_factory, model):
    """The answers to all questions, a perhaps included, with their questions."""
    base = tmp_path_factory.mktemp("tables")
    folder = base / "papers"
    folder.mkdir()
    for name, data in papers().items():
        (folder / name).write_bytes(data)
    with closing(open_library(base / "home", model, create=True)) as library:
        library.sync([folder])
        chain = AnswerChain(library, Settings())
        yield [(each, chain.invoke(Question(each.text))) for each in QUESTIONS]


def holds(question, answer):
    """Tells whether the first quote has the row and the value, and says the column's name."""
    if not answer.citations:
        return False
    first = answer.citations[0]
    numbers = answer.sentences[0].citations
    heads = [c.quote for c in answer.citations if c.number in numbers[1:]]
    wanted = (*question.row, question.value)
    return all(text in first.quote for text in wanted) and any(
        question.column in text for text in (first.quote, *heads)
    )


def test_the_first_quote_holds_the_cell_with_its_row_and_column(answers):
    right = sum(holds(question, answer) for question, answer in answers)
    assert right >= 0.85 * len(QUESTIONS)


def test_hardly_a_wrong_cell_is_answered(answers):
    wrong = [q.text for q, answer in answers if answer.answered and not holds(q, answer)]
    assert len(wrong) <= 0.05 * len(QUESTIONS), wrong


def test_every_quote_of_a_table_is_verbatim(answers):
    for citation in (c for _, answer in answers for c in answer.citations):
        text = citation.passage.document.text
        assert text[citation.start : citation.end] == citation.quote
