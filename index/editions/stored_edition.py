"""What is stored of an edition: its vectors and indexes, opened, kept whole and in agreement.

The records are the truth. The two indexes are made to agree with them whenever that may not be so.
"""

import shutil
import threading
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from fasteners import ReaderWriterLock

from index.database.home_number import FACT, check_folder, claim, is_foreign
from index.database.lock import writing
from index.editions.altered_texts import altered_documents
from index.editions.indexed_text import indexed_text
from index.editions.second_vectors import SecondVectors
from index.embedding.embedding import Embedder, Floats
from index.errors import DamagedError, HomeError, ReplacedError, VectorStoreError
from index.integrity.damage import damaged
from index.search.retrieval import Searcher
from index.search.scope import Scope
from index.store import projection
from index.store.file_sums import FOLDERS, POSTINGS, WORDS, FileSums
from index.store.passage_table import PassageTable
from index.store.placement_cache import Places
from index.store.placement_table import UnfinishedTable
from index.store.plan import Plan, read_plan
from index.store.postings import Postings
from index.store.records import Records
from index.store.tantivy_index import WordIndex
from index.store.vector_file import PassageVectors, Placement, VectorFile
from index.types import Passage
from index.vectors.embedded_chroma import EmbeddedChroma
from index.vectors.vector_store import VectorSpace, VectorStore, VectorStores

_MENDED_AT_ONCE = 5_000
_SPARSE_FROM = 20_000
REPLACED = (
    "The index was replaced by one of the model {!r} while a question was asked. Ask it again."
)
"""What is said where an edition was deleted, with the model of the next one."""


@dataclass(frozen=True, slots=True)
class OpenedIndexes:
    """The opened indexes, as they were at one revision."""

    revision: str
    dense: VectorStore
    words: WordIndex
    places: Places
    passages: dict[str, Passage] = field(default_factory=dict)
    searchers: dict[tuple[Scope | None, bool], Searcher] = field(default_factory=dict)


class StoredEdition:
    """What an edition has on the disk, for any number of threads.

    `restore` and `mend` are for who holds the home folder's lock.
    """

    def __init__(
        self,
        home: Path,
        records: Records,
        plan: Plan,
        embedder: Embedder,
        reuse: "StoredEdition | None" = None,
        *,
        stores: VectorStores,
    ) -> None:
        """Opens its files when they are first needed.

        Vectors that `reuse`, an edition of the same model, has are taken from there. Sentence
        vectors are searched in `stores`.
        """
        self.plan, self.embedder = plan, embedder
        self._reuse, self._stores = reuse, stores
        self._home, self._records = home, records
        self.folder = home / "generations" / str(plan.number)
        self.table = PassageTable(records.database, records, plan.number)
        self._second = _second_of(self.folder, embedder, plan)
        self._opened: OpenedIndexes | None = None
        # A search takes several looks at one state, and an index must not be closed under its feet.
        # Who changes the state goes first.
        self._gate = ReaderWriterLock()
        self._counting = threading.Lock()

    def close(self) -> None:
        """Releases every file."""
        with self._gate.write_lock():
            if self._opened:
                self._opened.dense.close()
            self._opened = None

    @cached_property
    def projection(self) -> Floats:
        """The projection of token vectors, (d, k) float32.

        Raises:
            DamagedError: it is lost, or not as it was fitted.
        """
        return projection.read(self.folder, self.plan.projection)

    def has_projection(self) -> bool:
        """Tells whether the token vectors of its models can be compared with a question."""
        try:
            fitted = [each.projection for each in (self, self._second) if each]
            return all(each.size for each in fitted)
        except DamagedError:
            return False

    def is_damaged(self) -> bool:
        """Tells whether vectors are damaged, which only embedding again brings back.

        All are looked at. Those of documents that are not stored yet are given up.
        """
        if not self.has_projection():
            return True
        for places in self._unfinished.stored():
            with self._records.database.transaction(writing=True) as connection:
                self._unfinished.forget(connection, self._damaged(places))
        return any(self._damaged(places) for places in self.table.stored())

    def is_sparse(self) -> bool:
        """Tells whether most of the vectors belong to passages that are gone."""
        rows = len(self._file.sentences)
        used = self.table.count() + self._unfinished.count()
        return rows > _SPARSE_FROM and rows > 2 * used

    def intact(self, ids: Sequence[str]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id; those that are damaged are left out too."""
        places = self.table.places(ids)
        wrong = set(self._damaged(places))
        right = {i: place for i, place in places.items() if i not in wrong}
        found = self._file.read(right)
        others = self._second.read(right) if self._second else {}
        return {i: replace(vectors, second=others.get(i)) for i, vectors in found.items()}

    def _damaged(self, places: Mapping[str, Placement]) -> list[str]:
        """Returns the ids of passages of which vectors are damaged, by one model or the other."""
        others = self._second.damaged(places) if self._second else []
        return sorted({*self._file.damaged(places), *others})

    def places(self, document_id: str) -> dict[str, Placement]:
        """Returns where the vectors of a document's passages stand, by id."""
        return self.table.places_of(document_id)

    def disagreement(self) -> str:
        """Returns what is damaged, and how the indexes differ from the records; empty if nothing.

        Every stored file is looked at in full.

        Raises:
            DamagedError: they are another home folder's.
        """
        check_folder(self.folder, self._number)
        if count := len(altered_documents(self._records, [self.table])):
            return f"the stored texts of {count:,} documents are damaged"
        if count := sum(len(self._damaged(places)) for places in self.table.stored()):
            return f"the vectors of {count:,} passages are damaged"
        if files := self._sums.damaged(whole=True):
            return f"files of the index are damaged: {', '.join(files)}"
        wanted, opened = self.table.ids(), self._indexes()
        wrong = {
            "vectors": len(wanted ^ opened.dense.ids()),
            "words": len(wanted ^ opened.words.ids()),
        }
        return "; ".join(f"{n:,} passages differ in the {name}" for name, n in wrong.items() if n)

    def seal(self) -> None:
        """Notes the check sums of the two indexes, after they were changed."""
        dense = self._indexes().dense
        if not self._sums.noted() or dense.mark() != self._mark():
            self._records.set_facts({self._mark_name: dense.seal()})
            self._sums.note()

    def restore(self) -> None:
        """Deletes what is damaged of the two indexes, so that `mend` makes it anew.

        All is looked at. Where an interrupted run has left no check sums, what opens is right, save
        in the folder of another home folder.
        """
        names = self._sums.damaged(whole=True)
        wrong = {name.split("/")[0] for name in names}
        if is_foreign(self.folder, self._number):
            wrong = {name for name in FOLDERS if (self.folder / name).exists()}
        elif not self._sums.noted():
            wrong = {name for name in FOLDERS if not _opens(self.folder / name)}
        if wrong:
            self.close()
            self._sums.forget()
        for name in wrong:
            shutil.rmtree(self.folder / name)
        self._delete_outdated()
        claim(self.folder, self._number)

    def _delete_outdated(self) -> None:
        """Deletes the words that an earlier release made of the texts."""
        for folder in (*self.folder.glob("words*"), *self.folder.glob("postings*")):
            if folder.name not in (WORDS, POSTINGS):
                shutil.rmtree(folder)

    def mend(self) -> None:
        """Makes the two indexes agree with the records.

        They do not after a process died between them, or when the folder of one was lost.
        """
        pending = self._records.facts().get("pending") == str(self.plan.number)
        if not pending and self._sums.noted() and self._agree():
            return
        wanted = self.table.ids()
        opened = self._indexes()
        in_dense, in_words = opened.dense.ids(), opened.words.ids()
        missing = sorted(wanted - (in_dense & in_words))
        for start in range(0, len(missing), _MENDED_AT_ONCE):
            batch = missing[start : start + _MENDED_AT_ONCE]
            self._add(batch, in_dense, in_words)
        self._change_indexes([], {}, sorted((in_dense | in_words) - wanted))
        self.seal()
        self._records.set_facts({"pending": ""})

    def _add(self, ids: Sequence[str], in_dense: Set[str], in_words: Set[str]) -> None:
        """Adds passages to the indexes that do not have them."""
        self._sums.forget()
        opened, places = self._indexes(), self.table.places(ids)
        dense = {i: place for i, place in places.items() if i not in in_dense}
        opened.dense.put(list(dense), self._sentences(dense))
        words = self.table.passages([i for i in ids if i not in in_words])
        opened.words.change(map(indexed_text, words.values()), [])
        self._announce()

    def _sentences(self, places: dict[str, Placement]) -> Floats:
        found = self._file.read(places)
        return np.array([found[i].sentence for i in places], np.float32)

    def _indexes(self, facts: Mapping[str, str] | None = None) -> OpenedIndexes:
        """Opens the indexes, anew when another process has changed them."""
        revision = (facts or {}).get("revision")
        if self._opened and self._opened.revision == revision:
            return self._opened
        # What the caller has read may be out of date by now.
        revision = self._records.facts().get("revision", "0")
        if self._opened and self._opened.revision == revision:
            return self._opened
        # An edition that is to be deleted, or is by now, is not opened again.
        self._refuse_if_replaced()
        check_folder(self.folder, self._number)
        if names := self._sums.damaged(whole=False):
            raise damaged(self.folder / names[0])
        with self._gate.write_lock():
            self.close()
            self._file.remap()
            if self._second:
                self._second.remap()
            dense, words = self._stores.open(self._space), WordIndex(self.folder / WORDS)
            self._opened = OpenedIndexes(revision, dense, words, Places(self.table, len(words)))
            return self._opened

    @property
    def _number(self) -> str:
        """The number of the home folder."""
        return self._records.facts()[FACT]

    @property
    def _space(self) -> VectorSpace:
        """Whose vectors its store holds."""
        plan = self.plan
        return VectorSpace(self.folder, self._number, plan.number, plan.model, plan.width)

    @property
    def _mark_name(self) -> str:
        """What the mark of its store is called among the facts of the records."""
        return f"vectors_{self.plan.number}"

    def _mark(self) -> str:
        """Returns the mark that its store had when it was last brought up to date."""
        return self._records.facts().get(self._mark_name, "")

    @cached_property
    def _unfinished(self) -> UnfinishedTable:
        return UnfinishedTable(self._records.database, self.plan.number)

    @cached_property
    def _sums(self) -> FileSums:
        return FileSums(self._records.database, self.plan.number, self.folder)

    @cached_property
    def _postings(self) -> Postings:
        return Postings(self.folder / POSTINGS)

    @cached_property
    def _file(self) -> VectorFile:
        # A small model has fewer dimensions than are wanted.
        token_width = min(self.projection.shape[1], self.plan.token_width)
        return VectorFile(self.folder, width=self.plan.width, token_width=token_width)

    def _heal(self, facts: Mapping[str, str]) -> None:
        """Opens the indexes, after repair if a writer died, and as they are if one lives.

        So does a reader who may not write.
        """
        just_opened = self._opened is None
        self._indexes(facts)
        pending = facts.get("pending") == str(self.plan.number)
        if pending or (just_opened and not self._seem_to_agree()):
            with suppress(HomeError, OSError), writing(self._home):
                self.mend()
            if just_opened:
                self._refuse_parted()

    def _refuse_parted(self) -> None:
        """Refuses to answer from an index that is lost, while nobody is at work on it."""
        if self._can_answer() or self._records.facts().get("pending") == str(self.plan.number):
            return
        self._indexes(self._records.facts())
        if not self._can_answer():
            self.close()
            raise damaged(self.folder, "an index does not hold the passages of the records")

    def _refuse_if_replaced(self, error: HomeError | None = None) -> None:
        plan = read_plan(self._records.facts().get("generation"))
        if plan and plan.number > self.plan.number:
            raise ReplacedError(REPLACED.format(plan.model)) from error

    def _change_indexes(
        self, new: Sequence[Passage], places: Mapping[str, Placement], removed: Sequence[str]
    ) -> None:
        if not new and not removed:
            return
        self._sums.forget()
        opened = self._indexes()
        sentences = self._sentences({p.id: places[p.id] for p in new})
        opened.dense.put([p.id for p in new], sentences)
        opened.dense.drop(removed)
        opened.words.change(map(indexed_text, new), removed)
        self._announce()

    def _announce(self) -> None:
        """Tells readers, in all processes, that the indexes have changed."""
        revision = self._next_revision()
        # Readers take what is open to be of the revision in the records.
        with self._gate.write_lock():
            self._records.set_facts({"revision": revision})
            self._turn_to(revision)

    def _next_revision(self) -> str:
        return str(int(self._records.facts().get("revision", "0")) + 1)

    def _turn_to(self, revision: str) -> None:
        """Forgets what was found out at an earlier revision, while the indexes stay open."""
        if opened := self._opened:
            places = Places(self.table, len(opened.words))
            self._opened = OpenedIndexes(revision, opened.dense, opened.words, places)

    def _agree(self) -> bool:
        """Tells whether both indexes hold as many passages as the records, changed by nobody."""
        opened = self._indexes()
        same = opened.dense.count() == len(opened.words) == self.table.count()
        return same and opened.dense.mark() == self._mark()

    def _seem_to_agree(self) -> bool:
        """Tells whether both indexes agree with the records, as far as a store answers."""
        try:
            return self._agree()
        except VectorStoreError:
            return len(self._indexes().words) == self.table.count()

    def _can_answer(self) -> bool:
        """Tells whether what is found is right; a store without its mark is not asked."""
        opened, count = self._indexes(), self.table.count()
        try:
            asked = opened.dense.mark() == self._mark()
            return len(opened.words) == count and not (asked and opened.dense.count() != count)
        except VectorStoreError:
            return len(opened.words) == count


def _second_of(folder: Path, embedder: Embedder, plan: Plan) -> SecondVectors | None:
    """Returns the vectors by the second model, if the edition is made with both."""
    if embedder.second is None or plan.model != embedder.name:
        return None
    return SecondVectors(folder / "second", embedder, embedder.second, plan)


def delete_edition(home: Path, records: Records, number: int) -> None:
    """Deletes the passages, vectors and indexes of an edition."""
    PassageTable(records.database, records, number).drop()
    UnfinishedTable(records.database, number).drop()
    folder = home / "generations" / str(number)
    FileSums(records.database, number, folder).drop()
    shutil.rmtree(folder, ignore_errors=True)


def _opens(folder: Path) -> bool:
    """Tells whether an index can be opened, or is not there."""
    if not folder.exists():
        return True
    try:
        if folder.name == WORDS:
            WordIndex(folder)
        else:
            EmbeddedChroma(folder, 1).close()
    except DamagedError:
        return False
    return True
