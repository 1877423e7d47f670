"""Reranking: a cross-encoder reads a question and a passage together, and says how well they fit.

Slower by far than comparing vectors, and better, so it is for the best candidates only; optional.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding.model_folder import model_name

if TYPE_CHECKING:
    from index.embedding.models import ScorePairs


class Reranker(Protocol):
    """Scores texts as answers to a question."""

    @property
    def name(self) -> str:
        """Identifies the model; scores of another name cannot be compared."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Returns how well each text fits the question, from 0 to 1."""


class CrossEncoderReranker:
    """A `Reranker` over any sentence-transformers cross-encoder, loaded when it is first needed."""

    def __init__(self, name: str) -> None:
        """Names the model: a folder, or a name that the local cache holds."""
        self._called = name
        # Loading twice would waste memory, and the model's tokenizer keeps state while it works.
        self._lock = threading.RLock()

    @cached_property
    def name(self) -> str:
        """The model's name with a hash of its folder."""
        return model_name(self._called)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Returns how well each text fits the question, from 0 to 1.

        Raises:
            ModelError: there is no such model, or it is no reranker.
        """
        if not texts:
            return []
        pairs = [(question, text) for text in texts]
        with self._lock:
            logits = self._score_pairs(pairs)
        # Sigmoid, written so that no large logit overflows.
        fits = 0.5 * (1 + np.tanh(logits / 2))
        return [float(score) for score in fits]

    @cached_property
    def _score_pairs(self) -> "ScorePairs":
        from index.embedding.models import load_reranker

        return load_reranker(self._called)
