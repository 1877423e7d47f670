"""Which edition answers, and how another one takes over.

One that is not made as it is wanted now is replaced by one built beside it from the stored texts.
"""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path

from index.command_line import command
from index.database.home_number import FACT
from index.editions.altered_texts import forget_altered
from index.editions.edition import Edition
from index.editions.stored_edition import delete_edition
from index.embedding.embedding import Embedder
from index.errors import HomeError, NoIndexError
from index.passages.chunking import CHUNKING
from index.passages.cutting import passages_of
from index.store.passage_table import PassageTable
from index.store.plan import Plan, read_plan, write_plan
from index.store.records import Records
from index.sync.ingest import Draft, store_all
from index.sync.sync import Meter, Progress
from index.vectors.vector_store import VectorStores

Load = Callable[[str], Embedder]
"""Opens the embedding model of a name or folder."""


class Editions:
    """The editions of a home folder: the one that answers, and the one that is being built."""

    def __init__(
        self,
        home: Path,
        records: Records,
        wanted: Embedder,
        load: Load,
        token_width: int,
        stores: VectorStores,
    ) -> None:
        """`wanted` is the model to index with from now on; `load` opens that of an older index.

        Sentence vectors are searched in `stores`.
        """
        self.wanted = wanted
        self._home, self._records, self.stores = home, records, stores
        self._load, self._token_width = load, token_width
        self._edition: Edition | None = None
        self._lock = threading.RLock()
        self._texts_checked = False

    def close(self) -> None:
        """Releases every file of the edition that answers."""
        with self._lock:
            if self._edition:
                self._edition.close()
            self.stores.close()

    def current(self, facts: dict[str, str] | None = None) -> Edition:
        """Returns the edition that answers, opened anew when another one has taken over.

        Raises:
            NoIndexError: there is none yet.
            HomeError: its embedding model is not there any more.
        """
        plan = read_plan((self._records.facts() if facts is None else facts).get("generation"))
        if plan is None:
            raise NoIndexError(self.nothing_indexed())
        with self._lock:
            if self._edition is None or self._edition.plan.number != plan.number:
                embedder = self._embedder_of(plan)
                self._edition = self._new(plan, embedder)
            return self._edition

    def models(self) -> tuple[str, str]:
        """Returns the model that answers, and the one to come, empty if that is the same."""
        plan = read_plan(self._records.facts().get("generation"))
        answering = plan.model if plan else self.wanted.name
        return answering, self.wanted.name if self.wanted.name != answering else ""

    def nothing_indexed(self) -> str:
        """Returns the one line that says how to fill an empty home folder."""
        return (
            f"Nothing is indexed in {str(self._home)!r}."
            f" Build an index with: {command('index FOLDER', self._home)}"
        )

    def _embedder_of(self, plan: Plan) -> Embedder:
        if plan.model == self.wanted.name:
            return self.wanted
        embedder = self._load(plan.origin)
        if embedder.name != plan.model:
            raise HomeError(
                f"The index in {str(self._home)!r} was built with the model {plan.model!r}, and"
                f" {plan.origin!r} now holds {embedder.name!r}. Index again to change to it."
            )
        return embedder

    def forget_altered(self) -> None:
        """Forgets documents that are not as they were stored, once; the lock must be held."""
        if not self._texts_checked:
            facts = self._records.facts()
            plans = (read_plan(facts.get(name)) for name in ("generation", "building"))
            tables = [
                PassageTable(self._records.database, self._records, p.number) for p in plans if p
            ]
            forget_altered(self._records, tables)
            self._texts_checked = True

    def ready(self, report: Callable[[Progress], None]) -> Edition:
        """Returns the edition to write to; the lock must be held.

        One that is not made as it is wanted now is replaced by one built beside it, which takes
        over when it is complete.

        Raises:
            VectorStoreError: a server that vectors are searched on cannot be used.
        """
        self.stores.check()
        facts = self._records.facts()
        plan, unfinished = (read_plan(facts.get(name)) for name in ("generation", "building"))
        numbers = [each.number for each in (plan, unfinished) if each]
        self._keep_only(numbers)
        wanted = self.plan(max(numbers, default=0) + 1)
        if plan is None:
            return self.begin(wanted)
        old = self._opened(plan)
        if not old.is_damaged():
            old.sum_up()
            self._records.set_facts({"generation": write_plan(old.summed_plan())})
            old.restore()
            old.mend()
            if plan.same_as(wanted) and not old.is_sparse():
                self._close(old)
                self._records.set_facts({"building": ""})
                return self.current()
        if unfinished and not self._can_go_on(unfinished, wanted):
            self._records.set_facts({"building": ""})
            unfinished = None
        try:
            return self._build(unfinished or wanted, old, report)
        finally:
            self._close(old)

    def _opened(self, plan: Plan) -> Edition:
        """Returns an edition to write to: the one at hand, which knows what it has looked at."""
        known = self._edition
        if known and known.plan.number == plan.number and known.embedder is self.wanted:
            return known
        return self._new(plan, self.wanted)

    def _new(self, plan: Plan, embedder: Embedder, reuse: Edition | None = None) -> Edition:
        return Edition(self._home, self._records, plan, embedder, reuse, stores=self.stores)

    def _close(self, old: Edition) -> None:
        # In the one at hand somebody may be searching.
        if old is not self._edition:
            old.close()

    def _can_go_on(self, unfinished: Plan, wanted: Plan) -> bool:
        if not unfinished.same_as(wanted):
            return False
        return not (unfinished.projection and self._opened(unfinished).is_damaged())

    def plan(self, number: int) -> Plan:
        """Returns what a new edition would be made with."""
        wanted, width = self.wanted, self._token_width
        bridge = wanted.bridge.version if wanted.bridge else 0
        return Plan(number, wanted.name, wanted.origin, CHUNKING, width, bridge=bridge)

    def _measured(self, plan: Plan) -> Plan:
        [embedding] = self.wanted.embed_questions(["how wide"])
        return replace(plan, width=len(embedding.sentence))

    def begin(self, plan: Plan) -> Edition:
        """Makes the first edition."""
        plan = self._measured(plan)
        first = self._new(plan, self.wanted)
        first.prepare()
        self._records.set_facts({"generation": write_plan(first.summed_plan())})
        return self.current()

    def _build(self, plan: Plan, old: Edition, report: Callable[[Progress], None]) -> Edition:
        """Makes an edition out of the stored texts; what an interrupted run made is kept."""
        plan = self._measured(plan)
        self._records.set_facts({"building": write_plan(plan)})
        reuse = old if old.plan.same_vectors_as(plan) and old.has_projection() else None
        new = self._new(plan, self.wanted, reuse)
        new.prepare()
        plan = new.summed_plan()
        self._records.set_facts({"building": write_plan(plan)})
        new.restore()
        new.mend()
        finished = new.table.finished()
        left = [i for i in self._records.document_ids() if i not in finished]
        meter = Meter(self._records.characters(left), report)
        store_all(self._drafts(left, meter), new, meter.embedded)
        new.seal()
        new.close()
        self._records.set_facts({"generation": write_plan(plan), "building": ""})
        return self.current()

    def _drafts(self, document_ids: Sequence[str], meter: Meter) -> Generator[Draft]:
        for document_id in document_ids:
            if document := self._records.document(document_id):
                meter.reading(document.path)
                passages = tuple(passages_of(document, self.wanted))
                meter.have_read(len(document.text))
                yield Draft(document, passages, {}, None, len(document.text))

    def _keep_only(self, numbers: Sequence[int]) -> None:
        """Deletes all editions but these: what another one took over from, or was given up.

        That is for the run after, as another process may still be answering from it.
        """
        self.stores.keep_only(self._home, self._records.facts()[FACT], numbers)
        for folder in (self._home / "generations").glob("*"):
            if folder.name.isdecimal() and int(folder.name) not in numbers:
                delete_edition(self._home, self._records, int(folder.name))
