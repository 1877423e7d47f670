"""The library: everything that was indexed into one home folder, behind one object."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from index.database.database import Database, unusable
from index.database.home_folder import FILE, is_home, no_index
from index.database.lock import writing
from index.database.private_files import keep_private
from index.editions.editions import Editions, Load
from index.editions.snapshot import Snapshot, asked_again
from index.embedding.embedding import Embedder
from index.embedding.multilingual import BOTH_MODELS, open_embedder
from index.embedding.reranking import Reranker
from index.errors import HomeError, NoIndexError
from index.originals import Original, bytes_version, original_of
from index.passages.boxes import Box, boxes_of
from index.pictures.picture_cache import PictureCache
from index.search.late_interaction import DIMENSIONS
from index.search.queries import Query
from index.search.retrieval import Found
from index.search.scope import Scope
from index.search.self_check import LanguageFinding
from index.status import status_of
from index.store.records import Records
from index.sync.file_states import compare, covered_by, known_entry, ledger_of
from index.sync.ingest import store_all
from index.sync.scan import Root, count_unreadable, part_of, roots_of, same_side
from index.sync.sync import Meter, Progress, ReadingOptions, Sync, SyncReport
from index.text.sentences import Span
from index.types import Document, Entry, Hit, LibraryStatus, Passage
from index.vectors.embedded_chroma import EmbeddedStores
from index.vectors.vector_store import VectorStores

_CHECKED_PASSAGES = 10

Result = TypeVar("Result")


def _silent(_: Progress) -> None:
    """Reports nothing."""


class Library:
    """The documents of one home folder, for any number of threads.

    `sync` and `forget` take the home folder's lock. Reading does not, save to repair what a writer
    that died has left behind.
    """

    def __init__(
        self,
        home: Path,
        embedder: Embedder,
        load: Load,
        token_width: int = DIMENSIONS,
        reranker: Reranker | None = None,
        vectors: VectorStores | None = None,
        *,
        address: str = "",
    ) -> None:
        """Opens what `open_library` has checked; `embedder` is what is to be indexed with."""
        self.home = home
        self._reranker = reranker
        self.records = Records(Database(home / FILE), address=address)
        stores = vectors or EmbeddedStores()
        self.editions = Editions(home, self.records, embedder, load, token_width, stores)

    # Reading

    @property
    def embedder(self) -> Embedder:
        """The embedding model that the documents are indexed with."""
        return self.editions.current().embedder

    def search(self, query: Query, top_k: int = 10, scope: Scope | None = None) -> tuple[Hit, ...]:
        """Returns the best passages for a question, best first; with a scope, only of those."""
        return self.ask(lambda snapshot: snapshot.find(query).hits(top_k), scope)

    def find(self, query: Query, scope: Scope | None = None) -> Found:
        """Returns every candidate passage for a question with its scores.

        Raises:
            NoIndexError: nothing is indexed.
        """
        return self.ask(lambda snapshot: snapshot.find(query), scope)

    def snapshot(self, scope: Scope | None = None) -> Snapshot:
        """Returns what a question is asked of, so that one model answers all of it.

        Raises:
            NoIndexError: nothing is indexed.
        """
        facts = self.records.facts()
        edition = self.editions.current(facts)
        return Snapshot(edition, facts, scope, self._reranker, self._refuse_empty)

    def ask(self, work: Callable[[Snapshot], Result], scope: Scope | None = None) -> Result:
        """Returns what becomes of a question that is asked of one snapshot.

        Where that was deleted meanwhile, which takes two runs, the one of now is asked.

        Raises:
            NoIndexError: nothing is indexed.
        """
        return asked_again(partial(self.snapshot, scope), work)

    def _refuse_empty(self) -> None:
        if self.records.is_empty():
            raise NoIndexError(self.editions.nothing_indexed())

    def document(self, document_id: str) -> Document | None:
        """Returns a document, None if none has this id."""
        return self.records.document(document_id)

    def documents(self) -> Iterator[Document]:
        """Yields every document by path."""
        for document_id in self.records.document_ids():
            if document := self.records.document(document_id):
                yield document

    def boxes(self, document: Document, spans: Sequence[Span]) -> list[Box]:
        """Returns where the words of some stretches stand on their pages, line by line.

        Empty for formats that do not know, which is all but PDF.
        """
        data = self.records.boxes(document.id, document.version) if spans else b""
        return [box for start, end in spans for box in boxes_of(data, start, end)]

    def original(self, document: Document) -> Original | None:
        """Returns the file that a version was read from, None if none of its bytes is there."""
        return original_of(document, self.records.files(version=bytes_version(document)))

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order."""
        return self.editions.current().table.of(document)

    def tags(self) -> dict[str, tuple[str, ...]]:
        """Returns the tags of the documents that name any in their front matter, by their ids."""
        # YAML takes a while to import, and few commands need it.
        from index.readers.web.markdown import ENDINGS, MAX_FRONT_MATTER, tags_of

        beginnings = self.records.beginnings(ENDINGS, MAX_FRONT_MATTER)
        return {i: tags for i, text in beginnings.items() if (tags := tags_of(text))}

    def revision(self) -> str:
        """Returns a number that changes whenever what is indexed does."""
        return self.records.facts().get("revision", "0")

    def status(self) -> LibraryStatus:
        """Returns what is indexed."""
        titles = tuple(self.records.titles_by_id().values())
        passages = self.editions.current().table.count() if titles else 0
        files, models = self.records.files(), self.editions.models()
        return status_of(self.home, models, files, titles, passages)

    def ledger(self) -> tuple[Entry, ...]:
        """Returns how every known file, and every new one beside them, stands now."""
        return ledger_of(self.records.files(), self.home)

    def left_out(self) -> tuple[Entry, ...]:
        """Returns the files that could not be read, or are not to be, as they stood last."""
        return tuple(map(known_entry, self.records.files(left_out=True)))

    def disagreement(self) -> str:
        """Returns what is damaged, or how the indexes differ from the records; empty if nothing.

        Raises:
            HomeError: a database is damaged.
        """
        self.records.check()
        return self.editions.current().disagreement() if not self.records.is_empty() else ""

    def self_check(self) -> list[LanguageFinding]:
        """Looks for a known sentence of each language that the documents are in."""
        if self.records.is_empty():
            return []
        documents = (self.records.document(i) for i in self.records.first_of_each_language())
        edition = self.editions.current()
        return edition.self_check(
            passage
            for document in documents
            if document
            for passage in edition.table.of(document)[:_CHECKED_PASSAGES]
        )

    def count_words(self) -> None:
        """Counts the words of all passages, so that the first search in a scope is quick."""
        if not self.records.is_empty():
            self.editions.current().count_words()

    def warm(self) -> None:
        """Loads the model and opens the indexes, so that the next search is quick."""
        if self.records.is_empty():
            self.editions.wanted.embed_questions(["warm"])
        else:
            self.editions.current().warm()

    # Writing

    def sync(
        self,
        paths: Sequence[Path],
        report: Callable[[Progress], None] = _silent,
        limits: ReadingOptions | None = None,
    ) -> SyncReport:
        """Brings the index in line with some folders or files.

        Raises:
            UsageError: a path does not exist, is of an unknown format or holds nothing to index.
            HomeLockedError: another process is writing.
            HomeError: the home folder cannot be written, or a server with vectors not be used.
        """
        began = time.monotonic()
        with self._writing():
            self.records.check()
            self.editions.forget_altered()
            files = self.records.files()
            roots = roots_of(paths, sorted({Path(file.source) for file in files}), self.home)
            comparison = compare(files, roots, self.home)
            edition = self.editions.ready(report)
            sync = Sync(self.records, edition.embedder, edition.places, limits or ReadingOptions())
            read_by = sync.limits.read_by
            sync.leave(comparison.unchanged(read_by))
            meter = Meter(sum(file.size for file in comparison.undecided(read_by)), report)
            # Before the links in their places are noted, under the same paths.
            replaced = comparison.missing.keys() & comparison.found.keys()
            gone = [comparison.missing.pop(key) for key in sorted(replaced)]
            edition.drop(gone)
            store_all(sync.drafts(comparison, meter), edition, meter.embedded)
            sync.report.embedded = meter.now.passages
            edition.drop(list(comparison.missing.values()))
            edition.settle()
            gone += comparison.missing.values()
            sync.report.removed = sum(1 for file in gone if file.document_id)
            for root in roots:
                sync.report.skipped += count_unreadable(root, self.home)
            self._forget_pictures()
            sync.report.seconds = time.monotonic() - began
            return sync.report

    def forget(self, path: Path) -> int:
        """Removes a folder's documents from the index, not from the disk; returns their number."""
        with self._writing():
            full, files = path.resolve(), self.records.files()
            sources = sorted({Path(f.source) for f in files})
            near = [source for source in sources if same_side(full, source, self.home)]
            root = part_of(full, near) or Root(full, "")
            gone = covered_by([root], files, self.home)
            if gone:
                self.editions.stores.check()
                edition = self.editions.current()
                edition.drop(gone)
                edition.seal()
            self._forget_pictures()
            return len(gone)

    def _forget_pictures(self) -> None:
        """Deletes the pictures of what is not indexed any more."""
        kept = {file.version for file in self.records.files()}
        PictureCache(self.home, 0).keep_only(kept)

    def close(self) -> None:
        """Releases every file of the home folder."""
        self.editions.close()
        self.records.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with writing(self.home):
                yield
        except OSError as error:
            raise HomeError(unusable(self.home, error.strerror or str(error))) from error


def open_library(
    home: Path,
    embedder: Embedder | None = None,
    *,
    create: bool = False,
    load: Load = open_embedder,
    token_width: int = DIMENSIONS,
    reranker: Reranker | None = None,
    vectors: VectorStores | None = None,
    address: str = "",
) -> Library:
    """Opens a home folder, or makes a new one if `create` is set.

    `embedder` is what documents are indexed with from now on; a home that was built with another
    model, which `load` opens, answers with that until it is indexed again. `token_width` is the
    number of dimensions in which token vectors are stored, 0 to store none. A `reranker` puts the
    best candidates of a search in order. Sentence vectors are searched in `vectors`, or else in
    files of the home folder. `address` is that of the PostgreSQL server on which what people say is
    kept, if not in the home folder.

    Raises:
        NoIndexError: there is no home folder at `home` and none may be made.
        HomeError: it cannot be opened, or was built by another version.
    """
    try:
        if not is_home(home) and not create:
            raise no_index(home)
        home.mkdir(parents=True, exist_ok=True)
        keep_private(home)
        wanted = embedder or load(BOTH_MODELS)
        library = Library(
            home.resolve(), wanted, load, token_width, reranker, vectors, address=address
        )
    except OSError as error:
        raise HomeError(unusable(home, error.strerror or str(error))) from error
    return library
