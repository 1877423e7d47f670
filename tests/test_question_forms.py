"""What form of answer a question wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question_forms import COMPARISON, LIST, PLAIN, SUMMARY, question_form


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


@given(st.text(max_size=80))
def test_every_question_has_a_form(question):
    assert question_form(question).kind in (PLAIN, LIST, COMPARISON, SUMMARY)


def test_a_long_question_is_read_quickly():
    assert question_form("compare " + "a and b vs " * 180).kind
