"""What is asked and not answered: grouped by what it means, in nobody's words alone."""

import numpy as np
import pytest

from assistant.conversations.stored_questions import StoredQuestion
from assistant.gaps.gaps import gaps_of
from assistant.gaps.grouping import groups, middle_of
from assistant.types import Outcome

DOGS = ["may dogs come along", "are dogs allowed", "can i bring my dog Rex along"]
PAY = ["when is pay day", "which day is pay day"]
REFUSED, PERHAPS, ANSWERED = Outcome.NOT_FOUND, Outcome.PERHAPS, Outcome.ANSWERED


def embed(texts):
    """Returns the vectors of two topics, as a model would make them."""
    return np.array([[1, 0] if "dog" in text else [0, 1] for text in texts], np.float32)


def asked(question, reader, outcome=REFUSED, at="2026-01-01", **more):
    return StoredQuestion(question, reader, at, outcome, documents=("house.md",), **more)


def test_questions_that_mean_the_same_are_one_gap_with_its_counts():
    said = [asked(q, f"r{n}", [REFUSED, PERHAPS][n % 2]) for n, q in enumerate(DOGS)]
    [gap] = gaps_of(said, embed, 1)
    assert (gap.askers, gap.asked, gap.refused, gap.perhaps) == (3, 3, 2, 1)
    assert set(gap.questions) == set(DOGS)
    assert gap.documents == ("house.md",)


def test_what_too_few_asked_is_not_told():
    said = [asked(q, "ann") for q in DOGS] + [asked(q, f"r{n}") for n, q in enumerate(PAY)]
    [gap] = gaps_of(said, embed, 2)
    assert gap.askers == 2
    assert "pay" in gap.name


def test_no_word_is_told_that_too_few_used():
    [gap] = gaps_of([asked(q, f"r{n}") for n, q in enumerate(DOGS)], embed, 2)
    assert gap.questions == ()
    assert "dogs" in gap.name
    assert "rex" not in str(gap).casefold()


def test_a_question_is_told_as_it_was_asked_where_enough_asked_it_so():
    said = [asked("Are dogs allowed", "ann"), asked("are dogs allowed", "bob"), asked(DOGS[2], "c")]
    [gap] = gaps_of(said, embed, 2)
    assert gap.questions == ("are dogs allowed",)
    assert gap.name == "are dogs allowed"


def test_what_is_mostly_answered_well_is_no_gap():
    said = [asked(DOGS[0], "ann"), asked(DOGS[1], "bob", ANSWERED)]
    assert gaps_of(said, embed, 1) == ()
    [gap] = gaps_of([*said, asked(DOGS[2], "eve")], embed, 1)
    assert gap.asked == 2


def test_what_is_answered_since_is_no_gap():
    said = [asked(DOGS[0], "ann"), asked(DOGS[0], "bob", ANSWERED, at="2026-02-01")]
    assert gaps_of(said, embed, 1) == ()


def test_an_answer_that_was_rated_down_is_a_gap():
    [gap] = gaps_of([asked(PAY[0], "ann", ANSWERED, rated_down=True)], embed, 1)
    assert (gap.rated_down, gap.refused) == (1, 0)


def test_nothing_is_embedded_where_nothing_is_open():
    assert gaps_of([asked(PAY[0], "ann", ANSWERED)], None, 1) == ()
    assert gaps_of([], None, 1) == ()


@pytest.mark.parametrize("number", [1, 2, 7])
def test_every_question_is_in_one_group(number):
    vectors = np.random.default_rng(number).normal(size=(number, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = groups(vectors, 0.3)
    assert sorted(member for group in found for member in group) == list(range(number))
    assert all(middle_of(vectors, group) in group for group in found)


def unit_vectors(number, size, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(number, size)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("seed", range(20))
def test_each_group_begins_with_the_question_that_most_free_ones_are_like(seed):
    vectors = unit_vectors(40, 4, seed)
    near, free = (vectors @ vectors.T) >= 0.6, set(range(40))
    for group in groups(vectors):
        like = {n: {m for m in free if m == n or near[n, m]} for n in free}
        most = max(len(each) for each in like.values())
        assert set(group) in [each for each in like.values() if len(each) == most]
        free -= set(group)
    assert not free


def test_two_thousand_questions_that_are_all_unlike_are_grouped_at_once():
    # Where each group is counted anew it takes minutes.
    assert len(groups(unit_vectors(2_000, 384))) == 2_000
