"""From documents cut into passages to stored ones: embedding and storing go on side by side."""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from index.passages import PassageChange
from index.pipeline import ahead, side_by_side
from index.records import FileChange
from index.types import Document, Passage
from index.vector_file import PassageVectors, Placement

_BATCH_PASSAGES = 512
_EMBEDDED_AT_ONCE = 128
_DRAFTS_AHEAD = 8

Change = tuple[FileChange | None, PassageChange]
Advance = Callable[[float, int], None]
"""Takes how many bytes of files, and how many passages, have just been embedded."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document whose new passages wait for their vectors.

    `before` holds the passages that the version before had, by id. `size` is that of the file.
    """

    document: Document
    passages: tuple[Passage, ...]
    before: Mapping[str, Placement]
    file: FileChange | None
    size: int

    @property
    def new(self) -> list[Passage]:
        """The passages that need vectors."""
        return [p for p in self.passages if p.id not in self.before]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Drafts that are stored together, each with the places of the vectors that it has by now."""

    drafts: Sequence[Draft]
    places: Sequence[dict[str, Placement]]


@dataclass(frozen=True, slots=True)
class _Window:
    """New passages that are embedded together, each with the number of its draft in the batch."""

    batch: _Batch
    passages: Sequence[tuple[int, Passage]]
    last: bool


class Store(Protocol):
    """Where passages and their vectors go."""

    def embed(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Returns the vectors of passages as they are stored."""

    def place(
        self, document_id: str, vectors: Mapping[str, PassageVectors]
    ) -> dict[str, Placement]:
        """Writes the vectors of a document's passages; they count once `commit` names them."""

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
        return [] if stopped.is_set() else store.embed([p for _, p in window.passages])

    with closing(ahead(drafts, _DRAFTS_AHEAD)) as ready:
        windows = (window for batch in _batches(ready) for window in _windows(batch))
        # Two at a time: while the model computes one, the other is made ready for it.
        with closing(side_by_side(embed, windows, 2)) as embedded:
            for window, vectors in embedded:
                if stopped.is_set():
                    return
                _place(window, vectors, store)
                batch = window.batch
                advance(
                    sum(_share(batch.drafts[n]) for n, _ in window.passages), len(window.passages)
                )
                if window.last:
                    advance(sum(draft.size for draft in batch.drafts if not draft.new), 0)
                    yield list(map(_change, batch.drafts, batch.places))


def _batches(drafts: Iterator[Draft]) -> Iterator[_Batch]:
    """Yields drafts that together have passages enough to fill the embedder."""
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if sum(len(d.passages) for d in batch) >= _BATCH_PASSAGES:
            yield _Batch(batch, [{} for _ in batch])
            batch = []
    if batch:
        yield _Batch(batch, [{} for _ in batch])


def _windows(batch: _Batch) -> Iterator[_Window]:
    """Yields new passages to embed together, at last those that complete the batch.

    Equal lengths stand together, because a batch is as slow as its longest text.
    """
    pairs = [(n, p) for n, draft in enumerate(batch.drafts) for p in draft.new]
    for first in range(0, len(pairs), _BATCH_PASSAGES):
        block = pairs[first : first + _BATCH_PASSAGES]
        pairs[first : first + _BATCH_PASSAGES] = sorted(
            block, key=lambda pair: (len(pair[1].text), pair[1].id)
        )
    starts = range(0, max(1, len(pairs)), _EMBEDDED_AT_ONCE)
    for start in starts:
        passages = pairs[start : start + _EMBEDDED_AT_ONCE]
        yield _Window(batch, passages, last=start == starts[-1])


def _place(window: _Window, made: Sequence[PassageVectors], store: Store) -> None:
    vectors = {p.id: v for (_, p), v in zip(window.passages, made, strict=True)}
    ordered = sorted(window.passages, key=lambda pair: pair[0])
    for number, group in groupby(ordered, lambda pair: pair[0]):
        own = {p.id: vectors[p.id] for _, p in group}
        window.batch.places[number].update(
            store.place(window.batch.drafts[number].document.id, own)
        )


def _share(draft: Draft) -> float:
    return draft.size / len(draft.new)


def _change(draft: Draft, placed: Mapping[str, Placement]) -> Change:
    kept = {p.id: draft.before[p.id] for p in draft.passages if p.id in draft.before}
    passages = PassageChange(draft.document, draft.passages, kept | dict(placed), draft.before)
    return draft.file, passages
