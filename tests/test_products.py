"""Products of vectors in small numbers."""

import numpy as np
import pytest

from index.products import dot_products, half_products, products_in_float32, products_in_int8

SHAPES = [(1, 1, 8), (3, 40, 96), (15, 5_000, 8), (300, 40, 96), (40, 1, 384)]


def some_int8s(seed, rows, width):
    return np.random.default_rng(seed).integers(-127, 128, (rows, width)).astype(np.int8)


@pytest.mark.parametrize("compute", [products_in_int8, products_in_float32])
@pytest.mark.parametrize(("asked", "stored", "width"), SHAPES)
def test_products_of_small_integers_are_exact(compute, asked, stored, width):
    question, passage = some_int8s(1, asked, width), some_int8s(2, stored, width)
    expected = question.astype(np.int64) @ passage.T.astype(np.int64)
    assert np.array_equal(compute(question, passage), expected)


@pytest.mark.parametrize("compute", [products_in_int8, products_in_float32])
def test_the_largest_products_are_exact(compute):
    rows = np.full((2, 1_024), 127, np.int8)
    assert (compute(rows, -rows) == -(127**2) * 1_024).all()


@pytest.mark.parametrize("shapes", [(0, 3), (3, 0), (0, 0)])
def test_nothing_has_no_products(shapes):
    question, passage = (np.zeros((n, 8), np.int8) for n in shapes)
    assert dot_products(question, passage).shape == shapes


def test_half_products_are_those_of_the_rows(monkeypatch):
    monkeypatch.setattr("index.products._CHUNK", 7)
    matrix = np.random.default_rng(1).normal(size=(40, 96)).astype(np.float16)
    vector = np.random.default_rng(2).normal(size=96).astype(np.float32)
    expected = matrix.astype(np.float64) @ vector.astype(np.float64)
    assert half_products(matrix, vector) == pytest.approx(expected, abs=0.1)
