"""How likely the documents are said to answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.confidence import confidence
from assistant.evidence import Evidence
from index.retrieval import EncodedQuery
from index.types import Document, Hit, Passage

DOCUMENT = Document("d", "a.txt", "A", "The cable.", "en", (), (), "v")
HIT = Hit(Passage("p", DOCUMENT, 0, 10, "The cable.", (), None), 0.5, 1)
SHARES = st.floats(0, 1)


def query(readable=1.0):
    none = np.zeros((0, 4), np.float32)
    return EncodedQuery("q", none, none, none, (), (), none, readable)


def found(own, right_kind=True, score=0.5):
    return Evidence(HIT, 0, 10, own, score, right_kind)


def test_without_evidence_there_is_next_to_none():
    assert confidence(query(), []) < 0.01


@given(SHARES, SHARES, SHARES)
def test_it_is_between_0_and_1_and_rises_with_the_match(one, other, readable):
    low, high = sorted([one, other])
    worse, better = (confidence(query(readable), [found(own)]) for own in (low, high))
    assert 0 <= worse <= better <= 1


def test_a_full_match_is_nearly_certain():
    assert confidence(query(), [found(1.0)]) > 0.99


@given(st.permutations([0.1, 0.5, 0.55, 0.3]))
def test_the_best_match_counts_wherever_it_is_ranked(matches):
    evidence = [found(own) for own in matches]
    assert confidence(query(), evidence) == confidence(query(), [found(0.55)])


def test_the_score_of_the_passage_does_not_count():
    results = {confidence(query(), [found(0.5, score=score)]) for score in (0.0, 0.5, 1.0)}
    assert len(results) == 1


def test_a_sentence_of_the_wrong_kind_is_no_likely_answer():
    right, wrong = (confidence(query(), [found(0.6, kind)]) for kind in (True, False))
    assert wrong < 0.5 < right


def test_a_weaker_sentence_of_the_right_kind_goes_before_one_of_the_wrong_kind():
    both = [found(0.6, right_kind=False), found(0.5)]
    assert confidence(query(), both) == confidence(query(), [found(0.5)])


def test_the_less_the_model_reads_the_less_of_a_match_is_needed():
    middle = [found(0.48)]
    assert confidence(query(1.0), middle) < 0.5 < confidence(query(0.0), middle)


@pytest.mark.parametrize("readable", [0.0, 0.5, 1.0])
def test_a_middling_match_is_where_it_is_one_half(readable):
    asked = query(readable)
    middle = 0.366 + 0.171 * asked.late_share
    assert confidence(asked, [found(middle)]) == 0.5


@given(SHARES)
def test_it_has_four_decimals(own):
    result = confidence(query(), [found(own)])
    assert result == round(result, 4)
