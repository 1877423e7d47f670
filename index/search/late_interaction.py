"""Late interaction: comparing a question with a passage token by token.

MaxSim as in ColBERT (Khattab & Zaharia 2020, https://arxiv.org/abs/2004.12832), as a weighted mean
over the question's tokens instead of a sum, so that scores of different questions compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedding import Embedder, Embedding, Floats, unit
from index.embedding.int8 import Int8s, Int32s, dot_products
from index.text.sentences import Span

DIMENSIONS = 96
_DOMINANT = 100
_SAMPLE_TEXTS = 64
_SAMPLE_WORDS = 48


def fit_projection(embedder: Embedder) -> Floats:
    """Returns the principal components of a model's token vectors, (d, k) float32.

    k is `DIMENSIONS`, or d where the model has fewer.

    They are fitted on the model's own vocabulary in random order, not on documents: the projection
    then never depends on what was indexed first. Measured on four sets, it loses nothing to one
    fitted on the documents themselves.
    """
    rng = np.random.default_rng(0)
    words = embedder.vocabulary()
    picked = rng.integers(len(words), size=(_SAMPLE_TEXTS, _SAMPLE_WORDS))
    texts = [" ".join(words[i] for i in row) for row in picked]
    tokens = np.concatenate([embedding.tokens for embedding in embedder.embed_passages(texts)])
    _, components = np.linalg.eigh(tokens.T @ tokens)
    return np.ascontiguousarray(components[:, ::-1][:, :DIMENSIONS], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """The vectors of what is asked: `sentence` (d,), `tokens` (n, k), and where the tokens stand.

    `whole` are the tokens as `undominated` leaves them (n, d), or None.
    """

    sentence: Floats
    tokens: Floats
    spans: Sequence[Span]
    whole: Floats | None = None


def query_vectors(made: Embedding, projection: Floats | None = None) -> QueryVectors:
    """Returns what a model made of a question; its tokens are projected here if that is to do."""
    if projection is None:
        return QueryVectors(made.sentence, made.tokens, made.spans)
    tokens, whole = unit(made.tokens @ projection), undominated(made.tokens, projection)
    return QueryVectors(made.sentence, tokens, made.spans, whole)


def undominated(tokens: Floats, projection: Floats) -> Floats:
    """Returns token vectors (n, d) without their part along the first principal components.

    These are what most tokens share: they tell of a language, or of how common a word is, more than
    of what is meant. One in a hundred dimensions is left out, as in "All-but-the-Top" (Mu &
    Viswanath 2018, https://arxiv.org/abs/1702.01417).
    """
    shared = projection[:, : round(len(projection) / _DOMINANT)]
    return unit((tokens - (tokens @ shared) @ shared.T).astype(np.float32))


def quantise(tokens: Floats) -> Int8s:
    """Rounds unit vectors to int8 127ths; the cosine of two of 96 numbers changes by some .003."""
    return np.round(tokens * 127).astype(np.int8)


def similarities(question: Floats, passage: Int8s) -> Floats:
    """Returns the cosines of every token of a passage (m, k) with the question's (n, k): (m, n)."""
    return _cosines(dot_products(quantise(question), passage).T)


def best_matches(question: Floats, passages: Sequence[Int8s]) -> Floats:
    """Returns, for each passage and each token of the question, the best cosine: (p, n)."""
    filled = [p if len(p) else np.zeros((1, question.shape[1]), np.int8) for p in passages]
    starts = np.cumsum([0, *(len(p) for p in filled[:-1])])
    products = dot_products(quantise(question), np.concatenate(filled))
    return _cosines(np.maximum.reduceat(products, starts, axis=1).T)


def _cosines(products: Int32s) -> Floats:
    return np.multiply(products, np.float32(1 / 127**2), dtype=np.float32)


def max_sim(best: Floats, weights: Floats) -> Floats:
    """Returns the weighted mean over the question's tokens (last axis) of their best cosines."""
    total = float(weights.sum())
    # Added up passage by passage: a product of matrices is rounded by where in it a row stands.
    scores: Floats = (best * weights).sum(axis=-1) / np.float32(total or 1.0)
    return scores
