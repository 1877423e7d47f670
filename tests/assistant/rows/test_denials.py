"""Questions of rows that deny or leave out: no answer is of the rows that were not meant."""

import pytest

from assistant.answers.chain import AnswerChain
from assistant.rows.row_questions import row_question
from assistant.settings import Settings
from assistant.types import Question
from tests.libraries import library_of

TEXTS = {
    "crews.csv": (
        "Sailor,Harbour,Wage,Shift\nAda,Elm,520,not fixed\nBo,Elm,610,not fixed\n"
        "Cem,Oak,700,fixed\nDee,Oak,480,fixed\n"
    ),
    "boats.csv": (
        "Boat,State,Not returned\nAlca,not painted,4\nBrant,rusty,9\nCrane,not painted,7\n"
    ),
    "mise.csv": "店舗,地域,売上\n青葉,東京,1200\n若松,大阪,540\n港北,東京,9800\n長町,仙台,300\n",
}


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("denials"), TEXTS) as library:
        yield AnswerChain(library, Settings())


@pytest.mark.parametrize(
    "question",
    [
        "Which sailors have a wage of more than 500 and are not in Elm?",
        "Which sailor that isn't in Oak has the highest wage?",
        "What is the total wage of the sailors outside Elm?",
        "What is the average wage of sailors except those in Oak?",
        "Which sailor that is not fixed has the highest wage?",
        "How many sailors do not have a wage of more than 600?",
        "売上が1000を超えない店舗はいくつですか",
        "売上が1000以上でない店舗はいくつですか",
        "東京以外で売上が最も多い店舗はどこですか",
        "東京を除く店舗の売上の合計は？",
    ],
)
def test_rows_that_are_left_out_are_no_answer(chain, question):
    assert not chain.invoke(Question(question)).answered


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many sailors have a wage of not more than 610?", ["Ada", "Bo", "Dee"]),
        ("Which sailors have a wage of not less than 610?", ["Bo", "Cem"]),
        ("Can’t you tell me which sailor has the highest wage?", ["Cem"]),
        ("Which boat has the most not returned?", ["Brant"]),
        ("Which boat that is not painted has the most not returned?", ["Crane"]),
        ("一番売上が少ない店舗はどこですか", ["長町"]),
    ],
)
def test_what_is_only_worded_with_a_denial_is_answered(chain, question, names):
    answer = chain.invoke(Question(question))
    assert answer.answered
    assert len(answer.sentences) == len(names)
    assert all(name in s.text for name, s in zip(names, answer.sentences, strict=True))


def test_a_denied_comparison_is_the_other_one():
    bounds = [b.sense for b in row_question("Which cost not over 5 and no less than 3?").bounds]
    assert sorted(bounds) == ["at least", "at most"]
