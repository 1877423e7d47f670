"""The index of sentence vectors."""

import numpy as np
import pytest

from index.embedding.embedding import unit
from index.errors import HomeError
from index.store.chroma_index import VectorIndex


def some_vectors(count, seed=0, width=16):
    return unit(np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32))


@pytest.fixture
def index(tmp_path):
    index = VectorIndex(tmp_path / "vectors")
    yield index
    index.close()


def test_scores_are_cosines_best_first(index):
    vectors = some_vectors(40)
    index.change([f"p{i}" for i in range(40)], vectors, [])
    question = some_vectors(1, seed=1)[0]
    cosines = dict(zip([f"p{i}" for i in range(40)], (vectors @ question).tolist(), strict=True))
    found = index.search(question, 5)
    assert [match.id for match in found] == sorted(cosines, key=lambda i: -cosines[i])[:5]
    assert dict(found) == pytest.approx({m.id: cosines[m.id] for m in found}, abs=1e-5)


def test_equal_vectors_are_in_order_of_id(index):
    index.change(["c", "a", "b"], some_vectors(1).repeat(3, axis=0), [])
    assert [match.id for match in index.search(some_vectors(1)[0], 3)] == ["a", "b", "c"]


def test_the_nearest_are_found_even_where_all_are_far_apart(index):
    vectors = some_vectors(4_000, width=128)
    names = np.array([f"p{i}" for i in range(4_000)])
    index.change(names.tolist(), vectors, [])
    for question in some_vectors(20, seed=1, width=128):
        nearest = names[np.argsort(-(vectors @ question))[:10]]
        assert {match.id for match in index.search(question, 10)} == set(nearest)


def test_an_empty_index_finds_nothing(index):
    assert (index.search(some_vectors(1)[0], 5), index.ids(), len(index)) == ([], set(), 0)


def test_asking_for_more_than_there_is_gives_all(index):
    index.change(["a", "b"], some_vectors(2), [])
    assert len(index.search(some_vectors(1)[0], 30)) == 2


def test_a_removed_passage_is_found_no_more(index):
    index.change(["a", "b"], some_vectors(2), [])
    index.change([], some_vectors(0), ["a", "unknown"])
    assert (index.ids(), len(index)) == ({"b"}, 1)


def test_a_known_passage_gets_its_new_vector(index):
    vectors = some_vectors(2)
    index.change(["a"], vectors[:1], [])
    index.change(["a"], vectors[1:], [])
    assert index.search(vectors[1], 1)[0].score == pytest.approx(1, abs=1e-5)


def test_more_passages_than_one_batch_are_all_stored(index, monkeypatch):
    monkeypatch.setattr("index.store.chroma_index._BATCH", 7)
    vectors = some_vectors(20)
    index.change([f"p{i}" for i in range(20)], vectors, [])
    assert [index.search(v, 1)[0].id for v in vectors] == [f"p{i}" for i in range(20)]


def test_what_was_stored_is_there_after_reopening(tmp_path):
    first = VectorIndex(tmp_path)
    first.change(["a", "b"], some_vectors(2), [])
    first.close()
    again = VectorIndex(tmp_path)
    assert again.ids() == {"a", "b"}
    again.close()


def test_a_damaged_folder_is_named_with_the_remedy(tmp_path):
    VectorIndex(tmp_path / "vectors").close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(HomeError, match=r"vectors' cannot be used: .*tenkyo index FOLDER") as e:
        VectorIndex(tmp_path / "vectors")
    assert "\n" not in str(e.value)
