"""Every arithmetic that this CPU can compute with answers from the same sentences."""

from contextlib import closing
from dataclasses import replace
from functools import cache

import pytest
import torch
from sentence_transformers import SentenceTransformer

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.embedding.embedding import SHIPPED_MODEL, SentenceTransformersEmbedder
from index.embedding.hardware import Arithmetic
from index.embedding.model_folder import find_model
from index.embedding.models import load_embedding_model
from index.embedding.openvino_pass import TorchPass, compile_model
from index.library import open_library
from tests.bench.sets import SEEDS, read_cases
from tests.bench.tenkyo import Tenkyo

CASES = read_cases(SEEDS.questions)


def run_of(path):
    """Returns the shipped model in an arithmetic, or in torch; None if this CPU cannot."""
    model = SentenceTransformer(str(find_model(SHIPPED_MODEL)), device="cpu")
    if isinstance(path, Arithmetic):
        return compile_model(model, path, 1, 256)
    return TorchPass(model.to(path), 1, 1_024)


@pytest.fixture(scope="module")
def cited(tmp_path_factory):
    """Returns what each sample question is answered with by a path, None if there is no path."""

    @cache
    def ask_all(path):
        run = run_of(path)
        if run is None:
            return None
        embedder = SentenceTransformersEmbedder()
        embedder._loaded = replace(load_embedding_model(SHIPPED_MODEL, compiling=False), run=run)
        home = tmp_path_factory.mktemp("home") / "home"
        with closing(open_library(home, embedder, create=True)) as library:
            library.sync([SEEDS.corpus])
            side = Tenkyo(Assistant(library, Settings()))
            return [[c.span for c in side.ask(case).citations] for case in CASES]

    return ask_all


PATHS = [Arithmetic.BFLOAT16, Arithmetic.INT8, Arithmetic.INT8_BFLOAT16]


@pytest.mark.parametrize("path", [*PATHS, torch.float32, torch.bfloat16], ids=str)
def test_answers_rest_on_the_same_sentences_as_in_float32(cited, path):
    ours, theirs = cited(path), cited(Arithmetic.FLOAT32)
    if ours is None:
        pytest.skip("this CPU cannot compute so")
    pairs = list(zip(ours, theirs, strict=True))
    # Measured on an EPYC: .975 or more have the same sentences and no others. What differs are the
    # last sentences of an answer, and questions at the threshold.
    assert sum(one[:1] == other[:1] for one, other in pairs) / len(pairs) >= 0.95
    assert sum(set(one) == set(other) for one, other in pairs) / len(pairs) >= 0.95
