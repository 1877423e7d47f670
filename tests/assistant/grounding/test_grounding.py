"""Whether passages say what a sentence says, with the shipped model on the sample article."""

import pytest

from assistant.grounding.grounding import Grounding
from index.search.queries import Query


@pytest.fixture
def passage(seeds_library):
    [hit] = seeds_library.search(Query("What is the four-pillar framework?"), top_k=1)
    assert "four-pillar framework" in hit.passage.text
    return hit.passage


def check(library, passage, sentence):
    return Grounding(library.snapshot()).check(sentence, [passage])


@pytest.mark.parametrize(
    "sentence",
    [
        "The four-pillar framework covers semiconductors, digital trade rules, submarine cables"
        " and high-performance computing.",
        "Their 4-pillar framework is a blueprint for “techno-democracy.”",
    ],
)
def test_what_a_passage_says_in_other_words_is_supported(seeds_library, passage, sentence):
    verdict = check(seeds_library, passage, sentence)
    assert verdict.fault == ""
    for support in verdict.supports:
        text = passage.document.text
        assert passage.start <= support.start < support.end <= passage.end
        assert support.text == text[support.start : support.end]
    assert "four-pillar framework" in verdict.supports[0].text


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("The five-pillar framework covers semiconductors and submarine cables.", "number"),
        ("The four-pillar framework of Brazil covers semiconductors and cables.", "name"),
        ("The four-pillar framework is not a blueprint for techno-democracy.", "negation"),
        ("Bread is baked from flour, water and salt in a hot oven.", "words"),
        ("The four-pillar framework is described at www.evil.example.", "address"),
    ],
)
def test_what_a_passage_does_not_say_has_a_fault(seeds_library, passage, sentence, fault):
    assert check(seeds_library, passage, sentence).fault == fault


def test_a_sentence_without_citations_is_not_supported(seeds_library):
    assert Grounding(seeds_library.snapshot()).check("The cable runs.", []).fault == "no citation"


@pytest.mark.parametrize("sentence", ["", "…", "?!", "\ud800", "a" * 20_000, "線" * 3_000])
def test_odd_sentences_are_checked_without_failing(seeds_library, passage, sentence):
    assert check(seeds_library, passage, sentence).supports is not None
