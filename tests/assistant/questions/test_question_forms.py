"""What form of answer a question wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.question_forms import (
    COMPARISON,
    LIST,
    PLAIN,
    SUMMARY,
    question_form,
    wants_items,
)


@pytest.mark.parametrize(
    ("question", "kind", "subjects"),
    [
        ("Summarise the leave policy", SUMMARY, ("leave policy",)),
        ("Please summarize “Data Act”.", SUMMARY, ("Data Act",)),
        ("Give me a short summary of the Data Act", SUMMARY, ("Data Act",)),
        ("What is this document about?", SUMMARY, ("this document",)),
        ("就業規則を要約してください", SUMMARY, ("就業規則",)),
        ("summarise", SUMMARY, ("",)),
        ("Solar boiler versus gas boiler", COMPARISON, ("Solar boiler", "gas boiler")),
        ("What is the difference between a cat and a dog?", COMPARISON, ("cat", "dog")),
        ("Compare cats with dogs", COMPARISON, ("cats", "dogs")),
        ("How does a cat differ from a dog?", COMPARISON, ("cat", "dog")),
        ("猫と犬の違いは何ですか", COMPARISON, ("猫", "犬")),
        ("What are the four pillars?", LIST, ()),
        ("List the members", LIST, ()),
        ("Which documents are needed?", LIST, ()),
        ("必要な書類をすべて挙げてください", LIST, ()),
        ("Why do cables break?", PLAIN, ()),
        ("Is remote work allowed?", PLAIN, ()),
        ("", PLAIN, ()),
    ],
)
def test_a_question_tells_the_form_of_its_answer(question, kind, subjects):
    form = question_form(question)
    assert (form.kind, form.subjects) == (kind, subjects)


@pytest.mark.parametrize(
    ("question", "subject", "number"),
    [
        ("summarize pls", "", None),
        ("Overview?", "", None),
        ("whats the gist", "", None),
        ("give me the three main points", "", 3),
        ("main points?", "", None),
        ("what are the key takeaways please", "", None),
        ("what are the 4 most important findings of the harbour report", "harbour report", 4),
        ("主なポイントは何ですか", "", None),
        ("休暇規程の要点を教えて", "休暇規程", None),
    ],
)
def test_main_points_are_a_summary(question, subject, number):
    form = question_form(question)
    assert (form.kind, form.subjects, form.number) == (SUMMARY, (subject,), number)


@pytest.mark.parametrize("question", ["what are the main points to raise", "who holds the key"])
def test_other_points_are_no_summary(question):
    assert question_form(question).kind != SUMMARY


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        (
            "Which plan is cheaper, Alder Mills or Birch per hour?",
            ("Alder Mills", "Birch per hour"),
        ),
        ("who pays more: staff or guests?", ("staff", "guests")),
        ("is Oslo or Bergen cheaper for hotels", ("Oslo", "Bergen")),
        ("does the ferry or the bus take longer", ("ferry", "bus")),
    ],
)
def test_which_of_two_has_more_of_something_is_a_comparison(question, subjects):
    assert (question_form(question).kind, question_form(question).subjects) == (
        COMPARISON,
        subjects,
    )


@given(st.text(max_size=80))
def test_every_question_has_a_form(question):
    assert question_form(question).kind in (PLAIN, LIST, COMPARISON, SUMMARY)


def test_a_long_question_is_read_quickly():
    assert question_form("compare " + "a and b vs " * 180).kind


@pytest.mark.parametrize(
    ("question", "several"),
    [
        *(("Name the members", True), ("name two rooms longer than the hall", True)),
        *(("Name the director of the museum", False), ("Give me the wifi password", False)),
        *(("name every director", True), ("please name the campus", False)),
    ],
)
def test_one_thing_that_is_to_be_named_or_given_is_no_list(question, several):
    assert wants_items(question) is several
