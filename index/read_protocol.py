"""What may be asked on behalf of a reader: the narrow side of a library.

What shows documents to readers is written against these protocols. `VisibleLibrary` implements
them whole, each member by a decision of its own about what is hidden; `Library`, `Records` and
`Snapshot` have them too, and much more, which is for their operator.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar, runtime_checkable

from index.originals import Original
from index.passages.boxes import Box
from index.search.holding import Holding
from index.search.queries import Query
from index.search.retrieval import Found
from index.search.scope import Scope
from index.text.sentences import Span
from index.types import Document, Entry, Hit, LibraryStatus, Listed, Passage

Result = TypeVar("Result")


class ReadableRecords(Protocol):
    """The documents that a reader may see, without searching."""

    def is_empty(self) -> bool:
        """Tells whether there is no document."""

    def document_ids(self) -> list[str]:
        """Returns the ids of the documents by path."""

    def listing(self) -> list[Listed]:
        """Returns the documents as they stand in a list, by path."""

    def titles_by_id(self) -> dict[str, str]:
        """Returns the titles of the documents by their ids, in the order of their paths."""

    def remarks(self) -> dict[str, tuple[str, ...]]:
        """Returns what was left out of documents that were read in part, by their ids."""

    def document(self, document_id: str) -> Document | None:
        """Returns the current version of a document, None if there is none of this id."""

    def version(self, document_id: str, version: str) -> Document | None:
        """Returns a version of a document, current or kept; None if it is neither."""

    def having(self, version: str) -> list[Document]:
        """Returns the documents whose current version has this hash, by path."""


class ReadableSnapshot(Protocol):
    """The documents that a reader may see, as one question meets them."""

    def find(self, query: Query) -> Found:
        """Returns every candidate passage for a question with its scores.

        Raises:
            NoIndexError: nothing is indexed.
        """

    def holding(self, text: str) -> Holding:
        """Returns the passages that have all telling words of a text, each in any of its forms."""

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order."""

    def rarities(self, words: Sequence[str]) -> list[float]:
        """Returns how much each word tells, 0 for one that no passage has."""


@runtime_checkable
class ReadableLibrary(Protocol):
    """A library as a reader may use it."""

    def __hash__(self) -> int:
        """Lets what is worked out for a reader be remembered by the library it was got from."""

    @property
    def records(self) -> ReadableRecords:
        """The documents, without searching."""

    def search(self, query: Query, top_k: int = 10, scope: Scope | None = None) -> tuple[Hit, ...]:
        """Returns the best passages for a question, best first; with a scope, only of those."""

    def snapshot(self, scope: Scope | None = None) -> ReadableSnapshot:
        """Returns what a question is asked of, so that one model answers all of it.

        Raises:
            NoIndexError: nothing is indexed.
        """

    def ask(self, work: Callable[[ReadableSnapshot], Result], scope: Scope | None = None) -> Result:
        """Returns what becomes of a question that is asked of one snapshot.

        Raises:
            NoIndexError: nothing is indexed.
        """

    def document(self, document_id: str) -> Document | None:
        """Returns a document, None if none has this id."""

    def documents(self) -> Iterator[Document]:
        """Yields every document by path."""

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order."""

    def boxes(self, document: Document, spans: Sequence[Span]) -> list[Box]:
        """Returns where the words of some stretches stand on their pages, line by line."""

    def original(self, document: Document) -> Original | None:
        """Returns the file that a version was read from, None if none of its bytes is there."""

    def tags(self) -> dict[str, tuple[str, ...]]:
        """Returns the tags of the documents that name any, by their ids."""

    def revision(self) -> str:
        """Returns a number that changes whenever what is indexed does."""

    def status(self) -> LibraryStatus:
        """Returns what is indexed."""

    def left_out(self) -> tuple[Entry, ...]:
        """Returns the files that could not be read, or are not to be, as they stood last."""

    def ledger(self) -> tuple[Entry, ...]:
        """Returns how every known file, and every new one beside them, stands now."""
