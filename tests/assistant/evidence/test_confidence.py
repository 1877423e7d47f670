"""How likely the documents are said to answer."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.confidence import Signs, block_lead, confidence, probability, signs
from assistant.evidence.evidence import Evidence
from index.search.queries import EncodedQuery
from index.search.ranking import Scored
from index.search.retrieval import Found
from index.types import Document, Hit, Passage

DOCUMENT = Document("d", "a.txt", "A", "The cable.", "en", (), (), "v")
HIT = Hit(Passage("p", DOCUMENT, 0, 10, "The cable.", (), None), 0.5, 1)
SHARES = st.floats(0, 1)
USUAL = Signs(0.5, 0.5, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0)


def searched(text="q", scores=(0.5,), readable=1.0, tokens=0):
    none = np.zeros((0, 4), np.float32)
    asked = np.zeros((tokens, 4), np.float32)
    query = EncodedQuery(text, none, asked, none, (), (), none, readable)
    scored = tuple(Scored(str(i), s, s, s) for i, s in enumerate(scores))
    return Found(query, scored, searcher=None, stored={})


def evidence(own, right_kind=True, score=0.5):
    return Evidence(HIT, 0, 10, own, score, right_kind)


def test_without_evidence_there_is_none():
    assert confidence(searched(scores=()), []) == 0.0


@given(SHARES, SHARES, SHARES)
def test_it_is_between_0_and_1_and_rises_with_the_match(one, other, readable):
    low, high = sorted([one, other])
    found = searched(readable=readable)
    worse, better = (confidence(found, [evidence(own)]) for own in (low, high))
    assert 0 <= worse <= better <= 1


@pytest.mark.parametrize("sign", ["passage", "sentence", "lead"])
def test_it_rises_with_the_match_and_with_how_much_the_best_stands_out(sign):
    assert probability(replace(USUAL, **{sign: 0.9})) > probability(USUAL)


@pytest.mark.parametrize("sign", ["asks", "lacks"])
def test_a_question_for_a_number_or_a_name_is_answered_less_often(sign):
    assert probability(replace(USUAL, **{sign: 1.0})) < probability(USUAL)


def test_a_full_match_is_nearly_certain_and_none_nearly_impossible():
    assert confidence(searched(scores=(1.0, 0.4, 0.4)), [evidence(1.0)]) > 0.99
    assert confidence(searched(scores=(0.0,)), [evidence(0.0)]) < 0.01


@given(st.permutations([0.1, 0.5, 0.55, 0.3]))
def test_the_best_match_counts_wherever_it_is_ranked(matches):
    ranked = [evidence(own) for own in matches]
    assert confidence(searched(), ranked) == confidence(searched(), [evidence(0.55)])


def test_a_sentence_of_the_wrong_kind_is_no_likely_answer():
    found = searched(scores=(0.6, 0.5))
    right, wrong = (confidence(found, [evidence(0.65, kind)]) for kind in (True, False))
    assert wrong < 0.5 < right


def test_a_sentence_of_the_wrong_kind_counts_less_than_a_weaker_one_of_the_right_kind():
    both = [evidence(0.5), evidence(0.6, right_kind=False)]
    assert confidence(searched(), both) == confidence(searched(), [evidence(0.5)])


def test_the_lead_is_over_the_mean_of_the_next_twenty():
    found = searched(scores=(0.9, *[0.7] * 10, *[0.5] * 10, 0.0, 0.0))
    assert signs(found, [evidence(0.5)]).lead == pytest.approx(0.3)


def test_a_passage_alone_in_its_library_does_not_stand_out():
    alone, among = (signs(searched(scores=s), [evidence(0.5)]) for s in ((0.9,), (0.9, 0.2, 0.2)))
    assert alone.lead == pytest.approx(0.2)
    assert alone.lead < among.lead
    assert signs(searched(scores=(0.1,)), [evidence(0.5)]).lead == pytest.approx(0.1)


@pytest.mark.parametrize(("text", "asks"), [("When was it laid?", 1.0), ("Why?", 0.0)])
def test_what_is_asked_for_is_a_sign(text, asks):
    assert signs(searched(text), [evidence(0.5)]).asks == asks


@pytest.mark.parametrize(("tokens", "follows"), [(0, 0.0), (3, 1.0)])
def test_a_question_that_leans_on_earlier_turns_is_known_by_their_tokens(tokens, follows):
    assert signs(searched(tokens=tokens), [evidence(0.5)]).follows == follows


@pytest.mark.parametrize(("readable", "words"), [(1.0, 0.0), (0.5, 0.4), (0.0, 0.8)])
def test_words_count_as_far_as_the_model_cannot_read_the_question(readable, words):
    found = searched(scores=(0.6, 0.8), readable=readable)
    assert signs(found, [evidence(0.5)]).words == pytest.approx(words)


@given(SHARES)
def test_it_has_four_decimals(own):
    result = confidence(searched(), [evidence(own)])
    assert result == round(result, 4)


@pytest.mark.parametrize(
    ("question", "language", "less"),
    [
        ("ケーブルはどこにありますか", "ja", True),
        ("ケーブルはどこにありますか", "en", False),
        ("Wo liegt das Kabel und wem gehört es?", "de", True),
        ("Wo liegt das Kabel und wem gehört es?", "ja", False),
    ],
)
def test_a_match_in_one_language_tells_less_to_a_model_of_many(question, language, less):
    found = searched(question, scores=(0.6, 0.4))
    many = replace(found, query=replace(found.query, multilingual=True))
    passage = replace(HIT.passage, document=replace(DOCUMENT, language=language))
    seen = [replace(evidence(0.6), hit=replace(HIT, passage=passage))]
    assert (confidence(many, seen) < confidence(found, seen)) is less


def test_a_match_across_languages_of_what_was_read_anew_tells_more():
    """More passages are compared in full then, so that the best stands out less."""
    found = searched("Wo liegt das Kabel und wem gehört es?", scores=(0.6, 0.4))
    many = replace(found, query=replace(found.query, multilingual=True))
    anew, seen = replace(many, anew=frozenset("p")), [evidence(0.6)]
    assert confidence(anew, seen) > confidence(many, seen)


def test_in_one_language_the_first_block_has_to_stand_out_for_a_model_of_many():
    found = searched("ケーブルはどこにありますか", scores=(0.6, 0.4))
    many = replace(found, query=replace(found.query, multilingual=True))
    passage = replace(HIT.passage, document=replace(DOCUMENT, language="ja"))

    def seen(*scores):
        return [replace(evidence(0.6, score=s), hit=replace(HIT, passage=passage)) for s in scores]

    alone, crowded = seen(0.5, 0.35, 0.35, 0.35), seen(0.5, 0.49, 0.49, 0.49)
    assert confidence(many, crowded) < confidence(many, alone)
    assert confidence(found, crowded) == confidence(found, alone)


def test_the_lead_of_a_block_is_over_the_next_three():
    scores = [0.5, 0.3, 0.2, 0.1, 0.0]
    assert block_lead([evidence(0.5, score=s) for s in scores]) == pytest.approx(0.3)


def test_a_block_alone_in_its_library_leads_as_much_as_one_usually_does():
    assert block_lead([evidence(0.5)]) == pytest.approx(0.08)
    assert block_lead([evidence(0.5), evidence(0.5, score=0.2)]) > 0.08
