"""What every store of vectors must pass, whichever it is."""

import secrets

import numpy as np
import pytest

from index.embedding.embedding import unit
from index.vectors.chroma_server import ChromaServer
from index.vectors.embedded_chroma import EmbeddedStores
from index.vectors.postgres_vectors import PostgresVectors
from index.vectors.vector_store import UNSEALED, VectorSpace

WIDTH = 16


def some_vectors(count, seed=0, width=WIDTH):
    return unit(np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32))


def names(count):
    return [f"p{number:04}" for number in range(count)]


class Place:
    """A place with stores, in which the same home folder opens editions again and again."""

    def __init__(self, folder, stores):
        self.home, self.stores, self._opened = folder, stores, []
        self.number = secrets.token_hex(16)

    def open(self, edition=1, width=WIDTH, home="", model="some model"):
        folder = self.home / "generations" / str(edition)
        folder.mkdir(parents=True, exist_ok=True)
        store = self.stores.open(VectorSpace(folder, home or self.number, edition, model, width))
        self._opened.append(store)
        return store

    def close(self):
        for store in self._opened:
            store.close()
        self.stores.close()


STORES = {
    "embedded": lambda request: EmbeddedStores(),
    "chroma server": lambda request: ChromaServer(request.getfixturevalue("chroma_server").address),
    "postgres": lambda request: PostgresVectors(request.getfixturevalue("pgvector_database")),
}


@pytest.fixture(params=STORES)
def place(request, tmp_path):
    place = Place(tmp_path / "home", STORES[request.param](request))
    place.stores.check()
    yield place
    place.close()


@pytest.fixture
def store(place):
    return place.open()


def test_a_store_says_which_it_is_in_one_line(place):
    assert place.stores.check().isprintable()


def test_an_empty_store_finds_nothing(store):
    assert store.nearest(some_vectors(1)[0], 5) == []
    assert (store.ids(), store.count()) == (set(), 0)
    store.drop(["unknown"])


def test_scores_are_cosines_best_first(store):
    vectors = some_vectors(40)
    store.put(names(40), vectors)
    question = some_vectors(1, seed=1)[0]
    cosines = dict(zip(names(40), (vectors @ question).tolist(), strict=True))
    found = store.nearest(question, 5)
    assert [match.id for match in found] == sorted(cosines, key=lambda i: -cosines[i])[:5]
    assert dict(found) == pytest.approx({m.id: cosines[m.id] for m in found}, abs=1e-5)


def test_equal_vectors_are_in_order_of_id(store):
    store.put(["c", "a", "b"], some_vectors(1).repeat(3, axis=0))
    assert [match.id for match in store.nearest(some_vectors(1)[0], 3)] == ["a", "b", "c"]


def test_asking_for_more_than_there_is_gives_all(store):
    store.put(["a", "b"], some_vectors(2))
    assert {match.id for match in store.nearest(some_vectors(1)[0], 30)} == {"a", "b"}


def test_a_dropped_passage_is_found_no_more(store):
    store.put(["a", "b"], some_vectors(2))
    store.drop(["a", "unknown"])
    assert (store.ids(), store.count()) == ({"b"}, 1)
    assert [match.id for match in store.nearest(some_vectors(2)[0], 2)] == ["b"]


def test_a_known_passage_gets_its_new_vector(store):
    vectors = some_vectors(2)
    store.put(["a"], vectors[:1])
    store.put(["a"], vectors[1:])
    assert store.count() == 1
    assert store.nearest(vectors[1], 1)[0].score == pytest.approx(1, abs=1e-5)


def test_more_passages_than_one_batch_are_all_stored(store):
    vectors = some_vectors(6_000)
    store.put(names(6_000), vectors)
    assert (store.count(), store.ids()) == (6_000, set(names(6_000)))
    for number in (0, 2_999, 5_999):
        assert store.nearest(vectors[number], 1)[0].id == names(6_000)[number]
    store.drop(names(5_999))
    assert store.ids() == {names(6_000)[-1]}


@pytest.mark.parametrize("width", [1, 384, 3_072, 4_096])
def test_vectors_have_as_many_dimensions_as_the_model_gives(place, width):
    store = place.open(width=width)
    vectors = np.eye(width, dtype=np.float32)[:3] if width > 1 else np.ones((1, 1), np.float32)
    store.put(names(len(vectors)), vectors)
    assert [store.nearest(v, 1)[0].id for v in vectors] == names(len(vectors))


def test_the_nearest_are_found_even_where_all_are_far_apart(place):
    store, vectors = place.open(width=64), some_vectors(3_000, width=64)
    store.put(names(3_000), vectors)
    for question in some_vectors(10, seed=1, width=64):
        nearest = {names(3_000)[number] for number in np.argsort(-(vectors @ question))[:10]}
        assert {match.id for match in store.nearest(question, 10)} == nearest


def test_what_was_put_is_there_after_opening_again(place):
    first = place.open()
    first.put(["a", "b"], some_vectors(2))
    mark = first.seal()
    first.close()
    again = place.open()
    assert (again.ids(), again.mark()) == ({"a", "b"}, mark)
    assert again.nearest(some_vectors(2)[1], 1)[0].id == "b"


def test_editions_and_homes_do_not_meet(place):
    store, other, foreign = place.open(1), place.open(2, width=8), place.open(3, home="f" * 32)
    store.put(["a"], some_vectors(1))
    other.put(["b", "c"], some_vectors(2, width=8))
    foreign.put(["d"], some_vectors(1))
    store.drop(["b", "d"])
    assert [each.ids() for each in (store, other, foreign)] == [{"a"}, {"b", "c"}, {"d"}]


def test_vectors_of_an_edition_go_with_it(place):
    for edition in (1, 2):
        store = place.open(edition)
        store.put([f"of {edition}"], some_vectors(1))
        store.close()
    place.stores.keep_only(place.home, place.number, [2])
    assert (place.open(1).ids(), place.open(2).ids()) == (set(), {"of 2"})


def test_whoever_changes_a_store_takes_its_mark_away(place):
    store = place.open()
    store.put(["a", "b"], some_vectors(2))
    marks = {store.seal() for _ in range(2)}
    assert store.mark() in marks
    place.open().drop(["a"])
    if store.mark():
        assert (len(marks), store.mark()) == (2, UNSEALED)
    assert place.open().ids() == {"b"}
