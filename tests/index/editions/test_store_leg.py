"""Editions whose vectors are searched on a server: moved, filled again, away, and set back."""

import re
from contextlib import closing

import pytest
from pydantic import TypeAdapter

from index.errors import VectorStoreError
from index.library import open_library
from index.search.queries import Query
from index.vectors.chroma_connection import ChromaConnection
from index.vectors.chroma_server import _COLLECTIONS, ChromaServer
from index.vectors.embedded_chroma import EmbeddedStores
from index.vectors.postgres_vectors import PostgresVectors
from tests.fake_embedder import FakeEmbedder
from tests.servers.chroma import RunningChroma

pytestmark = pytest.mark.usefixtures("_watched", "_stores_are_asked")

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def _stores_are_asked(monkeypatch):
    """Stores are asked among few passages too, as otherwise among 20,000 and more."""
    monkeypatch.setattr("index.editions.edition.SMALL", 0)


@pytest.fixture
def papers(folder):
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"The cable number{number} lies in the sea. " * 30)
    return folder


@pytest.fixture
def server(tmp_path):
    """A server that can be stopped."""
    server = RunningChroma(tmp_path / "chroma").start()
    yield server
    server.stop()


def opened(folder, stores, embedder=None):
    home = folder.parent / "home"
    return closing(open_library(home, embedder or FakeEmbedder(), create=True, vectors=stores))


def best(library, question="number7"):
    return library.search(Query(question))[0].passage.document.path


def held(library):
    """Return the ids in the store of the edition that answers, and those in the records."""
    edition = library.editions.current()
    return edition._indexes().dense.ids(), edition.table.ids()


class Counting:
    """Stores that count how often the nearest are asked for."""

    def __init__(self, stores):
        self._stores, self.asked = stores, 0

    def open(self, space):
        store = self._stores.open(space)
        nearest = store.nearest

        def counted(vector, limit):
            self.asked += 1
            return nearest(vector, limit)

        store.nearest = counted
        return store

    def __getattr__(self, name):
        return getattr(self._stores, name)


def test_an_index_moves_to_servers_and_back_without_embedding_again(
    papers, chroma_server, pgvector_database
):
    with opened(papers, EmbeddedStores()) as library:
        library.sync([papers])
    places = [
        *(ChromaServer(chroma_server.address), PostgresVectors(pgvector_database)),
        EmbeddedStores(),
    ]
    for stores in map(Counting, places):
        embedder = FakeEmbedder()
        with opened(papers, stores, embedder) as library:
            library.sync([papers])
            assert embedder.embedded == []
            inside, wanted = held(library)
            assert inside == wanted
            assert library.disagreement() == ""
            assert best(library) == "7.txt"
            assert stores.asked


def test_a_question_fills_a_new_store_as_well(papers, chroma_server):
    with opened(papers, EmbeddedStores()) as library:
        library.sync([papers])
    with opened(papers, ChromaServer(chroma_server.address)) as library:
        assert best(library) == "7.txt"
        inside, wanted = held(library)
        assert inside == wanted


def test_what_changed_while_another_store_was_set_is_made_up_for(papers, chroma_server):
    places = [EmbeddedStores(), ChromaServer(chroma_server.address)]
    for number, stores in enumerate([*places, *places]):
        (papers / f"{number}.txt").write_text(f"A note on gravity{number}. " * 30)
        with opened(papers, stores) as library:
            library.sync([papers])
            inside, wanted = held(library)
            assert inside == wanted
            assert best(library, f"gravity{number}") == f"{number}.txt"


def test_a_server_that_is_away_ends_indexing_before_anything_is_done(papers):
    embedder = FakeEmbedder()
    with opened(papers, ChromaServer(NOBODY), embedder) as library:
        with pytest.raises(VectorStoreError, match=f"'{NOBODY}' does not answer"):
            library.sync([papers])
        assert library.records.is_empty()
    assert embedder.embedded == []
    assert not (papers.parent / "home" / "generations").exists()


def test_a_server_that_is_away_keeps_a_folder_from_being_half_forgotten(papers):
    with opened(papers, EmbeddedStores()) as library:
        library.sync([papers])
    with opened(papers, ChromaServer(NOBODY)) as library:
        with pytest.raises(VectorStoreError):
            library.forget(papers)
        assert library.status().documents == 12


def test_without_its_server_a_question_is_answered_from_our_own_vectors(papers, server, caplog):
    stores = ChromaServer(server.address)
    with opened(papers, stores) as library:
        library.sync([papers])
        before = library.search(Query("number7 sea"))
        server.stop()
        assert library.search(Query("number7 sea")) == before
        assert library.search(Query("number7 sea")) == before
    [warning] = [record.getMessage() for record in caplog.records]
    assert "does not answer" in warning
    with opened(papers, ChromaServer(server.address)) as library:
        assert library.search(Query("number7 sea")) == before


def test_a_run_whose_server_fails_leaves_nothing_half_written(papers, server, monkeypatch):
    monkeypatch.setattr("index.sync.ingest._BATCH_PASSAGES", 10)
    monkeypatch.setattr("index.sync.ingest._EMBEDDED_AT_ONCE", 10)
    stores = ChromaServer(server.address)
    first = FakeEmbedder()
    with opened(papers, stores, first) as library:
        stop_after(stores, 2, server, monkeypatch)
        with pytest.raises(VectorStoreError) as caught:
            library.sync([papers])
        assert str(caught.value).isprintable()
        stored = library.status().documents
        assert 0 < stored < 12
    monkeypatch.undo()
    server.start()
    second = FakeEmbedder()
    with opened(papers, ChromaServer(server.address), second) as library:
        library.sync([papers])
        assert library.disagreement() == ""
        assert library.status().documents == 12
    done, again = (
        {text for text in embedder.embedded if "cable" in text} for embedder in (first, second)
    )
    assert len(done & again) < len(done)


def stop_after(stores, times, server, monkeypatch):
    """Stop the server when vectors were put so many times."""
    store = type(stores.open(None))
    put, left = store.put, [times]

    def failing(self, ids, vectors):
        if left[0] == 0:
            server.stop()
        left[0] -= 1
        put(self, ids, vectors)

    monkeypatch.setattr(store, "put", failing)


def test_a_store_that_was_set_back_is_not_asked_and_filled_by_the_next_run(papers, chroma_server):
    stores = Counting(ChromaServer(chroma_server.address))
    with opened(papers, stores) as library:
        library.sync([papers])
        before = library.search(Query("number7 sea"))
        edition = library.editions.current()
        other = ChromaServer(chroma_server.address).open(edition._space)
        other.drop(sorted(edition.table.ids())[:5])
        edition.close()
        asked = stores.asked
        assert library.search(Query("number7 sea")) == before
        inside, wanted = held(library)
        assert inside == wanted
        assert stores.asked > asked


def test_vectors_on_a_server_go_with_their_edition(papers, chroma_server):
    stores = ChromaServer(chroma_server.address)
    for name, expected in [("old", [1]), ("new", [1, 2]), ("new", [2])]:
        embedder = FakeEmbedder(name=name)
        home = papers.parent / "home"
        with closing(
            open_library(home, embedder, create=True, load=FakeEmbedder, vectors=stores)
        ) as library:
            library.sync([papers])
            number = library.editions.current()._number
            assert editions_of(stores, number) == expected


def test_a_server_gets_vectors_and_no_words(papers, chroma_server):
    stores = ChromaServer(chroma_server.address)
    with opened(papers, stores) as library:
        library.sync([papers])
        space = library.editions.current()._space
    collection = f"{_COLLECTIONS}/{stores.open(space)._found().id}"
    with closing(ChromaConnection(chroma_server.address)) as server:
        words = ["documents", "metadatas", "uris"]
        kept = server.ask(TypeAdapter(dict), "POST", f"{collection}/get", {"include": words})
    assert len(kept["ids"]) > 12
    assert all(re.fullmatch("[0-9a-f]+", passage_id) for passage_id in kept["ids"])
    assert {each for kind in words for each in kept[kind]} == {None}


def editions_of(stores, number):
    ours = [name for name in stores._names() if number in name]
    return sorted(int(name.rpartition("-")[2]) for name in ours)
