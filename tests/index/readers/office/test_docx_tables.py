"""DOCX: numbers of lists as Word counts them, and tables with more in them than text."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.readers.list_numbers import written_number
from tests.index.readers.office.test_docx import read

W = nsdecls("w")


@pytest.fixture
def document():
    return Document()


def define(document, name, levels, inside=""):
    """Adds a definition of a list, its levels as (kind, pattern), and a list of the same id."""
    root = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
        for n, (kind, pattern, *rest) in enumerate(levels)
        for more in ["".join(rest)]
    )
    xml = f'<w:abstractNum {W} w:abstractNumId="{name}">{inside}{made}</w:abstractNum>'
    root.insert(0, parse_xml(xml))
    also(document, name, name)


def also(document, name, definition, override=""):
    xml = f'<w:num {W} w:numId="{name}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
    document.part.numbering_part.element.append(parse_xml(xml))


def number(paragraph, name, level=0):
    xml = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return paragraph


def items(document, *named):
    for text, name, level in named:
        number(document.add_paragraph(text), name, level)
    return read(document).text.split("\n\n" if "\n\n" in read(document).text else "\n")


def test_lists_of_one_definition_go_on_with_its_count(document):
    define(document, 90, [("decimal", "%1.")])
    also(document, 91, 90)
    assert items(document, ("eins", 90, 0), ("zwei", 90, 0), ("drei", 91, 0)) == [
        *("1. eins", "2. zwei", "3. drei")
    ]


def test_a_list_begins_anew_where_it_says(document):
    define(document, 90, [("decimal", "%1.")])
    also(document, 91, 90, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>')
    named = [("un", 90, 0), ("quatre", 91, 0), ("cinq", 91, 0)]
    assert items(document, *named) == ["1. un", "4. quatre", "5. cinq"]


@pytest.mark.parametrize(
    ("kind", "pattern", "marks"),
    [
        ("japaneseCounting", "第%1条", ["第一条", "第二条"]),
        ("chineseCountingThousand", "第%1章", ["第一章", "第二章"]),
        ("upperRoman", "Artículo %1.", ["Artículo I.", "Artículo II."]),
        ("decimalZero", "§ %1", ["§ 01", "§ 02"]),
    ],
)
def test_numbers_are_written_as_the_page_shows_them(document, kind, pattern, marks):
    define(document, 90, [(kind, pattern)])
    assert items(document, ("甲", 90, 0), ("乙", 90, 0)) == [
        f"{mark} {text}" for mark, text in zip(marks, "甲乙", strict=True)
    ]


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (21, "japaneseCounting", "二十一"),
        (110, "chineseCounting", "一百一十"),
        (101, "taiwaneseCountingThousand", "一百零一"),
        (20, "ideographDigital", "二〇"),
        (36, "decimalEnclosedCircle", "36"),
        (3, "aiueoFullWidth", "ウ"),
        (28, "lowerLetter", "bb"),
        (0, "upperRoman", "0"),
        (12, "nothing known", "12"),
    ],
)
def test_a_number_is_written_as_its_kind_says(number, kind, text):
    assert written_number(number, kind) == text


def test_legal_numbers_are_decimal_and_levels_may_go_on(document):
    goes_on = '<w:lvlRestart w:val="0"/>'
    levels = [("upperRoman", "Article %1."), ("decimal", "Section %1.%2", "<w:isLgl/>", goes_on)]
    define(document, 90, levels)
    named = [("a", 90, 0), ("b", 90, 1), ("c", 90, 0), ("d", 90, 1)]
    assert items(document, *named) == [
        *("Article I. a", "Section 1.1 b", "Article II. c", "Section 2.2 d")
    ]


def test_a_list_of_a_style_of_lists_has_its_numbers(document):
    define(document, 90, [("decimal", "§ %1")], '<w:styleLink w:val="Paragraphen"/>')
    define(document, 91, [], '<w:numStyleLink w:val="Paragraphen"/>')
    assert items(document, ("Zweck", 91, 0), ("Dauer", 91, 0)) == ["§ 1 Zweck", "§ 2 Dauer"]


def test_a_paragraph_without_text_counts_and_a_deleted_one_does_not(document):
    define(document, 90, [("decimal", "%1.")])
    number(document.add_paragraph("a"), 90)
    number(document.add_paragraph(""), 90)
    gone = number(document.add_paragraph(""), 90)
    gone._p.pPr.append(parse_xml(f"<w:rPr {W}><w:del/></w:rPr>"))
    number(document.add_paragraph("c"), 90)
    assert read(document).text.split() == ["1.", "a", "3.", "c"]


def filled(document, *rows):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    return table


def test_rows_that_a_list_numbers_have_their_numbers(document):
    define(document, 90, [("decimal", "%1.")])
    table = filled(
        document, ("Nr.", "Leistung", "Preis"), ("", "Anfahrt", "30 €"), ("", "Farbe", "12 €")
    )
    for row in table.rows[1:]:
        number(row.cells[0].paragraphs[0], 90)
    number(document.add_paragraph("Weiteres."), 90)
    assert read(document).text.split("\n\n") == [
        "Nr.: 1.; Leistung: Anfahrt; Preis: 30 €",
        "Nr.: 2.; Leistung: Farbe; Preis: 12 €",
        "3. Weiteres.",
    ]


def test_signs_of_a_list_in_a_cell_are_no_minus(document):
    define(document, 90, [("bullet", "-")])
    table = filled(document, ("Town", "Change"), ("Elm", "5"), ("Ash", "7"))
    number(table.cell(1, 1).paragraphs[0], 90)
    assert read(document).text.split("\n\n") == ["Town: Elm; Change: 5", "Town: Ash; Change: 7"]


def test_a_row_that_begins_further_right_stands_below_its_own_heads(document):
    table = filled(document, ("Produkt", "Stück", "Preis"), ("Zange", "4", "3 €"), ("", "7", "9 €"))
    row = table.rows[2]._tr
    row.remove(row.tc_lst[0])
    row.insert(0, parse_xml(f'<w:trPr {W}><w:gridBefore w:val="1"/></w:trPr>'))
    assert read(document).text.endswith("Stück: 7; Preis: 9 €")


def test_a_small_table_in_a_cell_leaves_the_rows_around_it_as_they_are(document):
    rows = ("商品", "数", "価格"), ("はさみ", "4", "30円"), ("のり", "7", "90円")
    inner = filled(document, *rows).cell(1, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "色", "赤"
    assert read(document).text.split("\n\n") == [
        "商品: はさみ 色 赤; 数: 4; 価格: 30円",
        "商品: のり; 数: 7; 価格: 90円",
    ]
