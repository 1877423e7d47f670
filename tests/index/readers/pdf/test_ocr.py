"""Scanned pages, read by the real tesseract."""

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableError
from index.passages.boxes import boxes_of
from index.readers import Options, extract
from index.sandbox.process import ReadingProcess
from tests.documents.papers import JAPANESE, PAGE, Pdf

LINES = ["The cable runs under the sea and con-", "nects two continents."]
SCALE = 3


def scanned(*pages, stamp=""):
    """A PDF that holds pictures of pages instead of their text, each with a stamp on it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE)
    for page in pages:
        with pdfium.PdfDocument(page.data()) as document:
            picture = document[0].render(scale=SCALE).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, *PAGE)
        canvas.drawString(60, 810, stamp)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def drawn(lines, font="Helvetica"):
    return Pdf().lines(72, 700, lines, 14, font)


def test_a_scanned_page_is_read_with_the_boxes_of_its_words():
    found = extract("a.pdf", scanned(drawn(LINES)), Options(ocr="eng"))
    assert found.text == "The cable runs under the sea and connects two continents."
    start = found.text.index("continents")
    [box] = boxes_of(found.boxes, start, start + 10)
    with pdfium.PdfDocument(drawn(LINES).data()) as document:
        text = document[0].get_textpage()
        at = text.get_text_range().index("continents")
        left, bottom = text.get_charbox(at)[:2]
    assert (box.left, box.bottom) == pytest.approx((left, bottom), abs=2)


def test_scanned_japanese_has_no_spaces_between_its_characters():
    data = scanned(drawn(["海底ケーブルの敷設を進める。"], JAPANESE))
    assert "海底ケーブルの敷設を進める" in extract("a.pdf", data, Options(ocr="jpn+eng")).text


@pytest.mark.parametrize("stamp", ["Eingegangen am 3. Mai 2024", "Page 1 of 2", "Reçu le 3 mai"])
def test_a_scan_with_a_stamp_on_it_is_named(stamp):
    found = extract("a.pdf", scanned(drawn(LINES), stamp=stamp))
    assert found.text == stamp
    remedy = "To read them, install tesseract and set TENKYO_OCR"
    assert found.remarks == (f"page 1: hardly any text, so scanned? {remedy}",)


def test_a_scan_with_a_stamp_on_it_is_read():
    data = scanned(drawn(LINES), stamp="Received 3 May")
    found = extract("a.pdf", data, Options(ocr="eng"))
    assert "The cable runs under the sea and connects two continents." in found.text
    assert "Received" in found.text
    assert found.remarks == ()


def test_a_picture_with_a_title_is_no_scan():
    pdf = Pdf()
    for shades in (bytes(range(256)) * 256, b"\xff" * 65_536, b"\x30" * 65_536):
        pdf.canvas.drawImage(ImageReader(Image.frombytes("L", (256, 256), shades)), 0, 0, *PAGE)
        pdf.line(72, 700, "Annual report").page()
    assert extract("a.pdf", pdf.data()).remarks == ()


def test_pages_with_text_are_not_scanned_again():
    found = extract("a.pdf", drawn(LINES).page().line(72, 700, "More.").data(), Options(ocr="eng"))
    assert found.remarks == ()
    assert [page.number for page in found.pages] == [1, 2]


def test_the_process_that_reads_may_run_tesseract():
    with ReadingProcess(Options(ocr="eng")) as reading:
        found = reading.read("a.pdf", scanned(drawn(LINES), drawn(["Page two."])))
    assert "connects two continents" in found.text
    assert [page.number for page in found.pages] == [1, 2]


def test_without_tesseract_the_reason_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match="apt-get install tesseract-ocr"):
        extract("a.pdf", scanned(drawn(LINES)), Options(ocr="eng"))


@pytest.mark.parametrize("languages", ["xyz", "eng+xyz", "../../etc", "-h", "--help"])
def test_a_language_that_is_not_there_is_named(languages):
    with pytest.raises(UnreadableError, match="cannot read scanned pages with languages"):
        extract("a.pdf", scanned(drawn(LINES)), Options(ocr=languages))


def test_a_page_that_shows_nothing_is_named():
    blank = scanned(Pdf().line(72, 700, " "))
    with pytest.raises(UnreadableError, match="page 1: no text, not even by OCR"):
        extract("a.pdf", blank, Options(ocr="eng"))
