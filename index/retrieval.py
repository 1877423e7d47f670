"""From a question to ranked passages: candidates from two legs, then late interaction.

The legs are dense (Chroma) and lexical (BM25). Their candidates are scored by MaxSim over stored
token vectors, and the final order mixes MaxSim with BM25 and the cosine of the sentence vectors by
how much of the question the embedding model can read.
"""

import math
import unicodedata
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise, starmap, zip_longest
from typing import Protocol

import numpy as np

from index.analysis import Run, Term, runs
from index.conversation import (
    NOTHING_SAID,
    RELATED,
    Said,
    conversation_scores,
    related,
    with_conversation,
)
from index.embedding import Embedder, Embedding, Floats, Token
from index.hardware import cores
from index.late_interaction import best_matches, max_sim
from index.vector_file import PassageVectors
from index.words import Match, Pair, Wanted, rarity

CANDIDATES = 50
"""How many passages each leg proposes."""

CANDIDATES_SAID = 15
"""How many passages each leg proposes for a turn that was said before."""

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

# Words are looked up while the model computes, and scored while the dense leg is searched. What is
# Python in both would wait for each other: only one thread has the interpreter.
_BESIDE = ThreadPoolExecutor(cores(), thread_name_prefix="search")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for.

    `text` is the question; `earlier` are the earlier words of the conversation that it leans on,
    empty for a question that stands alone. `said` is the conversation itself: it also helps a
    question that stands alone, if that is about the same.
    """

    text: str
    earlier: str = ""
    said: Said = NOTHING_SAID

    @property
    def conversation(self) -> Said:
        """What was said; the words leant on, if that is all that is known."""
        if self.said.texts or not self.earlier:
            return self.said
        return Said((self.earlier,), needed=True)


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
    """What a search found: the question as encoded, and the candidates, best first.

    `leaned` tells whether the conversation had a say in it.
    """

    query: EncodedQuery
    candidates: tuple[Scored, ...]
    leaned: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The question, or something said before it, with what both legs find for it.

    `lexical` has more matches than are candidates. `dense` is still being searched, and None for
    what was said further back.
    """

    query: EncodedQuery
    lexical: list[Match]
    dense: Future[list[Match]] | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the legs propose for a question and what was said before it, not yet ranked.

    `whole` is the question with the words that it leans on. `said` are the earlier questions, the
    last one first, and `answer` the last answer, if there are any. `pairs` has the share of the
    question's neighbouring words that stand so in a passage.
    """

    own: Part
    whole: EncodedQuery
    pairs: dict[str, float]
    said: tuple[Part, ...] = ()
    answer: Part | None = None
    needed: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that was looked for: the question, the earlier ones, the last answer."""
        return (self.own, *self.said, *([self.answer] if self.answer else []))

    @property
    def by_words(self) -> set[str]:
        """The best passages of the lexical leg."""
        return {match.id for p in self.parts for match in p.lexical[: self._limit(p)]}

    @property
    def by_meaning(self) -> set[str]:
        """The best passages of the dense leg, once it has found them."""
        found = ((p, p.dense.result()) for p in self.parts if p.dense)
        return {match.id for p, dense in found for match in dense[: self._limit(p)]}

    def _limit(self, part: Part) -> int:
        return CANDIDATES if part is self.own else CANDIDATES_SAID


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: the inverse document frequencies of its terms, as BM25 defines them.

    Function words count little even where they happen to be rare, as in a small library, and so
    do words of a script that no document is written in: they can neither match nor miss.
    """

    run: Run
    wanted: tuple[Wanted, ...]
    rarities: Floats
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
        # What the words propose is scored while the dense leg is searched.
        some, early = self._scored(proposed, proposed.by_words)
        others, late = self._scored(proposed, proposed.by_meaning.difference(some))
        if not some and not others:
            return Found(proposed.own.query, ())
        return _ranked(proposed, [*some, *others], np.concatenate([early, late], axis=2))

    def _scored(self, proposed: Proposed, ids: Collection[str]) -> tuple[list[str], Floats]:
        """Returns those of n passages that have vectors, with their scores: (parts, 3, n)."""
        vectors = self._vectors(sorted(ids))
        found = list(vectors)
        scores = [_scores(part, found, list(vectors.values())) for part in proposed.parts]
        return found, np.array(scores, np.float32)

    def encode(self, text: str) -> EncodedQuery:
        """Returns a text ready to be compared with passages."""
        reading = self._embedder.reading([text], self._projection)
        unread = self._unread(text, self._words_of(text), reading.places[0])
        return _read(unread, reading.embed()[0])

    def propose(self, query: Query) -> Proposed:
        """Returns what the two legs find for a question and for what was said before it."""
        said = query.conversation
        asked = [query.text, *said.questions]
        answer, earlier = ([text] if text else [] for text in (said.answer, query.earlier))
        texts = [*asked, *answer, *earlier]
        reading = self._embedder.reading(texts, self._projection)
        looked_up = _BESIDE.submit(self._look_up, texts, reading.places, len(asked) + len(answer))
        embeddings = reading.embed()
        unread, lexical, pairs = looked_up.result()
        encoded = list(map(_read, unread, embeddings))
        # What the question and the last one mean is enough; the others are looked for by words.
        dense = [
            _BESIDE.submit(self._dense.search, each.sentence, CANDIDATES)
            for each in encoded[: len(asked)][:2]
        ]
        parts = list(starmap(Part, zip_longest(encoded[: len(lexical)], lexical, dense)))
        return Proposed(
            own=parts[0],
            whole=_joined(encoded[0], encoded[-1]) if earlier else encoded[0],
            pairs=pairs,
            said=tuple(parts[1 : len(asked)]),
            answer=parts[-1] if answer else None,
            needed=said.needed,
        )

    def _look_up(
        self, texts: Sequence[str], places: Sequence[tuple[Token, ...]], wanted: int
    ) -> tuple[list[EncodedQuery], list[list[Match]], dict[str, float]]:
        """Returns all texts without vectors, what is found for `wanted` of them, and the pairs."""
        worded = list(map(self._words_of, texts))
        lexical = [self._words.search(_wanted(words), SCORED) for words in worded[:wanted]]
        pairs = self._pair_scores(worded[0], lexical[0][:CANDIDATES])
        return list(map(self._unread, texts, worded, places)), lexical, pairs

    def _pair_scores(self, words: Sequence[_Word], among: Sequence[Match]) -> dict[str, float]:
        """Returns the share of the neighbouring words of a question that stand so in a passage."""
        rarities = (rarity for word in words for rarity in word.rarities.tolist())
        weighed = zip(_wanted(words), rarities, strict=True)
        pairs = [
            Pair(one.term, other.term, one_rarity + other_rarity)
            for (one, one_rarity), (other, other_rarity) in pairwise(weighed)
            if not (one.term.function and other.term.function)
        ]
        found = self._words.beside(pairs, [match.id for match in among])
        total = sum(pair.weight for pair in pairs) or 1.0
        return {passage_id: weight / total for passage_id, weight in found.items()}

    def _words_of(self, text: str) -> list[_Word]:
        return [self._word(run) for run in runs(text, self._words.languages())]

    def _word(self, run: Run) -> _Word:
        counts, total = self._words.frequencies(run.terms)
        written = run.spaced or any(counts)
        weights = [_UNTELLING if term.function or not written else 1.0 for term in run.terms]
        rarities = [w * rarity(n, total) for w, n in zip(weights, counts, strict=True)]
        wanted = tuple(map(Wanted, run.terms, weights))
        return _Word(run, wanted, np.array(rarities, np.float32), written)

    def _unread(self, text: str, words: Sequence[_Word], places: tuple[Token, ...]) -> EncodedQuery:
        """Returns a text as it is searched for, but for its vectors."""
        read = [readable(word.run, places, self._embedder.unknown) for word in words]
        none = np.zeros((0, 0), np.float32)
        return EncodedQuery(
            text=text,
            sentence=none,
            tokens=none,
            weights=_token_weights(places, words, read),
            places=places,
            wanted=_wanted(words),
            rarities=np.concatenate([*(word.rarities for word in words), np.zeros(0, np.float32)]),
            readable=_readable_share(words, read),
        )


def _read(unread: EncodedQuery, embedding: Embedding) -> EncodedQuery:
    return replace(unread, sentence=embedding.sentence, tokens=embedding.tokens)


def _wanted(words: Sequence[_Word]) -> tuple[Wanted, ...]:
    return tuple(wanted for word in words for wanted in word.wanted)


def rarities(words: LexicalLeg, asked: Sequence[str]) -> list[float]:
    """Returns how rare each word is, by the rarest term in it; 0 if no passage has it."""
    languages = words.languages()
    return [max((_told(words, run) for run in runs(a, languages)), default=0.0) for a in asked]


def _told(words: LexicalLeg, run: Run) -> float:
    telling = [term for term in run.terms if not term.function]
    counts, total = words.frequencies(telling)
    return max((rarity(count, total) for count in counts if count), default=0.0)


def _ranked(proposed: Proposed, ids: Sequence[str], scores: Floats) -> Found:
    """Orders n passages by what each part scores them, (parts, 3, n)."""
    mixed, late, words = scores[0]
    pairs = np.array([proposed.pairs.get(i, 0.0) for i in ids], np.float32)
    score: Floats = ((mixed + PAIRS_SHARE * pairs) / (1 + PAIRS_SHARE)).astype(np.float32)
    leaned = False
    if proposed.said:
        said = 1 + len(proposed.said)
        before = conversation_scores(
            list(scores[1:said, 0]), scores[-1, 0] if proposed.answer else None
        )
        leaned = proposed.needed or related(score, before) > RELATED
        score = with_conversation(score, before) if leaned else score
    rows = zip(ids, score.tolist(), late.tolist(), words.tolist(), strict=True)
    scored = (Scored(i, round(s, 6), a, b) for i, s, a, b in rows)
    ordered = tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.id)))
    return Found(proposed.whole if leaned else proposed.own.query, ordered, leaned)


def _scores(
    part: Part, ids: Sequence[str], vectors: Sequence[PassageVectors]
) -> tuple[Floats, Floats, Floats]:
    """Returns what each passage scores for a part: all in all, by its tokens, by its words; (n,).

    Words that stand side by side are left out. What one passage scores depends on no other.
    """
    if not ids:
        return (np.zeros(0, np.float32),) * 3
    query = part.query
    late = max_sim(best_matches(query.tokens, [v.tokens for v in vectors]), query.weights)
    words = _lexical_scores(part, ids)
    cosines = (np.stack([v.sentence for v in vectors]) * query.sentence).sum(axis=1)
    mixed = query.late_share * late + (1 - query.late_share) * words
    mixed += query.readable * DENSE_SHARE * (cosines - mixed)
    return mixed, late, words


def _lexical_scores(part: Part, ids: Sequence[str]) -> Floats:
    """Returns BM25 as a share of its ceiling, (n,) for n passages."""
    found, ceiling = dict(part.lexical), _BM25_CEILING * float(part.query.rarities.sum())
    return np.array([found.get(i, 0.0) / (ceiling or 1.0) for i in ids], np.float32)


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


def _readable_share(words: Sequence[_Word], read: Sequence[float]) -> float:
    """Returns how much of a question, by letters, the embedding model reads.

    Words that no document could have written say nothing about it, unless there are no others.
    """
    nothing_written = not any(word.written for word in words)
    letters = [
        word.run.end - word.run.start if word.written or nothing_written else 0 for word in words
    ]
    return float(np.average(read, weights=letters)) if letters else 1.0


def _token_weights(
    places: Sequence[Token], words: Sequence[_Word], read: Sequence[float]
) -> Floats:
    """Returns a weight for each token: the root of its word's rarity, 0 for punctuation.

    Tokens that the model cannot read count little beside tokens that it can.
    """
    weight_at: dict[int, float] = {}
    for word, share in zip(words, read, strict=True):
        run, last = word.run, len(word.rarities) - 1
        for place in range(run.start, run.end):
            term = 0 if run.spaced else min(place - run.start, last)
            weight_at[place] = math.sqrt(word.rarities[term]) * max(share, _UNTELLING)
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
