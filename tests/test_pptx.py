"""PPTX: slides by their number, titles, tables, notes."""

import io

import pytest
from pptx import Presentation
from pptx.util import Inches

from index.errors import UnreadableError
from index.readers import extract

BOX = (Inches(1), Inches(2), Inches(5), Inches(2))


@pytest.fixture
def presentation():
    return Presentation()


def add_slide(presentation, title, text="", notes=""):
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = title
    slide.placeholders[1].text = text
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def data_of(presentation):
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def read(presentation):
    return extract("my_talk.pptx", data_of(presentation))


def test_slides_have_numbers_titles_and_notes(presentation):
    add_slide(presentation, "The cable", "It is long.", "Say it slowly.")
    add_slide(presentation, "")
    add_slide(presentation, "Route", "Through the ice.\nUnder the sea.")
    found = read(presentation)
    assert found.text.split("\n\n") == [
        *("The cable", "It is long.", "Notes: Say it slowly.", "Route"),
        "- Through the ice.\n- Under the sea.",
    ]
    assert found.page_unit == "slide"
    pages = [(p.number, found.text[p.start :].split("\n")[0]) for p in found.pages]
    assert pages[0] == (1, "The cable")
    assert pages[-1] == (3, "Route")
    assert [s.heading for s in found.sections][-1] == ("Route",)


def test_tables_and_groups_are_read(presentation):
    slide = add_slide(presentation, "Prices", "See below.")
    table = slide.shapes.add_table(2, 2, *BOX).table
    for place, text in {(0, 0): "Name", (0, 1): "Price", (1, 0): "Ship", (1, 1): "3 €"}.items():
        table.cell(*place).text = text
    slide.shapes.add_group_shape().shapes.add_textbox(*BOX).text_frame.text = "In a group."
    text = read(presentation).text
    assert "Name: Ship; Price: 3 €" in text
    assert "In a group." in text


def test_a_title_that_a_program_gave_is_no_title(presentation):
    presentation.core_properties.title = "PowerPoint Presentation"
    add_slide(presentation, "", "Some text.")
    assert read(presentation).title == "my talk"


def test_a_presentation_without_text_is_refused(presentation):
    add_slide(presentation, "")
    with pytest.raises(UnreadableError, match="no text"):
        read(presentation)


@pytest.mark.parametrize("cut", [100, 5_000, 20_000])
def test_a_cut_presentation_is_damaged(presentation, cut):
    with pytest.raises(UnreadableError, match="damaged"):
        extract("a.pptx", data_of(presentation)[:cut])
