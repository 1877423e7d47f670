"""Vectors that cross from the first model to the second, and are read anew where they matter."""

from contextlib import closing

import numpy as np
import pytest

from index.embedding.bridge import STORED, ShippedBridge
from index.embedding.embedding import unit
from index.errors import ModelError
from index.library import open_library
from index.search import ranking
from index.search.queries import Query
from tests.index.editions.test_second_vectors import QUESTION, TEXTS, both

GERMAN = "Das Kabel aus Kupfer liegt tief im Meer und nicht an Land."


class Rough:
    """A bridge between two fakes, whose vectors of a word are alike: it adds some noise."""

    version = 1
    projection = np.eye(128, 96, dtype=np.float32)

    def __call__(self, made):
        noise = np.random.default_rng(0).normal(scale=0.02, size=128).astype(np.float32)
        return [(unit(sentence + noise), unit(tokens + noise)) for sentence, tokens in made]


def bridged():
    embedder = both()
    embedder.bridge = Rough()
    return embedder


@pytest.fixture
def home(tmp_path, folder):
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    with closing(open_library(tmp_path / "home", bridged(), create=True)) as library:
        library.sync([folder])
        assert library.editions.wanted.second.embedded == []
    return tmp_path / "home"


def test_english_text_does_not_load_the_second_model(tmp_path, folder, monkeypatch):
    (folder / "a.md").write_text("The copper cable lies deep in the sea and not on the land.")
    embedder = bridged()
    monkeypatch.setattr(embedder.second, "count", lambda texts: pytest.fail("it is loaded"))
    with closing(open_library(tmp_path / "own", embedder, create=True)) as library:
        library.sync([folder])
        assert library.status().passages == 1


def test_what_comes_first_is_read_by_the_second_model_once(home):
    embedder = bridged()
    with closing(open_library(home, embedder)) as library:
        found = library.find(Query(QUESTION))
        assert found.hits(1)[0].passage.document.path == "cable.txt"
        assert len(found.anew) == len(TEXTS)
        read = [text for text in embedder.second.embedded if "copper" in text]
        assert library.find(Query(QUESTION)).candidates == found.candidates
        assert [text for text in embedder.second.embedded if "copper" in text] == read


def test_what_was_read_anew_scores_as_if_the_second_model_had_read_all(home, tmp_path, folder):
    with closing(open_library(tmp_path / "all", both(), create=True)) as library:
        library.sync([folder])
        wanted = library.find(Query(QUESTION)).candidates
    with closing(open_library(home, bridged())) as library:
        found = library.find(Query(QUESTION)).candidates
    assert [c.id for c in found] == [c.id for c in wanted]
    assert found[0].score == pytest.approx(wanted[0].score, abs=0.05)


def test_text_in_another_language_is_read_by_the_second_model(home, folder):
    (folder / "kabel.txt").write_text(GERMAN)
    embedder = bridged()
    with closing(open_library(home, embedder)) as library:
        library.sync([folder])
        assert [text for text in embedder.second.embedded if GERMAN in text]
        found = library.find(Query(QUESTION))
        # With the English passages beside it, so that all of them are compared in the same way.
        assert found.anew == {hit.passage.id for hit in found.hits(9)}


def test_where_nothing_crossed_nothing_is_read_anew(tmp_path, folder):
    (folder / "kabel.txt").write_text(GERMAN)
    with closing(open_library(tmp_path / "home", bridged(), create=True)) as library:
        library.sync([folder])
        assert not library.find(Query(QUESTION)).anew


def test_passages_that_are_read_anew_are_ordered_by_whole_tokens(home, monkeypatch):
    """What they score stays on the scale that confidence was fitted on."""
    with closing(open_library(home, bridged())) as library:
        before = library.find(Query(QUESTION)).candidates
        late = ranking._late
        monkeypatch.setattr(
            ranking, "_late", lambda *args: -late(*args) if args[2] else late(*args)
        )
        after = library.find(Query(QUESTION)).candidates
    assert [each.score for each in after] == [each.score for each in before]
    assert after[0].id != before[0].id


def test_each_token_that_has_a_vector_is_told_where_it_stands(home, monkeypatch):
    monkeypatch.setattr("index.search.retrieval.READ_ANEW", 1)
    with closing(open_library(home, bridged())) as library:
        found = library.find(Query(QUESTION))
        assert len(found.anew) == 1
        for hit in found.hits(9):
            assert len(found.starts(hit.passage)) == len(found.stored[hit.passage.id].tokens)


def test_what_is_not_read_anew_stays_behind_what_is(home, monkeypatch):
    monkeypatch.setattr("index.search.retrieval.READ_ANEW", 2)
    with closing(open_library(home, bridged())) as library:
        candidates = library.find(Query(QUESTION)).candidates
    assert len(candidates) == len(TEXTS)
    assert candidates[2].score <= candidates[1].score


def test_a_home_without_the_bridge_is_made_anew_with_it(tmp_path, folder, home):
    with closing(open_library(tmp_path / "old", both(), create=True)) as library:
        library.sync([folder])
        before = library.editions.current().plan
    with closing(open_library(tmp_path / "old", bridged())) as library:
        assert not library.find(Query(QUESTION)).anew
        library.sync([folder])
        assert library.editions.current().plan.number > before.number
        assert library.find(Query(QUESTION)).anew


def test_without_stored_tokens_the_bridge_is_crossed_for_each_question(tmp_path, folder, home):
    embedder = bridged()
    with closing(open_library(tmp_path / "bare", embedder, create=True, token_width=0)) as library:
        library.sync([folder])
        assert library.find(Query(QUESTION)).hits(1)[0].passage.document.path == "cable.txt"


def test_weights_that_are_damaged_are_told_in_one_line(tmp_path):
    broken = tmp_path / "bridge.safetensors"
    broken.write_bytes(STORED.read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"'.*bridge.safetensors' is missing or damaged. Install"):
        ShippedBridge(broken)([])
