"""Passages that are longer than a model reads at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.embedding import unit
from index.passages.cutting import context_of, passages_of
from index.passages.windows import embedded, token_starts, windows_of
from index.types import Document, Passage, Section
from tests.fake_embedder import FakeEmbedder

JAPANESE = "電線は海の下を通る。船が先月に敷いた。鯨はそれを聞いている。"
WHOLE = np.eye(128, dtype=np.float32)


def document(text, title="北の海", language="ja"):
    return Document("d", "a.txt", title, text, language, (Section(0, len(text), ()),), (), "v")


def passage(text, start=0, title="北の海"):
    return Passage("p", document(text, title), start, len(text), text[start:], (), None)


def stretches(windows, whole):
    """The text of each window without its context, by its place in the passage."""
    length = len(context_of(whole))
    spans = [(w.shift + length, w.shift + len(w.text)) for w in windows]
    return [whole.text[start:end] for start, end in spans]


def test_a_passage_that_the_model_reads_whole_has_one_window():
    [[window]] = windows_of([passage(JAPANESE)], FakeEmbedder())
    assert window.text == "北の海\n" + JAPANESE
    assert (window.first, window.shift) == (0, -4)


def test_a_longer_passage_is_read_in_windows_of_whole_sentences():
    long = passage(JAPANESE, start=10)
    [windows] = windows_of([long], FakeEmbedder(max_tokens=20))
    assert stretches(windows, long) == ["船が先月に敷いた。", "鯨はそれを聞いている。"]
    assert all(window.text.startswith("北の海\n") for window in windows)


def test_no_passages_have_no_windows():
    assert windows_of([], FakeEmbedder()) == embedded([], FakeEmbedder(), WHOLE) == []


@given(st.text(alphabet="ab .。、\n海の", min_size=1, max_size=120), st.integers(8, 40))
def test_windows_cover_a_passage_and_fit_the_model(text, max_tokens):
    whole, small = passage(text), FakeEmbedder(max_tokens=max_tokens)
    [windows] = windows_of([whole], small)
    said = "".join(stretches(windows, whole))
    assert "".join(said.split()) == "".join(text.split())
    assert max(small.count([window.text for window in windows])) <= max_tokens


@given(
    st.text(alphabet="海の下。、 \n", max_size=120).map(str.strip),
    st.integers(8, 40),
    st.integers(0, 9),
)
def test_every_stored_token_stands_where_its_start_says(text, max_tokens, start):
    whole = passage("x" * start + text, start)
    small, large = FakeEmbedder(max_tokens=max_tokens), FakeEmbedder(max_tokens=999)
    [(_, tokens)] = embedded([whole], small, WHOLE)
    assert list(token_starts(whole, small)) == list(token_starts(whole, large))
    assert tokens.tolist() == embedded([whole], large, WHOLE)[0][1].tolist()


def test_the_sentence_vector_is_the_mean_of_the_windows():
    whole, small = passage(JAPANESE), FakeEmbedder(max_tokens=20)
    [windows] = windows_of([whole], small)
    parts = [e.sentence for e in FakeEmbedder().embed_passages([w.text for w in windows])]
    [(sentence, _)] = embedded([whole], small, WHOLE)
    assert len(windows) == 3
    assert sentence == pytest.approx(unit(np.mean(parts, axis=0)), abs=1e-6)


def test_windows_do_not_change_the_vectors_of_other_passages():
    short, long = passage("海の下。"), passage(JAPANESE * 9)
    small = FakeEmbedder(max_tokens=20)
    [(sentence, tokens)] = embedded([short], small, WHOLE)
    again = embedded([long, short, long], small, WHOLE)[1]
    assert (again[0] == sentence).all()
    assert (again[1] == tokens).all()


def test_a_context_that_fills_the_model_still_leaves_a_quarter_to_the_passage():
    filled = passage(JAPANESE, title="海" * 40)
    [windows] = windows_of([filled], FakeEmbedder(max_tokens=20))
    assert "".join(stretches(windows, filled)) == JAPANESE
    assert max(map(len, stretches(windows, filled))) <= 5


@pytest.mark.parametrize(
    ("sentence", "longest"),
    [
        ("電線は海の下を通る。" * 2, 600),
        ("전선은 바다 아래로 지나간다. ", 680),
        ("Кабель лежит на дне северного моря. ", 840),
        ("电缆在海底通过了吗？", 600),
    ],
)
def test_passages_of_other_scripts_are_measured_by_their_characters(sentence, longest):
    single = Single()
    found = list(passages_of(document(sentence * 99), single))
    lengths = [len(p.text) for p in found[:-1]]
    assert 0.75 * longest < max(lengths) <= longest


class Single(FakeEmbedder):
    """Reads every character as a token, as many models do with scripts that they hardly know."""

    def count(self, texts):
        return [len(text.replace(" ", "")) for text in texts]


def test_passages_of_latin_script_keep_their_ids():
    text = "The cable runs under the sea. It was laid by ships in 1858.\n\n" * 20
    ids = [p.id for p in passages_of(document(text, "Cables", "en"), FakeEmbedder())]
    assert ids == ["7a5f056ee1a4ed27fbb6", "a6c27eb6c0fe5c2d1f3e"]
