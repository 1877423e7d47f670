"""What is known of a page before it is drawn, and a page that was drawn."""

from dataclasses import dataclass

from index.passages.boxes import Box

MOST_PIXELS = 16_000_000
"""Pixels of a picture at most: a page that is very long or very wide is drawn smaller."""

Matrix = tuple[float, float, float, float, float, float]
"""From a point (x, y) of a PDF page to shares of the page as it is shown, from its upper left
corner: `(a x + c y + e, b x + d y + f)`."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """A page as it is shown, turned as the file says: its size in points (1/72 inch).

    `number` counts from 1, to `pages`. `matrix` leads from the file's coordinates, in which the
    boxes of words are, to the page as it is shown.
    """

    number: int
    pages: int
    width: float
    height: float
    matrix: Matrix

    def placed(self, box: Box) -> tuple[float, float, float, float]:
        """Returns the left, top, width and height of a box, as shares of the page, from 0 to 1."""
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        across = sorted(min(max(a * x + c * y + e, 0.0), 1.0) for x, y in corners)
        down = sorted(min(max(b * x + d * y + f, 0.0), 1.0) for x, y in corners)
        return across[0], down[0], across[-1] - across[0], down[-1] - down[0]


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as `height` rows of `width` pixels, three bytes each: red, green and blue.

    Both are 0 where only the shape was asked for.
    """

    shape: PageShape
    width: int
    height: int
    pixels: bytes
