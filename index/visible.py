"""A library as one reader sees it: what lies outside the scope is not there.

Whoever is given such a library cannot show more, however they use it: searches, counts, titles and
documents are those of a home folder that never held the rest.
"""

from collections.abc import Callable

from index.ledger import Comparison
from index.library import Library
from index.records import FileRecord, Records
from index.scope import Scope
from index.snapshot import Snapshot
from index.types import Document, Passage

MaySee = Callable[[str, str], bool]
"""Tells whether the reader may see a file, by its indexed folder, empty if unknown, and path."""


class VisibleRecords(Records):
    """The records without what is hidden, for reading."""

    def __init__(self, records: Records, scope: Scope, may_see: MaySee) -> None:
        """Shares the database of `records`."""
        super().__init__(records.database, records.people)
        self._scope, self._may_see = scope, may_see
        self._documents = records._documents

    def files(self) -> list[FileRecord]:
        """Returns the visible files, by source and path."""
        return [file for file in super().files() if self._may_see(file.source, file.path)]

    def is_empty(self) -> bool:
        """Tells whether there is no visible document."""
        return not self._scope.documents

    def count(self) -> int:
        """Returns the number of visible documents."""
        return len(self._scope.documents)

    def titles(self) -> list[str]:
        """Returns the titles of the visible documents by path."""
        rows = zip(super().document_ids(), super().titles(), strict=False)
        return [title for i, title in rows if i in self._scope.documents]

    def document_ids(self) -> list[str]:
        """Returns the ids of the visible documents by path."""
        return [i for i in super().document_ids() if i in self._scope.documents]

    def first_of_each_language(self, count: int = 3) -> list[str]:
        """Returns the ids of a few visible documents in each language."""
        documents = self._scope.documents
        return [i for i in super().first_of_each_language(count) if i in documents]

    def document(self, document_id: str) -> Document | None:
        """Returns the current version of a visible document, None if there is none of this id."""
        return super().document(document_id) if document_id in self._scope.documents else None

    def version(self, document_id: str, version: str) -> Document | None:
        """Returns a version of a document, None unless it and the one of now are visible.

        An old one must be so where it lay when it was replaced: what was taken out of a document
        stays hidden when the rest is moved to where more may read it.
        """
        found = super().version(document_id, version)
        current = super().document(document_id)
        if current is not None and document_id not in self._scope.documents:
            return None
        if found is None or (current is not None and current.version == version):
            return found
        return found if self._may_see("", found.path) else None

    def boxes(self, document_id: str, version: str) -> bytes:
        """Returns where the words of a visible version stand, empty for any other."""
        seen = self.version(document_id, version) is not None
        return super().boxes(document_id, version) if seen else b""

    def having(self, version: str) -> list[Document]:
        """Returns the visible documents whose current version has these bytes."""
        return [d for d in super().having(version) if d.id in self._scope.documents]


class VisibleLibrary(Library):
    """A library of which a reader sees the documents of a scope. It is for reading only."""

    def __init__(self, library: Library, scope: Scope, may_see: MaySee) -> None:
        """Shares the files and indexes of `library`, which is who closes them."""
        self.home, self._reranker = library.home, library._reranker
        self.generations = library.generations
        self.records = VisibleRecords(library.records, scope, may_see)
        self._scope, self._may_see = scope, may_see

    def snapshot(self, scope: Scope | None = None) -> Snapshot:
        """Returns what a question is asked of: what is visible; a scope can only narrow that."""
        return super().snapshot(self._narrowed(scope))

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a visible document in reading order."""
        return super().passages_of(document) if document.id in self._scope.documents else []

    def _narrowed(self, scope: Scope | None) -> Scope:
        if scope is None:
            return self._scope
        return Scope(self._scope.documents & scope.documents)

    def _seen(self, comparison: Comparison) -> Comparison:
        """Returns a comparison without what is hidden."""
        return Comparison(
            {key: file for key, file in comparison.found.items() if self._may_see(*key)},
            {key: file for key, file in comparison.known.items() if self._may_see(*key)},
            {key: file for key, file in comparison.missing.items() if self._may_see(*key)},
        )

    def _passage_count(self) -> int:
        return len(self.generations.current().table.seen(self._scope.documents))
