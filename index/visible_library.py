"""A library as one reader sees it: what lies outside the scope is not there.

Whoever is given such a library cannot show more, however they use it: searches, counts, titles and
documents are those of a home folder that never held the rest. It has what the read protocol names,
and nothing else: whatever else a library can do is for its operator.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar

from index.editions.snapshot import asked_again
from index.errors import NoIndexError
from index.library import Library
from index.originals import Original, bytes_version, original_of
from index.passages.boxes import Box
from index.read_protocol import ReadableRecords, ReadableSnapshot
from index.readers import is_supported
from index.search.queries import Query
from index.search.scope import Scope
from index.status import status_of
from index.store.record_rows import FileRecord
from index.store.records import Records
from index.sync.file_states import ledger_of
from index.text.sentences import Span
from index.types import Document, Entry, Hit, LibraryStatus, Listed, Passage

Result = TypeVar("Result")

_ANY_FILE = "_"

MaySee = Callable[[str, str], bool]
"""Tells whether the reader may see a file, by its indexed folder, empty if unknown, and path."""


class VisibleRecords:
    """The records without what is hidden, for reading."""

    def __init__(self, records: Records, scope: Scope, may_see: MaySee) -> None:
        """Reads from `records`."""
        self._records, self._scope, self._may_see = records, scope, may_see

    def is_empty(self) -> bool:
        """Tells whether there is no visible document."""
        return not self._scope.documents

    def document_ids(self) -> list[str]:
        """Returns the ids of the visible documents by path."""
        return [i for i in self._records.document_ids() if self._has(i)]

    def listing(self) -> list[Listed]:
        """Returns the visible documents as they stand in a list, by path."""
        return [each for each in self._records.listing() if self._has(each.id)]

    def titles_by_id(self) -> dict[str, str]:
        """Returns the titles of the visible documents by their ids, in the order of their paths."""
        return {i: title for i, title in self._records.titles_by_id().items() if self._has(i)}

    def remarks(self) -> dict[str, tuple[str, ...]]:
        """Returns what was left out of visible documents that were read in part, by their ids."""
        return {i: said for i, said in self._records.remarks().items() if self._has(i)}

    def document(self, document_id: str) -> Document | None:
        """Returns the current version of a visible document, None if there is none of this id."""
        return self._records.document(document_id) if self._has(document_id) else None

    def version(self, document_id: str, version: str) -> Document | None:
        """Returns a version of a document, None unless it and the one of now are visible.

        An old one must be so where it lay when it was replaced: what was taken out of a document
        stays hidden when the rest is moved to where more may read it.
        """
        found = self._records.version(document_id, version)
        current = self._records.document(document_id)
        if current is not None and not self._has(document_id):
            return None
        if found is None or (current is not None and current.version == version):
            return found
        return found if self._may_see("", found.path) else None

    def having(self, version: str) -> list[Document]:
        """Returns the visible documents whose current version has these bytes."""
        return [d for d in self._records.having(version) if self._has(d.id)]

    def _has(self, document_id: str) -> bool:
        return document_id in self._scope.documents


class VisibleLibrary:
    """A library of which a reader sees the documents of a scope."""

    def __init__(self, library: Library, scope: Scope, may_see: MaySee) -> None:
        """Reads from `library`, which whoever opened it closes."""
        self._library, self._scope, self._may_see = library, scope, may_see
        self._records = VisibleRecords(library.records, scope, may_see)

    @property
    def records(self) -> ReadableRecords:
        """The visible documents, without searching."""
        return self._records

    def search(self, query: Query, top_k: int = 10, scope: Scope | None = None) -> tuple[Hit, ...]:
        """Returns the best visible passages for a question, best first."""
        return self.ask(lambda snapshot: snapshot.find(query).hits(top_k), scope)

    def snapshot(self, scope: Scope | None = None) -> ReadableSnapshot:
        """Returns what a question about what is visible is asked of; a scope can only narrow that.

        Raises:
            NoIndexError: nothing is indexed.
        """
        narrowed = self._scope
        if scope is not None:
            narrowed = Scope(narrowed.documents & scope.documents)
        return replace(self._library.snapshot(narrowed), refuse_empty=self._refuse_empty)

    def ask(self, work: Callable[[ReadableSnapshot], Result], scope: Scope | None = None) -> Result:
        """Returns what becomes of a question that is asked of one snapshot, as `Library.ask` does.

        Raises:
            NoIndexError: nothing is visible.
        """
        return asked_again(partial(self.snapshot, scope), work)

    def document(self, document_id: str) -> Document | None:
        """Returns a visible document, None if none has this id."""
        return self._records.document(document_id)

    def documents(self) -> Iterator[Document]:
        """Yields every visible document by path."""
        for document_id in self._records.document_ids():
            if document := self._records.document(document_id):
                yield document

    def boxes(self, document: Document, spans: Sequence[Span]) -> list[Box]:
        """Returns where words of a visible version stand on their pages, none for others."""
        return self._library.boxes(document, spans) if self._sees(document) else []

    def original(self, document: Document) -> Original | None:
        """Returns the file of a visible version, if it lies where the reader may see files."""
        if not self._sees(document):
            return None
        files = self._library.records.files(version=bytes_version(document))
        return original_of(document, [f for f in files if self._shows(f.source, f.path)])

    def _sees(self, document: Document) -> bool:
        current = self._records.document(document.id)
        if current is not None and current.version == document.version:
            return True
        return self._records.version(document.id, document.version) is not None

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a visible document in reading order."""
        return self._library.passages_of(document) if document.id in self._scope.documents else []

    def tags(self) -> dict[str, tuple[str, ...]]:
        """Returns the tags of the visible documents that name any, by their ids."""
        seen = self._scope.documents
        return {i: tags for i, tags in self._library.tags().items() if i in seen}

    def revision(self) -> str:
        """Returns a number that changes with what is indexed, hidden or not, and says no more."""
        return self._library.revision()

    def status(self) -> LibraryStatus:
        """Returns what is indexed of what is visible."""
        editions, documents = self._library.editions, self._scope.documents
        passages = len(editions.current().table.seen(documents)) if documents else 0
        titles = self._records.titles_by_id().values()
        return status_of(
            self._library.home, editions.models(), self._files(), tuple(titles), passages
        )

    def ledger(self) -> tuple[Entry, ...]:
        """Returns how every visible file, and every new one beside them, stands now."""
        return ledger_of(self._files(), self._library.home, self._shows)

    def left_out(self) -> tuple[Entry, ...]:
        """Returns the visible files that could not be read, or are not to be."""
        entries = self._library.left_out()
        return tuple(each for each in entries if self._shows(each.source, each.path))

    def _files(self) -> list[FileRecord]:
        files = self._library.records.files()
        return [file for file in files if self._shows(file.source, file.path)]

    def _shows(self, source: str, path: str) -> bool:
        """Tells whether to name a file, or a folder that could not be looked into.

        Only a folder has no name of a readable format. Rules name it by what lies in it.
        """
        folder = not is_supported(path)
        return self._may_see(source, str(PurePosixPath(path, _ANY_FILE)) if folder else path)

    def _refuse_empty(self) -> None:
        if not self._scope.documents:
            raise NoIndexError(self._library.editions.nothing_indexed())
