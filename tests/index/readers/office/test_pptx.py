"""PPTX: slides by their number, titles, tables, notes."""

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from index.errors import UnreadableError
from index.readers import Options, extract
from tests.documents.office_files import add_part, rewritten

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
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


def read(presentation, options=None):
    return extract("my_talk.pptx", data_of(presentation), options)


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


def test_hidden_slides_are_left_out_and_named(presentation):
    add_slide(presentation, "Winter", "The bus leaves at 6.")
    add_slide(presentation, "Old", "The bus leaves at 5.").element.set("show", "0")
    add_slide(presentation, "Spring", "The bus leaves at 7.")
    found = read(presentation)
    assert "at 5" not in found.text
    assert found.remarks == ("1 hidden slide (number 2) is not read",)
    assert [page.number for page in found.pages][-1] == 3
    everything = read(presentation, Options(hidden=True))
    assert "[hidden slide]\n\nOld\n\nThe bus leaves at 5." in everything.text
    assert everything.remarks == ("1 hidden slide is read, and marked as such",)


def test_hidden_shapes_and_struck_out_words_are_left_out_and_named(presentation):
    slide = add_slide(presentation, "Fees", "A berth costs ")
    runs = slide.placeholders[1].text_frame.paragraphs[0]
    runs.add_run().text, runs.add_run().text = "5", "6 euro."
    runs.runs[1].font._element.set("strike", "sngStrike")
    box = slide.shapes.add_textbox(*BOX)
    box.text_frame.text = "Ask Lena."
    box._element.nvSpPr.cNvPr.set("hidden", "1")
    found = read(presentation)
    assert found.text == "Fees\n\nA berth costs 6 euro."
    assert found.remarks == ("1 struck-out text and 1 hidden text on slide 1 are not read",)
    everything = read(presentation, Options(hidden=True))
    assert "costs [struck-out text: 5]6 euro.\n\n[hidden text: Ask Lena.]" in everything.text


def test_a_chart_is_the_table_that_it_is_drawn_from(presentation):
    data = CategoryChartData(number_format="0.0%")
    data.categories = ["Grain", "Timber"]
    data.add_series("Share in 2023", (0.5, 0.125))
    data.add_series("Share in 2024", (0.25, None))
    slide = add_slide(presentation, "Cargo")
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data)
    text = read(presentation).text
    assert "Grain; Share in 2023: 50.0%; Share in 2024: 25.0%" in text
    assert "Timber; Share in 2023: 12.5%" in text


def test_of_a_chart_too_large_for_any_memory_the_rest_of_the_file_is_read(presentation):
    data = CategoryChartData()
    data.categories = ["Grain"]
    data.add_series("Share", (0.5,))
    add_slide(presentation, "Cargo").shapes.add_chart(XL_CHART_TYPE.LINE, *BOX, data)
    found = extract(
        "a.pptx",
        rewritten(
            data_of(presentation),
            lambda name, content: content + b" " * (20_000_001 * ("charts/chart" in name)),
        ),
    )
    assert (found.text, found.remarks) == ("Cargo", ("1 chart on slide 1 is not read",))


def test_shapes_that_only_newer_programs_know_are_read_with_their_equations(presentation):
    slide = add_slide(presentation, "Law")
    shape = etree.tostring(slide.shapes.add_textbox(*BOX)._element)
    slide.shapes._spTree.remove(slide.shapes[-1]._element)
    math = (
        '<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:oMath><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
        "</m:sSup></m:oMath></a14:m>"
    )
    newest = shape.replace(b"<a:p/>", f"<a:p><a:r><a:t>E = m</a:t></a:r>{math}</a:p>".encode())
    assert newest != shape
    alternatives = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="a14">{newest.decode()}</mc:Choice>'
        f"<mc:Fallback>{shape.decode()}</mc:Fallback></mc:AlternateContent>"
    )
    slide.shapes._spTree.append(parse_xml(alternatives))
    assert read(presentation).text == "Law\n\nE = mc²"


def test_a_diagram_is_its_items(presentation):
    slide = add_slide(presentation, "Crew")
    names = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    points = "".join(f"<d:pt><d:t><a:p><a:r><a:t>{n}</a:t></a:r></a:p></d:t></d:pt>" for n in "XY")
    xml = f'<d:dataModel xmlns:d="{names}" {A}><d:ptLst>{points}</d:ptLst></d:dataModel>'
    named = add_part(slide.part, "/ppt/diagrams/data1.xml", xml, "diagramData")
    frame = slide.shapes.add_table(1, 1, *BOX)._element
    data = frame.graphic.graphicData
    for child in list(data):
        data.remove(child)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data.set("uri", names)
    data.append(parse_xml(f'<d:relIds xmlns:d="{names}" xmlns:r="{relations}" r:dm="{named}"/>'))
    assert read(presentation).text == "Crew\n\n- X\n- Y"


def test_comments_are_named(presentation):
    slide = add_slide(presentation, "Cargo", "All of it.")
    names = "http://schemas.openxmlformats.org/presentationml/2006/main"
    xml = f'<p:cmLst xmlns:p="{names}"><p:cm><p:text>Really?</p:text></p:cm></p:cmLst>'
    add_part(slide.part, "/ppt/comments/comment1.xml", xml, "comments")
    assert read(presentation).remarks == ("1 comment on slide 1 is not read",)


def test_of_a_very_long_title_the_first_paragraph_is_the_title(presentation):
    lines = ["The departments", *(f"Department {n} of the harbour" for n in range(20))]
    add_slide(presentation, "\n".join(lines), "They meet in May.")
    found = read(presentation)
    assert found.sections[-1].heading in (("The departments",), ())
    assert all(line in found.text for line in lines)


def add_numbered(slide, lines, style=""):
    """Put lines into the second box of a slide: each a text, its level and its mark."""
    paragraphs = "".join(
        f'<a:p><a:pPr lvl="{level}">{mark}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'
        for text, level, mark in lines
    )
    body = slide.placeholders[1].text_frame._txBody
    new = parse_xml(f"<a:txBody {A}><a:lstStyle>{style}</a:lstStyle>{paragraphs}</a:txBody>")
    for child in list(body)[1:]:
        body.remove(child)
    body.extend(list(new))


def auto(scheme, start=""):
    return f'<a:buAutoNum type="{scheme}"{start and f" startAt={chr(34)}{start}{chr(34)}"}/>'


def test_steps_have_the_numbers_that_a_slide_shows(presentation):
    steps, letters = auto("arabicPeriod"), auto("alphaLcParenR")
    lines = [
        ("Call the harbour.", 0, steps),
        ("Say who you are.", 1, letters),
        ("Say where you are.", 1, letters),
        ("", 0, steps),
        ("Wait.", 0, steps),
        ("Ask again.", 1, letters),
        ("Remember", 0, "<a:buNone/>"),
        ("Keep calm.", 0, steps),
        ("Seven", 0, auto("romanUcParenBoth", "7")),
    ]
    add_numbered(add_slide(presentation, "An emergency"), lines)
    shown = [line for line in read(presentation).text.split("\n") if line][1:]
    assert shown == [
        *("1. Call the harbour.", "a) Say who you are.", "b) Say where you are.", "2. Wait."),
        *("a) Ask again.", "- Remember", "1. Keep calm.", "(VII) Seven"),
    ]


def test_the_numbers_of_a_whole_box_are_read_and_a_paragraph_can_have_none(presentation):
    style = f"<a:lvl1pPr>{auto('circleNumDbPlain')}</a:lvl1pPr>"
    lines = [("電話する", 0, ""), ("注意", 0, '<a:buChar char="•"/>'), ("待つ", 0, "")]
    add_numbered(add_slide(presentation, "緊急時"), lines, style)
    assert [line for line in read(presentation).text.split("\n") if line][1:] == [
        *("① 電話する", "- 注意", "① 待つ")
    ]


def test_what_is_struck_out_of_a_list_keeps_its_number(presentation):
    slide = add_slide(presentation, "Steps")
    add_numbered(slide, [(text, 0, auto("arabicPeriod")) for text in ("Call.", "Run.", "Wait.")])
    run = slide.placeholders[1].text_frame.paragraphs[1].runs[0]
    run._r.get_or_add_rPr().set("strike", "sngStrike")
    assert read(presentation).text.split("\n\n", 1)[1].split() == ["1.", "Call.", "3.", "Wait."]
