"""What a refusal says of how to ask better."""

import pytest

from assistant.advice import advice, missing_words
from assistant.evidence import Evidence
from index.types import Document, Hit, Passage

TEXT = "The Arctic cable runs under the sea."


def evidence(text=TEXT, right_kind=True, language="en"):
    document = Document("d", "a.txt", "Cables", text, language, (), (), "v")
    hit = Hit(Passage("p", document, 0, len(text), text, (), None), 0.5, 1)
    return [Evidence(hit, 0, len(text), 0.5, 0.5, right_kind)]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Who owns the Arctic cable?", ["owns"]),
        ("Does the CABLE run at sea?", []),
        ("Which cables and whales?", ["whales"]),
        ("?", []),
    ],
)
def test_words_that_no_passage_has_in_any_form_are_named(question, missing):
    assert missing_words(question, evidence()) == missing


def test_japanese_words_are_named_whole():
    found = evidence("海底の電線は北極を通る。", language="ja")
    assert missing_words("北極の駐車場はどこですか", found) == ["駐車場"]


def test_the_kind_of_answer_that_is_missing_is_named():
    said = advice("How much does the Arctic cable cost?", evidence(right_kind=False))
    assert "“cost”" in said
    assert "price or amount" in said


def test_advice_is_in_the_language_of_the_question():
    said = advice("北極の電線の値段はいくらですか", evidence(right_kind=False, language="ja"))
    assert "「値段」" in said
    assert "金額" in said


@pytest.mark.parametrize("found", [[], evidence()])
def test_there_is_always_something_to_do(found):
    assert advice("cable", found)


def test_a_summary_of_nothing_known_asks_for_the_title():
    assert "title" in advice("Summarise this document", evidence())
