"""The reranker over tiny cross-encoders, against what sentence-transformers computes itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from sentence_transformers import CrossEncoder

from index.errors import UsageError
from index.reranking import CrossEncoderReranker
from tests import tiny_models

QUESTION = "under the sea"
TEXTS = ["the arctic cable", "", "東京 " * 200, "south china sea"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_models.bert_folder(tmp_path_factory.mktemp("reranker"), classes=1)


def test_scores_are_those_of_the_library_itself(folder):
    oracle = CrossEncoder(str(folder)).predict(
        [(QUESTION, text) for text in TEXTS], activation_fn=torch.nn.Sigmoid()
    )
    found = CrossEncoderReranker(str(folder)).scores(QUESTION, TEXTS)
    assert found == pytest.approx(oracle.tolist(), abs=1e-5)
    assert len(set(found)) > 1


def test_nothing_is_loaded_for_no_texts(tmp_path):
    assert CrossEncoderReranker(str(tmp_path / "nowhere")).scores(QUESTION, []) == []


def test_threads_may_rerank_at_once(folder):
    reranker = CrossEncoderReranker(str(folder))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: reranker.scores(QUESTION, TEXTS), range(8)))
    assert all(scores == pytest.approx(found[0]) for scores in found)


def test_an_embedding_model_is_no_reranker(tmp_path):
    folder = tiny_models.bert_folder(tmp_path / "bert")
    with pytest.raises(UsageError, match=r"bert' cannot be used: it is no reranker"):
        CrossEncoderReranker(str(folder)).scores(QUESTION, TEXTS)


def test_a_classifier_of_three_classes_is_no_reranker(tmp_path):
    folder = tiny_models.bert_folder(tmp_path / "nli", classes=3)
    with pytest.raises(UsageError, match="it gives 3 scores for a pair, not one"):
        CrossEncoderReranker(str(folder)).scores(QUESTION, TEXTS)


def test_a_cut_off_reranker_is_one_clear_line(tmp_path, folder):
    broken = tiny_models.bert_folder(tmp_path / "broken", classes=1)
    weights = broken / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(UsageError, match=r"broken' cannot be used: it is damaged") as raised:
        CrossEncoderReranker(str(broken)).scores(QUESTION, TEXTS)
    assert "\n" not in str(raised.value)
