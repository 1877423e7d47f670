"""All passages that have certain words, in the whole library and in a scope."""

import pytest

from index.search.holding import has_all, spans_of, telling_terms
from index.search.scope import Scope
from tests.libraries import library_of

TEXTS = {
    "a.txt": "The cables of the harbour lie deep.",
    "b.txt": "A cable was mended in the harbour office.",
    "c.txt": "The harbour is closed in winter.",
    "d.txt": "駐車場は八時に開きます。",
    "e.md": "# Cables\n\nOne harbour has none of them.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("holding"), TEXTS) as library:
        yield library


def paths(library, text, scope=None):
    held = library.ask(lambda snapshot: snapshot.holding(text), scope)
    return {library.document(i).path for i in held.documents.values()}


def all_of(library, *names):
    return Scope(frozenset(d.id for d in library.documents() if d.path in names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cable harbour", {"a.txt", "b.txt", "e.md"}),
        ("the harbours", {"a.txt", "b.txt", "c.txt", "e.md"}),
        ("駐車場", {"d.txt"}),
        ("zeppelin harbour", set()),
        ("of the", set()),
    ],
)
def test_every_passage_that_has_all_words_is_found_and_no_other(library, text, found):
    assert paths(library, text) == found
    everything = all_of(library, *TEXTS)
    assert paths(library, text, everything) == found


def test_in_a_scope_only_visible_passages_are_found(library):
    assert paths(library, "cable harbour", all_of(library, "b.txt", "c.txt")) == {"b.txt"}


def test_a_passage_is_read_by_its_id(library):
    held = library.ask(lambda snapshot: snapshot.holding("winter"))
    [passage] = held.read(list(held.documents)).values()
    assert passage.text == TEXTS["c.txt"]


def test_the_places_of_words_are_told_in_any_form():
    wanted = telling_terms("mend cables", ["en"])
    text = "A cable was mended."
    assert [text[start:end] for start, end in spans_of(wanted, text, "en")] == ["cable", "mended"]
    assert has_all(wanted, text, "en")
    assert not has_all(wanted, "A cable was cut.", "en")


def test_in_japanese_pairs_of_characters_are_told():
    wanted = telling_terms("駐車場", ["ja"])
    assert spans_of(wanted, "この駐車場です", "ja") == [(2, 4), (3, 5)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("show me everything", "en"),
        ("tell anyone something", "en"),
        ("zeig mir alles", "de"),
        ("montrez rien à quiconque", "fr"),
        ("dime algo de alguien", "es"),
    ],
)
def test_who_asks_for_anything_at_all_names_nothing(text, language):
    assert telling_terms(text, [language]) == ()
