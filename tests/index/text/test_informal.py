"""Small words as they are written in a hurry."""

import pytest

from assistant.questions.language import content_words
from index.text.informal import contracted
from index.text.terms import runs


def telling(question, languages=("en",)):
    """The words of a question that are looked for as what it is about."""
    return [run.text for run in runs(question, languages) if not all(t.function for t in run.terms)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("whats the notice period", ["notice", "period"]),
        ("what's the notice period", ["notice", "period"]),
        ("what’s the notice period", ["notice", "period"]),
        ("pls where u park", ["park"]),
        ("dont have my badge", ["badge"]),
        ("I can't find my badge", ["find", "badge"]),
        ("im sick, wanna go home", ["sick", "go", "home"]),
        ("the company's car", ["company", "car"]),
        ("they're on sick leave", ["sick", "leave"]),
    ],
)
def test_they_are_not_what_is_asked_about(question, words):
    assert telling(question) == words


def test_without_its_apostrophe_another_word_is_that_word():
    assert telling("a shed, a well and an id") == ["shed", "well", "id"]


def test_a_letter_that_ends_no_contraction_is_a_word():
    assert telling("vitamin D, T cells and plan s") == ["vitamin", "D", "T", "cells", "plan", "s"]


def test_german_and_french_words_stay_theirs():
    assert "im" not in telling("Wie ist das im Vertrag geregelt", ("de", "en"))
    assert telling("la dont parle la note", ("fr", "en")) == ["parle", "note"]


def test_they_are_left_out_of_what_is_carried_to_the_next_question():
    assert content_words("whats the max fine, pls? don't know") == ["max", "fine"]


def test_where_contractions_stand_is_told():
    assert contracted("It's Ann's, isn't it?") == [(0, 4), (8, 10), (12, 17)]
