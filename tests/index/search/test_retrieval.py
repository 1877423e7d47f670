"""From a question to ranked passages."""

from itertools import pairwise

import numpy as np
import pytest

from index.embedding.embedding import Legibility, Token
from index.search.proposals import CANDIDATES
from index.search.queries import Query, readable
from index.text.terms import runs
from tests.libraries import library_of

TEXTS = {
    "cables": "The Arctic cable runs under the sea and avoids the South China Sea.",
    "quantum": "Quantum sensors measure gravity in the laboratory of Kyoto.",
    "chips": "Semiconductors are made of silicon wafers in Taiwan.",
    "japanese": "海底電線は北極海を通る。半導体は台湾で作られる。",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    texts = {f"{name}.txt": text for name, text in TEXTS.items()}
    with library_of(tmp_path_factory.mktemp("filled"), texts) as library:
        yield library


def names(library, question, earlier=""):
    return [h.passage.document.title for h in library.search(Query(question, earlier))]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Which sea does the Arctic cable avoid?", "cables"),
        ("What measures gravity?", "quantum"),
        ("Where are silicon wafers made?", "chips"),
        ("北極海を通るのは何ですか", "japanese"),
        ("ＡＲＣＴＩＣ", "cables"),
    ],
)
def test_the_passage_that_has_the_words_comes_first(filled, question, best):
    assert names(filled, question)[0] == best


def test_hits_are_ranked_by_score_and_slice_their_documents(filled):
    hits = filled.search(Query("the cable of Kyoto"))
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for passage in (hit.passage for hit in hits):
        assert passage.document.text[passage.start : passage.end] == passage.text


def test_the_same_question_finds_the_same(filled):
    assert filled.find(Query("the cable")).candidates == filled.find(Query("the cable")).candidates


def test_top_k_takes_the_first(filled):
    assert filled.search(Query("sea"), 2) == filled.search(Query("sea"))[:2]


def test_equal_passages_are_in_order_of_id(library, folder):
    for number in range(6):
        (folder / f"{number}.md").write_text("# Same\n\nThe cable runs under the sea.")
    library.sync([folder])
    ids = [hit.passage.id for hit in library.search(Query("cable"))]
    assert ids == sorted(ids)
    assert len(ids) == 6


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "?!",
        "\0\x1b\x07",
        "x" * 20_000,
        "the cable " * 2_000,
        "הכבל",
        "\u0301",
        "\u00ad\u200d",
        "ﷺ",
        "l'",
        "ｶﾞｽ e\u0301 한 ก ३",
        "📄",
        "\ud800",
        "a\nb",
    ],
)
def test_any_question_is_answered_in_order_without_an_error(filled, question):
    hits = filled.search(Query(question))
    assert all(np.isfinite(hit.score) for hit in hits)


def test_a_follow_up_leans_on_the_words_before_it(filled):
    assert (
        names(filled, "And who benefits?", earlier="the Arctic cable under the sea")[0] == "cables"
    )
    assert names(filled, "What of silicon wafers?", earlier="the Arctic cable")[0] == "chips"


def test_each_leg_proposes_no_more_than_its_share(library, folder):
    text = "\n\n".join(f"cable {number} " * 100 for number in range(80))
    (folder / "a.txt").write_text(text)
    library.sync([folder])
    assert CANDIDATES <= len(library.find(Query("cable")).candidates) <= 2 * CANDIDATES


@pytest.mark.parametrize(
    ("word", "lengths", "expected"),
    [
        ("cable", [5], 1.0),
        ("a1b2c3d4", [1] * 8, 0.25),
        ("電線", [1, 1], 0.0),
        ("電線", [2], 1.0),
        ("海底電線", [1, 1, 2], pytest.approx(2 / 3)),
        ("Кабель", [1] * 6, 0.0),
        ("Кабель", [4, 2], 1.0),
        ("ＡＢＣ", [1, 1, 1], 0.0),
        ("cable", [], 0.0),
    ],
)
def test_how_well_a_word_is_read(word, lengths, expected):
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    tokens = [Token(7, at, at + n) for at, n in zip(starts, lengths, strict=True)]
    [run] = runs(word)
    assert readable(run, tokens, Legibility()) == expected


def test_what_the_vocabulary_has_not_is_not_read():
    [run] = runs("電線")
    assert readable(run, [Token(100, 0, 2)], Legibility(100)) == 0.0


def test_a_compound_in_pieces_is_read_by_a_model_of_many_languages_alone():
    pieces = [Token(7, start, end) for start, end in pairwise([0, 8, 11, 18, 23, 28, 32])]
    [run] = runs("Arbeitsunfähigkeitsbescheinigung")
    assert readable(run, pieces, Legibility(multilingual=True)) == 1.0
    assert readable(run, pieces, Legibility()) < 0.4


BESIDE, APART = "The glass fibre north of the wall.", "The glass north of the wall fibre."


@pytest.mark.parametrize("texts", [(BESIDE, APART), (APART, BESIDE)])
def test_of_the_same_words_that_passage_comes_first_which_has_them_side_by_side(tmp_path, texts):
    """In both orders: names of files are words too."""
    with library_of(tmp_path, {"a.txt": texts[0], "b.txt": texts[1]}) as library:
        [best, _] = library.search(Query("fibre north"))
    assert best.passage.text == BESIDE


@pytest.mark.parametrize(
    ("question", "best"),
    [
        # The model reads it and takes words of another ending for others; BM25 counts them more.
        ("Do whales hear cables?", "exact"),
        # The model knows single characters at most, BM25 pairs of them.
        ("海底電線は北極海", "pairs"),
    ],
)
def test_a_question_that_the_model_cannot_read_is_left_to_its_words(tmp_path, question, best):
    texts = {
        "exact.txt": f"Old whales of the far south hear cables {'in every winter night ' * 9}.",
        "stems.txt": "Whale, hears, cable; cable, hearing, whale.",
        "pairs.txt": "海底電線。あいうえお、かきくけこ。",
        "letters.txt": "底海線電極北は海。",
    }
    with library_of(tmp_path, texts) as library:
        assert names(library, question)[0] == best


@pytest.mark.parametrize(
    ("question", "share"),
    [("cable", 1.0), ("電線", 0.0), ("cable 電線", pytest.approx(5 / 7)), ("", 1.0), ("?!", 1.0)],
)
def test_how_much_of_a_question_is_read_goes_by_its_letters(filled, question, share):
    assert filled.find(Query(question)).query.readable == share


@pytest.mark.parametrize(("question", "share"), [("cable 電線", 1.0), ("電線", 0.0)])
def test_words_that_no_document_could_have_written_say_nothing_beside_others(
    tmp_path, question, share
):
    with library_of(tmp_path, {"a.txt": TEXTS["cables"]}) as library:
        assert library.find(Query(question)).query.readable == share


def test_the_shipped_model_finds_what_is_said_in_other_words(seeds_library):
    [hit] = seeds_library.search(Query("Which route do the undersea lines to Europe take?"), 1)
    assert "Arctic" in hit.passage.text
