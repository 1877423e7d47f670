"""The check of a model's sentences, held to the table of `tests/claims.jsonl`."""

import pytest

from tests.bench.claims import SUPPORTED, judge, read_claims

# One in a hundred may be judged wrongly, as measured in docs/measurements.md, and a little more.
_LEAST = 0.97


@pytest.fixture(scope="module")
def judged(tmp_path_factory, model):
    return judge(read_claims(), model, tmp_path_factory.mktemp("claims"))


def test_what_a_passage_says_in_other_words_is_accepted(judged):
    supported = [each for each in judged if each.claim.kind == SUPPORTED]
    assert len(supported) >= 160
    assert sum(each.right for each in supported) >= _LEAST * len(supported)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_turned_meaning_is_rejected(judged, language):
    distorted = [
        each for each in judged if each.claim.kind != SUPPORTED and each.claim.language == language
    ]
    assert len(distorted) >= 50
    assert sum(each.right for each in distorted) >= _LEAST * len(distorted)


def test_every_passage_has_claims_of_both_kinds():
    kinds = {}
    for claim in read_claims():
        kinds.setdefault(claim.passage, set()).add(claim.kind == SUPPORTED)
    assert all(found == {True, False} for found in kinds.values())
