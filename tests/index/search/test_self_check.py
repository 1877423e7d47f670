"""No language of an index is dead without a word."""

import pytest

from index.library import open_library
from index.search.retrieval import Searcher
from index.search.self_check import DENSE, LEXICAL, LanguageFinding, samples, self_check
from index.store.tantivy_index import IndexedText, WordIndex
from index.vectors.embedded_chroma import EmbeddedChroma
from tests.fake_embedder import FakeEmbedder

ENGLISH = "The cable runs under the sea and connects the two islands."
JAPANESE = "電線は海の下を通り、二つの島を結んでいる。ほかには何もない。"


@pytest.fixture
def bilingual(library, folder):
    (folder / "a.txt").write_text(ENGLISH)
    (folder / "b.txt").write_text(JAPANESE)
    library.sync([folder])
    return library


def passages_of(library):
    return [p for document in library.documents() for p in library.passages_of(document)]


def searcher(library, **legs):
    edition = library.editions.current()
    opened = edition._indexes()
    legs = {"words": opened.words, "dense": opened.dense} | legs
    projection = edition.projection
    return Searcher(library.embedder, projection, stored=edition, **legs)


def test_each_language_is_found_by_the_legs_that_claim_it(bilingual):
    assert self_check(searcher(bilingual), passages_of(bilingual)) == [
        LanguageFinding("en", (DENSE, LEXICAL), (), ENGLISH),
        LanguageFinding("ja", (LEXICAL,), (), JAPANESE.split("。")[0] + "。"),
    ]


def test_a_dead_lexical_leg_is_named_for_every_language(bilingual, tmp_path):
    found = self_check(searcher(bilingual, words=WordIndex(tmp_path / "w")), passages_of(bilingual))
    assert [(f.language, f.dead) for f in found] == [("en", (LEXICAL,)), ("ja", (LEXICAL,))]


def test_a_language_indexed_by_other_terms_than_it_is_asked_in_is_dead(bilingual, tmp_path):
    words = WordIndex(tmp_path / "w")
    japanese = [p for p in passages_of(bilingual) if p.document.language == "ja"]
    words.change([IndexedText(p.id, "d", " ".join(p.text), "ja") for p in japanese], [])
    found = self_check(searcher(bilingual, words=words), japanese)
    assert [(f.language, f.dead) for f in found] == [("ja", (LEXICAL,))]


def test_a_dead_dense_leg_is_named_where_the_model_reads(bilingual, tmp_path):
    dense = EmbeddedChroma(tmp_path / "v", 64)
    found = self_check(searcher(bilingual, dense=dense), passages_of(bilingual))
    dense.close()
    assert [(f.language, f.dead) for f in found] == [("en", (DENSE,)), ("ja", ())]


def test_an_empty_index_has_no_language(tmp_path):
    library = open_library(tmp_path / "home", FakeEmbedder(), create=True)
    assert passages_of(library) == list(samples([])) == []
    library.close()
