"""Late interaction: comparing a question with a passage token by token.

MaxSim as in ColBERT (Khattab & Zaharia 2020, https://arxiv.org/abs/2004.12832), as a weighted mean
over the question's tokens instead of a sum, so that scores of different questions compare.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, Floats

DIMENSIONS = 96
_SAMPLE_TEXTS = 64
_SAMPLE_WORDS = 48
# The most multiplications that OpenBLAS leaves to one thread. Its threads wait for each other, and
# beside other work that takes ten times as long as the product itself; a block also stays cached.
_BLOCK = 1_000_000

Int8s = NDArray[np.int8]


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


def quantise(tokens: Floats) -> Int8s:
    """Stores unit vectors as int8 127ths; the cosine of two changes by less than .01."""
    return np.round(tokens * 127).astype(np.int8)


def similarities(question: Floats, passage: Int8s) -> Floats:
    """Returns the cosines of every token of a passage (m, k) with the question's (n, k): (m, n)."""
    table = np.empty((len(passage), len(question)), np.float32)
    scaled = np.ascontiguousarray(question.T) / np.float32(127)
    rows = max(1, _BLOCK // max(question.size, 1))
    for start in range(0, len(passage), rows):
        block = slice(start, start + rows)
        product(passage[block].astype(np.float32), scaled, table[block])
    return table


@np.errstate(invalid="ignore")
def product(left: Floats, right: Floats, out: Floats | None = None) -> Floats:
    """Returns left @ right, silent where the processor says that something was not a number.

    OpenBLAS computes with the padding beside small operands too; what happens to stand there can
    raise numpy's warning though operands and result are finite (numpy issues 13173 and 24067).
    """
    result: Floats = np.matmul(left, right, out=out)
    return result


def best_matches(question: Floats, passages: Sequence[Int8s]) -> Floats:
    """Returns, for each passage and each token of the question, the best cosine: (p, n)."""
    filled = [p if len(p) else np.zeros((1, question.shape[1]), np.int8) for p in passages]
    starts = np.cumsum([0, *(len(p) for p in filled[:-1])])
    table = similarities(question, np.concatenate(filled))
    best: Floats = np.maximum.reduceat(table, starts, axis=0)
    return best


def max_sim(best: Floats, weights: Floats) -> Floats:
    """Returns the weighted mean over the question's tokens (last axis) of their best cosines."""
    total = float(weights.sum())
    scores: Floats = product(best, weights) / np.float32(total or 1.0)
    return scores
