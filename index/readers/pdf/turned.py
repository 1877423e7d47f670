"""Pages whose text runs up, down or upside down: read as if they were turned upright."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.readers.pdf.drawn_lines import Drawn, Stroke

Corners = tuple[float, float, float, float]
"""Left, bottom, right, top, in PDF points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """How a page is turned so that its text is upright: `quarters` clockwise, from 0 to 3.

    `width` and `height` are those of the page as it is, in points.
    """

    quarters: int
    width: float
    height: float

    @property
    def upright_height(self) -> float:
        """How high the page is once it is turned."""
        return self.width if self.quarters % 2 else self.height

    def upright(self, corners: Corners) -> Corners:
        """Returns where a box stands once the page is turned."""
        left, bottom, right, top = corners
        if self.quarters == 1:
            return bottom, self.width - right, top, self.width - left
        if self.quarters == 2:
            return self.width - right, self.height - top, self.width - left, self.height - bottom
        if self.quarters == 3:
            return self.height - top, left, self.height - bottom, right
        return corners

    def back(self, corners: Corners) -> Corners:
        """Returns where a box of the turned page stands on the page as it is."""
        left, bottom, right, top = corners
        if self.quarters == 1:
            return self.width - top, left, self.width - bottom, right
        if self.quarters == 2:
            return self.width - right, self.height - top, self.width - left, self.height - bottom
        if self.quarters == 3:
            return bottom, self.height - right, top, self.height - left
        return corners

    def drawn(self, drawn: Drawn) -> Drawn:
        """Returns the lines of a page once it is turned."""
        if not self.quarters:
            return drawn
        boxes = [(x, low, x, high) for x, low, high in drawn.upright]
        boxes += [(low, y, high, y) for y, low, high in drawn.level]
        turned = [self.upright(box) for box in boxes]
        upright: list[Stroke] = [(a, b, d) for a, b, c, d in turned if c - a <= d - b]
        level: list[Stroke] = [(b, a, c) for a, b, c, d in turned if c - a > d - b]
        return Drawn(tuple(sorted(upright)), tuple(sorted(level)))


def quarters_of(angles: Iterable[float]) -> int:
    """Returns by how many quarters clockwise a page is turned so that most of its text is upright.

    The angles are those of characters, clockwise, in radians.
    """
    counts = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles)
    return -counts.most_common(1)[0][0] % 4 if counts else 0
