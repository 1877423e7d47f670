"""The words of the passages: a BM25 index, rebuildable from the records.

The only module that knows tantivy.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path
from typing import NamedTuple

import tantivy

from index.integrity.damage import damage_told
from index.text.function_words import LANGUAGES
from index.text.terms import Term, terms

_FIELD, _DOCUMENT = "terms", "document"
_LANGUAGE = "language"
# Of how many segments of like size tantivy makes one, and how many may stay.
_LIKE, _SEGMENTS = 8, 3
# A score is a float32, which counts exactly to 2^24.
_PHRASES_AT_ONCE = 24
_HEAP_BYTES = 64_000_000


Filter = tantivy.Query
"""A part of a query that passages must match without being scored by it."""


class IndexedText(NamedTuple):
    """A passage to be found by its words: ids of itself and its document, text, language.

    `path` is that of its document, whose words are part of the text.
    """

    id: str
    document_id: str
    text: str
    language: str
    path: str = ""


class Match(NamedTuple):
    """A passage id and how well it matched; higher is better."""

    id: str
    score: float


class WeightedWord(NamedTuple):
    """A word to find, and how much it counts beside what its rarity says: 1 for a plain word."""

    term: Term
    weight: float


class WordPair(NamedTuple):
    """Two words of a question that stand side by side, and how much it counts to find them so."""

    first: Term
    second: Term
    weight: float


def rarity(passages: int, total: int) -> float:
    """Returns the inverse document frequency of a term, as BM25 in tantivy defines it."""
    return math.log(1 + (total - passages + 0.5) / (passages + 0.5))


class _View(NamedTuple):
    """The index as it was at one moment, and the ids of the passages that were found in it."""

    searcher: tantivy.Searcher
    ids: dict[tuple[int, int], str]

    def id_at(self, address: tantivy.DocAddress) -> str:
        """Returns the id of a passage; to read it anew each time would take most of a search."""
        place = (address.segment_ord, address.doc)
        if place not in self.ids:
            self.ids[place] = str(self.searcher.doc(address).get_first("id"))
        return self.ids[place]


class WordIndex:
    """BM25 over the terms of passages, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`, or makes an empty one there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field(_DOCUMENT, tokenizer_name="raw", index_option="basic")
        schema.add_text_field(_LANGUAGE, tokenizer_name="raw", index_option="basic")
        # With positions, for words that stand side by side.
        schema.add_text_field(_FIELD, tokenizer_name="whitespace", index_option="position")
        self._schema = schema.build()
        with self._guarded():
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._view = _View(self._index.searcher(), {})

    def __len__(self) -> int:
        """The number of passages in the index."""
        return int(self._view.searcher.num_docs)

    def change(self, added: Iterable[IndexedText], removed: Iterable[str]) -> None:
        """Removes ids, then adds or replaces passages, all at once or not at all."""
        with self._guarded():
            self._change(added, removed)

    def _change(self, added: Iterable[IndexedText], removed: Iterable[str]) -> None:
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for passage_id in removed:
            writer.delete_documents_by_term("id", passage_id)
        for passage in added:
            writer.delete_documents_by_term("id", passage.id)
            writer.add_document(_document(passage))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._view = _View(self._index.searcher(), {})

    def some(self) -> list[str]:
        """Returns the ids of as many passages as `merge` may need, of all if there are fewer."""
        with self._guarded():
            found = self._view.searcher.search(tantivy.Query.all_query(), _LIKE, count=False)
            return [self._view.id_at(address) for _, address in found.hits]

    def is_scattered(self) -> bool:
        """Tells whether it is in more segments than searches are quick in, and `merge` helps."""
        searcher = self._view.searcher
        return bool(searcher.num_segments > _SEGMENTS and searcher.num_docs >= _LIKE)

    def merge(self, again: Iterable[IndexedText]) -> None:
        """Makes tantivy merge its segments, which it does as soon as eight are of like size.

        Until it does, passages that are in the index are stored `again` one by one.
        """
        for passage in again:
            before = self._view.searcher.num_segments
            self.change([passage], [])
            if self._view.searcher.num_segments < before:
                return

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the passages, the most common one first."""
        searcher = self._view.searcher
        with self._guarded():
            counts = {code: searcher.doc_freq(_LANGUAGE, code) for code in LANGUAGES}
        return tuple(sorted(filter(counts.get, counts), key=lambda code: (-counts[code], code)))

    def ids(self) -> set[str]:
        """Returns the ids of every passage in the index."""
        return set(self._ids(_View(self._view.searcher, {})))

    def warm(self) -> None:
        """Reads the ids of all passages, which the searches would do one by one."""
        self._ids(self._view)

    def _ids(self, view: _View) -> list[str]:
        searcher = view.searcher
        if not searcher.num_docs:
            return []
        with self._guarded():
            every = tantivy.Query.all_query()
            found = searcher.search(every, limit=searcher.num_docs, count=False)
            return [view.id_at(address) for _, address in found.hits]

    def search(self, wanted: Sequence[WeightedWord], limit: int) -> list[Match]:
        """Returns the passages that hold any of these words, best first, ties by id."""
        return self._found(self._any_of(wanted), limit) if wanted else []

    def beside(self, pairs: Sequence[WordPair], ids: Sequence[str]) -> dict[str, float]:
        """Returns the summed weights of the pairs whose words stand side by side in a passage."""
        wanted = [pair for pair in pairs if pair.weight > 0]
        if not ids or not wanted:
            return {}
        phrases = [
            (number, first, second)
            for number, pair in enumerate(wanted)
            for first, second in product(pair.first.forms, pair.second.forms)
        ]
        among, found = self._among(ids), defaultdict[str, set[int]](set)
        for start in range(0, len(phrases), _PHRASES_AT_ONCE):
            part = phrases[start : start + _PHRASES_AT_ONCE]
            query = self._with_phrases(among, [phrase for _, *phrase in part])
            for passage_id, score in self._hits(query, len(ids)):
                if bits := int(score):
                    found[passage_id] |= {each[0] for n, each in enumerate(part) if bits >> n & 1}
        return {
            passage_id: sum(wanted[number].weight for number in sorted(numbers))
            for passage_id, numbers in found.items()
        }

    def _with_phrases(self, among: Filter, phrases: Sequence[Sequence[str]]) -> tantivy.Query:
        """Returns the query for passages whose score says, bit by bit, which phrases they have.

        Looked for by a score of its own, a phrase would take a query of its own: in what order a
        sum is added up, and so how it is rounded, depends on which other passages there are.

        Each phrase is laid around the query before it. tantivy then looks for it only in passages
        that are wanted; beside others, in all that there are, which takes thirty times as long for
        a hundred thousand.
        """
        query = among
        for bit, phrase in enumerate(phrases):
            words = tantivy.Query.phrase_query(self._schema, _FIELD, list(phrase))
            scored = tantivy.Query.const_score_query(words, 2.0**bit)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Should, scored)]
            )
        return query

    def holding(self, terms: Sequence[Term]) -> list[str]:
        """Returns the ids of all passages that have every term in any of its forms, in order."""
        if not terms:
            return []
        every = [(tantivy.Occur.Must, self._any_form(term)) for term in terms]
        query = tantivy.Query.const_score_query(tantivy.Query.boolean_query(every), 0.0)
        return sorted(match.id for match in self._hits(query, max(1, len(self))))

    def _any_form(self, term: Term) -> tantivy.Query:
        forms = (tantivy.Query.term_query(self._schema, _FIELD, form) for form in term.forms)
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, form) for form in forms])

    def alike(self, forms: Sequence[str], changes: int) -> list[str]:
        """Returns the passages, by id, that have a term spelt so or nearly so.

        `changes` are how many letters may be added, left out, changed or swapped, 2 at most.
        """
        queries = [
            tantivy.Query.fuzzy_term_query(self._schema, _FIELD, form, distance=changes)
            for form in forms
        ]
        if not queries:
            return []
        query = tantivy.Query.disjunction_max_query(queries)
        return sorted(match.id for match in self._hits(query, max(1, len(self))))

    def frequencies(self, wanted: Sequence[Term]) -> tuple[list[int], int]:
        """Returns in how many passages each word stands, and the number of passages."""
        searcher = self._view.searcher
        total = int(searcher.num_docs)
        with self._guarded():
            return [
                min(total, sum(searcher.doc_freq(_FIELD, form) for form in term.forms))
                for term in wanted
            ], total

    def _among(self, ids: Sequence[str]) -> Filter:
        # Several times as fast as a query for a set of terms.
        queries = [tantivy.Query.term_query(self._schema, "id", passage_id) for passage_id in ids]
        any_id = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in queries])
        return tantivy.Query.const_score_query(any_id, 0.0)

    def _found(self, query: tantivy.Query, limit: int) -> list[Match]:
        return sorted(self._hits(query, limit), key=lambda hit: (-hit.score, hit.id))

    def _hits(self, query: tantivy.Query, limit: int) -> list[Match]:
        """Returns the passages that a query finds, best first, ties in no order."""
        view = self._view
        if not view.searcher.num_docs:
            return []
        with self._guarded():
            found = view.searcher.search(query, limit=limit, count=False).hits
            return [Match(view.id_at(address), score) for score, address in found]

    def _guarded(self) -> AbstractContextManager[None]:
        return damage_told(self._folder)

    def _any_of(self, wanted: Sequence[WeightedWord]) -> tantivy.Query:
        words = [word for word in wanted if word.weight > 0]
        counts, total = self.frequencies([word.term for word in words])
        clauses = [
            (tantivy.Occur.Should, self._word(word, rarity(count, total)))
            for word, count in zip(words, counts, strict=True)
        ]
        return tantivy.Query.boolean_query(clauses)

    def _word(self, word: WeightedWord, together: float) -> tantivy.Query:
        """Returns the query for a word: its best form counts, as rare as all forms together."""
        searcher = self._view.searcher
        forms = []
        for form in word.term.forms:
            with self._guarded():
                alone = rarity(searcher.doc_freq(_FIELD, form), int(searcher.num_docs))
            boost = word.weight * together / alone
            query = tantivy.Query.term_query(self._schema, _FIELD, form)
            forms.append(query if boost == 1.0 else tantivy.Query.boost_query(query, boost))
        return forms[0] if len(forms) == 1 else tantivy.Query.disjunction_max_query(forms)


def _document(passage: IndexedText) -> tantivy.Document:
    return tantivy.Document(
        id=[passage.id],
        document=[passage.document_id],
        language=[passage.language],
        terms=[" ".join(terms(passage.text, passage.language))],
    )
