"""Which questions lean on the conversation, and what is brought along from it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.follow_ups import Standalone, leans_on_conversation, standalone, told
from assistant.types import Exchange
from index.search.conversation_bias import Said


def said(*questions):
    return tuple(Exchange(question, "So it is.") for question in questions)


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


def test_of_too_many_words_the_first_six_are_brought_along():
    history = said("Do red green blue black white brown yellow cables break?")
    assert standalone("Why?", history).carried == "red green blue black white brown"


def test_of_too_many_words_the_rarest_are_brought_along():
    history = said("Do red green blue black white brown yellow cables break?")
    found = standalone("Why?", history, lambda words: [float(len(word)) for word in words])
    assert found.carried == "green black white brown yellow cables"


def test_without_a_subject_in_the_questions_the_answer_has_it():
    history = (Exchange("Why?", "The Baltic Sea is shallow."),)
    assert standalone("And how?", history).carried == "Baltic Sea shallow"


REFUSED = "The documents don’t answer this. The closest passages do not speak of “zebras”."
ASKED_BACK = "What do you mean? The question doesn’t say what it is about."


@pytest.mark.parametrize("said", [REFUSED, ASKED_BACK])
def test_what_is_no_answer_brings_nothing_along(said):
    history = (Exchange("Why?", said, answered=False),)
    assert standalone("And how?", history) == Standalone("And how?")
    assert standalone("And how?", history).said == Said(("Why?",), "")


def test_an_answer_in_the_words_of_a_refusal_is_one():
    history = (Exchange("Why?", REFUSED),)
    assert standalone("And how?", history).said.answer == REFUSED


@pytest.mark.parametrize(
    ("question", "carried"),
    [
        ("How deep is the second?", "North Sea"),
        ("And the latter?", "North Sea"),
        ("How deep is the former?", "Baltic Sea"),
    ],
)
def test_a_question_that_picks_one_of_two_things_brings_only_that(question, carried):
    history = said("Where are the Baltic Sea and the North Sea?")
    assert standalone(question, history).carried == carried


def test_a_japanese_question_picks_one_of_two_things():
    history = said("バルト海と北海はどこにありますか")
    assert standalone("後者の深さは?", history).carried == "北海"


def test_thanks_in_between_are_passed_over():
    history = said("Where is the Baltic Sea?", "Thanks!", "ありがとう")
    assert standalone("How deep is it?", history).carried == "Baltic Sea"


def test_what_was_said_last_comes_with_the_question():
    history = (Exchange("How deep?", "Very."), Exchange("Where?", "There."))
    found = standalone("Which ships repair submarine cables?", history).said
    assert found == Said(("Where?", "How deep?"), "There.")


@pytest.mark.parametrize(
    ("question", "needed"), [("Why?", True), ("Which ships repair and carry it?", False)]
)
def test_a_question_with_hardly_a_word_of_its_own_needs_the_conversation(question, needed):
    assert standalone(question, said("Where is the Baltic Sea?")).said.needed is needed


def test_only_the_end_of_a_long_conversation_is_looked_at():
    turn = Exchange("Where is the Baltic Sea? " * 100, "In the north. " * 10_000)
    began = time.process_time()
    standalone("How deep is it?", [turn] * 500)
    assert time.process_time() - began < 0.05


def test_turns_without_words_are_passed_over():
    history = (*said("Where is the Baltic Sea?"), Exchange("", ""), Exchange(" ", "\0"))
    assert standalone("How deep is it?", history).carried == "Baltic Sea"


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4))
def test_the_question_itself_is_never_changed(question, before):
    found = standalone(question, said(*before))
    assert found.text.startswith(question.rstrip())
    assert (found.text == question) or found.carried in found.text[len(question.rstrip()) :]


def test_no_more_of_a_turn_is_looked_at_when_its_signs_fold_to_many():
    [turn] = told([Exchange("ﷺ" * 240, "ﷺ" * 240)])
    assert (turn.question, turn.answer) == ("ﷺ" * 13, "ﷺ" * 13)


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Und wer bezahlt das Kabel im Norden?", True),
        ("Wer bezahlt das arktische Kabel von Finnland?", False),
        ("Et combien coûte le câble arctique ?", True),
        ("Combien coûte le câble arctique ?", False),
        ("¿Y quién paga el cable ártico?", True),
        ("¿Quién paga el cable ártico?", False),
    ],
)
def test_leaning_is_known_in_the_languages_of_the_interface(question, leans):
    assert leans_on_conversation(question) is leans
