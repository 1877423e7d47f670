"""MaxSim over quantised token vectors, against a plain computation."""

import numpy as np
import pytest
import torch  # noqa: F401  The first product would load it, which takes seconds.
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.embedding import unit
from index.search.late_interaction import (
    DIMENSIONS,
    best_matches,
    fit_projection,
    max_sim,
    quantise,
    similarities,
    undominated,
)
from tests.fake_embedder import FakeEmbedder

SEEDS = st.integers(0, 2**32 - 1)


def some_units(seed, count):
    return unit(np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32))


@given(SEEDS)
def test_a_cosine_of_quantised_vectors_is_off_by_no_more_than_they_are_rounded(seed):
    question, passage = some_units(seed, 4), some_units(seed + 1, 5)
    most = 1.01 * np.sqrt(8) / 127  # Eight numbers of each are off by up to half a 127th.
    assert np.abs(similarities(question, quantise(passage)) - passage @ question.T).max() < most


def test_quantised_vectors_use_the_whole_range():
    assert quantise(np.array([[1.0, -1.0, 0.0]], np.float32)).tolist() == [[127, -127, 0]]


@given(SEEDS, st.lists(st.integers(0, 6), min_size=1, max_size=5), st.integers(1, 4))
def test_scores_are_those_of_a_plain_computation(seed, lengths, count):
    question = quantise(some_units(seed, count)) / np.float32(127)
    passages = [quantise(some_units(seed + i, n)) for i, n in enumerate(lengths, start=1)]
    weights = np.arange(1, count + 1, dtype=np.float32)
    expected = []
    for passage in passages:
        best = [max([float(q @ (p / 127.0)) for p in passage] or [0.0]) for q in question]
        expected.append(sum(w * b for w, b in zip(weights, best, strict=True)) / weights.sum())
    found = max_sim(best_matches(question, passages), weights)
    assert found == pytest.approx(expected, abs=1e-5)


def test_weights_of_nothing_score_nothing():
    assert max_sim(np.ones((2, 3), np.float32), np.zeros(3, np.float32)).tolist() == [0, 0]


def test_the_projection_is_orthonormal_and_the_same_every_time():
    projection = fit_projection(FakeEmbedder())
    assert projection.shape == (128, DIMENSIONS)
    assert np.allclose(projection.T @ projection, np.eye(DIMENSIONS), atol=1e-5)
    assert (projection == fit_projection(FakeEmbedder())).all()


def test_the_projection_keeps_the_cosines_of_the_shipped_model(model, seeds_library):
    texts = ["The Arctic cable links Europe and Japan under the sea."]
    [whole] = model.embed_passages(texts)
    [kept] = model.embed_passages(texts, seeds_library.editions.current().projection)
    pairs = np.triu_indices(len(kept.tokens), 1)
    before, after = ((e.tokens @ e.tokens.T)[pairs] for e in (whole, kept))
    assert kept.tokens.shape[1] == DIMENSIONS
    assert np.corrcoef(before, after)[0, 1] > 0.9


def test_tokens_lose_one_in_a_hundred_dimensions_that_most_share():
    # 200 dimensions: the first two principal components are the first two axes.
    projection, tokens = np.eye(200, 96, dtype=np.float32), np.ones((1, 200), np.float32)
    [left] = undominated(unit(tokens), projection)
    assert left[:2].tolist() == [0, 0]
    assert left[2:] == pytest.approx(198**-0.5)
