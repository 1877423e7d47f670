"""Drawing a page of a PDF. Only the process in which files are read does it."""

import ctypes
import logging

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.drawing.page_shape import MOST_PIXELS, DrawnPage, Matrix, PageShape
from index.errors import UnreadableError
from index.readers.pdf.reader import open_pdf

LONGEST_SIDE = 16_000
"""Pixels of a side of a picture at most."""

_AREA = MOST_PIXELS - 2 * LONGEST_SIDE  # Its sides are rounded up.
_UNITS = 1_000_000  # The shown page is so many units wide and high while its corners are looked up.


def draw(data: bytes, number: int, width: int) -> DrawnPage:
    """Draws a page, so many pixels wide, with what is filled in and noted on it.

    A width of 0 asks for its shape alone.

    Raises:
        UnreadableError: the file is damaged or protected, or has no such page.
    """
    with open_pdf(data) as document:
        if not 1 <= number <= len(document):
            raise UnreadableError(f"there is no page {number}; the last one is {len(document)}")
        if width and document.get_formtype() != raw.FORMTYPE_NONE:
            logging.getLogger("pypdfium2").setLevel(logging.ERROR)
            document.init_forms()
        try:
            page = document[number - 1]
            shape = _shape(page, number, len(document))
            return _drawn(page, shape, width) if width else DrawnPage(shape, 0, 0, b"")
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"page {number} cannot be drawn: {error}") from error


def _shape(page: pdfium.PdfPage, number: int, pages: int) -> PageShape:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise UnreadableError(f"page {number} has no size")
    origin, along, up = (_device(page, x, y) for x, y in ((0, 0), (1_000, 0), (0, 1_000)))
    a, b = ((along[n] - origin[n]) / 1_000 for n in (0, 1))
    c, d = ((up[n] - origin[n]) / 1_000 for n in (0, 1))
    matrix: Matrix = a, b, c, d, *origin
    return PageShape(number, pages, width, height, matrix)


def _device(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Returns where a point of the page is shown, as shares from the upper left corner."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _UNITS, _UNITS, 0, x, y, across, down)
    return across.value / _UNITS, down.value / _UNITS


def _drawn(page: pdfium.PdfPage, shape: PageShape, width: int) -> DrawnPage:
    area, side = shape.width * shape.height, max(shape.width, shape.height)
    scale = min(width / shape.width, (_AREA / area) ** 0.5, LONGEST_SIDE / side)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    pixels = bitmap.to_numpy().tobytes()
    return DrawnPage(shape, bitmap.width, bitmap.height, pixels)
