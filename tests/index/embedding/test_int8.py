"""Products of vectors in small numbers."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding.int8 import (
    RoundedRows,
    dot_products,
    half_products,
    products_in_float32,
    products_in_int8,
)

ROOT = Path(__file__).resolve().parents[3]
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


@pytest.mark.parametrize("width", [1, 8])
def test_a_vector_made_a_row_has_exact_products(width):
    vector, passage = some_int8s(1, 1, width)[0], some_int8s(2, 40, width)
    expected = passage.astype(np.int64) @ vector.astype(np.int64)
    assert np.array_equal(dot_products(vector[None], passage)[0], expected)
    assert np.array_equal(dot_products(passage, vector[None])[:, 0], expected)


@pytest.mark.parametrize("shapes", [(0, 3), (3, 0), (0, 0)])
def test_nothing_has_no_products(shapes):
    question, passage = (np.zeros((n, 8), np.int8) for n in shapes)
    assert dot_products(question, passage).shape == shapes


def test_half_products_are_those_of_the_rows(monkeypatch):
    monkeypatch.setattr("index.embedding.int8._CHUNK", 7)
    matrix = np.random.default_rng(1).normal(size=(40, 96)).astype(np.float16)
    vector = np.random.default_rng(2).normal(size=96).astype(np.float32)
    expected = matrix.astype(np.float64) @ vector.astype(np.float64)
    assert half_products(matrix, vector) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("width", [8, 384])
def test_rounded_rows_are_no_further_off_than_they_say(width):
    rng = np.random.default_rng(width)
    rows = rng.normal(size=(300, width))
    rows[0] = 0
    rows[0, 0] = 1  # One large component makes the steps coarse for all.
    stored = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    for vector in stored[:20].astype(np.float32):
        exact = stored.astype(np.float64) @ vector.astype(np.float64)
        found, off = RoundedRows(stored).products(vector)
        assert np.abs(found - exact).max() <= off < 0.2


def test_no_rows_have_no_products():
    found, _ = RoundedRows(np.zeros((0, 8), np.float16)).products(np.full(8, 0.35, np.float32))
    assert found.shape == (0,)


@pytest.mark.parametrize("compute", [products_in_int8, half_products])
@pytest.mark.parametrize("threads", [1, 2])
def test_a_product_uses_as_many_threads_as_are_set_and_sets_none(compute, threads):
    """In a process of its own, and in a thread for which torch has not computed yet."""
    code = (
        "import os, sys, threading\n"
        "import numpy as np, torch\n"
        "from index.embedding import int8\n"
        f"torch.set_num_threads({threads})\n"
        "def threads(): return len(os.listdir('/proc/self/task'))\n"
        "def work():\n"
        f"    small = {compute is products_in_int8}\n"
        "    rows = np.ones((65_536, 384), np.int8 if small else np.float16)\n"
        "    before = threads()\n"
        f"    int8.{compute.__name__}(*((rows[:32], rows) if small else (rows, rows[0])))\n"
        "    sys.stdout.write(f'{threads() - before} {torch.get_num_threads()}')\n"
        "worker = threading.Thread(target=work)\n"
        "worker.start(); worker.join()\n"
    )
    environment = os.environ | {"OMP_NUM_THREADS": "2"}
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    started, left = found.stdout.split()
    assert int(left) == threads
    assert int(started) < threads
