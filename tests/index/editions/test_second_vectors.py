"""Two models in one library: who reads a question, and what is kept of both."""

from contextlib import closing

import numpy as np
import pytest

from index.embedding.embedding import Legibility
from index.embedding.multilingual import needs_second
from index.errors import DamagedError
from index.library import open_library
from index.search.queries import Query
from index.search.scope import Scope
from tests.fake_embedder import FakeEmbedder

TEXTS = {
    "cable.txt": "The cable of copper lies in the deep sea.",
    "lunch.txt": "Lunch is served in the canteen from noon.",
    "glass.txt": "A fibre of glass carries light to the harbour.",
}
GERMAN = {"wo": "where", "liegt": "lies", "das": "the", "kabel": "cable", "aus": "of"}
GERMAN |= {"kupfer": "copper", "wird": "is", "mittagessen": "lunch"}
QUESTION = "Wo liegt das Kabel aus Kupfer?"


class Translator(FakeEmbedder):
    """Reads German as English: words that mean the same have equal vectors."""

    def _all(self, text):
        words = super()._all(text)
        meant = [GERMAN.get(text[w.start : w.end].lower()) for w in words]
        known = [
            super(Translator, self)._all(m)[0].id if m else w.id
            for m, w in zip(meant, words, strict=True)
        ]
        return [w._replace(id=i) for w, i in zip(words, known, strict=True)]


def both():
    first = FakeEmbedder()
    first.second = Translator("translator")
    first.name = first.origin = "hashed-words+translator"
    return first


def write(folder):
    for name, text in TEXTS.items():
        (folder / name).write_text(text)


@pytest.fixture
def home(tmp_path, folder):
    write(folder)
    with closing(open_library(tmp_path / "home", both(), create=True)) as library:
        library.sync([folder])
    return tmp_path / "home"


def opened(home):
    return closing(open_library(home, both()))


def first(library, question, scope=None):
    return library.search(Query(question), scope=scope)[0].passage.document.path


def test_a_question_in_another_language_finds_english_text(home):
    with opened(home) as library:
        assert first(library, QUESTION) == "cable.txt"
        assert library.find(Query(QUESTION)).candidates[0].late > 0.5
        assert first(library, "Wird Mittagessen aus Kupfer?") in ("lunch.txt", "cable.txt")


def test_without_the_second_model_it_finds_nothing_of_it(tmp_path, folder):
    write(folder)
    with closing(open_library(tmp_path / "home", FakeEmbedder(), create=True)) as library:
        library.sync([folder])
        assert library.find(Query(QUESTION)).candidates[0].late < 0.4


def test_words_count_nothing_where_no_document_is_in_the_language_of_the_question(home):
    embedder = both()
    embedder.second.legibility = Legibility(multilingual=True)
    with closing(open_library(home, embedder)) as library:
        [best, *_] = library.find(Query(QUESTION)).candidates
        assert library.find(Query(QUESTION)).query.late_share == 1.0
        assert library.find(Query("Where does the cable lie?")).query.late_share < 1.0
        assert best.score >= 0.6 * best.late


def test_nothing_is_said_to_lack_a_word_that_no_document_could_have(home):
    embedder = both()
    embedder.second.legibility = Legibility(multilingual=True)
    with closing(open_library(home, embedder)) as library:
        assert library.find(Query(QUESTION)).lacks(["Kupfer"]) == [False]
        assert library.find(Query("Where is the gold?")).lacks(["gold", "cable"]) == [True, False]


def test_a_word_of_another_script_counts_as_much_as_a_name_beside_it(home):
    question, weights = "copper 케이블", {}
    for multilingual in (False, True):
        embedder = both()
        embedder.second.legibility = Legibility(multilingual=multilingual)
        with closing(open_library(home, embedder)) as library:
            weights[multilingual] = library.find(Query(question)).query.weights
    assert weights[True][0] == weights[False][0]
    assert weights[True][1] > 0.8 * weights[True][0]
    assert weights[False][1] < 0.6 * weights[False][0]


def test_an_english_question_is_never_asked_of_the_second_model(home):
    embedder = both()
    with closing(open_library(home, embedder)) as library:
        assert first(library, "Where does the cable of copper lie?") == "cable.txt"
    assert embedder.second.embedded == []


def test_both_models_are_warm_before_a_server_is_asked(home, folder):
    (folder / "kabel.txt").write_text("Das Kabel aus Kupfer liegt tief im Meer und nicht an Land.")
    embedder = both()
    with closing(open_library(home, embedder)) as library:
        library.sync([folder])
        embedder.second.embedded.clear()
        library.warm()
    assert embedder.second.embedded != []


def test_the_second_model_is_not_loaded_for_english_documents_alone(home):
    embedder = both()
    with closing(open_library(home, embedder)) as library:
        library.warm()
    assert embedder.second.embedded == []


def test_english_is_answered_just_as_by_the_first_model_alone(home, tmp_path, folder):
    question = Query("where is the cable in the sea?")
    with closing(open_library(tmp_path / "alone", FakeEmbedder(), create=True)) as alone:
        alone.sync([folder])
        with opened(home) as library:
            assert library.find(question).candidates == alone.find(question).candidates


def test_whoever_reads_on_sees_the_tokens_of_the_model_that_was_asked(home):
    with opened(home) as library:
        found = library.find(Query(QUESTION))
        assert found.embedder.name == "translator"
        [hit] = found.hits(1)
        tokens = found.vectors([hit.passage.id])[hit.passage.id].tokens
        assert len(tokens) == len(
            found.embedder.tokens(f"{hit.passage.document.title}\n{TEXTS['cable.txt']}")
        )


def test_the_second_model_keeps_to_the_scope_of_the_reader(home):
    with opened(home) as library:
        seen = {d.path: d.id for d in library.documents()}
        scope = Scope(frozenset([seen["lunch.txt"]]))
        assert [h.passage.document.path for h in library.search(Query(QUESTION), scope=scope)] == [
            "lunch.txt"
        ]


def test_a_changed_document_is_found_as_it_is_now(home, folder):
    with opened(home) as library:
        (folder / "lunch.txt").write_text(
            "The cable of copper and the copper of the cable lies there."
        )
        (folder / "cable.txt").unlink()
        library.sync([folder])
        assert first(library, QUESTION) == "lunch.txt"
        assert len(library.search(Query(QUESTION))) == 2


def test_a_home_of_one_model_gets_the_second_without_reading_files_again(tmp_path, folder):
    write(folder)
    home = tmp_path / "home"
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([folder])
    with closing(open_library(home, both(), load=lambda _: FakeEmbedder())) as library:
        assert first(library, "Where is the cable?") == "cable.txt"
        report = library.sync([folder])
        assert report.changed == report.added == 0
        assert library.find(Query(QUESTION)).embedder.name == "translator"


def halved(data):
    return data[: len(data) // 2]


def flipped(data):
    """The bytes with one bit of the last other than it was: no format notices."""
    return data[:-1] + bytes([data[-1] ^ 16])


@pytest.mark.parametrize("name", ["sentences.f16", "tokens.i8", "places.i64", "projection.npy"])
@pytest.mark.parametrize("spoil", [halved, lambda data: bytes(len(data)), flipped, None])
def test_damage_is_told_and_indexing_mends_it(home, folder, name, spoil):
    [path] = home.glob(f"generations/*/second/{name}")
    if spoil:
        path.write_bytes(spoil(path.read_bytes()))
    else:
        path.unlink()
    with opened(home) as library, pytest.raises(DamagedError):
        library.search(Query(QUESTION))
    with opened(home) as library:
        library.sync([folder])
        assert first(library, QUESTION) == "cable.txt"
        assert library.disagreement() == ""


def test_without_stored_tokens_they_are_computed(tmp_path, folder):
    write(folder)
    home = tmp_path / "home"
    with closing(open_library(home, both(), create=True, token_width=0)) as library:
        library.sync([folder])
        assert first(library, QUESTION) == "cable.txt"


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("Where does the cable lie?", False),
        ("password rotation", False),
        ("2.1?", False),
        ("", False),
        ("Wo liegt das Kabel?", True),
        ("ケーブルはどこですか", True),
        ("Где лежит кабель?", True),
        ("Urlaubsantragsgenehmigungsverfahren Frist", True),
        ("Kablo nerede duruyor?", True),
        ("Was kostet das Kabel?", True),
        ("Qui signe le contrat ?", True),
        ("Quanto costa il cavo?", True),
        ("Cáp giá bao nhiêu?", True),
        ("What is the die cast from?", False),
        ("Where is the café?", False),
    ],
)
def test_questions_that_an_english_model_reads_are_told(question, foreign, model):
    assert needs_second(question, model) is foreign


def test_sums_of_no_rows_are_none(home):
    with opened(home) as library:
        second = library.editions.current()._second
        assert second.sums(np.zeros(0, np.int64)).tolist() == []
