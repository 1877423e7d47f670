"""Questions with slips: which are corrected, and that it is said."""

from dataclasses import dataclass, field

import pytest

from assistant.answers.chain import AnswerChain
from assistant.answers.slips import corrected
from assistant.settings import Settings
from assistant.types import Question


@dataclass
class Words:
    """What was searched: the only words that it has, and what slips mean."""

    said: str = "notice period leave"
    slips: dict = field(default_factory=lambda: {"notce": "notice", "trail": "trial"})
    spoken: tuple = ("en",)

    def languages(self):
        return self.spoken

    def lacks(self, words):
        return [word not in self.said.split() for word in words]

    def knows(self, word):
        return word in ("trail", "period")

    def meant(self, word):
        return self.slips.get(word)


def test_a_slip_is_corrected_where_it_stands():
    read = corrected("Is the notce (one notce) long, noticed?", Words())
    assert read.question == "Is the notice (one notice) long, noticed?"
    assert read.note() == "Did you mean: notice? I searched for that."


@pytest.mark.parametrize(
    "question",
    [
        "what is the period",
        "what is the trail period",
        "what is the “notce” period",
        "ask Notce about it",
        "the NOTCE period",
        "the n0tce",
    ],
)
def test_words_names_codes_and_quotations_are_left(question):
    assert corrected(question, Words()) is None


def test_a_slip_may_open_a_question():
    assert corrected("Notce period?", Words(slips={"Notce": "Notice"})).question == "Notice period?"


def test_a_word_may_be_a_slip_too_where_nothing_is_found():
    assert corrected("the trail period", Words(), real=True).question == "the trial period"


def test_a_question_in_a_language_that_nothing_is_in_is_left():
    assert corrected("wie lange ist die notce", Words()) is None


def test_a_japanese_question_says_so_in_japanese():
    read = corrected("サーバの費用は", Words(slips={"サーバ": "サーバー"}, spoken=("ja",)))
    assert read.note() == "「サーバー」のことでしょうか。そのように検索しました。"


@pytest.fixture(scope="module")
def seeds(seeds_library):
    return AnswerChain(seeds_library, Settings(perhaps=1))


def test_a_question_with_a_slip_is_answered_as_it_was_meant(seeds):
    slipped, meant = (
        seeds.invoke(Question(q))
        for q in ("What is the Arctic cable parternship?", "What is the Arctic cable partnership?")
    )
    assert slipped.citations == meant.citations
    assert slipped.confidence == meant.confidence
    assert "Did you mean: partnership?" in (slipped.note or slipped.remark)


def test_a_refusal_says_how_it_was_read(seeds):
    answer = seeds.invoke(Question("how much money does the parternship pay my dog"))
    assert answer.remark.startswith("Did you mean: partnership? I searched for that.")
