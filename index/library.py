"""The library: everything that was indexed into one home folder, behind one object."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from index.chunking import CHUNKING
from index.embedding import Embedder, Floats, SentenceTransformersEmbedder
from index.errors import HomeError, NoIndexError
from index.late_interaction import fit_projection, project, quantise
from index.lock import writing
from index.records import FAILED, FileChange, FileRecord, PassageVectors, Records, unusable
from index.retrieval import Found, Query, Searcher
from index.scan import Root, part_of, roots_of
from index.sync import Failure, Limits, Progress, Sync, SyncReport
from index.types import Document, Hit, Passage
from index.vectors import VectorIndex
from index.words import WordIndex

_SCHEMA = "3"
_PROJECTION = "projection.npy"


@dataclass(frozen=True, slots=True)
class Status:
    """What is indexed. `sources` are the indexed folders; `updated` is None if nothing is."""

    home: Path
    model: str
    sources: tuple[str, ...]
    documents: int
    passages: int
    updated: datetime | None
    failed: tuple[Failure, ...]
    titles: tuple[str, ...]


def _silent(_: Progress) -> None:
    """Reports nothing."""


class Library:
    """The documents of one home folder, for any number of threads.

    `sync` and `forget` take the home folder's lock. Reading does not, save to repair what a writer
    that died has left behind.
    """

    def __init__(self, home: Path, embedder: Embedder) -> None:
        """Opens what `open_library` has checked."""
        self.home = home
        self.embedder = embedder
        self.records = Records(home / "records.sqlite")
        self._opened: tuple[str, VectorIndex, WordIndex] | None = None
        # The two indexes are closed and opened anew under the feet of whoever uses them, and a
        # search takes several looks at one state.
        self._indexes_lock = threading.RLock()

    # Reading

    def search(self, query: Query, top_k: int = 10) -> tuple[Hit, ...]:
        """Returns the best passages for a question, best first."""
        with self._indexes_lock:
            return self.hits(self.find(query), top_k)

    def find(self, query: Query) -> Found:
        """Returns every candidate passage for a question with its scores.

        Raises:
            NoIndexError: nothing is indexed.
        """
        if self.records.is_empty():
            raise NoIndexError(
                f"Nothing is indexed in {str(self.home)!r}."
                f" Build an index with: tenkyo index FOLDER --home {self.home}"
            )
        with self._indexes_lock:
            _, dense, words = self._healed()
            searcher = Searcher(self.embedder, self._projection, words, dense, self.vectors)
            return searcher.search(Query(_encodable(query.text), _encodable(query.earlier)))

    def hits(self, found: Found, top_k: int) -> tuple[Hit, ...]:
        """Returns the first candidates of a search as passages of their documents."""
        best = found.candidates[:top_k]
        passages = self.records.passages([candidate.id for candidate in best])
        present = [c for c in best if c.id in passages]
        return tuple(Hit(passages[c.id], c.score, rank) for rank, c in enumerate(present, start=1))

    def vectors(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the stored vectors of passages by id; unknown ids are left out."""
        return self.records.vectors(ids, self._projection.shape[1])

    def document(self, document_id: str) -> Document | None:
        """Returns a document, None if none has this id."""
        return self.records.document(document_id)

    def documents(self) -> Iterator[Document]:
        """Yields every document by path."""
        for document_id in self.records.document_ids():
            if document := self.records.document(document_id):
                yield document

    def passages_of(self, document: Document) -> list[Passage]:
        """Returns the passages of a document in reading order."""
        return self.records.passages_of(document)

    def status(self) -> Status:
        """Returns what is indexed."""
        files = self.records.files()
        documents, passages = self.records.counts()
        stamps = [datetime.fromisoformat(file.indexed_at) for file in files]
        return Status(
            home=self.home,
            model=self.embedder.name,
            sources=tuple(sorted({file.source for file in files})),
            documents=documents,
            passages=passages,
            updated=max(stamps) if stamps and documents else None,
            failed=tuple(Failure(f.path, f.reason) for f in files if f.state == FAILED),
            titles=tuple(self.records.titles()),
        )

    def disagreement(self) -> str:
        """Returns how the indexes differ from the records, empty if they agree."""
        wanted = self.records.passage_ids()
        _, dense, words = self._indexes()
        wrong = {"vectors": len(wanted ^ dense.ids()), "words": len(wanted ^ words.ids())}
        return "; ".join(f"{n:,} passages differ in the {name}" for name, n in wrong.items() if n)

    def warm(self) -> None:
        """Loads the model and opens the indexes, so that the next search is quick."""
        self.embedder.embed(["warm"])
        if not self.records.is_empty():
            _ = self._projection
            with self._indexes_lock:
                self._healed()

    # Writing

    def sync(
        self,
        paths: Sequence[Path],
        report: Callable[[Progress], None] = _silent,
        limits: Limits | None = None,
    ) -> SyncReport:
        """Brings the index in line with some folders or files.

        Raises:
            UsageError: a path does not exist, is of an unknown format or holds nothing to index.
            HomeLockedError: another process is writing.
            HomeError: the home folder cannot be written.
        """
        with self._writing():
            known = sorted({Path(file.source) for file in self.records.files()})
            roots = roots_of(paths, known)
            self._make_projection()
            self._repair()
            sync = Sync(self.records, self.embedder, self._embed, self._commit)
            gone = sync.run(roots, self.home, limits or Limits(), report)
            self._drop(gone)
            sync.report.removed = sum(1 for file in gone if file.document_id)
            return sync.report

    def forget(self, path: Path) -> int:
        """Removes a folder's documents from the index, not from the disk; returns their number."""
        with self._writing():
            full, files = path.resolve(), self.records.files()
            root = part_of(full, sorted({Path(f.source) for f in files})) or Root(full, "")
            gone = [file for file in files if root.covers(file)]
            self._drop(gone)
            return len(gone)

    def close(self) -> None:
        """Releases every file of the home folder."""
        with self._indexes_lock:
            self._close_indexes()
        self.records.close()

    @cached_property
    def _projection(self) -> Floats:
        path = self.home / _PROJECTION
        try:
            loaded: Floats = np.load(path)
        except (OSError, ValueError, EOFError) as error:
            raise HomeError(unusable(self.home, f"{path.name} is lost or damaged")) from error
        return loaded

    def _make_projection(self) -> None:
        """Fits the projection for a new home folder; the lock must be held."""
        path = self.home / _PROJECTION
        # Vectors that were made with a lost projection cannot be compared with those of a new one.
        if path.exists() or not self.records.is_empty():
            return
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            np.save(file, fit_projection(self.embedder))
        unfinished.replace(path)

    def _indexes(self) -> tuple[str, VectorIndex, WordIndex]:
        """Opens the two indexes, anew when another process has changed them."""
        revision = self.records.fact("revision") or "0"
        if self._opened and self._opened[0] != revision:
            self._close_indexes()
        if not self._opened:
            dense, words = VectorIndex(self.home / "vectors"), WordIndex(self.home / "words")
            self._opened = (revision, dense, words)
        return self._opened

    def _close_indexes(self) -> None:
        if self._opened:
            self._opened[1].close()
            self._opened = None

    def _healed(self) -> tuple[str, VectorIndex, WordIndex]:
        """Opens the two indexes, after repair if a writer died; searches as they are if one lives.

        So does a reader who may not write.
        """
        just_opened = self._opened is None
        opened = self._indexes()
        if self.records.fact("pending") == "1" or (just_opened and not self._agree()):
            with suppress(HomeError, OSError), writing(self.home):
                self._repair()
        return self._opened or opened

    def _embed(self, texts: Sequence[str]) -> list[PassageVectors]:
        return [
            PassageVectors(
                embedding.sentence.astype(np.float16).astype(np.float32),
                quantise(project(embedding.tokens, self._projection)),
            )
            for embedding in self.embedder.embed(texts)
        ]

    def _commit(self, changes: Sequence[FileChange]) -> None:
        """Stores new versions, so that a search at any moment finds either the old or the new.

        What an index has and the records, which are the truth, have not, is never a hit.
        """
        self.records.set_facts({"pending": "1"})
        passages = (p for c in changes for p in c.passages if p.id in c.vectors)
        texts = {p.id: (searchable(p), p.document.language) for p in passages}
        vectors = {i: v.sentence for c in changes for i, v in c.vectors.items()}
        removed = [i for c in changes for i in c.removed]
        self._change_indexes(texts, vectors, [])
        with self._indexes_lock:
            self.records.apply(changes)
            self._change_indexes({}, {}, removed)
        self.records.set_facts({"pending": "0"})

    def _drop(self, files: Sequence[FileRecord]) -> None:
        if files:
            self.records.set_facts({"pending": "1"})
            self._change_indexes({}, {}, self.records.remove(files))
            self.records.set_facts({"pending": "0"})

    def _change_indexes(
        self, texts: dict[str, tuple[str, str]], vectors: dict[str, Floats], removed: Sequence[str]
    ) -> None:
        if not vectors and not removed:
            return
        with self._indexes_lock:
            _, dense, words = self._indexes()
            ids = list(vectors)
            dense.change(ids, np.array([vectors[i] for i in ids], dtype=np.float32), removed)
            words.change([(i, *texts[i]) for i in ids], removed)
            revision = str(int(self.records.fact("revision") or "0") + 1)
            self.records.set_facts({"revision": revision})
            self._opened = (revision, dense, words)

    def _agree(self) -> bool:
        """Tells whether both indexes hold as many passages as the records."""
        with self._indexes_lock:
            _, dense, words = self._indexes()
            return len(dense) == len(words) == self.records.counts()[1]

    def _repair(self) -> None:
        """Makes the two indexes agree with the records; the lock must be held.

        They do not after a process died between them, or when the folder of one was lost.
        """
        if self.records.fact("pending") != "1" and self._agree():
            return
        wanted = self.records.passage_ids()
        with self._indexes_lock:
            _, dense, words = self._indexes()
            in_dense, in_words = dense.ids(), words.ids()
        both = in_dense & in_words
        extra = (in_dense | in_words) - wanted
        passages = self.records.passages(sorted(wanted - both))
        vectors = self.vectors(list(passages))
        self._change_indexes(
            {i: (searchable(p), p.document.language) for i, p in passages.items()},
            {i: v.sentence for i, v in vectors.items()},
            sorted(extra),
        )
        self.records.set_facts({"pending": "0"})

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with writing(self.home):
                yield
        except OSError as error:
            raise HomeError(unusable(self.home, error.strerror or str(error))) from error


def open_library(home: Path, embedder: Embedder | None = None, create: bool = False) -> Library:
    """Opens a home folder, or makes a new one if `create` is set.

    Raises:
        NoIndexError: there is no home folder at `home` and none may be made.
        HomeError: it cannot be opened, or was built with another model or version.
    """
    try:
        if not create and not (home / "records.sqlite").exists():
            raise NoIndexError(
                f"No index in {str(home)!r}. Build one with: tenkyo index FOLDER --home {home}"
            )
        home.mkdir(parents=True, exist_ok=True)
        library = Library(home.resolve(), embedder or SentenceTransformersEmbedder())
    except OSError as error:
        raise HomeError(unusable(home, error.strerror or str(error))) from error
    _check_facts(library.records, home, library.embedder)
    return library


def _encodable(text: str) -> str:
    """Replaces lone surrogates, which no model or index takes; lengths stay."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def searchable(passage: Passage) -> str:
    """Returns the text a passage is searched by: its title and headings, then its own."""
    return "\n".join([passage.document.title, *passage.heading, passage.text])


def _check_facts(records: Records, home: Path, embedder: Embedder) -> None:
    """Writes what a new home folder is built with, or compares it.

    Raises:
        HomeError: the home folder was built with something else.
    """
    for name, value in (("schema", _SCHEMA), ("model", embedder.name), ("chunking", CHUNKING)):
        built_with = records.fact(name)
        if built_with is None:
            records.set_facts({name: value})
        elif built_with != value:
            raise HomeError(
                f"The index in {str(home)!r} was built with {name} {built_with!r}, and this is"
                f" {value!r}. Use another folder with --home, or delete {str(home)!r} and index"
                " again."
            )
