"""How passages get into an edition, with their vectors, and out of it again."""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from index.database.home_number import claim
from index.editions.indexed_text import indexed_text
from index.editions.second_vectors import SecondVectors
from index.editions.stored_edition import StoredEdition
from index.embedding.embedding import unit
from index.passages.windows import embedded
from index.search.late_interaction import DIMENSIONS, fit_projection, quantise
from index.store import projection
from index.store.placement_cache import SMALL
from index.store.plan import Plan
from index.store.record_rows import FileRecord
from index.store.records import set_facts
from index.store.vector_file import PassageVectors, Placement
from index.sync.ingest import Change
from index.types import Passage

_DROPPED_AT_ONCE = 200


class WrittenEdition(StoredEdition):
    """An edition that passages are added to and taken from.

    All of it is for who holds the home folder's lock.
    """

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
            words.merge(map(indexed_text, self.table.passages(words.some()).values()))
            self._announce()
        self.seal()

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
        """Forgets files with their documents and passages.

        Some at a time: however many they are, a question waits for a moment only. Each of these
        steps is whole, so that a run which goes on after an interruption forgets the others.
        """
        for start in range(0, len(files), _DROPPED_AT_ONCE):
            self._drop(files[start : start + _DROPPED_AT_ONCE])

    def _drop(self, files: Sequence[FileRecord]) -> None:
        self._records.set_facts({"pending": str(self.plan.number)})
        ids = [file.document_id for file in files if file.document_id]
        with self._gate.write_lock():
            with self._records.database.transaction(writing=True) as connection:
                gone = self.table.remove(connection, ids)
                self._records.remove(connection, files)
            self._change_indexes([], {}, gone)
        self._records.set_facts({"pending": ""})

    def _rename(self, moved: Sequence[Passage]) -> None:
        """Takes the new paths of documents into the words that their passages are found by."""
        if moved:
            self._sums.forget()
            self._indexes().words.change(map(indexed_text, moved), [])
            self._announce()


def _moved(changes: Sequence[Change]) -> list[Passage]:
    """Returns the passages that lie elsewhere now, and are otherwise as they were."""
    return [
        passage
        for file, change in changes
        if file and file.moved_from
        for passage in change.passages
        if passage.id in change.before
    ]
