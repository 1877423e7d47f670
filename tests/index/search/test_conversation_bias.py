"""How what was said before has a say in what is found."""

import numpy as np
import pytest

from index.embedding.embedding import Token
from index.search.conversation_bias import (
    Said,
    conversation_scores,
    related,
    say,
    with_conversation,
)
from index.search.late_interaction import QueryVectors
from index.search.queries import EncodedQuery, Query, inside

SEAS = {
    "baltic": "The Baltic Sea is brackish. Its depth is 55 metres on average.",
    "black": "The Black Sea has a depth of 1253 metres on average. It is salty.",
    "bread": "Bread is baked of flour and water in a hot oven for an hour.",
    "chips": "Silicon wafers are cut into chips in a clean room.",
}


@pytest.fixture
def filled(library, folder):
    for name, text in SEAS.items():
        (folder / f"{name}.txt").write_text(text)
    library.sync([folder])
    return library


def first(library, question, said):
    return library.search(Query(question, said=said))[0].passage.document.title


def test_the_conversation_decides_between_passages_that_fit_alike(filled):
    question = "What is the depth on average?"
    assert first(filled, question, Said(("Is the Baltic Sea brackish?",), needed=True)) == "baltic"
    assert first(filled, question, Said(("Is the Black Sea salty?",), needed=True)) == "black"


def test_an_unrelated_conversation_changes_nothing(filled):
    question = "How is bread baked of flour?"
    said = Said(("Is the Baltic Sea brackish?", "What are silicon wafers?"), "Brackish, yes.")
    plain, after = filled.find(Query(question)), filled.find(Query(question, said=said))
    known = {candidate.id: candidate for candidate in after.candidates}
    assert [known[c.id].score for c in plain.candidates] == [c.score for c in plain.candidates]
    assert (plain.leaned, after.leaned) == (False, False)


def test_a_question_about_the_same_leans_on_the_conversation(filled):
    assert filled.find(Query("Is the Baltic deep?", said=Said(("Where is the Baltic?",)))).leaned


OWN = np.array([0.1, 0.9, 0.1, 0.2], np.float32)
ALIKE = np.array([0.1, 0.8, 0.2, 0.2], np.float32)
OTHER = np.array([0.8, 0.1, 0.2, 0.2], np.float32)


def test_a_passage_that_fits_both_best_makes_them_related():
    assert related(OWN, [ALIKE], None) == pytest.approx(1.0)
    assert related(OWN, [OTHER], None) <= 0.0


def test_one_part_that_fits_does_not_make_a_whole_conversation_related():
    assert related(OWN, [OTHER, OTHER], ALIKE) < related(OWN, [ALIKE, OTHER], ALIKE) < 1.0


def test_the_more_a_question_is_about_what_was_said_the_more_that_counts():
    own = 0.5 * OWN
    unrelated, partly = say(own, [OTHER, OTHER], None), say(own, [OTHER, OTHER], ALIKE)
    assert unrelated == 0.0 < partly < say(own, [ALIKE], None) == 1.0


def test_what_was_said_counts_less_the_better_a_passage_fits_the_question_itself():
    weak, fair, strong = (say(scale * OWN, [ALIKE], None) for scale in (0.5, 0.7, 0.9))
    assert weak == 1.0 > fair > strong == 0.0


def test_one_candidate_or_equal_ones_are_no_error():
    assert related(np.ones(1, np.float32), [np.ones(1, np.float32)], None) == 0.0
    assert related(np.ones(9, np.float32), [np.ones(9, np.float32)], None) == 0.0


def test_what_was_just_cited_gives_way():
    question = np.zeros(4, np.float32)
    scores = conversation_scores([question], np.array([0.9, 0.8, 0.5, 0.1], np.float32))
    assert scores[0] == scores[1] == scores[2] > scores[3]


def test_the_turn_before_the_last_one_counts_less():
    last, before = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    scores = conversation_scores([last, before], None)
    assert scores[0] == 2 * scores[1]


def test_the_question_itself_counts_twice_as_much_as_what_was_said():
    own, before = np.array([0.6, 0.0], np.float32), np.array([0.0, 0.6], np.float32)
    assert with_conversation(own, own, before) == pytest.approx([0.4, 0.2])
    assert with_conversation(own, own, before, 0.5) == pytest.approx([0.48, 0.12])
    assert with_conversation(own, own, before, 0.0) == pytest.approx(own)


def test_the_more_a_question_leans_the_more_it_means_what_it_means_in_the_conversation():
    own, inside = np.array([0.6, 0.0], np.float32), np.array([0.0, 0.6], np.float32)
    nothing = np.zeros(2, np.float32)
    assert with_conversation(own, inside, nothing, 0.0) == pytest.approx(own)
    assert with_conversation(own, inside, nothing, 1.0) == pytest.approx(inside / 1.5)
    assert with_conversation(own, inside, own, 0.5) == pytest.approx([0.36, 0.24])


def test_a_conversation_is_one_text_in_the_order_it_was_said_in():
    assert Said(("And the second?", "Which cable?"), "The first.").in_order == (
        "Which cable? And the second? The first."
    )


def asked(*tokens):
    """A question of these tokens, a vector each."""
    vectors = np.array(tokens, np.float32)
    places = tuple(Token(n, n, n + 1) for n in range(len(tokens)))
    return EncodedQuery("q", vectors[0], vectors, vectors[:, 0], places, (), vectors[:0, 0], 1.0)


def test_a_question_inside_its_conversation_has_the_tokens_that_stand_in_it():
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6]], np.float32)
    whole = QueryVectors(vectors[0], vectors, [(0, 3), (4, 8), (9, 12), (12, 13)], -vectors)
    own = asked([1, 0], [1, 0])
    assert (inside(own, whole, 9).tokens == vectors[2:]).all()
    assert (inside(own, whole, 9).whole == -vectors[2:]).all()
    assert (inside(own, whole, 9).weights == own.weights).all()


def test_a_question_that_is_cut_inside_its_conversation_stays_as_it_is():
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    own = asked([1, 0], [1, 0])
    assert inside(own, QueryVectors(vectors[0], vectors, [(0, 3), (9, 12)]), 9) is own
