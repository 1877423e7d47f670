"""A row whose range holds the number of a question answers, and no other row of its table."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.evidence.evidence import gather
from assistant.evidence.row_asked_for import is_row_beside
from assistant.rows.ranged_rows import held_first
from assistant.rows.rows_by_words import ByWords
from assistant.rows.told import is_row
from assistant.settings import Settings
from assistant.types import Question
from index import Query
from tests.libraries import library_of

TEXTS = {
    "pay.md": (
        "# Pay\n\nSalaries follow the years of service.\n\n"
        "| Years of service | Salary |\n| --- | --- |\n"
        "| More than 5 years | 62,000 |\n| Less than 5 years | 48,000 |\n"
    ),
    "moorings.csv": "Length,Mooring fee\nup to 6 m,90 €\n6.1 to 9 m,140 €\nover 9 m,210 €\n",
    "kyuka.md": (
        "# 休暇\n\n| 勤続年数 | 休暇日数 |\n| --- | --- |\n"
        "| 1年未満 | 10日 |\n| 1年以上3年未満 | 12日 |\n| 3年以上 | 18日 |\n"
    ),
    "fristen.md": (
        "# Fristen\n\n| Betriebszugehörigkeit | Kündigungsfrist |\n| --- | --- |\n"
        "| bis 2 Jahre | vier Wochen |\n| mehr als 2 Jahre | drei Monate |\n"
    ),
    "pool.md": (
        "# Pool\n\n| Age | Pool ticket |\n| --- | --- |\n"
        "| under 6 | free |\n| 6-17 | 4 € |\n| 18 and over | 9 € |\n"
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("ranged"), TEXTS) as library:
        yield library


def rows_of(library, question, said=""):
    """Returns the rows of the table that has what is said, best first, before and after."""
    evidence = gather(library.find(Query(question)), question)
    table = next(e for e in evidence if is_row(e) and said in e.text)
    rows = ByWords([e for e in evidence if e is table or is_row_beside(e, table)])
    held = held_first(rows, question)
    return [e.text for e in rows.evidence], [e.text for e in held.evidence]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("what salary with 7 years of service", "62,000"),
        ("what salary with 3 years of service", "48,000"),
        ("what salary with 18 months of service", "48,000"),
        ("what salary with more than 6 years of service", "62,000"),
        ("mooring fee for a length of 7 m", "140 €"),
        ("mooring fee for a length of 12 m", "210 €"),
        ("勤続5年の休暇日数は", "18日"),
        ("勤続2年の休暇日数は", "12日"),
        ("Kündigungsfrist nach 1 Jahr Betriebszugehörigkeit", "vier Wochen"),
        ("Kündigungsfrist nach 8 Jahren Betriebszugehörigkeit", "drei Monate"),
        ("pool ticket for a 4 year old", "free"),
        ("pool ticket at age 70", "9 €"),
    ],
)
def test_the_row_that_holds_the_number_stays_alone(library, question, row):
    before, after = rows_of(library, question, row)
    assert len(before) > 1
    assert [row in text for text in after] == [True]


@pytest.mark.parametrize(
    "question",
    [
        "what salary with 5 years of service",
        "what salary of the service in 2024",
        "pool ticket for 3 children",
        "pool ticket for an age of 5 or 6",
        "what mooring fee for 2 boats",
    ],
)
def test_a_number_that_no_row_holds_or_of_something_else_leaves_the_rows(library, question):
    before, after = rows_of(library, question)
    assert before == after


def test_a_row_answers_where_what_stands_above_tells_no_number(library):
    question = "what salary with 7 years of service"
    evidence = gather(library.find(Query(question)), question)
    rows = [e for e in evidence if is_row(e) and "years" in e.text]
    [said] = [e for e in evidence if e.text == "Salaries follow the years of service."]
    held = held_first(ByWords([said, *rows]), question)
    assert ["62,000" in e.text for e in held.evidence] == [True, False]
    assert held.evidence[-1] is said


def test_a_row_that_is_held_is_cited_alone(library):
    chain = AnswerChain(library, Settings(threshold=0.05, perhaps=0.01))
    answer = chain.invoke(Question("mooring fee for a length of 12 m"))
    assert [c.quote for c in answer.citations] == ["Length: over 9 m; Mooring fee: 210 €"]
