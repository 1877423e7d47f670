"""The vectors of the passages of one generation: append-only files, read through memory maps.

Three files: `sentences.f16` holds a row of d float16 for each passage, `tokens.i8` k int8 for each
of its tokens, and `owners.u64` the key of its document, 0 once the passage is gone. A row is
written before the records name it. What a killed process has written without that is overwritten.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.command_line import command
from index.embedding import Floats
from index.errors import HomeError

Int8s = NDArray[np.int8]
Keys = NDArray[np.uint64]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vectors as stored: `sentence` (d,) float32, `tokens` (n, k) int8 of 127ths."""

    sentence: Floats
    tokens: Int8s


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage's vectors stand: its row, and the first and the number of its tokens."""

    row: int
    first: int
    count: int

    @property
    def end(self) -> int:
        """The place after its last token."""
        return self.first + self.count


class VectorFile:
    """The vector files in a folder. One process writes; any number of threads read."""

    def __init__(self, folder: Path, *, width: int, token_width: int) -> None:
        """Opens the files; `width` and `token_width` are the dimensions of the two vectors."""
        folder.mkdir(parents=True, exist_ok=True)
        self._places = [folder / name for name in ("sentences.f16", "tokens.i8", "owners.u64")]
        self._width, self._token_width = width, token_width
        for place in self._places:
            place.touch()
        self.remap()

    def remap(self) -> None:
        """Looks at the files as they are now: other processes, and this one, make them longer."""
        sentences, tokens, owners = self._places
        self.sentences = _mapped(sentences, np.float16, self._width)
        self.tokens = _mapped(tokens, np.int8, self._token_width)
        self.owners = _mapped(owners, np.uint64, 1).reshape(-1)

    def append(
        self, vectors: Sequence[PassageVectors], document_ids: Sequence[str], after: Placement
    ) -> list[Placement]:
        """Writes the vectors of documents after those in use, and returns where each stands."""
        places, row, first = [], after.row + 1, after.end
        for each in vectors:
            count = len(each.tokens) if self._token_width else 0
            places.append(Placement(row, first, count))
            row, first = row + 1, first + count
        if places:
            self._write(vectors, document_ids, places[0])
            self.remap()
        return places

    def _write(
        self, vectors: Sequence[PassageVectors], document_ids: Sequence[str], start: Placement
    ) -> None:
        sentences = np.array([each.sentence for each in vectors], np.float16)
        tokens = np.concatenate([each.tokens[:, : self._token_width] for each in vectors])
        owners = np.array([owner_key(i) for i in document_ids], np.uint64)
        starts = (start.row * self._width * 2, start.first * self._token_width, start.row * 8)
        written = (sentences.tobytes(), tokens.tobytes(), owners.tobytes())
        for place, at, data in zip(self._places, starts, written, strict=True):
            with place.open("r+b") as file:
                _overwrite(file, at, data)

    def read(self, places: dict[str, Placement]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id.

        Raises:
            HomeError: the files are shorter than the records say.
        """
        if not places:
            return {}
        # Passages are appended, so the last row has the last tokens.
        last = max(places.values(), key=attrgetter("row"))
        if not self.holds(last):
            self.remap()
        if not self.holds(last):
            folder = str(self._places[0].parent)
            again = command("index FOLDER")
            raise HomeError(f"Vectors in {folder!r} are lost. Make them anew with: {again}")
        rows = self.sentences[[p.row for p in places.values()]].astype(np.float32)
        tokens = self.tokens
        return {
            i: PassageVectors(row, tokens[p.first : p.end])
            for row, (i, p) in zip(rows, places.items(), strict=True)
        }

    def disown(self, rows: Collection[int]) -> None:
        """Marks rows as gone, so that no search over all rows returns them."""
        if rows and self._places[2].stat().st_size:
            owners = np.memmap(self._places[2], np.uint64, mode="r+")
            owners[[row for row in rows if row < len(owners)]] = 0
            owners.flush()

    def own_only(self, owners: Iterable[tuple[int, str]]) -> None:
        """Marks every row as gone but these, of which each has the id of its document."""
        keys = np.zeros(len(self.owners), np.uint64)
        for row, document_id in owners:
            keys[row] = owner_key(document_id)
        with self._places[2].open("r+b") as file:
            _overwrite(file, 0, keys.tobytes())
        self.remap()

    def holds(self, last: Placement) -> bool:
        """Tells whether the files reach as far as this passage."""
        return (
            last.row < len(self.owners)
            and last.row < len(self.sentences)
            and (not self._token_width or last.end <= len(self.tokens))
        )


def owner_key(document_id: str) -> np.uint64:
    """Returns the number that stands for a document in `owners`."""
    return np.uint64(int.from_bytes(sha256(document_id.encode()).digest()[:8]) or 1)


def _mapped(place: Path, kind: type[Number], width: int) -> NDArray[Number]:
    size = place.stat().st_size // (np.dtype(kind).itemsize * max(width, 1))
    if not size or not width:
        return np.zeros((0, width), kind)
    # Copy on write: nobody writes to it, but torch takes no array that cannot be written to.
    mapped = np.memmap(place, kind, mode="c", shape=(size, width))
    # As a plain array: a slice of a memory map costs several times as much.
    return mapped.view(np.ndarray)


def _overwrite(file: BinaryIO, at: int, data: bytes) -> None:
    file.seek(at)
    # Never shorter: who has the file mapped may be looking at its end.
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
