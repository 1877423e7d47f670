"""Drawn pages as bytes between the process that draws and the one that asked.

A picture comes as bare pixels, whose number is checked: nothing of it is decoded on our side, and
what a browser gets is made of them by ourselves.
"""

import json
import math
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from index.drawing.page_shape import MOST_PIXELS, DrawnPage, PageShape
from index.sandbox.wire import WireError, pack

_LONGEST_REASON = 2_000
_BYTES = 3  # of a pixel
_MOST_PAGES = 10_000_000
_LARGEST = 1e7  # points, of a page; shares of it, of a matrix


@dataclass(frozen=True, slots=True)
class DrawingResult:
    """What came of a request: a page, or the reason why there is none; `leaving` as in reading."""

    page: DrawnPage | None
    reason: str
    leaving: bool


def pack_drawn(page: DrawnPage, leaving: bool) -> list[bytes]:
    """Returns a whole answer in pieces."""
    header: dict[str, object] = {
        "reason": "",
        "leaving": leaving,
        "parts": [len(page.pixels)],
        "shape": astuple(page.shape),
        "width": page.width,
        "height": page.height,
    }
    return [pack(header), page.pixels]


def unpack_drawn(header: bytes, read: Callable[[int], bytes]) -> DrawingResult:
    """Reads and checks an answer; `read` gives the next so many bytes.

    Raises:
        WireError: the answer breaks the rules.
    """
    try:
        fields = json.loads(header)
        leaving, parts = bool(fields["leaving"]), fields["parts"]
        if not parts:
            reason = " ".join(str(fields["reason"]).split())[:_LONGEST_REASON]
            return DrawingResult(None, reason or "it says nothing", leaving)
        return DrawingResult(_page(fields, read), "", leaving)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WireError(str(error)) from error


def _page(fields: dict[str, Any], read: Callable[[int], bytes]) -> DrawnPage:
    number, pages, width, height, matrix = fields["shape"]
    _require(all(type(n) is int and 1 <= n <= _MOST_PAGES for n in (number, pages)))
    _require(all(0 < _finite(side) <= _LARGEST for side in (width, height)))
    a, b, c, d, e, f = (_finite(value) for value in matrix)
    shape = PageShape(number, pages, float(width), float(height), (a, b, c, d, e, f))
    across, down = fields["width"], fields["height"]
    _require(all(type(n) is int and 0 <= n <= MOST_PIXELS for n in (across, down)))
    [size] = fields["parts"]
    _require(size == across * down * _BYTES <= MOST_PIXELS * _BYTES)
    return DrawnPage(shape, across, down, read(size))


def _finite(value: float) -> float:
    _require(type(value) in (int, float) and math.isfinite(value) and abs(value) <= _LARGEST)
    return float(value)


def _require(holds: bool) -> None:
    if not holds:
        raise WireError("the answer does not fit together")
