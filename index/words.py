"""The words of the passages: a BM25 index, rebuildable from the records.

The only module that knows tantivy.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy

from index.analysis import terms

_FIELD = "terms"
_HEAP_BYTES = 64_000_000


class Match(NamedTuple):
    """A passage id and how well it matched; higher is better."""

    id: str
    score: float


class WordIndex:
    """BM25 over the terms of passages, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`, or makes an empty one there."""
        folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field(_FIELD, tokenizer_name="whitespace", index_option="freq")
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema, path=str(folder))

    def change(self, added: Iterable[tuple[str, str]], removed: Iterable[str]) -> None:
        """Adds passages (id, text to search) and removes ids, all at once or not at all."""
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for passage_id in removed:
            writer.delete_documents("id", passage_id)
        for passage_id, text in added:
            writer.add_document(tantivy.Document(id=[passage_id], terms=[" ".join(terms(text))]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ids(self) -> set[str]:
        """Returns the ids of every passage in the index."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        found = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs)
        return {str(searcher.doc(address).get_first("id")) for _, address in found.hits}

    def search(self, wanted: Sequence[str], limit: int) -> list[Match]:
        """Returns the passages that hold any of these index terms, best first, ties by id."""
        searcher = self._index.searcher()
        if not wanted or not searcher.num_docs:
            return []
        found = searcher.search(self._any_of(wanted), limit=limit).hits
        scored = [
            Match(str(searcher.doc(address).get_first("id")), score) for score, address in found
        ]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))

    def frequencies(self, wanted: Sequence[str]) -> tuple[list[int], int]:
        """Returns in how many passages each term stands, and the number of passages."""
        searcher = self._index.searcher()
        return [searcher.doc_freq(_FIELD, term) for term in wanted], searcher.num_docs

    def _any_of(self, wanted: Sequence[str]) -> tantivy.Query:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, _FIELD, term))
            for term in wanted
        ]
        return tantivy.Query.boolean_query(clauses)
