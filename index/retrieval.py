"""From a question to ranked passages: candidates from two legs, then late interaction.

The legs are dense (Chroma) and lexical (BM25). Their candidates are scored by MaxSim over stored
token vectors, and the final order mixes MaxSim with BM25 by how much of the question the embedding
model can read.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from index.analysis import Run, is_function_term, runs
from index.embedding import Embedder, Embedding, Floats, Token
from index.late_interaction import best_matches, max_sim
from index.vector_file import PassageVectors
from index.words import Match

CANDIDATES = 30
"""How many passages each leg proposes."""

# The share of late interaction in the final score, for questions that the embedding model reads
# completely and not at all. BM25, as a share of the most a passage could reach, has the rest.
# Measured on four sets, flat around these values; see docs/measurements.md.
LATE_SHARE_READ = 0.87
LATE_SHARE_UNREAD = 0.2
# How much a word of the earlier turns counts in a follow-up, beside one of its own.
EARLIER_WEIGHT = np.float32(0.6)
_BM25_CEILING = 2.2  # k1 + 1: what one term can contribute at most, in units of its rarity.
# What function words, and words that a leg cannot read, count beside others.
_UNTELLING = 0.15
_END_OF_LATIN = 0x250


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: the inverse document frequencies of its terms, as BM25 defines them.

    Function words count little even where they happen to be rare, as in a small library, and so
    do words of a script that no document is written in: they can neither match nor miss.
    """

    run: Run
    rarities: Floats
    readable: float
    written: bool


class LexicalLeg(Protocol):
    """Finds passages by the words they hold."""

    def search(self, wanted: Sequence[str], limit: int) -> list[Match]:
        """Returns the passages that hold any of these index terms, best first, ties by id."""

    def frequencies(self, wanted: Sequence[str]) -> tuple[list[int], int]:
        """Returns in how many passages each term stands, and the number of passages."""


class DenseLeg(Protocol):
    """Finds passages by what they mean."""

    def search(self, vector: Floats, limit: int) -> list[Match]:
        """Returns the passages with the highest cosine, best first, ties by id."""


class Searcher:
    """Searches passages by id; knows vectors and words, not documents."""

    def __init__(
        self,
        embedder: Embedder,
        projection: Floats,
        words: LexicalLeg,
        dense: DenseLeg,
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
            texts += [query.earlier, f"{query.earlier} {query.text}"]
        embeddings = self._embedder.embed_questions(texts, self._projection)
        parts = [
            self._encode(text, embedding) for text, embedding in zip(texts, embeddings, strict=True)
        ]
        whole = _joined(parts[0], parts[1]) if query.earlier else parts[0]
        lexical = self._lexical_scores(parts[:2])
        dense = (self._dense.search(part.sentence, CANDIDATES) for part in parts[::2])
        ids = sorted(lexical.keys() | {match.id for matches in dense for match in matches})
        vectors = self._vectors(ids)
        return Found(whole, self._ranked(whole, [i for i in ids if i in vectors], vectors, lexical))

    def _lexical_scores(self, parts: Sequence[EncodedQuery]) -> dict[str, float]:
        """Returns BM25 as a share of its ceiling, for the candidates of the lexical leg."""
        scores: dict[str, float] = {}
        weights = (1.0, float(EARLIER_WEIGHT))[: len(parts)]
        ceilings = (w * float(p.rarities.sum()) for w, p in zip(weights, parts, strict=True))
        ceiling = _BM25_CEILING * sum(ceilings) or 1.0
        for part, weight in zip(parts, weights, strict=True):
            for match in self._words.search(part.terms, CANDIDATES):
                scores[match.id] = scores.get(match.id, 0.0) + weight * match.score / ceiling
        return scores

    def _ranked(
        self,
        query: EncodedQuery,
        ids: Sequence[str],
        vectors: dict[str, PassageVectors],
        lexical: dict[str, float],
    ) -> tuple[Scored, ...]:
        if not ids:
            return ()
        late = max_sim(best_matches(query.tokens, [vectors[i].tokens for i in ids]), query.weights)
        words = np.array([lexical.get(i, 0.0) for i in ids], dtype=np.float32)
        score = query.late_share * late + (1 - query.late_share) * words
        rows = zip(ids, score.tolist(), late.tolist(), words.tolist(), strict=True)
        scored = (Scored(i, round(s, 6), a, b) for i, s, a, b in rows)
        return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.id)))

    def _encode(self, text: str, embedding: Embedding) -> EncodedQuery:
        words = [self._word(run, embedding.places) for run in runs(text)]
        return EncodedQuery(
            text=text,
            sentence=embedding.sentence,
            tokens=embedding.tokens,
            weights=_token_weights(embedding.places, words),
            places=embedding.places,
            terms=tuple(term for word in words for term in word.run.terms),
            rarities=np.concatenate([*(word.rarities for word in words), np.zeros(0, np.float32)]),
            readable=_readable_share(words),
        )

    def _word(self, run: Run, places: Sequence[Token]) -> _Word:
        counts, total = self._words.frequencies(run.terms)
        written = run.spaced or any(counts)
        rarities = [
            math.log(1 + (total - n + 0.5) / (n + 0.5))
            * (1.0 if written and not is_function_term(term) else _UNTELLING)
            for n, term in zip(counts, run.terms, strict=True)
        ]
        return _Word(run, np.array(rarities, np.float32), readable(run, places), written)


def readable(run: Run, places: Sequence[Token]) -> float:
    """Returns how well an English embedding model reads a word, from 0 to 1.

    Latin script is read, in full if the word is one or two tokens: words of a foreign language
    fall into many pieces. Letters of other scripts are mere noise to it.
    """
    if not run.spaced or not all(ord(c) < _END_OF_LATIN for c in "".join(run.terms)):
        return 0.0
    pieces = sum(run.start <= place.start < run.end for place in places)
    return min(1.0, 2 / max(pieces, 1))


def _readable_share(words: Sequence[_Word]) -> float:
    """Returns how much of a question, by letters, the embedding model reads.

    Words that no document could have written say nothing about it, unless there are no others.
    """
    telling = [word for word in words if word.written] or words
    letters = [word.run.end - word.run.start for word in telling]
    read = sum(word.readable * n for word, n in zip(telling, letters, strict=True))
    return read / sum(letters) if letters else 1.0


def _token_weights(places: Sequence[Token], words: Sequence[_Word]) -> Floats:
    """Returns a weight for each token: the root of its word's rarity, 0 for punctuation.

    Tokens that the model cannot read count little beside tokens that it can.
    """
    weight_at: dict[int, float] = {}
    for word in words:
        run, last = word.run, len(word.rarities) - 1
        for place in range(run.start, run.end):
            term = 0 if run.spaced else min(place - run.start, last)
            weight_at[place] = math.sqrt(word.rarities[term]) * max(word.readable, _UNTELLING)
    return np.array([weight_at.get(place.start, 0.0) for place in places], dtype=np.float32)


def _joined(own: EncodedQuery, earlier: EncodedQuery) -> EncodedQuery:
    """Returns a follow-up with the tokens and terms of the earlier turns, at a lower weight.

    A question with much of its own to say is led by that, "and why?" by the earlier turns.
    """
    masses = (float(own.rarities.sum()), float(EARLIER_WEIGHT * earlier.rarities.sum()))
    return replace(
        own,
        tokens=np.concatenate([own.tokens, earlier.tokens]),
        weights=np.concatenate([own.weights, EARLIER_WEIGHT * earlier.weights]),
        terms=own.terms + earlier.terms,
        rarities=np.concatenate([own.rarities, EARLIER_WEIGHT * earlier.rarities]),
        readable=float(np.average([own.readable, earlier.readable], weights=masses))
        if sum(masses)
        else own.readable,
    )
