"""PDF: what was typed onto a page afterwards, comments, and files embedded in the file."""

import io

import pypdfium2 as pdfium
import pytest

from index.passages.boxes import boxes_of
from index.readers import extract
from tests.documents.papers import Pdf

LOOK = "/Helv 10 Tf 0 g"


def form():
    return Pdf().line(60, 700, "Name:").line(60, 640, "Remarks").line(60, 500, "End of the form.")


def read(pdf):
    return extract("a.pdf", pdf.data())


@pytest.mark.parametrize("typed", ["Ida Brandt", "山田 花子", "Zoë Ñandú"])
def test_what_is_typed_behind_a_label_is_part_of_its_line(typed):
    pdf = form()
    pdf.canvas.freeTextAnnotation(typed, LOOK, Rect=[120, 697, 250, 712])
    found = read(pdf)
    assert f"Name: {typed}" in found.text
    start = found.text.index(typed)
    assert boxes_of(found.boxes, start, start + len(typed))[0].left == pytest.approx(120, abs=1)


@pytest.mark.parametrize("typed", ["Bitte vor 9 Uhr.\nKlingel defekt.", "Avant 9 heures"])
def test_what_is_typed_elsewhere_is_text_of_its_own(typed):
    pdf = form()
    pdf.canvas.freeTextAnnotation(typed, LOOK, Rect=[120, 560, 400, 620])
    text = read(pdf).text
    assert all(line in text for line in typed.split("\n"))
    assert "Remarks" in text.replace(typed, "")


def test_comments_and_embedded_files_are_counted():
    pdf = form()
    pdf.canvas.textAnnotation("Please check.", Rect=[300, 695, 320, 712])
    document = pdfium.PdfDocument(pdf.data())
    document.new_attachment("invoice.xml").set_data(b"<total>4711</total>")
    buffer = io.BytesIO()
    document.save(buffer)
    found = extract("a.pdf", buffer.getvalue())
    assert "Please check" not in found.text
    assert found.remarks == ("1 comment and 1 embedded file are not read",)
