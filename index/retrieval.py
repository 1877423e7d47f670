"""From a question to ranked passages: candidates from two legs, then late interaction.

The legs are dense (Chroma) and lexical (BM25). Their candidates are scored by MaxSim over stored
token vectors, and the final order mixes MaxSim with BM25 by how much of the question the embedding
model can read.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.analysis import terms
from index.embedding import Embedder, Embedding, Floats, Token
from index.late_interaction import best_matches, max_sim, project
from index.records import PassageVectors
from index.vectors import VectorIndex
from index.words import WordIndex

CANDIDATES = 30
"""How many passages each leg proposes."""

# The share of late interaction in the final score, for questions that the embedding model reads
# completely and not at all. BM25, as a share of the most a passage could reach, has the rest.
# Measured on four sets, flat around these values; see docs/measurements.md.
LATE_SHARE_READ = 0.87
LATE_SHARE_UNREAD = 0.2
# What matches of the earlier turns' tokens add to a follow-up's score.
EARLIER_SHARE = 0.45
_BM25_CEILING = 2.2  # k1 + 1: what one term can contribute at most, in units of its rarity.
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for.

    `text` is the question; `earlier` are the earlier words of the conversation that it leans on,
    empty for a question that stands alone.
    """

    text: str
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class EncodedQuery:
    """A question ready for late interaction.

    `sentence` is (d,), `tokens` (n, k) and `weights` (n,), all float32; a token's weight is the
    square root of its word's rarity. `terms` are its index terms, `rarities` theirs. `readable`,
    from 0 to 1, is how much of it the embedding model can read.
    """

    text: str
    sentence: Floats
    tokens: Floats
    weights: Floats
    places: tuple[Token, ...]
    terms: tuple[str, ...]
    rarities: Floats
    readable: float

    @property
    def late_share(self) -> float:
        """The share of late interaction in a mixed score; BM25 has the rest."""
        return LATE_SHARE_UNREAD + self.readable * (LATE_SHARE_READ - LATE_SHARE_UNREAD)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate passage with its scores, each about 0 to 1: `score` mixes the other two."""

    id: str
    score: float
    late: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the question as encoded, and the candidates, best first."""

    query: EncodedQuery
    candidates: tuple[Scored, ...]


class Searcher:
    """Searches passages by id; knows vectors and words, not documents."""

    def __init__(
        self,
        embedder: Embedder,
        projection: Floats,
        words: WordIndex,
        dense: VectorIndex,
        vectors: Callable[[Sequence[str]], dict[str, PassageVectors]],
    ) -> None:
        """Takes the two legs, and `vectors`, which returns stored vectors by passage id."""
        self._embedder = embedder
        self._projection = projection
        self._words = words
        self._dense = dense
        self._vectors = vectors

    def search(self, query: Query) -> Found:
        """Returns every candidate passage for a question, best first, ties broken by id."""
        texts = [query.text]
        if query.earlier:
            texts += [f"{query.earlier} {query.text}", query.earlier]
        encoded = [
            self._encode(text, embedding)
            for text, embedding in zip(texts, self._embedder.embed(texts), strict=True)
        ]
        lexical = self._lexical_scores(encoded[:2])
        proposed = {
            hit.id for e in encoded[:2] for hit in self._dense.search(e.sentence, CANDIDATES)
        }
        ids = sorted(proposed | lexical.keys())
        vectors = self._vectors(ids)
        ids = [i for i in ids if i in vectors]
        if not ids:
            return Found(encoded[0], ())
        return Found(encoded[0], self._ranked(encoded, ids, vectors, lexical))

    def _lexical_scores(self, queries: Sequence[EncodedQuery]) -> dict[str, float]:
        """Returns BM25 as a share of its ceiling, for the candidates of the lexical leg.

        A follow-up joined with earlier turns only proposes: it must not score.
        """
        scores: dict[str, float] = {}
        for query in reversed(queries):
            ceiling = _BM25_CEILING * float(query.rarities.sum()) or 1.0
            own = query is queries[0]
            for hit in self._words.search(query.terms, CANDIDATES):
                scores[hit.id] = hit.score / ceiling if own else 0.0
        return scores

    def _ranked(
        self,
        encoded: Sequence[EncodedQuery],
        ids: Sequence[str],
        vectors: dict[str, PassageVectors],
        lexical: dict[str, float],
    ) -> tuple[Scored, ...]:
        query = encoded[0]
        tokens = [vectors[i].tokens for i in ids]
        late = max_sim(best_matches(query.tokens, tokens), query.weights)
        words = np.array([lexical.get(i, 0.0) for i in ids], dtype=np.float32)
        score = query.late_share * late + (1 - query.late_share) * words
        if len(encoded) > 1:
            earlier = encoded[-1]
            score += EARLIER_SHARE * max_sim(best_matches(earlier.tokens, tokens), earlier.weights)
        rows = zip(ids, score.tolist(), late.tolist(), words.tolist(), strict=True)
        scored = (Scored(i, round(s, 6), a, b) for i, s, a, b in rows)
        return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.id)))

    def _encode(self, text: str, embedding: Embedding) -> EncodedQuery:
        found = terms(text)
        rarity = self._rarities(found)
        return EncodedQuery(
            text=text,
            sentence=embedding.sentence,
            tokens=project(embedding.tokens, self._projection),
            weights=self._weights(text, embedding.places),
            places=embedding.places,
            terms=tuple(found),
            rarities=rarity,
            readable=readable_share(text, embedding.places),
        )

    def _rarities(self, found: Sequence[str]) -> Floats:
        """Returns the inverse document frequency of each term, as BM25 defines it."""
        counts, total = self._words.frequencies(found)
        return np.array(
            [math.log(1 + (total - n + 0.5) / (n + 0.5)) for n in counts], dtype=np.float32
        )

    def _weights(self, text: str, places: Sequence[Token]) -> Floats:
        """Returns a weight for each token: the root of its word's rarity, 0 for punctuation."""
        words = list(_WORD.finditer(text))
        first_terms = {word.start(): (terms(word.group()) or [""])[0] for word in words}
        rarity = dict(
            zip(first_terms, self._rarities(list(first_terms.values())).tolist(), strict=True)
        )
        owner = {i: word.start() for word in words for i in range(word.start(), word.end())}
        weights = [rarity.get(owner.get(place.start, -1), 0.0) for place in places]
        return np.sqrt(np.array(weights, dtype=np.float32))


def readable_share(text: str, places: Sequence[Token]) -> float:
    """Returns how much of a text an English embedding model can read, from 0 to 1.

    A letter counts as read if its script is Latin, and in full if its word is one token: words
    of a foreign language fall into many pieces, and letters of other scripts are mere noise.
    """
    read = total = 0.0
    for word in _WORD.finditer(text):
        letters = sum(c.isalpha() for c in word.group())
        pieces = sum(word.start() <= place.start < word.end() for place in places)
        total += letters
        if _is_latin(word.group()):
            read += letters * min(1.0, 2 / max(pieces, 1))
    return read / total if total else 1.0


def _is_latin(word: str) -> bool:
    return all(ord(c) < 0x250 for c in word)
