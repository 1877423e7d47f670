"""Which passage has which word how often: what BM25 needs to count only what a reader may see.

tantivy scores by the number and the mean length of all passages, which would tell something of
those that are hidden. Here the same formula is computed over any choice of passages. A passage's
words are kept by its id, which is a hash of what it says, and its path, so that they never become
wrong; a file that is lost or damaged, which the check sum in its name tells, is made again out of
the passages.
"""

import os
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.integrity.check_sums import sum_of_file
from index.store.tantivy_index import IndexedText
from index.text.terms import terms

_MOST_PARTS = 8
_FREE_LENGTHS = 24
_MOST_OFTEN = 65_535
_WORDS_REMEMBERED = 65_536

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Segment:
    """Some passages: the `ids` and lengths of n of them, and where each word stands.

    The passages that have the word `words[w]` are `places[starts[w] : starts[w + 1]]`, and
    `counts` says how often.
    """

    keys: Keys
    ids: NDArray[np.bytes_]
    lengths: NDArray[np.int64]
    words: NDArray[np.uint64]
    starts: NDArray[np.int64]
    places: NDArray[np.int32]
    counts: NDArray[np.uint16]

    def holding(self, word: int) -> slice:
        """Returns where the passages with a word are listed."""
        at = int(np.searchsorted(self.words, np.uint64(word)))
        if at == len(self.words) or int(self.words[at]) != word:
            return slice(0, 0)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))


class Postings:
    """The words of passages, in parts that are kept as files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Reads the parts that are there."""
        self._folder = folder
        paths = sorted(folder.glob("*.npz"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        self._files = [(path, _read(path)) for path in paths]
        self.parts: list[Segment] = [part for _, part in self._files if part is not None]
        self._gather()

    def _gather(self) -> None:
        self.keys = np.concatenate([np.zeros(0, np.uint64), *(p.keys for p in self.parts)])
        self.ids = np.concatenate([np.zeros(0, "S20"), *(p.ids for p in self.parts)])
        self.lengths = np.concatenate([np.zeros(0, np.int64), *(p.lengths for p in self.parts)])
        self.norms = _quantised(self.lengths)

    def missing(self, keys: Keys) -> NDArray[np.int64]:
        """Returns the places, in `keys`, of passages whose words are not known."""
        return np.flatnonzero(~np.isin(keys, self.keys))

    def places(self, keys: Keys) -> NDArray[np.int64]:
        """Returns the place of each passage, all of which are known."""
        known, first = np.unique(self.keys, return_index=True)
        return np.asarray(first[np.searchsorted(known, keys)], np.int64)

    def add(self, passages: Iterable[IndexedText]) -> None:
        """Takes in passages; they are written to the disk if that can be."""
        self.parts = [*self.parts, _part(list(passages))]
        if len(self.parts) > _MOST_PARTS:
            self.parts = [_merged(self.parts)]
        self._gather()
        with suppress(OSError):
            self._write(self.parts[-1])

    def having(self, word: str) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        """Returns the places of all passages that have a word, and how often each has it."""
        key, first = word_key(word), 0
        places, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.uint16)]
        for part in self.parts:
            found = part.holding(key)
            places.append(part.places[found].astype(np.int64) + first)
            counts.append(part.counts[found])
            first += len(part.keys)
        return np.concatenate(places), np.concatenate(counts)

    def _write(self, part: Segment) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = sha256(part.keys.tobytes()).hexdigest()[:20]
        unfinished = self._folder / f"{name}.{os.getpid()}.unfinished"
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, **_arrays(part))
        path = self._folder / f"{name}-{sum_of_file(unfinished):08x}.npz"
        unfinished.replace(path)
        # Those that are in a merged one, and those that cannot be read.
        superfluous = [old for old, kept in self._files if len(self.parts) == 1 or kept is None]
        for old in superfluous:
            if old != path:
                old.unlink(missing_ok=True)
        kept = [each for each in self._files if each[0] not in superfluous]
        self._files = [*kept, (path, part)]


def key_of(passage_id: str, language: str, path: str = "") -> int:
    """Returns the number that a passage, stemmed by a language, is known by at a path."""
    return int(passage_id[:16], 16) ^ zlib.crc32(f"{language}\0{path}".encode())


@lru_cache(_WORDS_REMEMBERED)
def word_key(word: str) -> int:
    """Returns the number that a word is known by here: 64 bits of its hash.

    That two of ten million words share one has a probability below 1 in 300,000.
    """
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _part(passages: Sequence[IndexedText]) -> Segment:
    words: list[int] = []
    places: list[int] = []
    counts: list[int] = []
    lengths = []
    for place, passage in enumerate(passages):
        found = terms(passage.text, passage.language)
        lengths.append(len(found))
        for word, count in Counter(found).items():
            words.append(word_key(word))
            places.append(place)
            counts.append(min(count, _MOST_OFTEN))
    return _sorted(
        np.array([key_of(p.id, p.language, p.path) for p in passages], np.uint64),
        np.array([p.id.encode() for p in passages], "S20"),
        np.array(lengths, np.int64),
        (np.array(words, np.uint64), np.array(places, np.int32), np.array(counts, np.uint16)),
    )


def _sorted(
    keys: Keys,
    ids: NDArray[np.bytes_],
    lengths: NDArray[np.int64],
    postings: tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.uint16]],
) -> Segment:
    order = np.argsort(postings[0], kind="stable")
    words, places, counts = postings[0][order], postings[1][order], postings[2][order]
    unique, starts = np.unique(words, return_index=True)
    ends = np.append(starts, len(words)).astype(np.int64)
    return Segment(keys, ids, lengths, unique, ends, places, counts)


def _merged(parts: Sequence[Segment]) -> Segment:
    firsts = np.cumsum([0, *(len(part.keys) for part in parts[:-1])])
    words = [np.repeat(part.words, np.diff(part.starts)) for part in parts]
    places = [part.places + np.int32(first) for part, first in zip(parts, firsts, strict=True)]
    return _sorted(
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.lengths for part in parts]),
        (
            np.concatenate(words),
            np.concatenate(places).astype(np.int32),
            np.concatenate([part.counts for part in parts]),
        ),
    )


def _arrays(part: Segment) -> dict[str, NDArray[Any]]:
    return {field.name: getattr(part, field.name) for field in fields(Segment)}


def _read(path: Path) -> Segment | None:
    """Returns a part, None if its file is damaged, of an older form, or has just been replaced."""
    try:
        if path.stem[-9:] != f"-{sum_of_file(path):08x}":
            return None
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            part = Segment(**{field.name: stored[field.name] for field in fields(Segment)})
            # Words were once known by 32 bits, which two words can share.
            return part if part.words.dtype == np.uint64 else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error):
        return None


def _quantised(lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    """Returns lengths as a search without a scope knows them: in one byte, as Lucene rounds them.

    Up to 40 exactly, then with the four highest bits; see `SmallFloat.intToByte4` in Lucene.
    """
    rest = np.maximum(lengths - _FREE_LENGTHS, 0)
    bits = np.frexp(rest.astype(np.float64))[1]
    shift = np.maximum(bits - 4, 0).astype(np.int64)
    rounded = (rest >> shift) << shift
    return np.where(lengths < _FREE_LENGTHS, lengths, _FREE_LENGTHS + rounded).astype(np.float64)
