"""An edition: all passages as one embedding model sees them, with their vectors and indexes.

A home folder answers from one edition. Another model, other passages or smaller token vectors
make a new one beside it, which takes over when it is complete (`index/editions/editions.py`).
"""

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path

import numpy as np
from fasteners import ReaderWriterLock

from index.database.home_number import FACT, check_folder, claim, is_foreign
from index.database.lock import writing
from index.editions.altered_texts import altered_documents, refuse_altered
from index.editions.second_vectors import SecondVectors
from index.embedding.embedding import PAD_ALONE, Embedder, Floats, unit
from index.embedding.multilingual import needs_second, reads_english
from index.embedding.openvino_pass import ALONE
from index.errors import DamagedError, HomeError, ReplacedError
from index.integrity.damage import damaged
from index.passages.windows import Offsets, embedded, token_starts
from index.search.exact_dense import ExactVectors
from index.search.holding import Holding
from index.search.late_interaction import DIMENSIONS, fit_projection, quantise
from index.search.queries import EncodedQuery, LexicalLeg, Query
from index.search.retrieval import DenseLeg, Searcher
from index.search.scope import Scope, ScopedWords
from index.search.self_check import LanguageFinding, self_check
from index.store import projection
from index.store.chroma_index import VectorIndex
from index.store.file_sums import FOLDERS, POSTINGS, VECTORS, WORDS, FileSums
from index.store.passage_table import PassageTable, Seen
from index.store.placement_cache import SMALL, Places
from index.store.placement_table import UnfinishedTable
from index.store.plan import Plan, read_plan
from index.store.postings import Postings, key_of
from index.store.record_rows import FileRecord
from index.store.records import Records, set_facts
from index.store.tantivy_index import IndexedText, WordIndex
from index.store.vector_file import PassageVectors, Placement, VectorFile
from index.sync.ingest import Change
from index.text.terms import terms
from index.types import Passage

_MENDED_AT_ONCE = 5_000
_SCOPES_KEPT = 32
_SPARSE_FROM = 20_000
_COUNTED_AT_ONCE = 20_000
_REPLACED = (
    "The index was replaced by one of the model {!r} while a question was asked. Ask it again."
)
# "Warm" in Japanese and Chinese, which the second model reads.
_FOREIGN = "暖"
# The tokens that a model puts around a text, as a rule.
_SPECIAL = 2


@dataclass(frozen=True, slots=True)
class _Indexes:
    """The opened indexes, as they were at one revision."""

    revision: str
    dense: VectorIndex
    words: WordIndex
    places: Places
    passages: dict[str, Passage] = field(default_factory=dict)
    searchers: dict[tuple[Scope | None, bool], Searcher] = field(default_factory=dict)


class Edition:
    """The passages of a home folder under one plan, for any number of threads.

    `prepare`, `place`, `commit`, `drop` and `mend` are for who holds the home folder's lock.
    """

    def __init__(
        self,
        home: Path,
        records: Records,
        plan: Plan,
        embedder: Embedder,
        reuse: "Edition | None" = None,
    ) -> None:
        """Opens its files when they are first needed.

        Vectors that `reuse`, an edition of the same model, has are taken from there.
        """
        self.plan, self.embedder = plan, embedder
        self._reuse = reuse
        self._home, self._records = home, records
        self.folder = home / "generations" / str(plan.number)
        self.table = PassageTable(records.database, records, plan.number)
        self._second = _second_of(self.folder, embedder, plan)
        self._opened: _Indexes | None = None
        # A search takes several looks at one state, and an index must not be closed under its feet.
        # Who changes the state goes first.
        self._gate = ReaderWriterLock()
        self._counting = threading.Lock()

    # Reading

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
                raise ReplacedError(_REPLACED.format(self.plan.model)) from error
            raise

    def _refuse_if_replaced(self, error: HomeError | None = None) -> None:
        plan = read_plan(self._records.facts().get("generation"))
        if plan and plan.number > self.plan.number:
            raise ReplacedError(_REPLACED.format(plan.model)) from error

    def _searcher(
        self, facts: Mapping[str, str], scope: Scope | None, second: bool = False
    ) -> Searcher:
        opened, key = self._opened or self._indexes(facts), (scope, second)
        if key not in opened.searchers:
            if len(opened.searchers) >= _SCOPES_KEPT:
                opened.searchers.clear()
            opened.searchers[key] = self._searcher_of(opened, scope, second)
        return opened.searchers[key]

    def _searcher_of(self, opened: _Indexes, scope: Scope | None, second: bool) -> Searcher:
        words, dense = self._legs(opened, scope)
        if not (second and self._second):
            return Searcher(self.embedder, self.projection, words, dense, self)
        rows, _ = self.table.rows(scope.documents if scope else None)
        sums = self._second.sums(rows)
        dense = ExactVectors(self._second.file, rows, sums, opened.places)
        stored = _SecondStored(self, self._second)
        return Searcher(self._second.embedder, self._second.projection, words, dense, stored)

    def _legs(self, opened: _Indexes, scope: Scope | None) -> tuple[LexicalLeg, DenseLeg]:
        if scope is None and len(opened.words) > SMALL:
            return opened.words, opened.dense
        rows, sums = self.table.rows(scope.documents if scope else None)
        dense = ExactVectors(self._file, rows, sums, opened.places)
        if scope is None:
            return opened.words, dense
        visible = self.table.seen(scope.documents)
        return ScopedWords(opened.words, self._postings_of(visible), visible), dense

    def _postings_of(self, visible: Sequence[Seen]) -> Postings:
        """Returns the words of passages, after those that are not known yet have been read."""
        with self._counting:
            keys = np.array([key_of(*seen) for seen in visible], np.uint64)
            missing = self._postings.missing(keys)
            for start in range(0, len(missing), _COUNTED_AT_ONCE):
                batch = [visible[n].id for n in missing[start : start + _COUNTED_AT_ONCE]]
                found = self.table.passages(batch).values()
                refuse_altered(found)
                self._postings.add(map(_indexed, found))
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

    # Writing

    def prepare(self) -> None:
        """Makes the folder and fits the projection, unless that was done."""
        if self._second:
            self._second.prepare(self._reuse._second if self._reuse else None)
        if projection.is_kept(self.folder):
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        claim(self.folder, self._number)
        width = self.plan.token_width or DIMENSIONS
        # Another machine may fit another one, to which vectors that are taken over do not fit.
        reused = self._reuse.projection if self._reuse else None
        projection.keep(
            self.folder,
            lambda: fit_projection(self.embedder)[:, :width] if reused is None else reused,
        )

    def summed_plan(self) -> Plan:
        """Returns its plan with the check sum of each projection, trusting one that has none."""
        plan = self.plan
        if plan.projection is None:
            plan = replace(plan, projection=projection.sum_of(self.folder))
        if self._second and plan.second_projection is None:
            plan = replace(plan, second_projection=projection.sum_of(self._second.folder))
        return plan

    def sum_up(self) -> None:
        """Notes the check sums of vectors that an earlier release has written without."""
        for table in (self.table, self._unfinished):
            for places in table.stored():
                unknown = {i: p for i, p in places.items() if p.sentence_sum is None}
                table.note_sums({i: self._file.summed(place) for i, place in unknown.items()})

    def settle(self) -> None:
        """Gives up what is unfinished, and merges what many changes have left in parts.

        Among more passages parts do not count, and large ones are not merged.
        """
        self._unfinished.clear()
        words = self._indexes().words
        if len(words) <= SMALL and words.is_scattered():
            self._sums.forget()
            words.merge(map(_indexed, self.table.passages(words.some()).values()))
            self._announce()
        self.seal()

    def seal(self) -> None:
        """Notes the check sums of the two indexes, after they were changed."""
        if not self._sums.noted():
            self._indexes().dense.load(self.plan.width)
            self._sums.note()

    def embed(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Returns the vectors of passages as they are stored."""
        known = self._reuse.intact([p.id for p in passages]) if self._reuse else {}
        new = [p for p in passages if p.id not in known]
        made = iter(self._embed_both(new, self._second) if self._second else self._embed_first(new))
        return [known.get(p.id) or next(made) for p in passages]

    def _embed_both(
        self, passages: Sequence[Passage], second: SecondVectors
    ) -> list[PassageVectors]:
        """Returns the vectors of passages by both models."""
        whole = embedded(passages, self.embedder)
        return [
            PassageVectors(sentence, quantise(unit(tokens @ self.projection)), other)
            for (sentence, tokens), other in zip(whole, second.embed(passages, whole), strict=True)
        ]

    def _embed_first(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Returns the vectors of passages by the first model alone."""
        made = embedded(passages, self.embedder, self.projection)
        return [PassageVectors(sentence, quantise(tokens)) for sentence, tokens in made]

    def place(
        self, passages: Sequence[Passage], vectors: Sequence[PassageVectors]
    ) -> dict[str, Placement]:
        """Writes the vectors of passages; they count once `commit` names them.

        They are noted until then, so that a run that goes on after an interruption has them.
        """
        end = self._end()
        if self._second:
            self._second.append([each.second for each in vectors if each.second], end.row)
        placed = self._file.append(vectors, end)
        places = {p.id: place for p, place in zip(passages, placed, strict=True)}
        self._unfinished.note(passages, places)
        return places

    def written(self, document_id: str) -> dict[str, Placement]:
        """Returns where `place` has put vectors of a document that no `commit` has named."""
        return self._unfinished.places_of(document_id)

    def _end(self) -> Placement:
        # In this order, because a commit meanwhile moves passages from the one to the other.
        ends = self._unfinished.last(), self.table.last()
        return max(ends, key=attrgetter("row"))

    def commit(self, changes: Sequence[Change]) -> None:
        """Stores new versions, so that a search at any moment finds either the old or the new.

        What an index has and the records, which are the truth, have not, is never a hit. Without a
        change of its file, only the passages of a document are stored.
        """
        self._records.set_facts({"pending": str(self.plan.number)})
        new = [passage for _, change in changes for passage in change.new]
        places = {p.id: change.places[p.id] for _, change in changes for p in change.new}
        removed = [passage_id for _, change in changes for passage_id in change.removed]
        self._change_indexes(new, places, [])
        self._rename(_moved(changes))
        revision = self._next_revision()
        with self._gate.write_lock():
            with self._records.database.transaction() as connection:
                for file, change in changes:
                    if file:
                        self._records.store(connection, file)
                    self.table.apply(connection, change)
                self._unfinished.forget(connection, list(places))
                # What was found out before the passages were there is out of date.
                set_facts(connection, {"revision": revision})
            self._turn_to(revision)
            self._change_indexes([], {}, removed)
        self._records.set_facts({"pending": ""})

    def drop(self, files: Sequence[FileRecord]) -> None:
        """Forgets files with their documents and passages."""
        if not files:
            return
        self._records.set_facts({"pending": str(self.plan.number)})
        ids = [file.document_id for file in files if file.document_id]
        with self._gate.write_lock():
            with self._records.database.transaction(writing=True) as connection:
                gone = self.table.remove(connection, ids)
                self._records.remove(connection, files)
            self._change_indexes([], {}, gone)
        self._records.set_facts({"pending": ""})

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
        opened.dense.change(list(dense), self._sentences(dense), [])
        words = self.table.passages([i for i in ids if i not in in_words])
        opened.words.change(map(_indexed, words.values()), [])
        self._announce()

    def _sentences(self, places: dict[str, Placement]) -> Floats:
        found = self._file.read(places)
        return np.array([found[i].sentence for i in places], np.float32)

    def _indexes(self, facts: Mapping[str, str] | None = None) -> _Indexes:
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
            dense, words = VectorIndex(self.folder / VECTORS), WordIndex(self.folder / WORDS)
            self._opened = _Indexes(revision, dense, words, Places(self.table, len(words)))
            return self._opened

    @property
    def _number(self) -> str:
        """The number of the home folder."""
        return self._records.facts()[FACT]

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
        if pending or (just_opened and not self._agree()):
            with suppress(HomeError, OSError), writing(self._home):
                self.mend()
            if just_opened:
                self._refuse_parted()

    def _refuse_parted(self) -> None:
        """Refuses to answer from an index that is lost, while nobody is at work on it."""
        if self._agree() or self._records.facts().get("pending") == str(self.plan.number):
            return
        self._indexes(self._records.facts())
        if not self._agree():
            self.close()
            raise damaged(self.folder, "an index does not hold the passages of the records")

    def _change_indexes(
        self, new: Sequence[Passage], places: Mapping[str, Placement], removed: Sequence[str]
    ) -> None:
        if not new and not removed:
            return
        self._sums.forget()
        opened = self._indexes()
        sentences = self._sentences({p.id: places[p.id] for p in new})
        opened.dense.change([p.id for p in new], sentences, removed)
        opened.words.change(map(_indexed, new), removed)
        self._announce()

    def _rename(self, moved: Sequence[Passage]) -> None:
        """Takes the new paths of documents into the words that their passages are found by."""
        if moved:
            self._sums.forget()
            self._indexes().words.change(map(_indexed, moved), [])
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
            self._opened = _Indexes(revision, opened.dense, opened.words, places)

    def _agree(self) -> bool:
        """Tells whether both indexes hold as many passages as the records."""
        opened = self._indexes()
        return len(opened.dense) == len(opened.words) == self.table.count()


def _second_of(folder: Path, embedder: Embedder, plan: Plan) -> SecondVectors | None:
    """Returns the vectors by the second model, if the edition is made with both."""
    if embedder.second is None or plan.model != embedder.name:
        return None
    return SecondVectors(folder / "second", embedder, embedder.second, plan)


@dataclass(frozen=True, slots=True)
class _SecondStored:
    """What an edition keeps of passages, with their vectors by the second model."""

    edition: Edition
    second: SecondVectors

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


def delete_edition(home: Path, records: Records, number: int) -> None:
    """Deletes the passages, vectors and indexes of an edition."""
    PassageTable(records.database, records, number).drop()
    UnfinishedTable(records.database, number).drop()
    folder = home / "generations" / str(number)
    FileSums(records.database, number, folder).drop()
    shutil.rmtree(folder, ignore_errors=True)


def _moved(changes: Sequence[Change]) -> list[Passage]:
    """Returns the passages that lie elsewhere now, and are otherwise as they were."""
    return [
        passage
        for file, change in changes
        if file and file.moved_from
        for passage in change.passages
        if passage.id in change.before
    ]


def _opens(folder: Path) -> bool:
    """Tells whether an index can be opened, or is not there."""
    if not folder.exists():
        return True
    try:
        if folder.name == WORDS:
            WordIndex(folder)
        else:
            VectorIndex(folder).close()
    except DamagedError:
        return False
    return True


def _indexed(passage: Passage) -> IndexedText:
    document = passage.document
    text = searchable(passage)
    return IndexedText(passage.id, document.id, text, document.language, document.path)


def searchable(passage: Passage) -> str:
    """Returns the text a passage is searched by: its path, title and headings, then its own."""
    document = passage.document
    named = [document.title, *passage.heading]
    return "\n".join([*_said_by_path(document.path, named), *named, passage.text])


def _said_by_path(path: str, named: Sequence[str]) -> list[str]:
    """Returns the path, unless it says nothing that a title and headings do not say."""
    stem = path.rsplit(".", 1)[0]
    return [stem] if set(terms(stem)) - set(terms(" ".join(named))) else []
