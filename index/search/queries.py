"""Questions as they are searched for: their words, how much each tells, and their vectors."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from index.embedding.embedding import Floats, Legibility, Token
from index.search.conversation_bias import NOTHING_SAID, Said
from index.search.late_interaction import QueryVectors
from index.store.tantivy_index import Match, WeightedWord, WordPair, rarity
from index.text.language import language
from index.text.terms import Term, TermRun, runs

# The share of late interaction in the final score, for questions that the embedding model reads
# completely and not at all. BM25, as a share of the most a passage could reach, has the rest.
# Measured on four sets, flat around these values; see docs/measurements.md.
LATE_SHARE_READ = 0.87
LATE_SHARE_UNREAD = 0.2
# How much a word of the earlier turns counts in a follow-up, beside one of its own.
EARLIER_WEIGHT = np.float32(0.6)
# What function words, and words that a leg cannot read, count beside others.
_UNTELLING = 0.15
_END_OF_LATIN = 0x250
# How far apart terms may be spelt, how long endings are, and how long at least what is before them.
_FUZZIEST, _ENDINGS, _STEM = 2, (2, 3, 4, 5), 3


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for.

    `text` is the question; `earlier` are the earlier words of the conversation that it leans on,
    empty for a question that stands alone. `said` is the conversation itself: it also helps a
    question that stands alone, if that is about the same. `widely` asks a model of many languages
    also what an English one could read, where there is one.
    """

    text: str
    earlier: str = ""
    said: Said = NOTHING_SAID
    widely: bool = False

    @property
    def conversation(self) -> Said:
        """What was said; the words leant on, if that is all that is known."""
        if self.said.texts or not self.earlier:
            return self.said
        return Said((self.earlier,), needed=True)

    def encodable(self) -> "Query":
        """Returns the same without what no model or index takes."""
        questions = tuple(map(encodable, self.said.questions))
        said = replace(self.said, questions=questions, answer=encodable(self.said.answer))
        return Query(encodable(self.text), encodable(self.earlier), said, self.widely)


def encodable(text: str) -> str:
    """Replaces lone surrogates, which no model or index takes; lengths stay."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True, slots=True)
class EncodedQuery:
    """A question ready for late interaction.

    `sentence` is (d,), `tokens` (n, k) and `weights` (n,), all float32; a token's weight is the
    square root of its word's rarity. `whole` are the tokens before projection (n, d), less what
    hardly tells, where passages may be compared so; else None. `wanted` are its words as the
    lexical leg looks for them, `rarities` what each is worth. `readable`,
    from 0 to 1, is how much of it the embedding model can read. `foreign` tells that no document
    is in its language, so that hardly a word of it can stand in one, and `multilingual` that a
    model of many languages has read it.
    """

    text: str
    sentence: Floats
    tokens: Floats
    weights: Floats
    places: tuple[Token, ...]
    wanted: tuple[WeightedWord, ...]
    rarities: Floats
    readable: float
    foreign: bool = False
    multilingual: bool = False
    whole: Floats | None = None

    @property
    def late_share(self) -> float:
        """The share of late interaction in a mixed score; BM25 has the rest."""
        if self.foreign:
            return 1.0
        return LATE_SHARE_UNREAD + self.readable * (LATE_SHARE_READ - LATE_SHARE_UNREAD)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a question: the inverse document frequencies of its terms, as BM25 defines them.

    Function words count little even where they happen to be rare, as in a small library, and so
    do words of a script that no document is written in: they can neither match nor miss.
    """

    run: TermRun
    wanted: tuple[WeightedWord, ...]
    rarities: Floats
    written: bool


class LexicalLeg(Protocol):
    """Finds passages by the words they hold."""

    def search(self, wanted: Sequence[WeightedWord], limit: int) -> list[Match]:
        """Returns the passages that hold any of these words, best first, ties by id."""

    def beside(self, pairs: Sequence[WordPair], ids: Sequence[str]) -> dict[str, float]:
        """Returns the summed weights of the pairs whose words stand side by side in a passage."""

    def alike(self, forms: Sequence[str], changes: int) -> list[str]:
        """Returns the passages, by id, that have a term spelt so or nearly so."""

    def frequencies(self, wanted: Sequence[Term]) -> tuple[list[int], int]:
        """Returns in how many passages each word stands, and the number of passages."""

    def holding(self, terms: Sequence[Term]) -> list[str]:
        """Returns the ids of all passages that have every term in any of its forms, in order."""

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the passages, the most common one first."""


def words_of(text: str, leg: LexicalLeg) -> list[QueryWord]:
    """Returns the words of a text as the lexical leg looks for them."""
    return [_word(run, leg) for run in runs(text, leg.languages())]


def _word(run: TermRun, leg: LexicalLeg) -> QueryWord:
    counts, total = leg.frequencies(run.terms)
    written = run.spaced or any(counts)
    weights = [_UNTELLING if term.function or not written else 1.0 for term in run.terms]
    rarities = [w * rarity(n, total) for w, n in zip(weights, counts, strict=True)]
    wanted = tuple(map(WeightedWord, run.terms, weights))
    return QueryWord(run, wanted, np.array(rarities, np.float32), written)


def unread(
    text: str,
    words: Sequence[QueryWord],
    places: tuple[Token, ...],
    *,
    legibility: Legibility,
    leg: LexicalLeg,
) -> EncodedQuery:
    """Returns a text as it is searched for, but for its vectors; `places` are its tokens."""
    read = [readable(word.run, places, legibility) for word in words]
    none = np.zeros((0, 0), np.float32)
    return EncodedQuery(
        text=text,
        sentence=none,
        tokens=none,
        weights=_token_weights(places, words, read, legibility),
        places=places,
        wanted=wanted_of(words),
        rarities=np.concatenate([*(word.rarities for word in words), np.zeros(0, np.float32)]),
        readable=_readable_share(words, read),
        foreign=legibility.multilingual and _is_foreign(text, leg),
        multilingual=legibility.multilingual,
    )


def _is_foreign(text: str, leg: LexicalLeg) -> bool:
    languages = leg.languages()
    return bool(languages) and language(text) not in languages


def with_vectors(unread: EncodedQuery, made: QueryVectors) -> EncodedQuery:
    """Returns a text with the vectors that the model has computed."""
    return replace(unread, sentence=made.sentence, tokens=made.tokens, whole=made.whole)


def inside(own: EncodedQuery, conversation: QueryVectors, start: int) -> EncodedQuery:
    """Returns a question with its tokens as a conversation makes them meant.

    The question stands in the text of the conversation from `start` on. Its tokens are compared
    with passages, those around them are not (Krasakis et al. 2022,
    https://arxiv.org/abs/2204.10613). One that the model has cut stays as it is.
    """
    kept = [place for place, span in enumerate(conversation.spans) if span[0] >= start]
    if len(kept) != len(own.places):
        return own
    whole = None if conversation.whole is None else conversation.whole[kept]
    return replace(own, tokens=conversation.tokens[kept], whole=whole)


def wanted_of(words: Sequence[QueryWord]) -> tuple[WeightedWord, ...]:
    """Returns what the lexical leg looks for, of all words."""
    return tuple(wanted for word in words for wanted in word.wanted)


def readable(run: TermRun, places: Sequence[Token], legibility: Legibility) -> float:
    """Returns how well an embedding model reads a word, from 0 to 1, by the tokens it makes of it.

    A model of one language reads Latin script, in full if the word is one or two tokens: words of
    a foreign language fall into many pieces. A model that has learnt another script has tokens of
    several letters of it; single letters, and what its vocabulary has not, are mere noise to it.
    """
    inside = [place for place in places if run.start <= place.start < run.end]
    if not inside:
        return 0.0
    latin = run.spaced and _is_latin(unicodedata.normalize("NFKC", run.text))
    if latin and not legibility.multilingual:
        # Letters of full width are others to the model.
        return (
            min(1.0, 2 / len(inside)) if _is_latin(unicodedata.normalize("NFC", run.text)) else 0.0
        )
    known = sum(p.end - p.start for p in inside if p.id != legibility.unknown)
    return min(1.0, max(0.0, 2 * (known / len(inside) - 1)))


def _is_latin(text: str) -> bool:
    return all(ord(c) < _END_OF_LATIN for c in text)


def _readable_share(words: Sequence[QueryWord], read: Sequence[float]) -> float:
    """Returns how much of a question, by letters, the embedding model reads.

    Words that no document could have written say nothing about it, unless there are no others.
    """
    nothing_written = not any(word.written for word in words)
    letters = [
        word.run.end - word.run.start if word.written or nothing_written else 0 for word in words
    ]
    return float(np.average(read, weights=letters)) if letters else 1.0


def _token_weights(
    places: Sequence[Token],
    words: Sequence[QueryWord],
    read: Sequence[float],
    legibility: Legibility,
) -> Floats:
    """Returns a weight for each token: the root of its word's rarity, 0 for punctuation.

    Tokens that the model cannot read count little beside tokens that it can. What no document could
    have written counts in full for a model of many languages, which finds what means the same.
    """
    weight_at: dict[int, float] = {}
    for word, share in zip(words, read, strict=True):
        run, last = word.run, len(word.rarities) - 1
        for place in range(run.start, run.end):
            term = 0 if run.spaced else min(place - run.start, last)
            told = float(word.rarities[term])
            if legibility.multilingual and not (word.written or run.terms[term].function):
                told /= _UNTELLING
            weight_at[place] = math.sqrt(told) * max(share, _UNTELLING)
    return np.array([weight_at.get(place.start, 0.0) for place in places], dtype=np.float32)


def joined(own: EncodedQuery, earlier: EncodedQuery) -> EncodedQuery:
    """Returns a follow-up with the tokens and terms of the earlier turns, at a lower weight.

    A question with much of its own to say is led by that, "and why?" by the earlier turns.
    """
    masses = (float(own.rarities.sum()), float(EARLIER_WEIGHT * earlier.rarities.sum()))
    return replace(
        own,
        tokens=np.concatenate([own.tokens, earlier.tokens]),
        whole=None
        if own.whole is None or earlier.whole is None
        else np.concatenate([own.whole, earlier.whole]),
        weights=np.concatenate([own.weights, EARLIER_WEIGHT * earlier.weights]),
        wanted=own.wanted + earlier.wanted,
        rarities=np.concatenate([own.rarities, EARLIER_WEIGHT * earlier.rarities]),
        readable=float(np.average([own.readable, earlier.readable], weights=masses))
        if sum(masses)
        else own.readable,
    )


def rarities(words: LexicalLeg, asked: Sequence[str]) -> list[float]:
    """Returns how rare each word is, by the rarest term in it; 0 if no passage has it."""
    languages = words.languages()
    return [max((_told(words, run) for run in runs(a, languages)), default=0.0) for a in asked]


def _told(words: LexicalLeg, run: TermRun) -> float:
    telling = [term for term in run.terms if not term.function]
    counts, total = words.frequencies(telling)
    return max((rarity(count, total) for count in counts if count), default=0.0)


def lacks(words: LexicalLeg, asked: Sequence[str]) -> list[bool]:
    """Tells of each word, or words, whether a part of it that tells something is in no passage."""
    languages = words.languages()
    return [any(_unsaid(words, run) for run in runs(each, languages)) for each in asked]


def _unsaid(words: LexicalLeg, run: TermRun) -> bool:
    counts, _ = words.frequencies([term for term in run.terms if not term.function])
    return 0 in counts


def spelt_nearly(words: LexicalLeg, asked: str, first: Sequence[str]) -> list[str]:
    """Returns passages, by id, with what is spelt nearly like a word: those in `first` before."""
    wanted = [term for run in runs(asked, words.languages()) for term in run.terms]
    forms = sorted({form for term in wanted for form in term.forms})
    # A slip can keep an ending on its stem that the word itself loses.
    stems = sorted({form[:-cut] for form in forms for cut in _ENDINGS if len(form) - cut > _STEM})
    found = set(words.alike(forms, _FUZZIEST)).union(words.alike(stems, 1))
    return [*(i for i in first if i in found), *sorted(found.difference(first))]
