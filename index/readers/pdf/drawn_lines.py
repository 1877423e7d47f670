"""The lines that a page draws: level and upright strokes, thin boxes, and the edges of boxes.

What is only filled with a colour has no edges: it may be smaller or larger than what it is behind.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_THIN = 2.5  # Points: a box no thicker is a line.
_LEAST_BOX = 6.0
_SAME, _GAP = 1.5, 3.0  # Points between lines that are one, beside each other and end to end.
_MOST_OBJECTS, _MOST_SEGMENTS, _MOST_LINES = 10_000, 20_000, 1_000
_MOST_DEPTH = 3

Matrix = tuple[float, float, float, float, float, float]
Stroke = tuple[float, float, float]
"""Where a line is, and from where to where it goes: (x, bottom, top) or (y, left, right)."""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The upright lines of a page as (x, bottom, top), the level ones as (y, left, right)."""

    upright: tuple[Stroke, ...] = ()
    level: tuple[Stroke, ...] = ()


def drawn_lines(page: pdfium.PdfPage) -> Drawn:
    """Returns the lines of a page, pieces of one line joined; nothing if there are too many."""
    width, height = page.get_size()
    reader = _Paths(width, height)
    count = raw.FPDFPage_CountObjects(page.raw)
    for n in range(min(count, _MOST_OBJECTS)):
        reader.add(raw.FPDFPage_GetObject(page.raw, n), _IDENTITY, 0)
    upright, level = _joined(reader.upright), _joined(reader.level)
    if len(upright) > _MOST_LINES or len(level) > _MOST_LINES:
        return Drawn()
    return Drawn(tuple(upright), tuple(level))


class _Paths:
    """Collects the lines of the paths of a page; its calls share their structures."""

    def __init__(self, width: float, height: float) -> None:
        self._page = (width, height)
        self._left = _MOST_SEGMENTS
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._matrix = raw.FS_MATRIX()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self.upright: list[Stroke] = []
        self.level: list[Stroke] = []

    def add(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
            inner = _product(self._own(item), outer)
            for n in range(min(raw.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
                if self._left > 0:
                    self.add(raw.FPDFFormObj_GetObject(item, n), inner, depth + 1)

    def _own(self, item: raw.FPDF_PAGEOBJECT) -> Matrix:
        m = self._matrix
        if not raw.FPDFPageObj_GetMatrix(item, m):
            return _IDENTITY
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _path(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(item)
        self._left -= max(count, 1)
        if self._left < 0:
            return
        raw.FPDFPath_GetDrawMode(item, self._fill, self._stroke)
        matrix = _product(self._own(item), outer)
        corners: list[tuple[float, float]] = []
        x, y = self._x, self._y
        for n in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, n)
            if not raw.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO or kind == raw.FPDF_SEGMENT_BEZIERTO:
                self._outline(corners)
                corners = []
            corners.append(_placed(x.value, y.value, matrix))
            if raw.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
                corners.append(corners[0])
        self._outline(corners)

    def _outline(self, corners: list[tuple[float, float]]) -> None:
        """Takes the sides of an outline; one that is very thin is a single line."""
        if len(corners) < 2:
            return
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        if right - left > 0.95 * self._page[0] and top - bottom > 0.95 * self._page[1]:
            return
        if top - bottom <= _THIN or right - left <= _THIN:
            self._line((left, bottom), (right, top))
        elif self._stroke.value:
            for a, b in pairwise(corners):
                self._line(a, b)

    def _line(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
        if height <= _THIN and width >= _LEAST_BOX:
            self.level.append(((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
        elif width <= _THIN and height >= _LEAST_BOX:
            self.upright.append(((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _placed(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Joins lines that lie on each other or go on where another ends."""
    return [stroke for group in _beside(sorted(strokes)) for stroke in _end_to_end(group)]


def _beside(strokes: Iterable[Stroke]) -> Iterator[list[Stroke]]:
    group: list[Stroke] = []
    for stroke in strokes:
        if group and stroke[0] - group[0][0] > _SAME:
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def _end_to_end(group: Sequence[Stroke]) -> Iterator[Stroke]:
    place, start, end = group[0][0], 0.0, -1.0
    for _, low, high in sorted(group, key=lambda stroke: stroke[1]):
        if end >= start and low <= end + _GAP:
            end = max(end, high)
            continue
        if end >= start:
            yield place, start, end
        start, end = low, high
    if end >= start:
        yield place, start, end
