"""Evidence: the blocks of the passages found, each weighed against the question.

One mechanism with the search: MaxSim, here restricted to the tokens of one block (which were
encoded inside their passage), mixed with what else tells of it. How much each counts was fitted on
questions as people put them, over texts that no evaluation has; see docs/measurements.md.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer_types.answer_types import AnswerType
from assistant.answer_types.kinds import asked_type
from assistant.evidence.answering_cells import (
    Likeness,
    answering_cells,
    row_cells,
    said_together,
    text_of,
)
from assistant.evidence.blocks import blocks_of
from assistant.questions.reach import Reach, reach_of
from index.embedding.embedding import Floats
from index.embedding.int8 import Int8s
from index.passages.windows import Offsets
from index.search.late_interaction import max_sim, similarities
from index.search.queries import EncodedQuery
from index.search.retrieval import Found
from index.text.function_words import function_words
from index.text.sentences import Span, sentences
from index.text.table_rows import body_start, table_at
from index.text.terms import terms
from index.text.times import Time, times_in
from index.types import Document, Hit, Passage

DEPTH = 10
"""How many passages are read for evidence."""

READ = (11.26, 13.62, -0.46, 1.97, -0.41, 1.05, -0.25, 1.53, 8.4, -14.0, 2.40)
UNREAD = (9.67, 11.02, 3.99, -0.75, -1.15, 2.29, -0.68, 2.27, 8.4, -14.0, 1.80)
"""How much each of the `signs` of a block counts, for a question that the embedding model reads
completely and not at all. Fitted, but for two that are rules: what defines comes first where a
definition is asked for, and what only asks comes last."""

# What a sentence is preferred by that has what is asked for.
_RIGHT_KIND = 0.12
# What the signs of a block that fits come to.
_SCALE = 28.0
# What an exact number of the question counts in a block, beside a definition that is asked for.
_NUMBER_NAMES = 0.6
_SHORTEST_EVIDENCE = 12
_STOPS, _ASKING = tuple(".!;:。．！；："), ("?", "？")
_CLOSERS = " \"'”’»)）」』"
# Tokens of a sentence are aligned with those of the question that count, from this cosine on.
_ALIGNED = 0.6
_TELLING = 0.5
_FIGURES = 2
# The sentences whose words were looked up last; many questions find the same passages.
_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Evidence:
    """A block that may answer, `hit.passage.document.text[start:end]`.

    `own` is how well the block alone matches the question, 0 to 1; `score`, by which evidence is
    ranked, counts everything. `right_kind` is False if the question asks for a number, a date, a
    price or a name, and the block has none. `answers` is where it has one, or the cell of a row
    whose column the question names; `aligned` where the tokens stand that match those of the
    question best; both as offsets in the document.

    `said` is what of it is read: all, or of a wide row its label and the cell that matches best.

    `signs` are what the score is made of: the score of the passage; the match of the block's
    tokens, and of its words; the cosine of the mean of its tokens, and that of its passage;
    1 / rank; the log of its length; whether it has what is asked for by kind; whether it defines
    what is to be defined, or has the line or the number asked for; whether it says nothing that the
    question does not; the match of its best sentence, which stands at `telling`.
    """

    hit: Hit
    start: int
    end: int
    own: float
    score: float
    right_kind: bool
    answers: tuple[Span, ...] = ()
    aligned: tuple[int, ...] = ()
    signs: tuple[float, ...] = ()
    telling: Span | None = None
    said: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The block, verbatim."""
        return self.hit.passage.document.text[self.start : self.end]

    def narrowed(self) -> "Evidence":
        """Returns the sentence of the block that tells most."""
        if self.telling is None:
            return self
        start, end = self.telling
        inside = tuple(span for span in self.answers if start <= span[0] and span[1] <= end)
        return replace(self, start=start, end=end, answers=inside)


def gather(found: Found, question: str) -> list[Evidence]:
    """Returns the blocks of the best passages, best first, ties by rank and place."""
    words = {form for word in found.query.wanted for form in word.term.forms}
    asked = _Asked(asked_type(question, found), reach_of(question, words), times_in(question))
    weighed = [each for hit in found.hits(DEPTH) for each in _weigh(found, hit, asked)]
    return sorted(weighed, key=lambda e: (_names_columns(e), -e.score, e.hit.rank, e.start))


def _names_columns(evidence: Evidence) -> bool:
    """Tells whether a block is the line of the names of a table, and so tells of nothing."""
    document = evidence.hit.passage.document
    table = table_at(document, evidence.start)
    return table is not None and evidence.start < body_start(document.text, table)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What kind of answer is asked for, None if any, what is named of which, and of what time."""

    wanted: AnswerType | None
    reach: Reach
    times: tuple[Time, ...]


def _weigh(found: Found, hit: Hit, asked_for: _Asked) -> Iterator[Evidence]:
    query, passage, wanted = found.query, hit.passage, asked_for.wanted
    stored, language = found.stored[passage.id], passage.document.language
    starts = found.starts(passage)[: len(stored.tokens)]
    vectors = stored.tokens[: len(starts)]
    tokens = _Tokens(starts, vectors, query, similarities(query.tokens, vectors))
    asked, near = _direction(query.tokens), float(stored.sentence @ query.sentence)
    spans = (
        span for block in blocks_of(passage) for span in asked_for.reach.within(passage, block)
    )
    for start, end in spans:
        said = max(said_together(passage.document, (start, end)), key=tokens.match)
        text = text_of(passage.document, said)
        late, words = tokens.match(said), word_share(query, text, language)
        told = max(_told(tokens, passage, wanted, (start, end), said), key=_Told.worth)
        cells = answering_cells(
            passage.document,
            (start, end),
            lambda name: _likeness(query, name, language),
            asked_for.times,
        )
        named = wanted is not None and wanted.is_told_in(language)
        signs = (
            hit.score,
            late,
            words,
            float(_direction(tokens.inside(said)) @ asked),
            near,
            1 / hit.rank,
            math.log(len(text) + 1),
            float(told.holds and named),
            _names(asked_for, passage, text, told),
            0.0 if told.holds else float(_says_nothing(query, text, language)),
            told.own,
        )
        yield Evidence(
            hit,
            start,
            end,
            own=told.own,
            score=score_of(signs, query.readable),
            right_kind=told.holds or not named or _has_figure(wanted, passage, (start, end)),
            answers=cells or _answers(wanted, passage, (start, end)),
            aligned=_of_values(passage, (start, end), tokens.aligned(start, end)),
            signs=signs,
            telling=told.span,
            said=said,
        )


def _names(asked: _Asked, passage: Passage, text: str, told: "_Told") -> float:
    """Returns how exactly a block names what is asked for: it defines it, or has its number."""
    defines = told.holds and asked.wanted is not None and not asked.wanted.named
    if defines or asked.reach.is_label_of(text, passage):
        return 1.0
    return _NUMBER_NAMES * asked.reach.share_of_numbers(text, passage.document.language)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence of a block tells: how well it matches, and whether it has what is asked."""

    span: Span
    own: float
    holds: bool

    def worth(self) -> float:
        return self.own + (_RIGHT_KIND if self.holds else 0.0)


def _told(
    tokens: "_Tokens",
    passage: Passage,
    wanted: AnswerType | None,
    block: Span,
    said: tuple[Span, ...],
) -> Iterator[_Told]:
    """Yields what each sentence of a block tells; a row of a table is one."""
    query, document = tokens.query, passage.document
    whole = table_at(document, block[0]) is not None
    inside = [(block, said)] if whole else _sentences_within(document, block)
    for span, parts in inside:
        text = text_of(document, parts)
        words = word_share(query, text, document.language)
        own = query.late_share * tokens.match(parts) + (1 - query.late_share) * words
        held = wanted is not None and wanted.held_by(text, document.language)
        yield _Told(span, own, held)


def _sentences_within(document: Document, block: Span) -> list[tuple[Span, tuple[Span, ...]]]:
    start, end = block
    found = _sentences_of(document.text[start:end])
    return [(span, (span,)) for span in ((start + a, start + b) for a, b in found)]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of a passage: where they start (n,), their vectors (n, k), and the question.

    `table` are their cosines with those of the question (n, m).
    """

    starts: Offsets
    vectors: Int8s
    query: EncodedQuery
    table: Floats

    def inside(self, spans: Sequence[Span]) -> Int8s:
        """Returns the vectors of the tokens of some stretches."""
        return self.vectors[self._within(spans)]

    def match(self, spans: Sequence[Span]) -> float:
        """Returns how well stretches match the question together; 0 for any without tokens."""
        rows = self.table[self._within(spans)]
        return float(max_sim(rows.max(axis=0), self.query.weights)) if len(rows) else 0.0

    def aligned(self, start: int, end: int) -> tuple[int, ...]:
        """Returns where the tokens of a stretch stand that match what counts of the question."""
        within = self._within([(start, end)])
        rows, weights = self.table[within], self.query.weights
        if not len(rows):
            return ()
        telling = (rows.max(axis=0) >= _ALIGNED) & (weights >= _TELLING * weights.max(initial=0.0))
        places = self.starts[within][rows[:, telling].argmax(axis=0)]
        return tuple(sorted({int(place) for place in places}))

    def _within(self, spans: Sequence[Span]) -> NDArray[np.bool_]:
        within = np.zeros(len(self.starts), np.bool_)
        for start, end in spans:
            within |= (self.starts >= start) & (self.starts < end)
        return within


def _answers(wanted: AnswerType | None, passage: Passage, block: Span) -> tuple[Span, ...]:
    """Returns where a block has what is asked for by kind; none of a row with many figures.

    Any of those may be meant, or none.
    """
    start, end = block
    document = passage.document
    spans = wanted.spans(document.text[start:end], document.language) if wanted else []
    if len(spans) > _FIGURES and row_cells(document, block):
        return ()
    return tuple((start + first, start + last) for first, last in spans)


def _has_figure(wanted: AnswerType | None, passage: Passage, block: Span) -> bool:
    """Tells whether a row has a figure, and one is asked for: the unit stands in another cell."""
    figures = wanted is not None and wanted.essential
    text = passage.document.text
    cells = row_cells(passage.document, block) if figures else []
    return any(c.isdigit() for cell in cells if cell.name for c in text[cell.start : cell.end])


def _of_values(passage: Passage, block: Span, places: tuple[int, ...]) -> tuple[int, ...]:
    """Returns the places that stand in the cells of a row, not in names of columns; else all."""
    cells = row_cells(passage.document, block)
    return tuple(p for p in places if not cells or any(c.start <= p < c.end for c in cells))


def score_of(signs: Sequence[float], readable: float) -> float:
    """Returns what a block scores by its signs, mostly from 0 to 1."""
    weights = (readable * r + (1 - readable) * u for r, u in zip(READ, UNREAD, strict=True))
    total = math.fsum(weight * sign for weight, sign in zip(weights, signs, strict=True))
    return round(max(total, 0.0) / _SCALE, 6)


def _direction(tokens: Floats | Int8s) -> Floats:
    """Returns the direction of the sum of token vectors, (k,), zeros for none."""
    total = tokens.sum(axis=0, dtype=np.float32)
    direction: Floats = total / np.float32(np.linalg.norm(total) or 1.0)
    return direction


def _says_nothing(query: EncodedQuery, text: str, language: str) -> bool:
    """Tells whether a text only asks, or is a heading that has no words but the question's."""
    last = text.rstrip(_CLOSERS)[-1:]
    if last in _STOPS:
        return False
    asked = {form for word in query.wanted for form in word.term.forms} | function_words(language)
    return last in _ASKING or all(term in asked for term in _terms_of(text, language))


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
def _sentences_of(text: str) -> tuple[Span, ...]:
    return tuple(sentences(text, 0, len(text)))


def _likeness(query: EncodedQuery, text: str, language: str) -> Likeness:
    has = _terms_of(text, language) - function_words(language)
    asked = {form for word in query.wanted for form in word.term.forms}
    return Likeness(word_share(query, text, language), len(has & asked) / (len(has) or 1))


@lru_cache(maxsize=_KEPT)
def _terms_of(text: str, language: str) -> frozenset[str]:
    return frozenset(terms(text, language))


def _says_something(sentence: str) -> bool:
    """Tells whether a sentence is more than a list number or a stray mark."""
    columns = sum(1 if c.isascii() else 2 for c in sentence if c.isalpha())
    return columns >= _SHORTEST_EVIDENCE
