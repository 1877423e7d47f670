"""Evidence: the sentences of the passages found, each weighed against the question.

One mechanism with the search: MaxSim, here restricted to the tokens of one sentence (which were
encoded inside their passage), mixed with the share of the question's words that it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.answer_types import AnswerType, answer_type
from index.analysis import terms
from index.embedding import Floats
from index.function_words import function_words
from index.late_interaction import max_sim, similarities
from index.queries import EncodedQuery
from index.retrieval import Found
from index.sentences import Span, sentences
from index.types import Hit, Passage
from index.windows import Offsets, token_starts

DEPTH = 10
"""How many passages are read for evidence."""

# Measured on five sets: the first sentence is right as often from .45 to .55, less often beyond.
_SENTENCE_SHARE = 0.5
# How much counts what the sentence before matches of the question beyond this one.
_LED_IN = 0.2
_RIGHT_KIND = 0.12
_DEFINES = 0.3
# What a sentence loses that asks instead of telling, or says nothing that the question does not.
_EMPTY = 0.2
_SHORTEST_EVIDENCE = 12
_STOPS, _ASKING = tuple(".!;:。．！；："), ("?", "？")
_CLOSERS = " \"'”’»)）」』"
# Tokens of a sentence are aligned with those of the question that count, from this cosine on.
_ALIGNED = 0.6
_TELLING = 0.5
# The sentences whose words were looked up last; many questions find the same passages.
_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer, `hit.passage.document.text[start:end]`.

    `own` is how well the sentence alone matches the question, 0 to 1; `score`, by which evidence
    is ranked, counts its passage and the kind of answer asked for too. `right_kind` is False if
    the question asks for a number, a date, a price or a name, and the sentence has none. `answers`
    is where it has one, `aligned` where the tokens stand that match those of the question best,
    both as offsets in the document.
    """

    hit: Hit
    start: int
    end: int
    own: float
    score: float
    right_kind: bool
    answers: tuple[Span, ...] = ()
    aligned: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.hit.passage.document.text[self.start : self.end]


def gather(found: Found, question: str) -> list[Evidence]:
    """Returns the sentences of the best passages, best first, ties by rank and place."""
    wanted = answer_type(question)
    weighed = [each for hit in found.hits(DEPTH) for each in _weigh(found, hit, wanted)]
    return sorted(weighed, key=lambda e: (-e.score, e.hit.rank, e.start))


def _weigh(found: Found, hit: Hit, wanted: AnswerType | None) -> Iterator[Evidence]:
    query, passage = found.query, hit.passage
    language = passage.document.language
    starts = token_starts(passage, found.embedder)
    table = similarities(query.tokens, found.stored[passage.id].tokens)
    before = np.zeros(table.shape[1], np.float32)
    for start, end in sentence_spans(passage):
        text = passage.document.text[start:end]
        best, aligned = _align(table, starts, (start, end), query)
        late = float(max_sim(best, query.weights))
        led_in = float(max_sim(np.maximum(best, before), query.weights)) - late
        own = query.late_share * late + (1 - query.late_share) * word_share(query, text, language)
        score = _SENTENCE_SHARE * own + (1 - _SENTENCE_SHARE) * hit.score + _LED_IN * led_in
        answers = wanted.spans(text) if wanted and wanted.named else []
        holds = bool(answers) or (wanted is not None and wanted.held_by(text))
        yield Evidence(
            hit,
            start,
            end,
            own=own,
            score=round(score + (_bonus(wanted) if holds else _loss(query, text, language)), 6),
            right_kind=holds or wanted is None or not wanted.named,
            answers=tuple((start + first, start + last) for first, last in answers),
            aligned=aligned,
        )
        before = best


def _bonus(wanted: AnswerType | None) -> float:
    if wanted is None:
        return 0.0
    return _RIGHT_KIND if wanted.named else _DEFINES


def _loss(query: EncodedQuery, text: str, language: str) -> float:
    """Returns what the score of a question, or of a heading without news, loses."""
    last = text.rstrip(_CLOSERS)[-1:]
    if last in _STOPS:
        return 0.0
    asked = {form for word in query.wanted for form in word.term.forms} | function_words(language)
    tells = last not in _ASKING and any(term not in asked for term in _terms_of(text, language))
    return 0.0 if tells else -_EMPTY


def sentence_spans(passage: Passage) -> list[Span]:
    """Returns the sentences of a passage that say something, or all of it if none does."""
    text = passage.document.text
    spans = list(sentences(text, passage.start, passage.end))
    telling = [span for span in spans if _says_something(text[slice(*span)])]
    return telling or spans


def word_share(query: EncodedQuery, text: str, language: str = "en") -> float:
    """Returns the share of the question's words, weighted by rarity, that a text has."""
    has = _terms_of(text, language)
    words = zip(query.wanted, query.rarities.tolist(), strict=True)
    present = sum(rarity for word, rarity in words if not has.isdisjoint(word.term.forms))
    return float(present / (float(query.rarities.sum()) or 1.0))


@lru_cache(maxsize=_KEPT)
def _terms_of(text: str, language: str) -> frozenset[str]:
    return frozenset(terms(text, language))


def _says_something(sentence: str) -> bool:
    """Tells whether a sentence is more than a list number or a stray mark."""
    columns = sum(1 if c.isascii() else 2 for c in sentence if c.isalpha())
    return columns >= _SHORTEST_EVIDENCE


def _align(
    table: Floats, starts: Offsets, span: Span, query: EncodedQuery
) -> tuple[Floats, tuple[int, ...]]:
    """Returns how well a sentence matches each token of a question, and where it does."""
    inside = ((starts >= span[0]) & (starts < span[1]))[: len(table)]
    rows = table[inside]
    if not len(rows):
        return np.zeros(table.shape[1], np.float32), ()
    best: Floats = rows.max(axis=0)
    telling = (best >= _ALIGNED) & (query.weights >= _TELLING * query.weights.max(initial=0.0))
    places = starts[: len(table)][inside][rows[:, telling].argmax(axis=0)]
    return best, tuple(sorted({int(place) for place in places}))
