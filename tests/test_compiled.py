"""The compiled transformer against the same model in torch."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from index.compiled import compile_transformer
from index.embedding import SentenceTransformersEmbedder, unit

TEXTS = ["The Arctic cable avoids the South China Sea.", "Cables.", "光ケーブル", "a " * 300]


@pytest.fixture(scope="module")
def in_torch():
    """The shipped model, told not to compile."""
    embedder = SentenceTransformersEmbedder()
    embedder._compiled = None
    return embedder


def test_vectors_agree_with_those_of_torch(model, in_torch):
    for ours, theirs in zip(model.embed(TEXTS), in_torch.embed(TEXTS), strict=True):
        assert ours.sentence @ theirs.sentence > 0.999
        assert np.sum(ours.tokens * theirs.tokens, axis=1).min() > 0.995


def test_the_oracle_is_what_the_library_itself_encodes(in_torch):
    [embedding] = in_torch.embed(TEXTS[:1])
    assert embedding.sentence @ unit(in_torch._model.encode(TEXTS[0])) > 0.999


def test_the_shipped_model_is_compiled(model):
    assert model._compiled is not None


def test_a_question_gives_the_same_bytes_again(model):
    first, second = (model.embed(TEXTS[:1])[0] for _ in range(2))
    assert first.tokens.tobytes() == second.tokens.tobytes()


def test_the_converter_cannot_report_its_use(model):
    assert model._compiled is not None
    from openvino.tools.ovc import convert_impl, telemetry_utils

    names = {module.tm.__name__ for module in (convert_impl, telemetry_utils)}
    assert names == {"openvino.tools.ovc.telemetry_stub"}


class Uncompilable(torch.nn.Module):
    def forward(self, input_ids, attention_mask):
        raise ValueError(f"{input_ids.shape}")


@pytest.mark.parametrize("bare", [None, Uncompilable()])
def test_a_model_that_cannot_be_compiled_is_left_to_torch(bare):
    class Model(list):
        def preprocess(self, texts):
            ids = torch.ones(len(texts), 4, dtype=torch.long)
            return {"input_ids": ids, "attention_mask": ids}

    assert compile_transformer(Model([SimpleNamespace(model=bare)]), 1) is None
