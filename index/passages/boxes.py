"""Where on a page the quoted words stand: a box a word, packed, found again by offsets.

A record of `DTYPE` holds a run of characters that lie side by side: a word, or in Japanese several
characters of equal width. Its place in the canonical text is `start` and `length`; `left`,
`bottom`, `right` and `top` are in quarters of a PDF point from the page's lower left corner. The
box of a part of a run is that share of it along its longer side. A record is 18 bytes.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DTYPE = np.dtype(
    [
        *(("start", "<u4"), ("length", "<u2"), ("page", "<u4")),
        *(("left", "<i2"), ("bottom", "<i2"), ("right", "<i2"), ("top", "<i2")),
    ]
)
_SCALE = 4
_SIDES = ("left", "bottom", "right", "top")
_RANGE = (-32_768, 32_767)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points (1/72 inch) from the page's lower left corner.

    `page` is the number of the page, from 1.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


class BoxedWord(NamedTuple):
    """A run of characters of the canonical text, `text[start : start + length]`, and its box."""

    start: int
    length: int
    page: int
    left: float
    bottom: float
    right: float
    top: float


def encode(words: "Sequence[BoxedWord] | array[float]") -> bytes:
    """Packs words, which are in reading order; an array holds the fields of one after the other."""
    columns = np.array(words, dtype=np.float64).reshape(-1, len(BoxedWord._fields)).T
    records = np.zeros(columns.shape[1], dtype=DTYPE)
    for name, column in zip(BoxedWord._fields, columns, strict=True):
        quarters = np.clip(np.rint(column * _SCALE), *_RANGE)
        records[name] = quarters if name in _SIDES else column
    return records.tobytes()


def decode(data: bytes) -> NDArray[np.void]:
    """Unpacks the records.

    Raises:
        ValueError: the data is not whole records in reading order.
    """
    records = np.frombuffer(data, dtype=DTYPE)
    starts = records["start"].astype(np.int64)
    if np.any(starts[1:] < starts[:-1] + records["length"][:-1]):
        raise ValueError("the boxes are not in reading order")
    return records


def boxes_of(data: bytes, start: int, end: int) -> list[Box]:
    """Returns where `text[start:end]` stands, one box a line, in reading order."""
    records = decode(data)
    first = int(np.searchsorted(records["start"], start, side="right")) - 1
    last = int(np.searchsorted(records["start"], end, side="left"))
    parts = (_part(record, start, end) for record in records[max(first, 0) : last])
    return list(_merged(box for box in parts if box))


def _part(record: np.void, start: int, end: int) -> Box | None:
    """Returns the box of the characters of a record that lie in `[start, end)`."""
    begin, length = int(record["start"]), int(record["length"])
    low, high = max(start - begin, 0) / length, min(end - begin, length) / length
    if low >= high:
        return None
    left, bottom, right, top = (float(record[side]) / _SCALE for side in _SIDES)
    if right - left >= top - bottom:
        left, right = left + low * (right - left), left + high * (right - left)
    else:
        top, bottom = top - low * (top - bottom), top - high * (top - bottom)
    return Box(int(record["page"]), left, bottom, right, top)


def _merged(boxes: Iterable[Box]) -> Iterator[Box]:
    """Joins neighbours that stand in the same line."""
    line: Box | None = None
    for box in boxes:
        if line and _same_line(line, box):
            line = _union(line, box)
            continue
        if line:
            yield line
        line = box
    if line:
        yield line


def _same_line(a: Box, b: Box) -> bool:
    """Tells whether two boxes overlap by more than half their height, or width if vertical."""
    if a.page != b.page:
        return False
    over = min(a.top, b.top) - max(a.bottom, b.bottom)
    beside = min(a.right, b.right) - max(a.left, b.left)
    level = over > 0.5 * min(a.top - a.bottom, b.top - b.bottom) and b.left >= a.left
    below = beside > 0.5 * min(a.right - a.left, b.right - b.left) and _upright(a) and _upright(b)
    return level or below


def _upright(box: Box) -> bool:
    return box.top - box.bottom > 3 * (box.right - box.left)


def _union(a: Box, b: Box) -> Box:
    left, bottom = min(a.left, b.left), min(a.bottom, b.bottom)
    return Box(a.page, left, bottom, max(a.right, b.right), max(a.top, b.top))
