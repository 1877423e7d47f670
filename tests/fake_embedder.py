"""A small real `Embedder`: every word has a vector drawn from its hash; texts are bags of words."""

import re
from functools import lru_cache
from hashlib import sha256

import numpy as np

from index.embedding.embedding import Embedding, Legibility, Token, TokenisedTexts, unit

_DIMENSIONS = 128
_TOKEN = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]|[^\W_]+|[^\w\s]|_")


class FakeEmbedder:
    """Words that are equal but for case have equal vectors, others nearly orthogonal ones.

    `embedded` collects every text that was embedded.
    """

    def __init__(self, name="hashed-words", max_tokens=254):
        self.name = self.origin = name
        self.max_tokens = max_tokens
        self.legibility = Legibility()
        self.second = self.bridge = None
        self.embedded = []

    def count(self, texts):
        return [len(self._all(text)) for text in texts]

    def tokens(self, text):
        return self._all(text)[: self.max_tokens]

    def _all(self, text):
        return list(_tokens(text))

    def vocabulary(self):
        return [f"word{number}" for number in range(400)]

    def embed_passages(self, texts, projection=None):
        self.embedded += texts
        return [self._embedding(self.tokens(text), projection) for text in texts]

    embed_questions = embed_passages

    def reading(self, texts, projection=None):
        return TokenisedTexts(
            [tuple(self.tokens(text)) for text in texts],
            lambda meanwhile=None: self.embed_questions(texts, projection),
        )

    def _embedding(self, places, projection):
        vectors = [_vector(place.id) for place in places]
        tokens = np.array(vectors, np.float32).reshape(-1, _DIMENSIONS)
        projected = tokens if projection is None else unit(tokens @ projection)
        return Embedding(unit(tokens.sum(axis=0)), projected, [place[1:] for place in places])


@lru_cache(maxsize=1_000)
def _tokens(text):
    return tuple(Token(_id(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=50_000)
def _id(word):
    return int.from_bytes(sha256(word.lower().encode()).digest()[:4])


@lru_cache(maxsize=10_000)
def _vector(word):
    return unit(np.random.default_rng(word).normal(size=_DIMENSIONS).astype(np.float32))
