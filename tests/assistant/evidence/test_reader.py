"""Which blocks answer, once they are read, and how sure that is."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.evidence import Evidence
from assistant.evidence.reader import DEPTH, Balance, EvidenceReader, ReadEvidence, texts_of
from index.embedding.cross_encoding import Read
from index.embedding.model_folder import SHIPPED_MODEL
from index.embedding.multilingual import BOTH_MODELS
from index.errors import UsageError
from index.search.queries import EncodedQuery
from index.search.ranking import Scored
from index.search.retrieval import Found
from index.types import Document, Hit, Passage

BALANCE = Balance(share=0.02, intercept=-1.0, known=0.3, logit=0.8, lead=0.2)
LOGITS = st.lists(st.floats(-9, 9), min_size=1, max_size=DEPTH)


def evidence(score, text="The cable."):
    document = Document("d", "a.txt", "A", text, "en", (), (), "v")
    passage = Passage("p", document, 0, len(text), text, ("Cables",), None)
    return Evidence(Hit(passage, 0.5, 1), 0, len(text), own=score, score=score, right_kind=True)


class Searcher:
    """As much of a searcher as tells which model was searched with."""

    def __init__(self, name):
        self.embedder = self
        self.name = name


def searched(readable=1.0, name=SHIPPED_MODEL):
    none = np.zeros((0, 4), np.float32)
    query = EncodedQuery("q", none, none, none, (), (), none, readable)
    return Found(query, (Scored("p", 0.5, 0.5, 0.5),), searcher=Searcher(name), stored={})


class Says:
    """A model that reads in each text the number that it consists of."""

    def __init__(self):
        self.read_texts = []

    def read(self, question, texts):
        self.read_texts += [text.body for text in texts]
        return [Read(float(text.body), np.zeros(0, np.float32), ()) for text in texts]


@pytest.fixture
def reader():
    made = EvidenceReader()
    made._loaded = Says(), BALANCE
    return made


def test_what_is_read_changes_the_order(reader):
    reading = reader.read(searched(), [evidence(0.8, "-4"), evidence(0.7, "5")], 0.5)
    assert [each.text for each in reading.evidence] == ["5", "-4"]
    assert reading.logits == (5.0, -4.0)


def test_the_best_score_stays_and_the_others_keep_their_distance(reader):
    reading = reader.read(searched(), [evidence(0.8, "-4"), evidence(0.7, "5")], 0.5)
    assert [each.score for each in reading.evidence] == pytest.approx([0.8, 0.72])


def test_blocks_beyond_those_read_stay_behind_in_their_order(reader):
    many = [evidence(0.9 - i / 100, str(-i)) for i in range(DEPTH)]
    behind = [evidence(0.8, "7"), evidence(0.7, "8")]
    reading = reader.read(searched(), [*many, *behind], 0.5)
    assert [each.text for each in reading.evidence[DEPTH:]] == ["7", "8"]
    scores = [each.score for each in reading.evidence]
    assert scores == sorted(scores, reverse=True)


@given(LOGITS)
def test_every_block_comes_back_once(logits):
    reader = EvidenceReader()
    reader._loaded = Says(), BALANCE
    given_ = [evidence(0.5, repr(logit)) for logit in logits]
    reading = reader.read(searched(), given_, 0.5)
    assert sorted(e.text for e in reading.evidence) == sorted(e.text for e in given_)


def test_it_reads_what_was_found_by_the_english_one_of_both_models(reader):
    found = searched(name=BOTH_MODELS)
    assert reader.read(found, [evidence(0.8, "-4"), evidence(0.7, "5")], 0.5).logits == (5.0, -4.0)


@pytest.mark.parametrize(
    "found", [searched(readable=0.2), searched(name="another-model")], ids=["language", "model"]
)
def test_what_the_model_cannot_read_is_left_as_it_was(reader, found):
    given_ = [evidence(0.8, "-4"), evidence(0.7, "5")]
    reading = reader.read(found, given_, 0.4)
    assert reading.evidence == tuple(given_)
    assert reading.confidence == 0.4
    assert reading.logits == ()


def test_no_evidence_is_no_confidence(reader):
    assert reader.read(searched(), [], 0.0) == ReadEvidence((), 0.0)


@given(st.floats(0, 1), LOGITS)
def test_confidence_is_a_share_and_rises_with_what_was_read(known, logits):
    higher = [logits[0] + 1, *logits[1:]]
    assert 0 <= BALANCE.confidence(known, logits) <= BALANCE.confidence(known, higher) <= 1


def test_texts_are_read_under_their_headings():
    (text,) = texts_of([evidence(0.5)])
    assert (text.heading, text.body) == ("A › Cables", "The cable.")


def test_with_weights_that_are_missing_nothing_is_read_and_it_says_why(tmp_path):
    reader = EvidenceReader(tmp_path / "reader.safetensors")
    given_ = [evidence(0.8, "-4"), evidence(0.7, "5")]
    for _ in range(2):
        assert reader.read(searched(), given_, 0.5).evidence == tuple(given_)
    assert "'reader.safetensors' cannot be used" in reader.failure


def test_a_balance_is_read_as_it_was_written():
    assert Balance.of({"balance": json.dumps(asdict(BALANCE))}) == BALANCE


@pytest.mark.parametrize("stored", [{}, {"balance": "no"}, {"balance": '{"share": 1}'}])
def test_a_balance_that_lacks_a_number_is_named(stored):
    with pytest.raises(UsageError, match=r"do not say how much they count .* Install"):
        Balance.of(stored)


def test_a_share_of_nothing_leaves_the_order(reader):
    reader._loaded = Says(), replace(BALANCE, share=0.0)
    reading = reader.read(searched(), [evidence(0.8, "-4"), evidence(0.7, "5")], 0.5)
    assert [each.text for each in reading.evidence] == ["-4", "5"]
