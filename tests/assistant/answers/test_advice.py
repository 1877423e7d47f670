"""What a refusal says of what is not there, and of how to ask better."""

import pytest

from assistant.answer_types.answer_types import answer_type
from assistant.answers.advice import advice
from assistant.evidence.evidence import Evidence
from index.types import Document, Hit, Passage
from tests.assistant.answers.test_missing_names import Texts

TEXT = "The Arctic cable runs under the sea."
SEARCHED = Texts("arctic cable runs under the sea 北極")


def evidence(text=TEXT, right_kind=True, language="en"):
    document = Document("d", "a.txt", "Cables", text, language, (), (), "v")
    hit = Hit(Passage("p", document, 0, len(text), text, (), None), 0.5, 1)
    return [Evidence(hit, 0, len(text), 0.5, 0.5, right_kind)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Does the cable reach South Korea?", "Nothing here names South Korea."),
        ("Is the cable for whales?", "Nothing here mentions “whales”."),
        ("Does the cable run to Mars for whales?", "Nothing here mentions Mars or “whales”."),
        ("Does ACME own it, or Bell?", "Nothing here names ACME or Bell."),
        ("北極の駐車場はどこですか", "「駐車場」という言葉は、どの文書にもありません。"),
    ],
)
def test_what_nothing_mentions_is_named_in_the_language_of_the_question(question, said):
    language = "ja" if "の" in question else "en"
    assert advice(question, evidence(language=language), SEARCHED) == said


def test_in_another_language_nothing_is_said_to_be_missing():
    assert "names" not in advice("Wo ist das Kabel in Südkorea?", evidence(), SEARCHED)
    assert "ありません" not in advice("北極海のケーブルはどこですか", evidence(), SEARCHED)
    assert "names" not in advice("Где кабель в Южной Корее?", evidence(), SEARCHED)


def test_the_kind_of_answer_that_is_missing_is_named():
    question = "How much does the Arctic cable cost?"
    said = advice(question, evidence(right_kind=False), SEARCHED, answer_type(question))
    assert "price or amount" in said


@pytest.mark.parametrize("found", [[], evidence()])
def test_there_is_always_something_to_do(found):
    assert advice("cable", found, SEARCHED)


def test_a_summary_of_nothing_known_asks_for_the_title():
    assert "title" in advice("Summarise this document", evidence(), SEARCHED)
