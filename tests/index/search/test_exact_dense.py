"""Looking at every vector: small numbers choose whom to look at, exact ones decide."""

import numpy as np
import pytest

from index.embedding.embedding import unit
from index.search.exact_dense import ExactVectors
from index.store.vector_file import PassageVectors, Placement, VectorFile

WIDTH, COUNT = 96, 400
ASKED = unit(np.random.default_rng(1).normal(size=WIDTH).astype(np.float32))


class Rows:
    """Names the passage of each row, the last row first."""

    def at_rows(self, rows):
        return {row: f"{COUNT - row:05}" for row in rows}


def alike():
    """Returns vectors in all directions whose cosine with what is asked is the same, but for 1e-5.

    In small numbers they are off by more, each by something else.
    """
    others = np.random.default_rng(7).normal(size=(COUNT, WIDTH))
    others -= np.outer(others @ ASKED, ASKED)
    return unit((0.05 * ASKED + 0.998 * unit(others.astype(np.float32))).astype(np.float32))


@pytest.fixture(params=[20_000, 0], ids=["in int8", "in half precision"])
def search(request, tmp_path, monkeypatch):
    """Searches some sentence vectors; also returns what plain exact numbers say."""
    monkeypatch.setattr("index.search.exact_dense.SMALL", request.param)
    file = VectorFile(tmp_path, width=WIDTH, token_width=8)

    def search(sentences, limit):
        vectors = [PassageVectors(each, np.zeros((0, 8), np.int8)) for each in sentences]
        placed = file.append(vectors, Placement(-1, 0, 0))
        exact = np.round(file.sentences.astype(np.float64) @ ASKED.astype(np.float64), 9)
        names = Rows().at_rows(range(len(vectors)))
        best = sorted(names, key=lambda row: (-exact[row], names[row]))[:limit]
        rows = np.array([place.row for place in placed])
        sums = np.array([place.sentence_sum for place in placed])
        found = ExactVectors(file, rows, sums, Rows()).nearest(ASKED, limit)
        return [match.id for match in found], [names[row] for row in best]

    return search


@pytest.mark.parametrize("limit", [1, 3, 10, 50, COUNT])
def test_passages_too_alike_for_small_numbers_come_in_the_order_of_exact_ones(search, limit):
    found, expected = search(alike(), limit)
    assert found == expected


def test_equal_passages_come_in_the_order_of_their_ids(search):
    found, expected = search([ASKED] * 30, 5)
    assert found == expected == ["00371", "00372", "00373", "00374", "00375"]
