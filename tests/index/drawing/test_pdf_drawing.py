"""Pages as pictures: where words stand on them, and how large they may get."""

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from index.drawing.page_shape import MOST_PIXELS
from index.drawing.pdf_drawing import LONGEST_SIDE, draw
from index.errors import UnreadableError
from index.passages.boxes import boxes_of
from index.readers import extract
from tests.documents.papers import Pdf

METRE = 72 / 0.0254


def blank(width, height, pages=1):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height))
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def turned(quarters, crop=None):
    """A page with one word in a corner, turned, and cut at the edges."""
    document = pdfium.PdfDocument(Pdf().line(60, 700, "Ferry", 30).data())
    document[0].set_rotation(quarters * 90)
    if crop:
        document[0].set_cropbox(*crop)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("crop", [None, (40, 100, 500, 800)])
def test_the_box_of_a_word_covers_its_ink_however_the_page_is_turned_or_cut(quarters, crop):
    data = turned(quarters, crop)
    page = draw(data, 1, 600)
    found = extract("a.pdf", data)
    start = found.text.index("Ferry")
    [box] = boxes_of(found.boxes, start, start + 5)
    left, top, width, height = page.shape.placed(box)
    pixels = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, 3)
    rows, columns = np.nonzero(pixels.min(axis=2) < 128)
    slack = 0.02
    assert left - slack <= columns.min() / page.width
    assert columns.max() / page.width <= left + width + slack
    assert top - slack <= rows.min() / page.height
    assert rows.max() / page.height <= top + height + slack


@pytest.mark.parametrize(
    ("width", "height"),
    [(10 * METRE, 10 * METRE), (3, 10 * METRE), (10 * METRE, 3), (200, 14_400 * 50)],
)
def test_a_picture_is_bounded_whatever_the_page_is(width, height):
    page = draw(blank(width, height), 1, 3_200)
    assert page.width * page.height <= MOST_PIXELS
    assert max(page.width, page.height) <= LONGEST_SIDE + 1
    assert len(page.pixels) == page.width * page.height * 3


def test_the_shape_alone_needs_no_pixels():
    page = draw(blank(300, 400, pages=3), 2, 0)
    assert (page.shape.number, page.shape.pages) == (2, 3)
    assert (page.shape.width, page.shape.height) == (300, 400)
    assert page.pixels == b""


def test_a_page_that_is_not_there_is_one_line():
    with pytest.raises(UnreadableError, match="there is no page 2; the last one is 1"):
        draw(blank(300, 400), 2, 100)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"<html>"])
def test_what_is_no_pdf_is_one_line(data):
    with pytest.raises(UnreadableError, match="the file is damaged"):
        draw(data, 1, 100)


def test_a_protected_file_is_one_line():
    with pytest.raises(UnreadableError, match="password"):
        draw(Pdf(password="secret").line(60, 700, "Ferry").data(), 1, 100)
