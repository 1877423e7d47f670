"""The vectors of the passages of one edition: append-only files, read through memory maps.

Two files: `sentences.f16` holds a row of d float16 for each passage, and `tokens.i8` k int8 for
each of its tokens. A row is written before the records name it. What a killed process has written
without that is overwritten. The records know the check sums of every row, so that a vector that is
damaged, or another home folder's, is never searched with.
"""

import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedding import Floats
from index.integrity.damage import damaged

Int8s = NDArray[np.int8]
Int64s = NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vectors as stored: `sentence` (d,) float32, `tokens` (n, k) int8 of 127ths.

    `second` are those of the second model, on their way to the disk, where there is one. `whole`
    are the tokens before projection (n, d), of a passage that was read for a question.
    """

    sentence: Floats
    tokens: Int8s
    second: "PassageVectors | None" = None
    whole: Int8s | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage's vectors stand: its row, and the first and the number of its tokens.

    The two sums are check sums of its vectors, None if they were written before there were any.
    """

    row: int
    first: int
    count: int
    sentence_sum: int | None = field(default=None, compare=False)
    token_sum: int | None = field(default=None, compare=False)

    @property
    def end(self) -> int:
        """The place after its last token."""
        return self.first + self.count


class VectorFile:
    """The vector files in a folder. One process writes; any number of threads read."""

    def __init__(self, folder: Path, *, width: int, token_width: int) -> None:
        """Opens the files; `width` and `token_width` are the dimensions of the two vectors."""
        folder.mkdir(parents=True, exist_ok=True)
        self._places = [folder / name for name in ("sentences.f16", "tokens.i8")]
        self._width, self._token_width = width, token_width
        self._seen = np.zeros((0, 2), np.int64)
        for place in self._places:
            place.touch()
        self.remap()

    def remap(self) -> None:
        """Looks at the files as they are now: other processes, and this one, make them longer."""
        sentences, tokens = self._places
        self.sentences = _mapped(sentences, np.float16, self._width)
        self.tokens = _mapped(tokens, np.int8, self._token_width)

    def append(self, vectors: Sequence[PassageVectors], after: Placement) -> list[Placement]:
        """Writes vectors after those in use, and returns where each stands."""
        places, row, first = [], after.row + 1, after.end
        for each in vectors:
            count = len(each.tokens) if self._token_width else 0
            places.append(Placement(row, first, count))
            row, first = row + 1, first + count
        if not places:
            return []
        sentences = np.array([each.sentence for each in vectors], np.float16)
        tokens = np.concatenate([each.tokens[:, : self._token_width] for each in vectors])
        self._write(sentences, tokens, places[0])
        self.remap()
        self._seen[places[0].row : row] = -1
        starts = [place.first - places[0].first for place in places]
        return [
            replace(
                place,
                sentence_sum=_sum(sentence),
                token_sum=_sum(tokens[start : start + place.count]),
            )
            for place, sentence, start in zip(places, sentences, starts, strict=True)
        ]

    def _write(self, sentences: NDArray[np.float16], tokens: Int8s, start: Placement) -> None:
        starts = (start.row * self._width * 2, start.first * self._token_width)
        written = (sentences.tobytes(), tokens.tobytes())
        for place, at, data in zip(self._places, starts, written, strict=True):
            with place.open("r+b") as file:
                _overwrite(file, at, data)

    def read(self, places: dict[str, Placement]) -> dict[str, PassageVectors]:
        """Returns the vectors of passages by id.

        Raises:
            DamagedError: vectors are lost, or not as they were written.
        """
        if not places:
            return {}
        wrong = self.damaged(places)
        if wrong:
            raise damaged(self._places[0].parent, f"vectors of {len(wrong):,} passages are damaged")
        rows = self.sentences[[p.row for p in places.values()]].astype(np.float32)
        tokens = self.tokens
        return {
            i: PassageVectors(row, tokens[p.first : p.end])
            for row, (i, p) in zip(rows, places.items(), strict=True)
        }

    def damaged(self, places: Mapping[str, Placement]) -> list[str]:
        """Returns the ids of passages whose vectors are lost, or not as they were written."""
        if places and not self.holds(max(places.values(), key=attrgetter("row"))):
            self.remap()
        return [i for i, place in places.items() if not self._is_right(place)]

    def _is_right(self, place: Placement) -> bool:
        if not self.holds(place):
            return False
        wanted, seen = [place.sentence_sum, place.token_sum], self._looked_at()
        if None in wanted or seen[place.row].tolist() == wanted:
            return True
        found = [_sum(self.sentences[place.row]), _sum(self._tokens_at(place))]
        seen[place.row] = found
        return found == wanted

    def _looked_at(self) -> Int64s:
        """Returns the sums with which rows were found to be right, -1 where nobody has looked."""
        if len(self._seen) < len(self.sentences):
            more = np.full((2 * len(self.sentences) - len(self._seen), 2), -1, np.int64)
            self._seen = np.concatenate([self._seen, more])
        return self._seen

    def summed(self, place: Placement) -> Placement:
        """Returns a placement with the check sums of what now stands there."""
        sentence, tokens = self.sentences[place.row], self._tokens_at(place)
        return replace(place, sentence_sum=_sum(sentence), token_sum=_sum(tokens))

    def _tokens_at(self, place: Placement) -> Int8s:
        return self.tokens[place.first : place.end]

    def check_sentences(self, rows: Int64s, sums: Int64s) -> None:
        """Looks at the sentence vectors of some rows, of which each has a check sum or -1.

        Raises:
            DamagedError: one is lost, or not as it was written.
        """
        if len(rows) and rows.max() >= len(self.sentences):
            self.remap()
        if len(rows) and rows.max() >= len(self.sentences):
            raise damaged(self._places[0], "it is too short")
        seen = self._looked_at()
        fresh = np.flatnonzero((sums >= 0) & (seen[rows, 0] != sums))
        for row, wanted in zip(rows[fresh].tolist(), sums[fresh].tolist(), strict=True):
            seen[row] = _sum(self.sentences[row]), -1
            if seen[row, 0] != wanted:
                raise damaged(self._places[0])

    def holds(self, last: Placement) -> bool:
        """Tells whether the files reach as far as this passage."""
        return last.row < len(self.sentences) and (
            not self._token_width or last.end <= len(self.tokens)
        )


def _sum(vectors: NDArray[np.generic]) -> int:
    return zlib.crc32(np.ascontiguousarray(vectors).data)


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
