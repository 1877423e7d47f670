"""From a question to ranked passages: candidates from two legs, then late interaction.

The legs are dense (Chroma) and lexical (BM25). Their candidates are scored by MaxSim over stored
token vectors, and the final order mixes MaxSim with BM25 and the cosine of the sentence vectors by
how much of the question the embedding model can read.
"""

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

import numpy as np

from index.analysis import Run, Term, runs
from index.embedding import Embedder, Embedding, Floats, Token
from index.late_interaction import best_matches, max_sim
from index.vector_file import PassageVectors
from index.words import Match, Pair, Wanted, rarity

CANDIDATES = 50
"""How many passages each leg proposes."""

SCORED = 200
"""How many passages the lexical leg scores, for those that the dense leg proposes."""

# The share of late interaction in the final score, for questions that the embedding model reads
# completely and not at all. BM25, as a share of the most a passage could reach, has the rest.
# Measured on four sets, flat around these values; see docs/measurements.md.
LATE_SHARE_READ = 0.87
LATE_SHARE_UNREAD = 0.2
# The share of the cosine of the sentence vectors in the score of a question that is read, and how
# much it counts that words stand side by side as they do in the question.
DENSE_SHARE = 0.3
PAIRS_SHARE = 0.15
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
    square root of its word's rarity. `wanted` are its words as the
    lexical leg looks for them, `rarities` what each is worth. `readable`,
    from 0 to 1, is how much of it the embedding model can read.
    """

    text: str
    sentence: Floats
    tokens: Floats
    weights: Floats
    places: tuple[Token, ...]
    wanted: tuple[Wanted, ...]
    rarities: Floats
    readable: float

    @property
    def late_share(self) -> float:
        """The share of late interaction in a mixed score; BM25 has the rest."""
        return LATE_SHARE_UNREAD + self.readable * (LATE_SHARE_READ - LATE_SHARE_UNREAD)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate passage with its scores, each about 0 to 1: `score` mixes the others."""

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
class Proposed:
    """What the legs propose for the parts of a question, before anything is ranked.

    `parts` are the question and, if it leans on earlier turns, those and both together. `lexical`
    has the matches of the first two, more than are candidates; `dense` of the first and the last.
    """

    query: EncodedQuery
    parts: tuple[EncodedQuery, ...]
    lexical: tuple[list[Match], ...]
    dense: tuple[list[Match], ...]

    @property
    def ids(self) -> list[str]:
        """The candidates: the best passages of each leg."""
        best = (match.id for leg in (*self.lexical, *self.dense) for match in leg[:CANDIDATES])
        return sorted(set(best))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: the inverse document frequencies of its terms, as BM25 defines them.

    Function words count little even where they happen to be rare, as in a small library, and so
    do words of a script that no document is written in: they can neither match nor miss.
    """

    run: Run
    wanted: tuple[Wanted, ...]
    rarities: Floats
    readable: float
    written: bool


class LexicalLeg(Protocol):
    """Finds passages by the words they hold."""

    def search(self, wanted: Sequence[Wanted], limit: int) -> list[Match]:
        """Returns the passages that hold any of these words, best first, ties by id."""

    def beside(self, pairs: Sequence[Pair], ids: Sequence[str]) -> dict[str, float]:
        """Returns the summed weights of the pairs whose words stand side by side in a passage."""

    def frequencies(self, wanted: Sequence[Term]) -> tuple[list[int], int]:
        """Returns in how many passages each word stands, and the number of passages."""

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the passages, the most common one first."""


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
        proposed = self.propose(query)
        vectors = self._vectors(proposed.ids)
        ids = sorted(vectors)
        return Found(proposed.query, self._ranked(proposed, ids, vectors) if ids else ())

    def encode(self, text: str) -> EncodedQuery:
        """Returns a text ready for late interaction, without looking for anything."""
        [embedding] = self._embedder.embed_questions([text], self._projection)
        return self._encode(text, embedding)

    def propose(self, query: Query) -> Proposed:
        """Returns what the two legs find for a question and the turns that it leans on."""
        texts = [query.text]
        if query.earlier:
            texts += [query.earlier, f"{query.earlier} {query.text}"]
        embeddings = self._embedder.embed_questions(texts, self._projection)
        parts = [
            self._encode(text, embedding) for text, embedding in zip(texts, embeddings, strict=True)
        ]
        return Proposed(
            query=_joined(parts[0], parts[1]) if query.earlier else parts[0],
            parts=tuple(parts),
            lexical=tuple(self._words.search(part.wanted, SCORED) for part in parts[:2]),
            dense=tuple(self._dense.search(part.sentence, CANDIDATES) for part in parts[::2]),
        )

    def _ranked(
        self, proposed: Proposed, ids: Sequence[str], vectors: dict[str, PassageVectors]
    ) -> tuple[Scored, ...]:
        query = proposed.query
        best = best_matches(query.tokens, [vectors[i].tokens for i in ids])
        late = max_sim(best, query.weights)
        words = _lexical_scores(proposed, ids)
        asked = np.mean([part.sentence for part in proposed.parts[::2]], axis=0)
        cosines = np.stack([vectors[i].sentence for i in ids]) @ asked
        pairs = self._pair_scores(proposed.parts[0], ids)
        mixed = query.late_share * late + (1 - query.late_share) * words
        mixed += query.readable * DENSE_SHARE * (cosines - mixed)
        score = (mixed + PAIRS_SHARE * pairs) / (1 + PAIRS_SHARE)
        rows = zip(ids, score.tolist(), late.tolist(), words.tolist(), strict=True)
        scored = (Scored(i, round(s, 6), a, b) for i, s, a, b in rows)
        return tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.id)))

    def _pair_scores(self, part: EncodedQuery, ids: Sequence[str]) -> Floats:
        """Returns the share of the neighbouring words of a question that stand so in a passage."""
        words = zip(part.wanted, part.rarities.tolist(), strict=True)
        pairs = [
            Pair(one.term, other.term, one_rarity + other_rarity)
            for (one, one_rarity), (other, other_rarity) in pairwise(words)
            if not (one.term.function and other.term.function)
        ]
        found = self._words.beside(pairs, ids)
        total = sum(pair.weight for pair in pairs) or 1.0
        return np.array([found.get(i, 0.0) / total for i in ids], np.float32)

    def _encode(self, text: str, embedding: Embedding) -> EncodedQuery:
        found = runs(text, self._words.languages())
        words = [self._word(run, embedding.places) for run in found]
        return EncodedQuery(
            text=text,
            sentence=embedding.sentence,
            tokens=embedding.tokens,
            weights=_token_weights(embedding.places, words),
            places=embedding.places,
            wanted=tuple(wanted for word in words for wanted in word.wanted),
            rarities=np.concatenate([*(word.rarities for word in words), np.zeros(0, np.float32)]),
            readable=_readable_share(words),
        )

    def _word(self, run: Run, places: Sequence[Token]) -> _Word:
        counts, total = self._words.frequencies(run.terms)
        written = run.spaced or any(counts)
        weights = [_UNTELLING if term.function or not written else 1.0 for term in run.terms]
        rarities = [w * rarity(n, total) for w, n in zip(weights, counts, strict=True)]
        wanted = tuple(map(Wanted, run.terms, weights))
        read = readable(run, places, self._embedder.unknown)
        return _Word(run, wanted, np.array(rarities, np.float32), read, written)


def _lexical_scores(proposed: Proposed, ids: Sequence[str]) -> Floats:
    """Returns BM25 as a share of its ceiling, (n,) for n passages."""
    weights = (1.0, float(EARLIER_WEIGHT))
    scores, ceiling = np.zeros(len(ids), np.float32), 0.0
    for weight, part, matches in zip(weights, proposed.parts, proposed.lexical, strict=False):
        found = dict(matches)
        scores += np.array([weight * found.get(i, 0.0) for i in ids], np.float32)
        ceiling += weight * float(part.rarities.sum())
    return scores / np.float32(_BM25_CEILING * ceiling or 1.0)


def readable(run: Run, places: Sequence[Token], unknown: int | None) -> float:
    """Returns how well an embedding model reads a word, from 0 to 1, by the tokens it makes of it.

    Latin script is read, in full if the word is one or two tokens: words of a foreign language
    fall into many pieces. A model that has learnt another script has tokens of several letters of
    it; single letters, and what its vocabulary has not (the token `unknown`), are mere noise to it.
    """
    inside = [place for place in places if run.start <= place.start < run.end]
    if not inside:
        return 0.0
    if run.spaced and _is_latin(unicodedata.normalize("NFKC", run.text)):
        # Letters of full width are others to the model.
        return (
            min(1.0, 2 / len(inside)) if _is_latin(unicodedata.normalize("NFC", run.text)) else 0.0
        )
    known = sum(place.end - place.start for place in inside if place.id != unknown)
    return min(1.0, max(0.0, 2 * (known / len(inside) - 1)))


def _is_latin(text: str) -> bool:
    return all(ord(c) < _END_OF_LATIN for c in text)


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
        wanted=own.wanted + earlier.wanted,
        rarities=np.concatenate([own.rarities, EARLIER_WEIGHT * earlier.rarities]),
        readable=float(np.average([own.readable, earlier.readable], weights=masses))
        if sum(masses)
        else own.readable,
    )
