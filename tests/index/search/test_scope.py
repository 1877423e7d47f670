"""Searching only what a reader may see."""

import pytest

from index.search.queries import Query
from index.search.scope import Scope
from index.text.terms import Term

WORDS = ("cable", "gravity", "coast", "harbour", "signal", "winter")


@pytest.fixture
def filled(library, folder):
    for number in range(60):
        word = WORDS[number % len(WORDS)]
        (folder / f"{number:02}.txt").write_text(f"{word} number{number} of the sea {word}.")
    library.sync([folder])
    return library


def scope_of(library, *paths):
    return Scope(frozenset(d.id for d in library.documents() if d.path in paths))


def found(library, question, scope=None):
    return [hit.passage.document.path for hit in library.search(Query(question), 60, scope)]


def test_only_documents_of_the_scope_are_found(filled):
    scope = scope_of(filled, "00.txt", "07.txt", "13.txt")
    assert sorted(found(filled, "cable", scope)) == ["00.txt", "07.txt", "13.txt"]
    assert found(filled, "cable", scope)[0] == "00.txt"


def test_an_empty_scope_finds_nothing(filled):
    assert found(filled, "cable", Scope(frozenset())) == []


def test_a_scope_of_everything_finds_what_a_search_without_finds(filled):
    everything = Scope(frozenset(d.id for d in filled.documents()))
    hits, scoped = (filled.search(Query("winter harbour"), 10, s) for s in (None, everything))
    assert [h.passage.id for h in hits] == [h.passage.id for h in scoped]
    assert [h.score for h in hits] == pytest.approx([h.score for h in scoped], abs=1e-5)


def test_what_is_hidden_does_not_take_the_place_of_what_is_visible(filled):
    """All passages on cables are hidden, and there are more of them than candidates."""
    scope = scope_of(filled, *(f"{n:02}.txt" for n in range(60) if n % len(WORDS)))
    assert len(found(filled, "cable sea", scope)) >= 30


def test_the_dense_leg_is_exact(filled):
    edition = filled.editions.current()
    scope = scope_of(filled, *(f"{n:02}.txt" for n in range(0, 60, 2)))
    _, dense = edition._legs(edition._indexes(), scope)
    question = edition.embedder.embed_questions(["signal number4"])[0].sentence
    sentences = {i: v.sentence for i, v in edition.vectors(sorted(edition.table.ids())).items()}
    visible = [
        p.id for d in filled.documents() if d.id in scope.documents for p in filled.passages_of(d)
    ]
    best = sorted(visible, key=lambda i: (-float(sentences[i] @ question), i))[:10]
    assert [match.id for match in dense.nearest(question, 10)] == best


def test_rarities_are_those_of_what_is_visible(filled):
    edition = filled.editions.current()
    scope = scope_of(filled, "00.txt", "01.txt")
    words, _ = edition._legs(edition._indexes(), scope)
    wanted = [Term((form,), False) for form in ("cabl", "sea", "nowher")]
    assert words.frequencies(wanted) == ([1, 2, 0], 2)


def test_a_scope_follows_what_is_indexed(filled, folder):
    scope = scope_of(filled, "00.txt", "06.txt")
    assert len(found(filled, "cable", scope)) == 2
    (folder / "00.txt").unlink()
    filled.sync([folder])
    assert found(filled, "cable", scope) == ["06.txt"]


def test_many_vectors_are_looked_at_in_parts(filled, monkeypatch):
    monkeypatch.setattr("index.embedding.int8._CHUNK", 7)
    scope = scope_of(filled, "55.txt")
    assert found(filled, "number55", scope) == ["55.txt"]
