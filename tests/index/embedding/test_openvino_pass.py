"""The compiled model against the same model in torch."""

import ast
import logging
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from index.embedding.embedding import SHIPPED_MODEL, SentenceTransformersEmbedder, unit
from index.embedding.hardware import Arithmetic, cores, cpu_flags
from index.embedding.hardware import arithmetic as choose
from index.embedding.model_folder import find_model
from index.embedding.models import load_embedding_model
from index.embedding.openvino_pass import Batch, CompiledPass, TorchPass, compile_model
from tests import tiny_models

ROOT = Path(__file__).resolve().parents[3]
TEXTS = [
    "The Arctic cable avoids the South China Sea.",
    "Cables.",
    "光ケーブル",
    "a " * 300,
    "cable " * 300,
]


@pytest.fixture(scope="module")
def shipped():
    """The shipped model as the library itself loads it."""
    return SentenceTransformer(str(find_model(SHIPPED_MODEL)), device="cpu")


def embedder_of(run):
    """An embedder over the shipped model that computes by `run`."""
    embedder = SentenceTransformersEmbedder()
    embedder._loaded = replace(load_embedding_model(SHIPPED_MODEL, compiling=False), run=run)
    return embedder


def compiled_in(model, arithmetic, workers=1):
    """Compiles a model. An older CPU cannot have it in int8, and is not told to."""
    compiled = compile_model(model, arithmetic, workers, 256)
    if compiled is None and arithmetic is not choose(cpu_flags()):
        pytest.skip("this CPU cannot compute so")
    return compiled


@pytest.mark.parametrize(
    ("arithmetic", "least"),
    [
        (Arithmetic.FLOAT32, 0.9999),
        (Arithmetic.BFLOAT16, 0.999),
        (Arithmetic.INT8, 0.99),
        (Arithmetic.INT8_BFLOAT16, 0.99),
    ],
)
def test_vectors_agree_with_those_of_torch(shipped, arithmetic, least):
    compiled, in_torch = compiled_in(shipped, arithmetic, 2), TorchPass(shipped, 2, 1_024)
    ours, theirs = (embedder_of(run).embed_passages(TEXTS) for run in (compiled, in_torch))
    for one, other in zip(ours, theirs, strict=True):
        assert one.sentence @ other.sentence > least
        assert np.sum(one.tokens * other.tokens, axis=1).mean() > least


@pytest.mark.parametrize("words", [1, 20, 60])
def test_a_question_by_itself_agrees_with_torch_at_any_length(shipped, model, words):
    question = " ".join(["where", "is", "it"] * (words // 3 + 1))
    [ours] = model.embed_questions([question])
    [theirs] = embedder_of(TorchPass(shipped, 1, 1_024)).embed_questions([question])
    assert ours.sentence @ theirs.sentence > 0.99
    assert np.sum(ours.tokens * theirs.tokens, axis=1).mean() > 0.99


def test_a_question_does_not_depend_on_what_is_asked_beside_it(model):
    together = model.embed_questions(TEXTS)
    for text, embedding in zip(TEXTS, together, strict=True):
        [alone] = model.embed_questions([text])
        assert alone.tokens.tobytes() == embedding.tokens.tobytes()


def test_other_work_is_done_while_the_model_computes(model):
    done = []
    reading = model.reading(TEXTS)
    embeddings = reading.embed(meanwhile=lambda: done.append(threading.current_thread()))
    assert done == [threading.current_thread()]
    asked = [[(token.start, token.end) for token in tokens] for tokens in reading.tokens]
    assert [each.spans for each in embeddings] == asked


def test_other_work_that_fails_leaves_the_model_as_it_was(model):
    reading = model.reading(TEXTS[:1])
    for _ in range(cores() + 1):
        with pytest.raises(ZeroDivisionError):
            reading.embed(meanwhile=lambda: 1 / 0)
    assert reading.embed()[0].sentence @ model.embed_questions(TEXTS[:1])[0].sentence > 0.999


def test_the_oracle_is_what_the_library_itself_encodes(shipped):
    [embedding] = embedder_of(TorchPass(shipped, 1, 1_024)).embed_passages(TEXTS[:1])
    assert embedding.sentence @ unit(shipped.encode(TEXTS[0])) > 0.9999


def test_the_shipped_model_is_compiled(model):
    assert isinstance(model._loaded.run, CompiledPass)


def test_a_question_gives_the_same_bytes_again(model):
    first, second = (model.embed_questions(TEXTS[:1])[0] for _ in range(2))
    assert first.tokens.tobytes() == second.tokens.tobytes()


def test_the_converter_cannot_report_its_use(model):
    assert isinstance(model._loaded.run, CompiledPass)
    from openvino.tools.ovc import convert_impl, telemetry_utils

    names = {module.tm.__name__ for module in (convert_impl, telemetry_utils)}
    assert names == {"openvino.tools.ovc.telemetry_stub"}


def test_what_would_report_the_use_of_the_compiler_is_never_loaded(tmp_path):
    """In a process and a home of its own, where nobody has refused to be reported."""
    home, folder = tmp_path / "home", tiny_models.bert_folder(tmp_path / "model")
    home.mkdir()
    code = (
        "import sys\n"
        "sockets = []\n"
        "sys.addaudithook(lambda event, _: event.startswith('socket.') and sockets.append(event))\n"
        "from index.embedding.openvino_pass import CompiledPass\n"
        "from index.embedding.models import load_embedding_model\n"
        "assert isinstance(load_embedding_model(sys.argv[1]).run, CompiledPass)\n"
        "loaded = [name for name, module in sys.modules.items() if module and 'telem' in name]\n"
        "sys.stdout.write(repr((loaded, sockets)))\n"
    )
    environment = {**os.environ, "HOME": str(home)}
    # There the package would keep quiet by itself.
    for name in ("CI", "TF_BUILD", "JENKINS_URL"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    loaded, sockets = ast.literal_eval(done.stdout)
    assert {name.partition(".")[0] for name in loaded} == {"openvino"}  # A stub of its own.
    assert sockets == []
    assert list(home.iterdir()) == []


class Untraceable(torch.nn.Module):
    def forward(self, features):
        raise ValueError(f"{features.keys()}")


class Wavering(torch.nn.Module):
    """Gives other vectors when it is traced than when it computes."""

    def forward(self, features):
        sign = -1 if torch.jit.is_tracing() else 1
        return features | {"sentence_embedding": sign * features["sentence_embedding"]}


@pytest.mark.parametrize("arithmetic", [Arithmetic.FLOAT32, Arithmetic.INT8])
@pytest.mark.parametrize("last", [Untraceable(), Wavering()])
def test_a_model_that_cannot_be_compiled_is_left_to_torch(shipped, last, arithmetic):
    spoilt = SentenceTransformer(modules=[*shipped, last], device="cpu")
    level = logging.root.level
    assert compile_model(spoilt, arithmetic, 1, 256) is None
    assert logging.root.level == level


def in_int8(requests):
    """How many tensors the program of these requests rounds to int8 by fixed scales."""
    ops = requests.queue[0].get_compiled_model().get_runtime_model().get_ops()
    return sum(op.get_rt_info()["layerType"].astype(str) == "FakeQuantize" for op in ops)


@pytest.mark.parametrize("arithmetic", Arithmetic)
def test_attention_of_passages_is_in_int8_where_the_rest_is_in_float32(shipped, arithmetic):
    compiled = compiled_in(shipped, arithmetic)
    question = np.ones((1, 9), np.int64)
    compiled(Batch(question, question, question), np.eye(384, 96, dtype=np.float32))
    [short] = compiled._alone.values()
    assert not in_int8(short)
    assert (in_int8(compiled._any) > 0) == (arithmetic is Arithmetic.INT8)


def refuse(converted, sample):
    raise RuntimeError(f"{converted}{sample}")


def confuse(converted, sample):
    """Lets every token see nothing but itself."""
    for op in converted.get_ops():
        if op.get_type_name() == "ScaledDotProductAttention":
            op.output(0).replace(op.input_value(2))


@pytest.mark.parametrize("spoil", [refuse, confuse])
def test_a_model_that_int8_attention_does_not_suit_is_compiled_without(shipped, monkeypatch, spoil):
    monkeypatch.setattr("index.embedding.openvino_pass.quantise_attention", spoil)
    assert not in_int8(compiled_in(shipped, Arithmetic.INT8)._any)
