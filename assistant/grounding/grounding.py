"""Grounding: whether what a model wrote is supported by the passages that it cites.

A sentence is compared with the sentences of those passages by the late interaction that ranks and
chooses everywhere else. What cannot be put in other words has to be there as it is: numbers,
dates, names, and whether something is denied.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from assistant.evidence.evidence import sentence_spans, word_share
from assistant.grounding.facts import ADDRESS, Facts, contradict, facts_of, holds_kanji, holds_name
from assistant.grounding.polarity import (
    is_japanese,
    senses,
    turned,
    without_expressions,
    words_of,
)
from assistant.grounding.quantities import Quantity, implied, quantities
from assistant.grounding.quantity_places import mixed_up
from assistant.grounding.semantic_roles import done_by_another, roles, swapped
from index.embedding.embedding import Floats
from index.embedding.int8 import Int8s
from index.passages.cutting import context_of
from index.passages.windows import Offsets
from index.search.late_interaction import max_sim, similarities
from index.search.queries import EncodedQuery
from index.store.vector_file import PassageVectors
from index.text.folding import fold, unmarked
from index.text.sentences import Span
from index.types import Passage

LEAST_COVERAGE = 0.6
"""How much of a sentence its citations cover at least, 0 to 1; see docs/language-models.md."""

_LONGEST = 1_000
_MOST_SPANS = 3
_WORTH_A_SPAN = 0.04


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence of a passage that supports something: `passage.document.text[start:end]`."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class SupportVerdict:
    """What a check found: `fault` is empty if a sentence is supported, else what is wrong.

    `supports` are the sentences it rests on, or would; `coverage`, 0 to 1, is how well its words
    match theirs.
    """

    fault: str
    supports: tuple[Support, ...] = ()
    coverage: float = 0.0


class Comparing(Protocol):
    """What texts are compared with passages by: what a search found, or a snapshot."""

    def starts(self, passage: Passage) -> Offsets:
        """Returns where each of a passage's tokens starts that has a vector, in its document."""

    def encode(self, text: str) -> EncodedQuery:
        """Returns a text ready to be compared."""

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id; unknown ids are left out."""


class Grounding:
    """Checks sentences against passages; what it reads of a passage is kept."""

    def __init__(self, comparing: Comparing) -> None:
        """Takes what the passages were found with."""
        self._comparing = comparing
        self._sources: dict[str, _Source] = {}

    def check(self, sentence: str, cited: Sequence[Passage]) -> SupportVerdict:
        """Tells whether the cited passages say what a sentence says."""
        if ADDRESS.search(sentence):
            return SupportVerdict("address")
        if len(sentence) > _LONGEST:
            return SupportVerdict("words")
        sources = [source for p in cited if (source := self._source(p))]
        candidates = [candidate for source in sources for candidate in source.candidates]
        if not candidates:
            return SupportVerdict("no citation")
        language = sources[0].passage.document.language
        encoded = self._comparing.encode(without_expressions(sentence) or sentence)
        comparison = _Comparison(sentence, encoded, facts_of(sentence, language))
        chosen = comparison.choose(candidates)
        coverage = comparison.coverage(chosen)
        fault = comparison.fault(chosen, coverage, candidates)
        return SupportVerdict(fault, tuple(c.support for c in chosen), round(coverage, 4))

    def _source(self, passage: Passage) -> "_Source | None":
        if passage.id not in self._sources:
            vectors = self._comparing.vectors([passage.id])
            if passage.id not in vectors:  # A sync may have taken it away just now.
                return None
            starts = self._comparing.starts(passage)
            source = _Source(passage, vectors[passage.id].tokens, starts)
            self._sources[passage.id] = source
        return self._sources[passage.id]


class _Source:
    """A cited passage, taken apart."""

    def __init__(self, passage: Passage, tokens: Int8s, starts: Offsets) -> None:
        self.passage = passage
        self.tokens = tokens
        self.starts = starts[: len(tokens)]

    @cached_property
    def candidates(self) -> list["_Supporter"]:
        return [_Supporter(self, span) for span in sentence_spans(self.passage)]

    @cached_property
    def context(self) -> str:
        return unmarked(fold(context_of(self.passage)))

    @cached_property
    def folded(self) -> str:
        return unmarked(fold(self.passage.text))


class _Supporter:
    """A sentence of a source that may support."""

    def __init__(self, source: _Source, span: Span) -> None:
        self.source = source
        self.support = Support(source.passage, *span)
        self.inside = (source.starts >= span[0]) & (source.starts < span[1])

    @cached_property
    def folded(self) -> str:
        return unmarked(fold(self.support.text))

    @cached_property
    def words(self) -> frozenset[str]:
        return words_of(self.support.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers of the sentence, and of the title and headings above it."""
        told = f"{self.source.context}\n{self.support.text}"
        return [*quantities(told, self.language), *implied(told)]

    @property
    def language(self) -> str:
        return self.source.passage.document.language


class _Comparison:
    """A written sentence beside the sentences that may support it."""

    def __init__(self, sentence: str, query: EncodedQuery, facts: Facts) -> None:
        self._sentence = sentence
        self._query = query
        self._content = _without_kana(query)
        self._facts = facts
        self._words = words_of(sentence)
        self._rows: dict[Support, Floats] = {}

    def choose(self, candidates: Sequence[_Supporter]) -> list[_Supporter]:
        """Returns up to three candidates: the best, then those that add facts or words."""
        chosen: list[_Supporter] = []
        value = (0, 0.0)
        while len(chosen) < min(_MOST_SPANS, len(candidates)):
            left = [c for c in candidates if c not in chosen]
            best = max(left, key=lambda c: self._value([*chosen, c]))
            gained = self._value([*chosen, best])
            if chosen and gained[0] <= value[0] and gained[1] < value[1] + _WORTH_A_SPAN:
                break
            chosen.append(best)
            value = gained
        return chosen

    def coverage(self, chosen: Sequence[_Supporter]) -> float:
        """Returns how well the words of the sentence match those of the chosen ones, 0 to 1."""
        query = self._query
        best: Floats = np.max([self._best(c) for c in chosen], axis=0)
        late = float(max_sim(best, query.weights)) if best.size else 0.0
        text = "\n".join(c.support.text for c in chosen)
        words = word_share(self._content, text, chosen[0].language)
        return query.late_share * late + (1 - query.late_share) * words

    def fault(
        self, chosen: Sequence[_Supporter], coverage: float, candidates: Sequence[_Supporter]
    ) -> str:
        """Returns what the chosen sentences lack, empty if nothing.

        What they say is compared together with what the others say of words that they lack.
        """
        if self._lacking_numbers(chosen):
            return "number"
        whole = "\n".join(f"{c.source.context}\n{c.source.folded}" for c in chosen)
        if not all(holds_name(name, whole) for name in self._facts.names):
            return "name"
        if mixed_up(self._sentence, "\n".join(c.support.text for c in chosen)):
            return "number"
        text = "\n".join(c.support.text for c in self._speaking(chosen, candidates))
        if contradict(self._facts, facts_of(text, chosen[0].language)):
            return "negation"
        if turned(senses(self._sentence), senses(text)):
            return "sense"
        claimed, told = roles(self._sentence), roles(text)
        if swapped(claimed, told) or (
            not is_japanese(self._sentence) and done_by_another(claimed, told)
        ):
            return "roles"
        covered = coverage >= LEAST_COVERAGE and holds_kanji(self._sentence, whole)
        return "" if covered else "words"

    def _speaking(
        self, chosen: Sequence[_Supporter], candidates: Sequence[_Supporter]
    ) -> list[_Supporter]:
        """Returns the chosen sentences, and others with words of the sentence that these lack."""
        lacking = self._words - {word for c in chosen for word in c.words}
        others = [c for c in candidates if c not in chosen and lacking & c.words]
        return [*chosen, *others]

    def _value(self, chosen: Sequence[_Supporter]) -> tuple[int, float]:
        lacking = len(self._lacking_numbers(chosen)) + len(self._lacking_names(chosen))
        return -lacking, self.coverage(chosen)

    def _lacking_numbers(self, chosen: Sequence[_Supporter]) -> list[Quantity]:
        there = [quantity for c in chosen for quantity in c.quantities]
        return [q for q in self._facts.quantities if not any(map(q.agrees, there))]

    def _lacking_names(self, chosen: Sequence[_Supporter]) -> list[str]:
        text = "\n".join(f"{c.source.context}\n{c.folded}" for c in chosen)
        return [name for name in self._facts.names if not holds_name(name, text)]

    def _best(self, candidate: _Supporter) -> Floats:
        """Returns the best cosine of each token of the sentence to any of a candidate's."""
        if candidate.support not in self._rows:
            tokens = candidate.source.tokens[candidate.inside]
            table = similarities(self._query.tokens, tokens)
            best: Floats = table.max(axis=0, initial=0.0)
            self._rows[candidate.support] = best
        return self._rows[candidate.support]


def _without_kana(query: EncodedQuery) -> EncodedQuery:
    """Returns a query without the pairs of characters that only inflect or join: られ, すを."""
    kept = [place for place, word in enumerate(query.wanted) if not _has_kana(word.term.forms)]
    if not kept or len(kept) == len(query.wanted):
        return query
    wanted = tuple(query.wanted[place] for place in kept)
    return replace(query, wanted=wanted, rarities=query.rarities[kept])


def _has_kana(forms: Sequence[str]) -> bool:
    return any("\u3041" <= letter <= "\u3096" for form in forms for letter in form)
