"""Expressions that turn the meaning of a sentence: limits, order, duty, share, direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.polarity import senses, turned, without_turns

SAME = [
    ("The fee is at most 30 euro.", "The fee is no more than 30 euro."),
    ("It takes no less than two days.", "It takes at least two days."),
    ("The treaty was signed after the war.", "The war came before the treaty was signed."),
    ("Before noon, trains stop here.", "Trains stop here before noon."),
    (
        "20 minutes before take-off the gate is closed.",
        "The gate closes 20 minutes before take-off.",
    ),
    ("The bay is deeper than the lake.", "The lake is smaller than the bay is."),
    ("Visitors need not pay.", "Paying is optional for visitors."),
    ("Smoking is prohibited.", "Smoking is not allowed."),
    ("Every student must pay a fee.", "All students have to pay a fee."),
    ("Prices rose.", "Prices went up and increased."),
    ("Prices rose while wages fell.", "Wages fell while prices rose."),
    ("料金を支払う義務がある。", "料金を支払わなければならない。"),
    ("料金は引き上げられた。", "料金が上がった。"),
]
TURNED = [
    ("The fee is at most 30 euro.", "The fee is at least 30 euro."),
    ("It takes more than two days.", "It takes less than two days."),
    ("The treaty was signed before the war.", "The treaty was signed after the war."),
    ("The lake is deeper than the bay.", "The bay is deeper than the lake."),
    ("Visitors must pay a fee.", "Visitors may pay a fee."),
    ("Visitors must pay a fee.", "Visitors need not pay a fee."),
    ("Some students pay a fee.", "All students pay a fee."),
    ("Prices rose while wages fell.", "Wages rose while prices fell."),
    ("The council approved the plan.", "The council rejected the plan."),
    ("料金を支払わなければならない。", "料金を支払うことができる。"),
    ("料金は30円以上とする。", "料金は30円以下とする。"),
    ("祭りの前に店が閉まる。", "祭りの後に店が閉まる。"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_expressions_is_not_turned(one, other):
    assert not turned(senses(one), senses(other))
    assert not turned(senses(other), senses(one))


@pytest.mark.parametrize(("one", "other"), TURNED)
def test_an_expression_of_the_other_pole_turns_the_meaning(one, other):
    assert turned(senses(one), senses(other))
    assert turned(senses(other), senses(one))


def test_what_a_passage_says_of_something_else_does_not_count():
    passage = "Owners must file a report. Guests may leave a note."
    assert not turned(senses("Guests may leave a note."), senses(passage))
    assert turned(senses("Guests must leave a note."), senses(passage))


@pytest.mark.parametrize(
    "text", ["It takes no more than two days.", "They do not have to pay.", "支払う必要はない。"]
)
def test_a_limit_or_an_exemption_denies_nothing(text):
    assert not {"no", "not", "ない"} & set(without_turns(text).split())
    assert "ない" not in without_turns(text)


@given(st.text(alphabet="amustnoy bel rthan3以上下前後ない。、.,", max_size=80))
def test_no_text_turns_its_own_meaning_unless_it_says_both(text):
    found = senses(text)
    poles = {(sense.dimension, sense.pole) for sense in found}
    if len(poles) == len({dimension for dimension, _ in poles}):
        assert not turned(found, found)
