"""An edition: all passages as one embedding model sees them, with their vectors and indexes.

A home folder answers from one edition. Another model, other passages or smaller token vectors
make a new one beside it, which takes over when it is complete (`index/editions/editions.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from index.editions.altered_texts import refuse_altered
from index.editions.indexed_text import indexed_text
from index.editions.second_vectors import SecondVectors
from index.editions.store_leg import StoreLeg
from index.editions.stored_edition import REPLACED, OpenedIndexes
from index.editions.written_edition import WrittenEdition
from index.embedding.embedding import PAD_ALONE
from index.embedding.multilingual import needs_second, reads_english
from index.embedding.openvino_pass import ALONE
from index.errors import DamagedError, HomeError, ReplacedError
from index.passages.windows import Offsets, embedded, token_starts
from index.search.exact_dense import ExactVectors
from index.search.holding import Holding
from index.search.proposals import DenseLeg
from index.search.queries import EncodedQuery, LexicalLeg, Query
from index.search.retrieval import Searcher
from index.search.scope import Scope, ScopedWords
from index.search.self_check import LanguageFinding, self_check
from index.store.passage_table import Seen
from index.store.placement_cache import SMALL
from index.store.postings import Postings, key_of
from index.store.vector_file import PassageVectors
from index.types import Document, Passage

_SCOPES_KEPT = 32
_COUNTED_AT_ONCE = 20_000
# "Warm" in Japanese and Chinese, which the second model reads.
_FOREIGN = "暖"
# The tokens that a model puts around a text, as a rule.
_SPECIAL = 2


class Edition(WrittenEdition):
    """The passages of a home folder under one plan, for any number of threads."""

    @contextmanager
    def searching(
        self, query: Query, scope: Scope | None, facts: Mapping[str, str]
    ) -> Iterator[Searcher]:
        """Keeps the indexes open and as they are, for what searches them for a question.

        `facts` are those of the records, read just now.
        """
        with self._answering(facts):
            second = self._second is not None and (
                query.widely or needs_second(query.text, self.embedder)
            )
            yield self._searcher(facts, scope, second)

    def rarities(
        self, words: Sequence[str], facts: Mapping[str, str], scope: Scope | None = None
    ) -> list[float]:
        """Returns how much each word tells, 0 for one that no passage has."""
        with self._answering(facts):
            return self._searcher(facts, scope).rarities(words)

    def encode(
        self, text: str, facts: Mapping[str, str], scope: Scope | None = None
    ) -> EncodedQuery:
        """Returns a text ready to be compared with passages."""
        with self._answering(facts):
            return self._searcher(facts, scope).encode(text)

    def self_check(self, passages: Iterable[Passage]) -> list[LanguageFinding]:
        """Looks for a known sentence of each language among some passages."""
        facts = self._records.facts()
        with self._answering(facts):
            return self_check(self._searcher(facts, None), passages)

    @contextmanager
    def _answering(self, facts: Mapping[str, str]) -> Iterator[None]:
        """Keeps the indexes open and as they are."""
        with self._not_replaced():
            while True:
                self._heal(facts)
                with self._gate.read_lock():
                    # Whoever restores an index closes it, maybe just now.
                    if self._opened:
                        yield
                        return

    @contextmanager
    def _not_replaced(self) -> Iterator[None]:
        """Tells what fails because this edition is deleted from what is damaged.

        Vectors of passages that are gone may be overwritten, as soon as the records say so.
        """
        try:
            yield
        except ReplacedError:
            raise
        except HomeError as error:
            self._refuse_if_replaced(error)
            opened, revision = self._opened, self._records.facts().get("revision", "0")
            if isinstance(error, DamagedError) and opened and opened.revision != revision:
                raise ReplacedError(REPLACED.format(self.plan.model)) from error
            raise

    def _searcher(
        self, facts: Mapping[str, str], scope: Scope | None, second: bool = False
    ) -> Searcher:
        opened, key = self._opened or self._indexes(facts), (scope, second)
        if key not in opened.searchers:
            if len(opened.searchers) >= _SCOPES_KEPT:
                opened.searchers.clear()
            opened.searchers[key] = self._searcher_of(opened, scope, second)
        return opened.searchers[key]

    def _searcher_of(self, opened: OpenedIndexes, scope: Scope | None, second: bool) -> Searcher:
        words, dense = self._legs(opened, scope)
        if not (second and self._second):
            return Searcher(self.embedder, self.projection, words, dense, self)
        rows, _ = self.table.rows(scope.documents if scope else None)
        sums = self._second.sums(rows)
        dense = ExactVectors(self._second.file, rows, sums, opened.places)
        stored = _SecondStored(self, self._second)
        return Searcher(self._second.embedder, self._second.projection, words, dense, stored)

    def _legs(self, opened: OpenedIndexes, scope: Scope | None) -> tuple[LexicalLeg, DenseLeg]:
        if scope is None and len(opened.words) > SMALL:
            exact = cache(partial(self._exact, opened, scope))
            return opened.words, StoreLeg(opened.dense, self._mark, exact)
        dense = self._exact(opened, scope)
        if scope is None:
            return opened.words, dense
        visible = self.table.seen(scope.documents)
        return ScopedWords(opened.words, self._postings_of(visible), visible), dense

    def _exact(self, opened: OpenedIndexes, scope: Scope | None) -> ExactVectors:
        rows, sums = self.table.rows(scope.documents if scope else None)
        return ExactVectors(self._file, rows, sums, opened.places)

    def _postings_of(self, visible: Sequence[Seen]) -> Postings:
        """Returns the words of passages, after those that are not known yet have been read."""
        with self._counting:
            keys = np.array([key_of(*seen) for seen in visible], np.uint64)
            missing = self._postings.missing(keys)
            for start in range(0, len(missing), _COUNTED_AT_ONCE):
                batch = [visible[n].id for n in missing[start : start + _COUNTED_AT_ONCE]]
                found = self.table.passages(batch).values()
                refuse_altered(found)
                self._postings.add(map(indexed_text, found))
            return copy(self._postings)

    def count_words(self) -> None:
        """Counts the words of all passages, which the first search in a scope would have to do."""
        self._postings_of(self.table.seen(self.table.finished()))

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id; unknown ids are left out.

        Token vectors that are not stored are computed, which takes some 10 ms a passage.
        """
        if self.plan.token_width:
            with self._not_replaced():
                return self._file.read((self._opened or self._indexes()).places.of(ids))
        passages = self.table.passages(ids)
        return dict(zip(passages, self._embed_first(list(passages.values())), strict=True))

    def second_vectors(
        self, ids: Sequence[str], second: SecondVectors
    ) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by the second model, by id, as `vectors` does."""
        if self.plan.token_width:
            with self._not_replaced():
                return second.read((self._opened or self._indexes()).places.of(ids))
        passages = self.table.passages(ids)
        whole = embedded(list(passages.values()), self.embedder)
        return dict(zip(passages, second.embed(list(passages.values()), whole), strict=True))

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Returns passages by id, as they were at the last search; unknown ids are left out."""
        known = (self._opened or self._indexes()).passages
        unknown = [i for i in ids if i not in known]
        if unknown:
            with self._not_replaced():
                found = self.table.passages(unknown)
                refuse_altered(found.values())
            if len(known) + len(found) > SMALL:
                return found | {i: known[i] for i in ids if i in known}
            known.update(found)
        return {i: known[i] for i in ids if i in known}

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order."""
        with self._not_replaced():
            return self.table.of(document)

    @property
    def reads_whole(self) -> bool:
        """Tells that no passage is read anew."""
        return False

    def read_anew(self, _: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns nothing: what is stored is what its model gives."""
        return {}

    def starts(self, passage: Passage, anew: bool = False) -> Offsets:
        """Returns where each of a passage's tokens starts that has a vector, (n,)."""
        return token_starts(passage, self.embedder)

    def documents_of(self, ids: Sequence[str]) -> dict[str, str]:
        """Returns the ids of the documents of passages, in the order that is asked for."""
        with self._not_replaced():
            return self.table.documents_of(ids)

    def holding(self, text: str, facts: Mapping[str, str], scope: Scope | None = None) -> Holding:
        """Returns the passages that have all telling words of a text, each in any of its forms."""
        with self._answering(facts):
            return self._searcher(facts, scope).holding(text)

    def warm(self) -> None:
        """Loads the model and opens the indexes, so that the next search is quick.

        The second model is loaded where there are documents for it. For English ones alone the
        first question in another language waits for it, some seconds, and others need no room.
        """
        facts = self._records.facts()
        self._heal(facts)
        with self._gate.read_lock():
            words = (self._opened or self._indexes(facts)).words
            if len(words) <= SMALL:
                words.warm()
                self.passages(sorted(self.table.ids()))
        # One question of each length that has a program of its own.
        for length in range(PAD_ALONE, ALONE + 1, PAD_ALONE):
            self._warm_up(Query(" ".join(["warm"] * (length - _SPECIAL))), facts)
        if self._second and not all(map(reads_english, words.languages())):
            self._warm_up(Query(_FOREIGN), facts)

    def _warm_up(self, query: Query, facts: Mapping[str, str]) -> None:
        with self.searching(query, None, facts) as searcher:
            searcher.search(query)


@dataclass(frozen=True, slots=True)
class _SecondStored:
    """What an edition keeps of passages, with their vectors by the second model."""

    edition: Edition
    second: SecondVectors

    @property
    def reads_whole(self) -> bool:
        return True

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        return self.edition.second_vectors(ids, self.second)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        return self.edition.passages(ids)

    def documents_of(self, ids: Sequence[str]) -> dict[str, str]:
        return self.edition.documents_of(ids)

    def read_anew(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        return self.second.read_anew(self.edition.passages(ids))

    def starts(self, passage: Passage, anew: bool = False) -> Offsets:
        return self.second.starts(passage, anew)
