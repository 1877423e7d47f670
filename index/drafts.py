"""From documents cut into passages to stored ones: embedding and storing go on side by side."""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Protocol

from index.passages import PassageChange
from index.pipeline import ahead
from index.records import FileChange
from index.types import Document, Passage
from index.vector_file import PassageVectors, Placement

_BATCH_PASSAGES = 256
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
    with closing(ahead(drafts, _DRAFTS_AHEAD)) as ready:
        for batch in _batches(ready):
            places: list[dict[str, Placement]] = [{} for _ in batch]
            for window in _windows(batch):
                if stopped.is_set():
                    return
                _embed(window, batch, places, store)
                advance(sum(_share(batch[n]) for n, _ in window), len(window))
            advance(sum(draft.size for draft in batch if not draft.new), 0)
            yield [_change(draft, placed) for draft, placed in zip(batch, places, strict=True)]


def _batches(drafts: Iterator[Draft]) -> Iterator[list[Draft]]:
    """Yields drafts that together have passages enough to fill the embedder."""
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if sum(len(d.passages) for d in batch) >= _BATCH_PASSAGES:
            yield batch
            batch = []
    if batch:
        yield batch


def _windows(batch: Sequence[Draft]) -> Iterator[list[tuple[int, Passage]]]:
    """Yields new passages to embed together, each with the number of its draft.

    Equal lengths stand together, because a batch is as slow as its longest text.
    """
    pairs = ((n, p) for n, draft in enumerate(batch) for p in draft.new)
    while block := list(islice(pairs, _BATCH_PASSAGES)):
        block.sort(key=lambda pair: (len(pair[1].text), pair[1].id))
        for start in range(0, len(block), _EMBEDDED_AT_ONCE):
            yield block[start : start + _EMBEDDED_AT_ONCE]


def _embed(
    window: Sequence[tuple[int, Passage]],
    batch: Sequence[Draft],
    places: list[dict[str, Placement]],
    store: Store,
) -> None:
    made = store.embed([p for _, p in window])
    vectors = {p.id: v for (_, p), v in zip(window, made, strict=True)}
    for number, group in groupby(sorted(window, key=lambda pair: pair[0]), lambda pair: pair[0]):
        own = {p.id: vectors[p.id] for _, p in group}
        places[number] |= store.place(batch[number].document.id, own)


def _share(draft: Draft) -> float:
    return draft.size / len(draft.new)


def _change(draft: Draft, placed: Mapping[str, Placement]) -> Change:
    kept = {p.id: draft.before[p.id] for p in draft.passages if p.id in draft.before}
    passages = PassageChange(draft.document, draft.passages, kept | dict(placed), draft.before)
    return draft.file, passages
