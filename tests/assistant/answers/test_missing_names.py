"""What is named as mentioned nowhere: what a question is about, never its small words."""

from dataclasses import dataclass

import pytest

from assistant.answers.missing_names import missing


@dataclass
class Texts:
    """What was searched, as words; and the only ones that are no words."""

    said: str
    slips: str = ""

    def lacks(self, words):
        known = set(self.said.casefold().split())
        return [not set(word.casefold().split()) <= known for word in words]

    def knows(self, word):
        return word not in self.slips.split()


def named(question, said="office parking dog form"):
    return [each.text for each in missing(question, Texts(said))]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is there an office in South Korea?", ["South Korea"]),
        ("who is Dr. Ferdinand Lachlan", ["Dr Ferdinand Lachlan"]),
        ("does form ZX-4410 need a stamp from HR", ["ZX-4410", "HR", "stamp"]),
        ("what is the “green ladder” rule", ["green ladder"]),
        ("was it the same in 2019?", ["2019"]),
        ("can i bring my goat to the office", ["goat"]),
        ("How do I bake bread?", ["bread"]),
        ("南極の駐車場はどこですか", ["南極", "駐車場"]),
        ("テンキョーの費用", ["テンキョー", "費用"]),
        ("are Mr Hale's HCAs here", ["Mr Hale", "HCA"]),
        ("and the UK?", ["UK"]),
        ("And Norway?", ["Norway"]),
    ],
)
def test_names_codes_and_things_that_nothing_mentions_are_named(question, names):
    assert sorted(named(question)) == sorted(names)


@pytest.mark.parametrize(
    "question",
    [
        "pls whats the parking situation abt",
        "Quickly: is there parking?",
        "MAY I BRING MY DOG",
        "May I Bring The Dog",
        "is a dog 12 kg or 3rd",
        "a 52-year-old at 6.10 with 400k and 5,000",
        "does the office reach the quickest dog",
        "",
        "?",
    ],
)
def test_how_it_is_asked_is_not_named(question):
    assert named(question, "office parking dog form situation bring") == []


def test_kanji_are_there_if_a_part_of_them_is():
    assert [each.text for each in missing("海底線と南極", Texts("海底"))] == ["南極"]


@pytest.mark.parametrize("question", ["Wo ist der Hafen?", "ノートPCはどこですか", "in 2019?"])
def test_only_what_its_language_shows_to_be_a_name_is_one(question):
    assert not any(each.is_other for each in missing(question, Texts("")))


def test_what_names_a_document_is_not_missing():
    question = "what does travel-plan-2025.md say of Brazil"
    named = missing(question, Texts("travel plan"), known=["travel-plan-2025.md"])
    assert [each.text for each in named] == ["Brazil"]


def test_what_a_slip_explains_is_not_named():
    assert missing("who pays for the parkng", Texts("parking", slips="parkng")) == ()


def test_a_part_of_what_is_named_is_not_named_again():
    assert named("what is “South Korea”, is South Korea far") == ["South Korea"]
