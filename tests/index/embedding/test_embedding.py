"""The shipped embedding model behind our interface."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.embedding.embedding import SentenceTransformersEmbedder, batches_of, unit
from index.embedding.model_folder import SHIPPED_MODEL, find_model
from index.errors import UsageError
from tests.fake_embedder import FakeEmbedder

TEXT = "The Arctic cable avoids the South China Sea."


@pytest.fixture(params=["model", "embedder"])
def any_embedder(request):
    """The shipped model, and the fake one that most tests use in its place."""
    return request.getfixturevalue(request.param)


@cache
def oracle():
    tokenizer = Tokenizer.from_file(str(find_model(SHIPPED_MODEL) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def spans(embedder, text):
    return [(token.start, token.end) for token in embedder.tokens(text)]


def test_vectors_have_unit_length(any_embedder):
    [embedding] = any_embedder.embed_passages([TEXT])
    assert np.linalg.norm(embedding.sentence) == pytest.approx(1, abs=1e-3)
    assert np.linalg.norm(embedding.tokens, axis=1) == pytest.approx(1, abs=1e-3)


def test_every_token_has_a_place_and_a_vector(any_embedder):
    [embedding] = any_embedder.embed_passages([TEXT])
    assert len(embedding.tokens) == len(embedding.spans) == any_embedder.count([TEXT])[0]
    assert embedding.spans == spans(any_embedder, TEXT)
    words = [TEXT[start:end] for start, end in embedding.spans]
    assert words == "The Arctic cable avoids the South China Sea .".split()


def test_longer_texts_are_cut_at_the_limit(any_embedder):
    text = "word " * 400
    [embedding] = any_embedder.embed_passages([text])
    assert any_embedder.count([text]) == [400]
    assert len(embedding.tokens) == len(embedding.spans) == any_embedder.max_tokens == 254


def test_nothing_is_embedded_of_nothing(any_embedder):
    assert any_embedder.embed_passages([]) == []
    assert len(any_embedder.embed_passages([""])[0].tokens) == 0


@pytest.mark.parametrize(
    "text", ["a \ud83d\ude00 sea", "\0\0", "\u200b", "e\u0301" * 300, "😀" * 300]
)
def test_any_text_has_finite_vectors_and_places_of_its_own(model, text):
    [embedding] = model.embed_passages([text])
    assert np.isfinite(embedding.sentence).all()
    assert np.isfinite(embedding.tokens).all()
    assert embedding.spans == spans(model, text)
    assert all(0 <= start < end <= len(text) for start, end in embedding.spans)
    assert model.count([text])[0] >= len(embedding.spans)


def test_texts_come_back_in_order_over_batches(model):
    texts = [f"{'long ' * (50 * (i % 4))}number {i}" for i in range(40)]
    together = model.embed_passages(texts)
    for i in (0, 1, 3, 17, 39):
        [alone] = model.embed_passages([texts[i]])
        assert float(alone.sentence @ together[i].sentence) > 0.98


@example(["A cable, a cable's end.", "a\u0301 cable 東京 in\u200bvisible"])
@example(["a\x0bb", "a b"])
@given(
    st.lists(
        st.text(
            st.sampled_from("aé東 \t\n\x0b\x0c\x1c\x85\xa0\u2003\u2028.-#\u0301\u200b\ufffd\ud800")
        ),
        max_size=4,
    )
)
def test_texts_have_as_many_tokens_as_they_are_counted_to_have(model, texts):
    read = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
    encoded = oracle().encode_batch(read, add_special_tokens=False)
    assert model.count(texts) == [len(each) for each in encoded]


def test_counts_stay_right_when_more_words_were_seen_than_are_kept(model, monkeypatch):
    monkeypatch.setattr("index.embedding.tokenising._WORDS_KEPT", 2)
    for text in ("the Arctic cable", "avoids the sea", "an Arctic sea"):
        assert model.count([text, TEXT]) == [3, 9]
        assert model.count([text]) == [3]


@given(st.lists(st.integers(0, 50), max_size=40), st.integers(1, 200))
def test_batches_hold_every_text_once_and_no_more_than_fits(lengths, most):
    batches = batches_of(lengths, most)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[place] for place in batch)
        assert len(batch) == 1 or longest * len(batch) <= most


def test_texts_of_like_lengths_share_a_batch():
    assert batches_of([9, 1, 8, 2], 18) == [[1, 3], [2, 0]]


def test_like_meanings_are_nearer_than_unlike_ones(model):
    cable, wire, bread = (
        e.sentence
        for e in model.embed_passages(
            ["a cable under the sea", "a submarine wire", "a loaf of bread"]
        )
    )
    assert cable @ wire > cable @ bread + 0.2


def test_threads_may_embed_at_once(model):
    texts = [f"{'a cable ' * n}under the sea" for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: model.embed_passages([text])[0], texts))
    assert [len(e.tokens) for e in found] == model.count(texts)


def test_the_vocabulary_is_words_in_a_fixed_order(model):
    words = model.vocabulary()
    assert words == sorted(words)
    assert {"cable", "sea"} <= set(words)
    assert all(word.isalpha() and len(word) > 1 for word in words)


def test_a_zero_vector_stays_zero():
    assert unit(np.zeros((1, 3), np.float32)).tolist() == [[0, 0, 0]]


def test_a_model_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(UsageError, match=r"No model in '.*nowhere'"):
        SentenceTransformersEmbedder(str(tmp_path / "nowhere")).count(["text"])


def test_the_fake_knows_equal_words_from_others():
    cable, again, bread = (
        e.sentence for e in FakeEmbedder().embed_passages(["cable", "Cable", "bread"])
    )
    assert cable @ again == pytest.approx(1)
    assert abs(cable @ bread) < 0.5
