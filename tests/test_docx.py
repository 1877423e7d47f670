"""DOCX: what the page shows, in order."""

import io

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.errors import UnreadableError
from index.readers import extract

W = nsdecls("w")


def data_of(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document, name="my_file.docx"):
    return extract(name, data_of(document))


@pytest.fixture
def document():
    return Document()


def headed(found):
    pairs = [(s.heading, found.text[s.start : s.end].strip()) for s in found.sections]
    return [(heading, text) for heading, text in pairs if text]


def add(document, xml):
    document.element.body.insert(-1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def test_headings_are_a_path_and_the_title_is_the_title(document):
    document.add_heading("The cable", 0)
    document.add_paragraph("Intro.")
    document.add_heading("Route", 1)
    document.add_heading("North", 2)
    document.add_paragraph("Through the ice.")
    found = read(document)
    assert found.title == "The cable"
    assert headed(found) == [((), "Intro."), (("Route", "North"), "Through the ice.")]


def test_a_document_without_a_title_has_its_files_name(document):
    document.add_paragraph("Some text.")
    assert read(document).title == "my file"


def test_lists_keep_their_marks(document):
    document.add_paragraph("Bring:")
    for text in ("rope", "tape"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("First step", "Second step"):
        document.add_paragraph(text, style="List Number")
    assert read(document).text == "Bring:\n\n- rope\n- tape\n1. First step\n2. Second step"


def numbered(document, levels, first="%1.", second="%1.%2", start=1):
    """Adds a paragraph for each level, all in one list of two levels."""
    patterns = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, pattern in enumerate((first, second))
    )
    definitions = document.part.numbering_part.element
    # The definitions of lists stand before the lists that have them.
    definitions.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="99">{patterns}</w:abstractNum>')
    )
    definitions.append(parse_xml(f'<w:num {W} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for level in levels:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="99"/></w:numPr>'
        add(document, f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>")


@pytest.mark.parametrize(
    ("levels", "marks"),
    [
        ([0, 1, 1, 0, 1], "1. 1.1 1.2 2. 2.1"),
        ([0, 1, 1, 0, 0, 1, 1], "1. 1.1 1.2 2. 3. 3.1 3.2"),
        ([0, 1, 0, 1, 0], "1. 1.1 2. 2.1 3."),
    ],
)
def test_a_list_in_a_list_counts_anew_below_each_item(document, levels, marks):
    numbered(document, levels)
    assert read(document).text.replace(" x", "").split() == marks.split()


def test_a_list_begins_where_it_says(document):
    numbered(document, [0, 1, 0, 1], start=5)
    assert read(document).text.replace(" x", "").split() == ["5.", "5.5", "6.", "6.5"]


def test_a_row_of_a_table_reads_by_itself(document):
    table = document.add_table(rows=3, cols=3)
    wanted = [("Name", "Use", "Price"), ("Ship", "sails", "3 €"), ("Rope", "", "1 €")]
    for row, values in zip(table.rows, wanted, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("After it.")
    assert read(document).text == (
        "Name: Ship; Use: sails; Price: 3 €\n\nName: Rope; Price: 1 €\n\nAfter it."
    )


def test_merged_cells_are_in_each_of_their_rows(document):
    table = document.add_table(rows=3, cols=3)
    for cell, value in zip(table.rows[0].cells, ("Kind", "Name", "Price"), strict=True):
        cell.text = value
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Ships"
    for n, (name, price) in enumerate([("Maru", "1"), ("Go", "2")], 1):
        table.cell(n, 1).text, table.cell(n, 2).text = name, price
    text = read(document).text
    assert "Kind: Ships; Name: Maru; Price: 1\n\nKind: Ships; Name: Go; Price: 2" in text


def test_deleted_text_is_not_there_and_inserted_text_is(document):
    add(
        document,
        "<w:p><w:r><w:t>It costs </w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>three</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>moved</w:t></w:r></w:moveFrom>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>four</w:t></w:r></w:ins>'
        "<w:r><w:t> euro.</w:t></w:r></w:p>",
    )
    assert read(document).text == "It costs four euro."


def test_fields_show_their_result_and_not_their_code(document):
    add(
        document,
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DATE</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>24 May</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:tab/><w:t>it is.</w:t></w:r></w:p>',
    )
    assert read(document).text == "24 May it is."


def test_content_controls_and_links_are_read(document):
    control = "<w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(-1, parse_xml(f"<w:sdt {W}>{control}</w:sdt>"))
    add(document, "<w:p><w:hyperlink><w:r><w:t>A link.</w:t></w:r></w:hyperlink></w:p>")
    assert read(document).text == "In a control.\n\nA link."


def test_a_footnote_stands_below_the_paragraph_that_calls_it(document):
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>It was 2024.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, notes.encode(), document.part.package)
    document.part.relate_to(part, kind)
    called = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    add(document, f"<w:p><w:r><w:t>It was laid.</w:t></w:r>{called}</w:p>")
    document.add_paragraph("Then more.")
    assert read(document).text == "It was laid.[1]\n\n[1] It was 2024.\n\nThen more."


def test_heads_and_feet_of_pages_are_left_out(document):
    document.sections[0].header.paragraphs[0].text = "Annual report"
    document.add_paragraph("Text.")
    assert read(document).text == "Text."


def test_an_external_part_is_not_fetched(document):
    document.add_paragraph("Text.")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document.part.relate_to("http://127.0.0.1:9/notes.xml", kind, is_external=True)
    assert read(document).text == "Text."


def test_tables_in_tables_are_read_once(document):
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Outer"
    outer.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "Inner"
    assert read(document).text == "Outer: Inner"


@pytest.mark.parametrize("cut", [100, 3_000, 20_000])
def test_a_cut_document_is_damaged(document, cut):
    document.add_paragraph("Text.")
    with pytest.raises(UnreadableError, match="damaged"):
        extract("a.docx", data_of(document)[:cut])


def test_a_document_under_another_name_is_read(document):
    document.add_paragraph("Text.")
    assert extract("a.pdf", data_of(document)).text == "Text."
