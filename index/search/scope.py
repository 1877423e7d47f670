"""Searching only the documents that a reader may see, in both legs, before anything is ranked.

The dense leg looks at every vector (`index/search/exact_dense.py`). The lexical leg counts words
itself (`index/store/postings.py`): what is rare, and how long a passage is on average, is what is
so among those visible, and nothing else.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.store.passage_table import Seen
from index.store.postings import Postings, key_of
from index.store.tantivy_index import Match, WeightedWord, WordIndex, WordPair, rarity
from index.text.function_words import LANGUAGES
from index.text.terms import Term

Mask = NDArray[np.bool_]
# The constants of BM25, as tantivy has them.
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that a search may see, by their ids."""

    documents: frozenset[str]


class ScopedWords:
    """The lexical leg over the documents of a scope: BM25 as if there were no others.

    Robertson and Zaragoza 2009, with the formula and the constants of a search without a scope.
    """

    def __init__(self, words: WordIndex, postings: Postings, visible: Sequence[Seen]) -> None:
        """Takes the words of all passages, and which of them are visible, with their languages."""
        self._words, self._postings = words, postings
        keys = np.array([key_of(*seen) for seen in visible], np.uint64)
        places = postings.places(keys)
        self._visible: Mask = np.zeros(len(postings.keys), np.bool_)
        self._visible[places] = True
        self._total = len(visible)
        mean = float(postings.lengths[places].sum()) / (self._total or 1)
        self._norms = _K1 * (1 - _B + _B * postings.norms / (mean or 1.0))
        self._counts: dict[str, int] = {}
        self._languages = Counter(language for _, language, _ in visible)

    def search(self, wanted: Sequence[WeightedWord], limit: int) -> list[Match]:
        """Returns the visible passages that hold any of these words, best first, ties by id."""
        words = [word for word in wanted if word.weight > 0]
        counts, total = self.frequencies([word.term for word in words])
        scores = np.zeros(len(self._visible))
        for word, count in zip(words, counts, strict=True):
            places, saturation = self._best_forms(word.term)
            scores[places] += word.weight * rarity(count, total) * (_K1 + 1) * saturation
        found = np.flatnonzero(scores)
        if len(found) > limit:
            found = found[scores[found] >= np.partition(scores[found], -limit)[-limit]]
        pairs = zip(self._postings.ids[found].tolist(), scores[found].tolist(), strict=True)
        matches = [Match(passage_id.decode(), score) for passage_id, score in pairs]
        return sorted(matches, key=lambda match: (-match.score, match.id))[:limit]

    def beside(self, pairs: Sequence[WordPair], ids: Sequence[str]) -> dict[str, float]:
        """Returns the summed weights of the pairs whose words stand side by side in a passage."""
        return self._words.beside(pairs, ids)

    def holding(self, terms: Sequence[Term]) -> list[str]:
        """Returns the ids of all visible passages that have every term, in any of its forms."""
        if not terms:
            return []
        found = [
            np.unique(np.concatenate([self._having(form)[0] for form in term.forms]))
            for term in terms
        ]
        places = reduce(np.intersect1d, found)
        return sorted({passage_id.decode() for passage_id in self._postings.ids[places].tolist()})

    def alike(self, forms: Sequence[str], changes: int) -> list[str]:
        """Returns the visible passages, by id, that have a term spelt so or nearly so."""
        visible = {passage_id.decode() for passage_id in self._postings.ids[self._visible].tolist()}
        return [found for found in self._words.alike(forms, changes) if found in visible]

    def frequencies(self, wanted: Sequence[Term]) -> tuple[list[int], int]:
        """Returns in how many visible passages each word stands, and their number.

        A word of several forms is counted as in a search without a scope: as rare as all together.
        """
        counts = [sum(map(self._count, term.forms)) for term in wanted]
        return [min(self._total, count) for count in counts], self._total

    def _count(self, form: str) -> int:
        """Counts visible passages; what was counted once is kept as long as the scope is."""
        if form not in self._counts:
            self._counts[form] = len(self._having(form)[0])
        return self._counts[form]

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the visible passages, the most common one first."""
        known = [code for code in self._languages if code in LANGUAGES]
        return tuple(sorted(known, key=lambda code: (-self._languages[code], code)))

    def _having(self, form: str) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        places, counts = self._postings.having(form)
        seen = self._visible[places]
        return places[seen], counts[seen]

    def _best_forms(self, term: Term) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Returns the visible passages with a word, and how much its best form there counts."""
        found = [self._having(form) for form in term.forms]
        places = np.concatenate([each[0] for each in found])
        often = np.concatenate([each[1] for each in found]).astype(np.float64)
        saturation = often / (often + self._norms[places])
        if len(found) == 1:
            return places, saturation
        unique, inverse = np.unique(places, return_inverse=True)
        best = np.zeros(len(unique))
        np.maximum.at(best, inverse, saturation)
        return unique, best
