"""From documents cut into passages to stored ones: embedding and storing go on side by side."""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from index.store.passage_table import PassageChange
from index.store.record_rows import FileChange
from index.store.vector_file import PassageVectors, Placement
from index.sync.pipeline import ahead, side_by_side
from index.types import Document, Passage

_BATCH_PASSAGES = 512
_EMBEDDED_AT_ONCE = 128
_DRAFTS_AHEAD = 8

Change = tuple[FileChange | None, PassageChange]
Advance = Callable[[float, int], None]
"""Takes how many bytes of files, and how many passages, have just been embedded."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document whose new passages wait for their vectors.

    `before` holds the passages that the version before had, by id, and `written` those whose
    vectors an interrupted run has left. `size` is that of the file.
    """

    document: Document
    passages: tuple[Passage, ...]
    before: Mapping[str, Placement]
    file: FileChange | None
    size: int
    written: Mapping[str, Placement] = field(default_factory=dict)

    @property
    def new(self) -> list[Passage]:
        """The passages that need vectors."""
        return [p for p in self.passages if p.id not in self.before and p.id not in self.written]


@dataclass(frozen=True, slots=True)
class _DraftBatch:
    """Drafts that are stored together, with the places of the vectors that they have by now."""

    drafts: Sequence[Draft]
    places: dict[str, Placement]


@dataclass(frozen=True, slots=True)
class _Window:
    """New passages that are embedded together, and how many bytes of files they come from."""

    batch: _DraftBatch
    passages: Sequence[Passage]
    size: float
    last: bool


class Store(Protocol):
    """Where passages and their vectors go."""

    def embed(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Returns the vectors of passages as they are stored."""

    def place(
        self, passages: Sequence[Passage], vectors: Sequence[PassageVectors]
    ) -> dict[str, Placement]:
        """Writes the vectors of passages; they count once `commit` names them."""

    def written(self, document_id: str) -> dict[str, Placement]:
        """Returns where `place` has put vectors of a document that no `commit` has named."""

    def commit(self, changes: Sequence[Change]) -> None:
        """Stores new versions of documents, all or none."""


def store_all(drafts: Generator[Draft], store: Store, advance: Advance) -> None:
    """Embeds and stores drafts. While some are stored the next are embedded, and others made."""
    stopped = threading.Event()
    try:
        for changes in ahead(_placed(drafts, store, advance, stopped), 1):
            store.commit(changes)
    finally:
        stopped.set()


def _placed(
    drafts: Generator[Draft], store: Store, advance: Advance, stopped: threading.Event
) -> Generator[list[Change]]:
    def embed(window: _Window) -> list[PassageVectors]:
        return [] if stopped.is_set() else store.embed(window.passages)

    with closing(ahead(drafts, _DRAFTS_AHEAD)) as ready:
        windows = (window for batch in _batches(ready, store) for window in _windows(batch))
        # Two at a time: while the model computes one, the other is made ready for it.
        with closing(side_by_side(embed, windows, 2)) as embedded:
            for window, vectors in embedded:
                if stopped.is_set():
                    return
                batch = window.batch
                batch.places.update(store.place(window.passages, vectors))
                advance(window.size, len(window.passages))
                if window.last:
                    advance(sum(draft.size for draft in batch.drafts if not draft.new), 0)
                    yield [_change(draft, batch.places) for draft in batch.drafts]


def _batches(drafts: Iterator[Draft], store: Store) -> Iterator[_DraftBatch]:
    """Yields drafts that together have passages enough to fill the embedder."""
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(replace(draft, written=store.written(draft.document.id)))
        if sum(len(d.passages) for d in batch) >= _BATCH_PASSAGES:
            yield _DraftBatch(batch, {})
            batch = []
    if batch:
        yield _DraftBatch(batch, {})


def _windows(batch: _DraftBatch) -> Iterator[_Window]:
    """Yields new passages to embed together, at last those that complete the batch.

    Equal lengths stand together, because a batch is as slow as its longest text.
    """
    pairs: list[tuple[Passage, float]] = []
    for draft in batch.drafts:
        new = draft.new
        pairs += [(passage, draft.size / len(new)) for passage in new]
    for first in range(0, len(pairs), _BATCH_PASSAGES):
        block = pairs[first : first + _BATCH_PASSAGES]
        pairs[first : first + _BATCH_PASSAGES] = sorted(
            block, key=lambda pair: (len(pair[0].text), pair[0].id)
        )
    starts = range(0, max(1, len(pairs)), _EMBEDDED_AT_ONCE)
    for start in starts:
        window = pairs[start : start + _EMBEDDED_AT_ONCE]
        size = sum(share for _, share in window)
        yield _Window(batch, [p for p, _ in window], size, last=start == starts[-1])


def _change(draft: Draft, placed: Mapping[str, Placement]) -> Change:
    known = {**placed, **draft.written, **draft.before}
    places = {p.id: known[p.id] for p in draft.passages}
    return draft.file, PassageChange(draft.document, draft.passages, places, draft.before)
