"""Products of stored vectors with a question's, in the small numbers that they are stored in.

torch has the instructions for that, numpy has not. `index/embedding/models.py` sets how many
threads it uses.
"""

from functools import cache
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from index.embedding.hardware import cpu_flags
from index.embedding.openvino_pass import Floats

Halves = NDArray[np.float16]
Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]

_CHUNK = 65_536
# The most multiplications that OpenBLAS leaves to one thread; a block also stays cached.
_BLOCK = 1_000_000


class RoundedRows:
    """Rows (n, d) of about unit length, in int8 with one scale for all, in memory."""

    def __init__(self, rows: Halves) -> None:
        """Rounds the rows; `_lost` is the length of the most that one of them loses."""
        exact = rows.astype(np.float32)
        self._rows, self._scale = _in_int8(exact)
        self._lost = _longest(exact - self._rows * self._scale)

    def products(self, vector: Floats) -> tuple[Floats, float]:
        """Returns the dot product of each row with a unit vector (d,), and how far off it may be.

        By the inequality of Cauchy and Schwarz: |x·y - x'·y'| ≤ |x - x'| |y| + |x'| |y - y'|.
        """
        asked, scale = _in_int8(vector)
        found = dot_products(asked[None], self._rows)[0] * (scale * self._scale)
        return found, self._lost + (1.01 + self._lost) * _longest(vector - asked * scale)


def _in_int8(vectors: Floats) -> tuple[Int8s, np.float32]:
    scale = np.float32(max(np.abs(vectors).max(initial=0.0), 1e-12) / 127)
    return np.round(vectors / scale).astype(np.int8), scale


def _longest(vectors: Floats) -> float:
    return float(np.linalg.norm(vectors, axis=-1).max(initial=0.0))


def half_products(matrix: Halves, vector: Floats) -> Floats:
    """Returns the dot product of each row (n, d) with a vector (d,), in half precision: (n,)."""
    torch = _torch()
    asked = torch.from_numpy(vector.astype(np.float16)[None])
    out = np.empty(len(matrix), np.float32)
    for start in range(0, len(matrix), _CHUNK):
        part = torch.from_numpy(matrix[start : start + _CHUNK])
        out[start : start + _CHUNK] = (asked @ part.t()).numpy()
    return out


def dot_products(question: Int8s, passage: Int8s) -> Int32s:
    """Returns the dot products of tokens (n, k) and (m, k): (n, m), the same on every machine."""
    if not question.size or not passage.size:
        return np.zeros((len(question), len(passage)), np.int32)
    # A small product is soon done: other threads, which a busy machine does not have, cost more.
    large = question.size * len(passage) > _BLOCK and question.shape[1] > 1
    if large and _multiplies_int8():
        return products_in_int8(question, passage)
    return products_in_float32(question, passage)


def products_in_int8(question: Int8s, passage: Int8s) -> Int32s:
    """Returns the dot products of tokens as processors with VNNI compute them: twice as fast."""
    torch = _torch()
    asked, stored = map(torch.from_numpy, map(_laid_out, (question, passage)))
    products: Int32s = torch._int_mm(asked, stored.t()).numpy()
    return products


def _torch() -> ModuleType:
    """Returns torch, which uses as many threads for this one as it is set to.

    OpenMP keeps a number for each thread. A new one takes over what is set when torch is asked for
    it; a product does not ask, and would use every core.
    """
    import torch

    torch.get_num_threads()
    return torch


def _laid_out(rows: Int8s) -> Int8s:
    """Returns rows with the strides of rows: torch believes those of a single one, and reads on.

    numpy gives a row that was made of a vector any stride.
    """
    return rows if rows.strides == (rows.shape[1], 1) else rows.copy()


def products_in_float32(question: Int8s, passage: Int8s) -> Int32s:
    """Returns the dot products of tokens, exact: they stay below the 2^24 that a float32 counts."""
    table = np.empty((len(question), len(passage)), np.float32)
    asked = question.astype(np.float32)
    columns = max(1, _BLOCK // question.size)
    for start in range(0, len(passage), columns):
        block = slice(start, start + columns)
        # OpenBLAS computes with the padding beside small operands too; what happens to stand there
        # can raise a warning though everything is finite (numpy issues 13173 and 24067).
        with np.errstate(invalid="ignore"):
            np.matmul(asked, passage[block].astype(np.float32).T, out=table[:, block])
    return table.astype(np.int32)


@cache
def _multiplies_int8() -> bool:
    return not cpu_flags().isdisjoint({"avx512_vnni", "avx_vnni"})
