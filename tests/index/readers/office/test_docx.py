"""DOCX: what the page shows, in order."""

import io

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from index.errors import UnreadableError
from index.readers import Options, extract
from tests.documents.office_files import add_part

W = nsdecls("w")
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def data_of(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document, name="my_file.docx", options=None):
    return extract(name, data_of(document), options)


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


@pytest.mark.parametrize("wrapper", ["sdt", "ins", "customXml"])
def test_rows_inside_other_elements_are_rows(document, wrapper):
    table = document.add_table(rows=3, cols=2)
    for row, values in zip(table.rows, [("Mill", "2021"), ("Elm", "3"), ("Oak", "4")], strict=True):
        row.cells[0].text, row.cells[1].text = values
    around = OxmlElement(f"w:{wrapper}")
    inner = OxmlElement("w:sdtContent")
    holder = inner if wrapper == "sdt" else around
    last = table.rows[-1]._tr
    last.addprevious(around)
    if wrapper == "sdt":
        around.append(inner)
    holder.append(last)
    assert read(document).text == "Mill: Elm; 2021: 3\n\nMill: Oak; 2021: 4"


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


def test_a_table_inside_a_cell_has_its_own_heads(document):
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Our mills"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for row, texts in zip(inner.rows, [("Mill", "2021"), ("Elm", "34")], strict=True):
        row.cells[0].text, row.cells[1].text = texts
    assert read(document).text == "Our mills\n\nMill: Elm; 2021: 34"


def test_tables_in_tables_in_tables_lose_nothing(document):
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for level in range(30):
        cell.text = f"level {level}."
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    assert all(f"level {level}." in read(document).text for level in range(30))


@pytest.mark.parametrize("cut", [100, 3_000, 20_000])
def test_a_cut_document_is_damaged(document, cut):
    document.add_paragraph("Text.")
    with pytest.raises(UnreadableError, match="damaged"):
        extract("a.docx", data_of(document)[:cut])


def test_a_document_under_another_name_is_read(document):
    document.add_paragraph("Text.")
    assert extract("a.pdf", data_of(document)).text == "Text."


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_hidden_and_struck_out_text_is_left_out_and_named(document):
    document.add_heading("Offer", 1)
    hidden = run("Our floor ", "<w:vanish/>") + run("is 9 euro. ", "<w:vanish w:val='1'/>")
    shown = run("Paid in May. ", "<w:vanish w:val='0'/>")
    add(document, f"<w:p>{run('It costs ')}{run('14', '<w:strike/>')}{run('12 euro. ')}</w:p>")
    add(document, f"<w:p>{hidden}{shown}{run('Old terms.', '<w:dstrike/>')}</w:p>")
    found = read(document)
    assert found.text == "Offer\n\nIt costs 12 euro.\n\nPaid in May."
    assert found.remarks == ("2 struck-out texts and 1 hidden text below 'Offer' are not read",)


def test_a_style_hides_text_too_and_a_run_may_undo_it(document):
    styles = document.styles
    styles.add_style("Secret", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
    derived = styles.add_style("More secret", WD_STYLE_TYPE.PARAGRAPH)
    derived.base_style = styles["Secret"]
    styles.add_style("Struck", WD_STYLE_TYPE.CHARACTER).font.strike = True
    document.add_paragraph("Shown first.")
    document.add_paragraph("A hidden line.", style="Secret")
    paragraph = document.add_paragraph("Hidden as well, ", style="More secret")
    paragraph.add_run("but not this.").font.hidden = False
    document.add_paragraph("Now 5 ").add_run("was 6", style="Struck")
    found = read(document)
    assert found.text == "Shown first.\n\nbut not this.\n\nNow 5"
    assert found.remarks == ("2 hidden texts and 1 struck-out text are not read",)


def test_hidden_text_is_read_and_marked_where_that_is_set(document):
    add(document, f"<w:p>{run('Six weeks. ')}{run('Floor: 9 euro.', '<w:vanish/>')}</w:p>")
    found = read(document, options=Options(hidden=True))
    assert found.text == "Six weeks. [hidden text: Floor: 9 euro.]"
    assert found.remarks == ("1 hidden text is read, and marked as such",)


def test_figures_above_the_line_stay_there(document):
    above = '<w:vertAlign w:val="superscript"/>'
    below = '<w:vertAlign w:val="subscript"/>'
    text = f"{run('It holds 3 × 10')}{run('6', above)}{run(' m')}{run('3', above)}"
    add(
        document,
        f"<w:p>{text}{run(' of CO')}{run('2', below)}{run(', the 1')}{run('st', above)}</w:p>",
    )
    assert read(document).text == "It holds 3 × 10⁶ m³ of CO₂, the 1st"


def test_signs_of_symbol_fonts_are_read(document):
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    add(document, f"<w:p>{run('Depth ')}{sign}{run(' 5 m')}</w:p>")
    assert read(document).text == "Depth ≥ 5 m"


def math(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        (f"<m:sSup><m:e>{math('x')}</m:e><m:sup>{math('2')}</m:sup></m:sSup>{math('+y')}", "x²+y"),
        (
            f"<m:sSub><m:e>{math('v')}</m:e><m:sub>{math('max')}</m:sub></m:sSub>{math('t')}",
            "v_max t",
        ),
        (f"<m:f><m:num>{math('a+b')}</m:num><m:den>{math('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:rad><m:deg>{math('3')}</m:deg><m:e>{math('x+1')}</m:e></m:rad>", "∛(x+1)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"<m:sub>{math('k=1')}</m:sub><m:sup>{math('n')}</m:sup><m:e>{math('k')}</m:e></m:nary>",
            "∑_(k=1)^n k",
        ),
        (f"<m:acc><m:e>{math('x')}</m:e></m:acc>{math('=3')}", "x̂=3"),
        (
            f"<m:m><m:mr><m:e>{math('1')}</m:e><m:e>{math('0')}</m:e></m:mr>"
            f"<m:mr><m:e>{math('0')}</m:e><m:e>{math('1')}</m:e></m:mr></m:m>",
            "[1, 0; 0, 1]",
        ),
    ],
)
def test_an_equation_is_a_line_of_text_where_it_stands(document, equation, line):
    inner = f"<m:oMath {MATH}>{equation}</m:oMath>"
    add(document, f"<w:p>{run('It is ')}{inner}{run(' here.')}</w:p>")
    assert read(document).text == f"It is {line} here."


def test_an_equation_of_ten_thousand_parts_is_read(document):
    part = f"<m:sSup><m:e>{math('x')}</m:e><m:sup>{math('n')}</m:sup></m:sSup>{math('+')}"
    add(document, f"<w:p><m:oMath {MATH}>{part * 5_000}</m:oMath></w:p>")
    assert read(document).text.count("x^n+") == 5_000


def add_drawing(document, inner):
    drawing = f"<w:drawing><a:graphic {DRAWING}><a:graphicData>{inner}</a:graphicData></a:graphic>"
    add(document, f"<w:p>{run('Below:')}<w:r>{drawing}</w:drawing></w:r></w:p>")


def points(values, kind="str", code=""):
    rows = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return f"<c:{kind}Ref><c:{kind}Cache>{code}{rows}</c:{kind}Cache></c:{kind}Ref>"


def series(name, places, values, code="General"):
    values = points(values, "num", f"<c:formatCode>{code}</c:formatCode>")
    return (
        f"<c:ser><c:tx>{points([name])}</c:tx><c:cat>{points(places)}</c:cat>"
        f"<c:val>{values}</c:val></c:ser>"
    )


def add_chart(document, *all_series, title=""):
    titled = (
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    )
    plot = f"<c:plotArea><c:barChart>{''.join(all_series)}</c:barChart></c:plotArea>"
    chart = f"<c:chart>{titled}{plot}</c:chart>"
    xml = f'<c:chartSpace xmlns:c="{CHART}" {DRAWING}>{chart}</c:chartSpace>'
    named = add_part(document.part, "/word/charts/chart1.xml", xml, "chart")
    add_drawing(document, f'<c:chart xmlns:c="{CHART}" {RELATIONS} r:id="{named}"/>')


def test_a_chart_is_the_table_that_it_is_drawn_from(document):
    months = ("May", "June")
    shares = series("Share", months, (0.25, 0.5), "0%")
    add_chart(document, series("Ships", months, (12, 1500), "#,##0"), shares, title="Traffic")
    text = read(document).text
    assert text.startswith("Below:\n\nTraffic\n\n")
    assert "May; Ships: 12; Share: 25%" in text
    assert "June; Ships: 1,500; Share: 50%" in text


def test_a_chart_of_very_many_points_is_read_in_part_and_says_so(document):
    add_chart(document, series("Depth", range(30_000), range(30_000)))
    found = read(document)
    assert "Depth: 1999" in found.text
    assert "Depth: 2000" not in found.text
    assert found.remarks == ("of a chart only 2,000 of 30,000 points are read",)


def test_a_chart_without_values_is_named(document):
    add_chart(document)
    assert read(document).remarks == ("1 chart is not read",)


def test_the_boxes_of_a_diagram_are_items_below_each_other(document):
    boxes = "".join(
        f'<d:pt modelId="{name}"><d:t><a:p><a:r><a:t>{name}</a:t></a:r></a:p></d:t></d:pt>'
        for name in ("Crew", "Mate", "Captain")
    )
    pairs = (("top", "Captain"), ("Captain", "Mate"), ("Mate", "Crew"), ("Crew", "Captain"))
    links = "".join(f'<d:cxn srcId="{a}" destId="{b}" srcOrd="0"/>' for a, b in pairs)
    parts = (
        f'<d:ptLst><d:pt modelId="top" type="doc"/>{boxes}</d:ptLst><d:cxnLst>{links}</d:cxnLst>'
    )
    xml = f'<d:dataModel xmlns:d="{DIAGRAM}" {DRAWING}>{parts}</d:dataModel>'
    named = add_part(document.part, "/word/diagrams/data1.xml", xml, "diagramData")
    add_drawing(document, f'<d:relIds xmlns:d="{DIAGRAM}" {RELATIONS} r:dm="{named}"/>')
    assert read(document).text == "Below:\n\n- Captain\n- Mate\n- Crew"


@pytest.mark.parametrize(
    ("name", "kind", "content", "text", "remarks"),
    [
        ("a.html", "text/html", "<p>Inserted.</p>", "Before.\n\nInserted.\n\nAfter.", ()),
        ("a.txt", "text/plain", "Inserted.", "Before.\n\nInserted.\n\nAfter.", ()),
        (
            *("a.rtf", "application/rtf", "{\\rtf1 lost}", "Before.\n\nAfter."),
            ("1 inserted document is not read",),
        ),
    ],
)
def test_an_inserted_document_is_read_or_named(document, name, kind, content, text, remarks):
    named = add_part(document.part, f"/word/{name}", content, "aFChunk", kind)
    document.add_paragraph("Before.")
    chunk = parse_xml(f'<w:altChunk {W} {RELATIONS} r:id="{named}"/>')
    document.element.body.insert(-1, chunk)
    document.add_paragraph("After.")
    found = read(document)
    assert found.text == text
    assert found.remarks == remarks


def test_a_heading_of_any_length_is_read_whole(document):
    rule = " ".join(f"Clause {n} of the pier rules." for n in range(40))
    document.add_heading(rule, 1)
    document.add_paragraph("Signed in May.")
    found = read(document)
    assert found.text == f"{rule}\n\nSigned in May."
    assert headed(found)[0][1] == found.text
