"""Pages that are asked for by their number."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.answers.library_answers import LibraryAnswers
from assistant.answers.pages import PageAsked, page_asked, with_page
from assistant.settings import Settings
from assistant.types import Question
from index.types import Document, Page
from tests.libraries import library_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is on page 3?", PageAsked(3, "")),
        ("whats on page 12 of the annual report", PageAsked(12, "the annual report")),
        ("show me slide 2", PageAsked(2, "")),
        ("3ページには何がありますか", PageAsked(3, "")),
        ("年報の3ページ目を見せて", PageAsked(3, "年報")),
        ("which page says so", None),
        ("What is on the menu?", None),
    ],
)
def test_a_page_is_asked_for_by_its_number(question, expected):
    assert page_asked(question) == expected


def test_rows_of_a_table_are_no_pages():
    paged = Document("a", "a.pdf", "A", "One.", "en", (), (Page(0, 3),), "v")
    rows = Document("b", "b.csv", "B", "One.", "en", (), (Page(0, 3),), "v", "row")
    assert with_page([paged, rows], 3) == [paged]
    assert with_page([paged], 4) == []


def test_where_no_document_has_pages_that_is_said(tmp_path):
    with library_of(tmp_path, {"a.md": "# Gym\n\nIt is open."}) as library:
        answer = LibraryAnswers(library, "").reply("What is on page 3?")
        assert not answer.answered
        assert "has a page 3" in answer.remark
        refused = AnswerChain(library, Settings()).invoke(Question("Who wrote the travel policy?"))
    assert "no authors" in refused.remark
