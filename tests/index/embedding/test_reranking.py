"""The reranker over tiny cross-encoders, against what sentence-transformers computes itself."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from sentence_transformers import CrossEncoder

from index.embedding.reranking import CrossEncoderReranker
from index.errors import UsageError
from index.library import open_library
from index.search.queries import Query
from tests import tiny_models
from tests.fake_embedder import FakeEmbedder

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


class Backwards:
    """A reranker that likes the texts with the highest number best; keeps what it was asked."""

    name = "backwards"

    def __init__(self):
        self.asked = []

    def scores(self, question, texts):
        self.asked.append((question, len(texts)))
        return [int(re.search(r"number(\d+)", text)[1]) / 100 for text in texts]


@pytest.fixture
def reranked(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(30):
        (papers / f"{number}.txt").write_text(f"The cable number{number} lies in the sea.")
    library = open_library(tmp_path / "home", FakeEmbedder(), create=True, reranker=Backwards())
    library.sync([papers])
    yield library
    library.close()


def test_the_best_candidates_come_in_the_order_of_the_reranker(reranked):
    found = reranked.find(Query("Which cable?", earlier="the sea"))
    hits = found.hits(30)
    numbers = [int(hit.passage.document.path.split(".")[0]) for hit in hits]
    assert numbers[:20] == sorted(numbers[:20], reverse=True)
    assert reranked._reranker.asked == [("the sea Which cable?", 20)]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_what_the_confidence_rests_on_stays_as_it_was(reranked):
    found = reranked.find(Query("number3"))
    reranked._reranker, kept = None, found
    plain = {c.id: c.late for c in reranked.find(Query("number3")).candidates}
    assert {c.id: c.late for c in kept.candidates} == plain
