"""multilingual-e5-small out of its file in four bits."""

import struct
from functools import cache

import numpy as np
import pytest
import torch

from index.embedding.bridge import ShippedBridge
from index.embedding.centre import read_centre
from index.embedding.embedding import SentenceTransformersEmbedder, unit
from index.embedding.four_bit_file import MULTILINGUAL_MODEL, find_four_bit_file, read_four_bit_file
from index.embedding.four_bit_model import FourBitEmbedding, tokenizer_of
from index.embedding.openvino_pass import Batch
from index.errors import ModelError
from index.search.late_interaction import fit_projection, max_sim


@cache
def file():
    return read_four_bit_file(find_four_bit_file())


@cache
def embedder():
    return SentenceTransformersEmbedder(MULTILINGUAL_MODEL)


def test_a_block_of_four_bits_is_its_halves_less_eight_times_its_scale():
    # By hand, byte by byte, from the description of the format.
    halves, scales = file().packed("l0.q.w")
    block, scale = halves[7].tolist(), float(scales[7])
    expected = [(b % 16 - 8) * scale for b in block] + [(b // 16 - 8) * scale for b in block]
    assert file().weights("l0.q.w")[7 * 32 : 8 * 32] == pytest.approx(expected)


def test_a_token_that_is_looked_up_has_the_vector_that_the_file_holds():
    halves, scales = file().packed("emb.word")
    looked_up = FourBitEmbedding(halves.reshape(-1, 12, 16), scales.reshape(-1, 12))
    ids = torch.tensor([[0, 4], [99_999, 250_036]])
    vectors = file().weights("emb.word").reshape(-1, 384)
    assert np.array_equal(looked_up(ids).numpy(), vectors[ids.numpy()])


def test_the_file_tells_the_sizes_of_the_model():
    sizes = file().sizes
    assert (sizes.hidden, sizes.layers, sizes.vocabulary) == (384, 12, 250_037)
    assert len(file().pieces) == 250_002
    assert file().pieces[file().special.padding][0] == "<pad>"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Die Hauptstadt", ["<s>", "▁Die", "▁Hauptstadt", "</s>"]),
        ("two  blanks", ["<s>", "▁two", "▁blank", "s", "</s>"]),
        ("ＡＢ", ["<s>", "▁AB", "</s>"]),
    ],
)
def test_texts_become_the_pieces_of_the_model(text, pieces):
    assert tokenizer_of(file()).encode(text).tokens == pieces


# Of each text, the first five numbers of the vector that the package's own engine computes.
ENGINE = {
    "how much protein per day": [0.0141, -0.0242, -0.0435, -0.0555, 0.1102],
    "Die Hauptstadt von Frankreich ist Paris.": [0.0316, -0.0403, 0.0059, -0.0438, 0.0608],
    "停车证必须在三月三十一日前更新。": [0.0392, -0.0211, -0.0349, -0.0287, 0.0563],
    "Türkiye'nin başkenti Ankara'dır.": [-0.0143, -0.0392, -0.0121, -0.0536, 0.0718],
    "ﾊﾝｶｸ　ＡＢＣ と 全角": [0.0491, -0.0424, -0.0562, -0.0628, 0.0729],
}


@pytest.mark.parametrize("text", ENGINE)
def test_vectors_are_those_of_the_engine_of_the_package(text):
    model = embedder()._model
    [read] = model.tokenizer.tokenise([text], model.question_prompt)
    ids = np.array([read.ids])
    ones = np.ones_like(ids)
    sentences, _ = model.run(Batch(ids, ones, ones), np.eye(model.width, dtype=np.float32))
    assert unit(sentences)[0, :5] == pytest.approx(ENGINE[text], abs=0.01)


def test_a_question_is_nearest_to_its_answer_in_another_language():
    [asked] = embedder().embed_questions(["Wie lange ist ein Parkausweis gültig?"])
    passages = [
        "駐車許可証の有効期間は一年です。",
        "Lunch is served in the canteen from noon.",
        "The library lends books for four weeks.",
    ]
    found = [each.sentence @ asked.sentence for each in embedder().embed_passages(passages)]
    assert np.argmax(found) == 0


def test_less_what_all_vectors_have_in_common_what_differs_is_far_apart():
    [asked] = embedder().embed_questions(["Wie lange ist ein Parkausweis gültig?"])
    [far] = embedder().embed_passages(["Lunch is served in the canteen from noon."])
    # Of the vectors as the model makes them, no two have a cosine below .7.
    assert asked.sentence @ far.sentence < 0.3
    assert max_sim((asked.tokens @ far.tokens.T).max(axis=1), np.ones(len(asked.tokens))) < 0.5


@pytest.mark.parametrize("data", [b"", b"nothing", bytes(100)])
def test_a_centre_that_is_damaged_is_told_in_one_line(data, tmp_path):
    (tmp_path / "centre").write_bytes(data)
    with pytest.raises(ModelError, match="missing or damaged"):
        read_centre(tmp_path / "centre")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: data[: len(data) // 2], "cut off"),
        (lambda data: data[:30], "truncated or damaged"),
        (lambda data: data[:5_000], "truncated or damaged"),
        (lambda data: b"GGUF" + data[4:], "another kind"),
        (lambda data: data[:4] + struct.pack("<I", 9) + data[8:], "another kind or version"),
        (lambda data: b"", "truncated or damaged"),
    ],
)
def test_a_file_that_is_damaged_is_told_in_one_line(spoil, reason, tmp_path):
    spoilt = tmp_path / "model.bin"
    spoilt.write_bytes(spoil(find_four_bit_file().read_bytes()))
    with pytest.raises(ModelError, match=reason) as raised:
        read_four_bit_file(spoilt)
    assert "\n" not in str(raised.value)


def test_a_package_that_is_not_installed_is_told_with_what_to_do(monkeypatch):
    monkeypatch.setattr("index.embedding.four_bit_file._PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match="not installed"):
        find_four_bit_file()


def test_an_english_text_that_crosses_the_bridge_is_near_what_it_means(model):
    texts = ["The dog sleeps in the garden.", "Taxes are due at the end of March."]
    crossed = ShippedBridge()([(e.sentence, e.tokens) for e in model.embed_passages(texts)])
    asked = embedder().embed_questions(["Wo schläft der Hund?", "Wann muss man Steuern zahlen?"])
    cosines = np.array([q.sentence for q in asked]) @ np.array([s for s, _ in crossed]).T
    assert (cosines.argmax(axis=1) == [0, 1]).all()
    late = [[_late(question.tokens, tokens) for _, tokens in crossed] for question in asked]
    assert (np.array(late).argmax(axis=1) == [0, 1]).all()


def _late(question, tokens):
    return max_sim((question @ tokens.T).max(axis=1), np.ones(len(question)))


def test_the_projection_of_the_bridge_is_that_of_the_model():
    fitted, kept = fit_projection(embedder()), ShippedBridge().projection
    # Of two axes that explain nearly the same, each processor's arithmetic turns them otherwise:
    # what they span together is compared, by the cosines of the angles between (Jordan 1875).
    cosines = np.linalg.svd(fitted[:, :8].T @ kept[:, :8], compute_uv=False)
    assert np.allclose(cosines, 1, atol=0.02)
