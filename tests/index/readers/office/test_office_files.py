"""What holds for Word, PowerPoint and Excel files alike."""

import docx
import openpyxl
import pptx
import pytest

from index.readers import extract
from tests.documents.office_files import saved, strict


def word():
    document = docx.Document()
    document.add_heading("The pier", 1)
    document.add_paragraph("It is 80 metres long.", style="List Bullet")
    return document


def presentation():
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "The pier"
    slide.placeholders[1].text = "It is 80 metres long."
    return made


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["Pier", "Length"])
    book.active.append(["East", 80])
    return book


@pytest.mark.parametrize(
    ("name", "make"), [("a.docx", word), ("a.pptx", presentation), ("a.xlsx", workbook)]
)
def test_a_strict_file_is_read_like_any_other(name, make):
    data = saved(make())
    assert strict(data) != data
    assert extract(name, strict(data)) == extract(name, data)
    assert "80" in extract(name, strict(data)).text
