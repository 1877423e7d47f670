"""The reader: which of the blocks found answer a question, and how sure that is.

A model reads the question and each of the most promising blocks together
(`index/embedding/cross_encoding.py`). What it finds is added to what is known of a block without
reading it, and to what tells without it that a question is answered. How much each counts was
fitted on questions that the model was not trained on, and stands with its weights.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from threading import Lock

from assistant.evidence.answering_cells import text_of
from assistant.evidence.evidence import Evidence
from index.embedding.cross_encoding import CrossEncoder, Text, learnt_from, load_cross_encoder
from index.embedding.model_folder import SHIPPED_MODEL
from index.embedding.multilingual import BOTH_MODELS
from index.errors import TenkyoError, UsageError
from index.passages.cutting import context_of
from index.search.retrieval import Found

DEPTH = 8
"""How many blocks of a question are read, the most promising first."""

WEIGHTS = Path(__file__).parent / "reader.safetensors"

# A question of which the embedding model reads less than this is not for its layers either.
_READABLE = 0.5
_SUREST = 0.9999
_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Balance:
    """How much what was read counts beside what is known without reading.

    `share` is what a logit adds to the score of a block. The log odds of an answer are `intercept`,
    plus `known` times the log odds without reading, `logit` times that of the block that comes
    first, and `lead` times what it has more than the mean of the next three.
    """

    share: float
    intercept: float
    known: float
    logit: float
    lead: float

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> "Balance":
        """Returns what stands with weights.

        Raises:
            UsageError: it is missing or no numbers.
        """
        try:
            numbers = json.loads(stored["balance"])
            return cls(**{field.name: float(numbers[field.name]) for field in fields(cls)})
        except (KeyError, ValueError, TypeError) as error:
            raise UsageError(
                f"The reader's weights do not say how much they count ({error!r})."
                " Install Tenkyo again."
            ) from error

    def total(self, evidence: Evidence, logit: float) -> float:
        """Returns what a block scores when what was read of it counts as well."""
        return round(evidence.score + self.share * logit, 6)

    def confidence(self, known: float, logits: Sequence[float]) -> float:
        """Returns how likely it is that a question is answered, 0 to 1.

        `known` is that without reading; `logits` are those of the blocks, as they are ranked.
        """
        weights = (self.known, self.logit, self.lead)
        signs = self.signs(known, logits)
        odds = self.intercept + math.fsum(w * s for w, s in zip(weights, signs, strict=True))
        return round(1 / (1 + math.exp(-min(max(odds, -30.0), 30.0))), 4)

    @staticmethod
    def signs(known: float, logits: Sequence[float]) -> tuple[float, float, float]:
        """Returns what the log odds of an answer are made of, before it is weighed."""
        inside = min(max(known, 1 - _SUREST), _SUREST)
        others = logits[1 : _OTHERS + 1] or logits[:1]
        lead = logits[0] - math.fsum(others) / len(others)
        return math.log(inside / (1 - inside)), logits[0], lead


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """Evidence, best first, how likely it answers, 0 to 1, and what the model read of the best.

    `logits` are those of the first blocks of the evidence; there are none if nothing was read.
    """

    evidence: tuple[Evidence, ...]
    confidence: float
    logits: tuple[float, ...] = ()


class EvidenceReader:
    """Reads what a search found, with weights that are loaded when they are first needed.

    For any number of threads. Where the weights cannot be used, nothing is read, and
    `failure` says why.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        """Takes the file of the weights."""
        self._weights = weights
        self._loading = Lock()
        self._loaded: tuple[CrossEncoder, Balance] | None = None
        self.failure = ""

    def load(self) -> "tuple[CrossEncoder, Balance] | None":
        """Returns the model and how much it counts; None if they cannot be used."""
        with self._loading:
            if self._loaded is None and not self.failure:
                try:
                    balance = Balance.of(learnt_from(self._weights))
                    self._loaded = load_cross_encoder(SHIPPED_MODEL, self._weights), balance
                except TenkyoError as error:
                    self.failure = str(error)
            return self._loaded

    def read(self, found: Found, evidence: Sequence[Evidence], sure: float) -> ReadEvidence:
        """Reads the first of some evidence, and weighs it anew.

        `sure` is how likely it answers by what is known without reading.
        """
        if not evidence or not _can_read(found) or (loaded := self.load()) is None:
            return ReadEvidence(tuple(evidence), sure)
        encoder, balance = loaded
        first = evidence[:DEPTH]
        logits = self.logits(encoder, found.query.text, texts_of(first))
        order = sorted(range(len(first)), key=lambda i: -balance.total(first[i], logits[i]))
        best = max(each.score for each in first)
        shift = best - balance.total(first[order[0]], logits[order[0]])
        weighed = [
            replace(first[i], score=max(balance.total(first[i], logits[i]) + shift, 0.0))
            for i in order
        ]
        lowest = weighed[-1].score
        rest = [replace(each, score=min(each.score, lowest)) for each in evidence[DEPTH:]]
        read = tuple(logits[i] for i in order)
        return ReadEvidence((*weighed, *rest), balance.confidence(sure, read), read)

    def logits(self, encoder: CrossEncoder, question: str, texts: Sequence[Text]) -> list[float]:
        """Returns the log odds that each text answers a question."""
        return [read.logit for read in encoder.read(question, texts)]


SHIPPED_READER = EvidenceReader()
"""The reader that is part of the package."""


def texts_of(evidence: Sequence[Evidence]) -> list[Text]:
    """Returns what is read of evidence: each block, or what tells in it, under its headings."""
    return [
        Text(
            context_of(each.hit.passage).strip(),
            text_of(each.hit.passage.document, each.said or ((each.start, each.end),)),
        )
        for each in evidence
    ]


def _can_read(found: Found) -> bool:
    names = (SHIPPED_MODEL, BOTH_MODELS)
    return found.embedder.name in names and found.query.readable >= _READABLE
