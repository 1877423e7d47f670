"""Summaries of a document or a section, made of its own sentences."""

import pytest

from assistant.answers.summaries import summarise
from assistant.types import Exchange, named
from index.search.scope import Scope
from index.visible_library import VisibleLibrary

CABLES = """# The Arctic cable

The Arctic cable joins Kyoto and Oslo under the northern sea. Ships of the harbour laid it.

## Repair

Repair ships mend the cable every winter. A repair of the cable takes nine days.

## Whales

Whales listen to the cable at night. Nobody knows what the whales hear.
"""


@pytest.fixture
def one(library, folder):
    (folder / "cables.md").write_text(CABLES)
    library.sync([folder])
    return library


@pytest.fixture
def two(one, folder):
    (folder / "bread.md").write_text("# How bread is made\n\nBread is made of flour and water.")
    one.sync([folder])
    return one


def texts(summary):
    return [evidence.text for evidence in summary]


@pytest.mark.parametrize("question", ["Summarise this document", "What is the text about?"])
def test_the_only_document_is_summed_up_in_reading_order(one, question):
    summary = summarise(one, question)
    assert 3 <= len(summary) <= 5
    assert [e.start for e in summary] == sorted(e.start for e in summary)
    assert all(e.text in CABLES for e in summary)


def test_a_summary_has_as_many_sentences_as_are_asked_for(one):
    assert len(summarise(one, "give me the two main points")) == 2


def test_a_document_is_named_by_its_title(two):
    assert texts(summarise(two, "Summarise “How bread is made”")) == [
        "Bread is made of flour and water."
    ]


def test_a_section_is_named_by_its_heading(one):
    found = texts(summarise(one, "Summarise the section on repair"))
    assert found
    assert all("epair" in text for text in found)


@pytest.mark.parametrize(
    "question", ["Summarise the zoo rules", "what is the zoo about", "Why do cables break?"]
)
def test_nothing_is_summed_up_where_it_is_not_clear_what(two, question):
    assert summarise(two, question) == []


def test_the_only_document_is_no_summary_of_something_else(one):
    assert summarise(one, "Summarise the zoo rules") == []


def test_documents_that_the_reader_may_not_see_are_not_summed_up(two):
    bread = next(d for d in two.documents() if "bread" in d.path)
    cables = Scope(frozenset({d.id for d in two.documents()} - {bread.id}))
    view = VisibleLibrary(two, cables, lambda _, path: "bread" not in path)
    assert summarise(two, "Summarise “How bread is made”")
    assert summarise(view, "Summarise “How bread is made”") == []
    assert all(e.text in CABLES for e in summarise(view, "Summarise this document"))


@pytest.mark.parametrize(
    "question",
    ["whats this thing about", "What is this all about?", "これは何についてですか"],
)
def test_of_a_few_documents_each_gives_the_sentence_that_says_most(two, question):
    summary = summarise(two, question)
    assert [e.hit.passage.document.path for e in summary] == ["bread.md", "cables.md"]


@pytest.mark.parametrize(
    "question", ["what is How bread is made about?", "whats how bread is made about", "tldr bread"]
)
def test_what_a_named_document_is_about_is_its_summary(two, question):
    assert texts(summarise(two, question)) == ["Bread is made of flour and water."]


def test_this_is_the_document_that_the_last_answer_told_of(two):
    bread = next(d for d in two.documents() if "bread" in d.path)
    before = Exchange("What is it made of?", "Flour.", named=named([bread]))
    assert texts(summarise(two, "what is this document about", [before])) == [
        "Bread is made of flour and water."
    ]
    assert summarise(two, "what is this document about", [Exchange("Which?", "Both.")]) == []


def test_there_is_no_summary_of_an_empty_library(library):
    assert summarise(library, "Summarise this document") == []


def test_the_same_document_has_the_same_summary(one):
    assert summarise(one, "Summarise it") == summarise(one, "Summarise it")


def test_what_was_said_gives_way_to_what_was_not(library, folder):
    """Whales are spoken of most, and would fill the summary alone."""
    whales = [f"Whales listen to the whales of the {place} sea." for place in "abcdef"]
    others = ["Bread is made of flour at dawn.", "A harbour wall keeps ships safe."]
    (folder / "whales.md").write_text(" ".join([*whales, *others]))
    library.sync([folder])
    said = texts(summarise(library, "Summarise this document"))
    assert len(said) == 5
    assert set(others) < set(said)
