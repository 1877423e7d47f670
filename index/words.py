"""The words of the passages: a BM25 index, rebuildable from the records.

The only module that knows tantivy.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import tantivy

from index.analysis import terms
from index.errors import HomeError

_FIELD, _DOCUMENT = "terms", "document"
_HEAP_BYTES = 64_000_000


Filter = tantivy.Query
"""A part of a query that passages must match without being scored by it."""


class IndexedText(NamedTuple):
    """A passage to be found by its words: its id, that of its document, and its text."""

    id: str
    document_id: str
    text: str


class Match(NamedTuple):
    """A passage id and how well it matched; higher is better."""

    id: str
    score: float


def damaged(folder: Path, error: Exception) -> str:
    """Returns the one line that says which rebuildable part of a home folder is damaged."""
    cause = " ".join(str(error).split())[:300] or type(error).__name__
    return (
        f"The index in {str(folder)!r} cannot be used: {cause}."
        " Delete that folder: it is rebuilt from the records, without embedding again."
    )


class WordIndex:
    """BM25 over the terms of passages, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`, or makes an empty one there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field(_DOCUMENT, tokenizer_name="raw", index_option="basic")
        schema.add_text_field(_FIELD, tokenizer_name="whitespace", index_option="freq")
        self._schema = schema.build()
        with self._guarded():
            self._index = tantivy.Index(self._schema, path=str(folder))

    def __len__(self) -> int:
        """The number of passages in the index."""
        return int(self._index.searcher().num_docs)

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
            fields = {"id": [passage.id], _DOCUMENT: [passage.document_id]}
            writer.add_document(tantivy.Document(**fields, terms=[" ".join(terms(passage.text))]))
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

    def search(
        self, wanted: Sequence[str], limit: int, within: Filter | None = None
    ) -> list[Match]:
        """Returns the passages that hold any of these index terms, best first, ties by id."""
        searcher = self._index.searcher()
        if not wanted or not searcher.num_docs:
            return []
        query = self._any_of(wanted, within)
        found = searcher.search(query, limit=limit, count=False).hits
        scored = [
            Match(str(searcher.doc(address).get_first("id")), score) for score, address in found
        ]
        return sorted(scored, key=lambda hit: (-hit.score, hit.id))

    def frequencies(self, wanted: Sequence[str]) -> tuple[list[int], int]:
        """Returns in how many passages each term stands, and the number of passages."""
        searcher = self._index.searcher()
        return [searcher.doc_freq(_FIELD, term) for term in wanted], searcher.num_docs

    def filter(self, document_ids: Iterable[str]) -> Filter:
        """Returns the filter that lets through the passages of these documents."""
        chosen = tantivy.Query.term_set_query(self._schema, _DOCUMENT, sorted(document_ids))
        return tantivy.Query.const_score_query(chosen, 0.0)

    def count_within(self, wanted: Sequence[str], within: Filter) -> int:
        """Returns how many passages that a filter lets through hold any of these terms.

        Without terms, how many it lets through.
        """
        query = self._any_of(wanted, within) if wanted else within
        found = self._index.searcher().search(query, limit=1)
        return int(found.count)  # type: ignore[attr-defined]

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise HomeError(damaged(self._folder, error)) from error

    def _any_of(self, wanted: Sequence[str], within: Filter | None) -> tantivy.Query:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, _FIELD, term))
            for term in wanted
        ]
        any_of = tantivy.Query.boolean_query(clauses)
        if within is None:
            return any_of
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, any_of), (must, within)])
