"""Attention in int8, on small layers of the kinds that models have."""

import numpy as np
import pytest

from index.embedding.openvino_graph import quantise_attention
from index.embedding.openvino_pass import load_openvino

openvino = load_openvino()
opset13 = openvino.opset13

HEADS, WIDTH = 4, 8
FLOAT32 = {"INFERENCE_PRECISION_HINT": "f32"}


def attention(kind=np.float32, scale=None, causal=False, masked=True, before=lambda values: values):
    """A model of one attention layer over a text (b, n, h * d) and its mask (b, 1, n, n)."""
    text = opset13.parameter([-1, -1, HEADS * WIDTH], np.float32)
    mask = opset13.parameter([-1, 1, -1, -1], kind)
    order = opset13.constant([0, 2, 1, 3])

    def split(values):
        by_head = opset13.reshape(values, opset13.constant([0, -1, HEADS, WIDTH]), True)
        return opset13.transpose(by_head, order)

    # So that no two of the three are the same.
    query, key, value = (opset13.multiply(text, np.float32(by)) for by in (1, 0.5, -2))
    layer = opset13.scaled_dot_product_attention(
        split(query),
        split(key),
        before(split(value)),
        mask if masked else None,
        None if scale is None else opset13.constant(np.float32(scale)),
        causal,
    )
    joined = opset13.reshape(opset13.transpose(layer, order), opset13.constant([0, 0, -1]), True)
    return openvino.Model([opset13.result(joined)], [text, mask], "attention")


def computed(model, texts):
    return openvino.Core().compile_model(model, "CPU", FLOAT32)(texts)[0]


def texts(kind, alike=0.0):
    """Two texts of 50 tokens, of which the second has 20 of padding; `alike` is what all share."""
    rng = np.random.default_rng(0)
    read = np.ones((2, 1, 50, 50), bool)
    read[1, :, :, 30:] = False
    mask = read if kind is bool else np.where(read, 0, np.finfo(np.float32).min).astype(np.float32)
    return [rng.normal(alike, 1, (2, 50, HEADS * WIDTH)).astype(np.float32), mask]


def in_float32(model):
    return [op for op in model.get_ops() if op.get_type_name() == "ScaledDotProductAttention"]


@pytest.mark.parametrize("kind", [bool, np.float32])
@pytest.mark.parametrize("scale", [None, 1.0, 0.1])
def test_attention_in_int8_comes_to_the_same(kind, scale):
    sample = texts(kind)
    wanted = computed(attention(kind, scale), sample)
    model = attention(kind, scale)
    quantise_attention(model, sample)
    assert not in_float32(model)
    assert np.abs(computed(model, sample) - wanted).max() < 0.05 * np.abs(wanted).max()


def test_what_all_tokens_share_is_not_lost_where_probabilities_are_small():
    sample = texts(bool, alike=5.0)
    sample[0] = np.repeat(sample[0], 10, 1)
    sample[1] = np.ones((2, 1, 500, 500), bool)
    wanted = computed(attention(bool, scale=0.01), sample)
    model = attention(bool, scale=0.01)
    quantise_attention(model, sample)
    assert np.abs(computed(model, sample) - wanted).max() < 0.2 * np.abs(wanted).max()


@pytest.mark.parametrize(
    "kind",
    [
        {"causal": True},
        {"masked": False},
        {"before": lambda values: opset13.multiply(values, np.float32(2))},
        {"before": lambda values: values.input_value(0).get_node().input_value(0).get_node()},
    ],
)
def test_attention_of_another_kind_stays_as_it_is(kind):
    model = attention(**kind)
    quantise_attention(model, texts(np.float32))
    assert len(in_float32(model)) == 1
