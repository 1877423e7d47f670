"""Which questions lean on the conversation, and what is brought along from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.follow_ups import Standalone, leans_on_conversation, standalone
from assistant.types import Exchange


def said(*questions):
    return tuple(Exchange(question, "An answer.") for question in questions)


@pytest.mark.parametrize(
    "question",
    [
        "How long does it last?",
        "And the repair ships in winter?",
        "What about repair ships in winter?",
        "Which repair ships serve them?",
        "How deep is the other one under ground?",
        "Why?",
        "How deep?",
        "Tell me more",
        "",
        "それはどこにありますか",
        "では、修理船の費用は?",
        "前者の深さと後者の長さは?",
    ],
)
def test_pointing_going_on_and_short_questions_lean(question):
    assert leans_on_conversation(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which ships repair submarine cables?",
        "How many submarine cables are there?",
        "Are there repair ships for submarine cables?",
        "Which ships that can repair cables sail now?",
        "Is it possible to repair submarine cables?",
        "Where do sand and gravel come from?",
        "海底ケーブルの修理船はどこにありますか",
    ],
)
def test_whole_questions_do_not_lean(question):
    assert not leans_on_conversation(question)


@given(st.text(max_size=80))
def test_without_a_conversation_a_question_stays_as_it_is(question):
    assert standalone(question, ()) == Standalone(question)


def test_a_whole_question_stays_as_it_is_in_a_conversation():
    question = "Which ships repair submarine cables?"
    assert standalone(question, said("How deep is the Baltic Sea?")) == Standalone(question)


def test_a_follow_up_brings_the_subject_along():
    found = standalone("How deep is it?  ", said("Where is the Baltic Sea?"))
    assert found == Standalone("How deep is it? (Baltic Sea)", "Baltic Sea")


def test_a_japanese_follow_up_has_japanese_brackets():
    found = standalone("それはいつですか", said("海底ケーブルの修理はどこでしますか"))
    assert found.text == "それはいつですか（海底 ケーブル 修理）"


def test_words_that_the_question_has_are_not_brought_twice():
    found = standalone("Is it a SEA?", said("Where is the Baltic Sea?"))
    assert found.carried == "Baltic"


def test_it_goes_back_until_there_is_a_subject():
    history = said("Which ships repair submarine cables?", "Why?", "And how deep is it?")
    assert standalone("Where is it?", history).carried == "deep ships repair submarine cables"


def test_it_goes_back_over_a_follow_up_of_many_words():
    history = said("Which ships repair cables?", "How deep does it reach?")
    assert standalone("Why?", history).carried == "deep reach ships repair cables"


def test_a_word_of_two_turns_is_brought_along_once():
    history = said("Where is the Baltic sea?", "Is it a sea?")
    assert standalone("Why?", history).carried == "sea Baltic"


def test_it_goes_back_no_further_than_the_subject():
    history = said("Which ships repair submarine cables?", "Where is the Baltic Sea?")
    assert standalone("How deep is it?", history).carried == "Baltic Sea"


def test_it_goes_back_three_turns_at_most():
    history = said("Which ships repair submarine cables?", "Why?", "And when?", "How so?")
    assert standalone("Where is it?", history) == Standalone("Where is it?")


def test_six_words_at_most_are_brought_along():
    history = said("Do red green blue black white brown yellow cables break?")
    assert standalone("Why?", history).carried == "red green blue black white brown"


def test_answers_bring_nothing_along():
    history = (Exchange("Why?", "The Baltic Sea is shallow."),)
    assert standalone("And how?", history) == Standalone("And how?")


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4))
def test_the_question_itself_is_never_changed(question, before):
    found = standalone(question, said(*before))
    assert found.text.startswith(question.rstrip())
    assert (found.text == question) or found.carried in found.text[len(question.rstrip()) :]
