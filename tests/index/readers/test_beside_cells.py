"""What stands beside the cells of a sheet: notes, text boxes, charts."""

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from index.readers import extract
from tests.documents.office_files import rewritten, saved

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture
def workbook():
    book = Workbook()
    book.active.title = "Berths"
    for row in (["Berth", "Depth"], ["B1", 4.5], ["B2", 6], ["B3", 3]):
        book.active.append(row)
    return book


def read(workbook):
    return extract("a.xlsx", saved(workbook))


def test_a_note_is_read_as_one_with_its_cell_and_the_row_where_it_stands(workbook):
    workbook.active["B3"].comment = Comment("Measured at low tide.", "Lena")
    workbook.active["A2"].comment = Comment("Closed until May.\nAsk Lena.", "Lena")
    found = read(workbook)
    assert found.text.endswith(
        "Note on A2 (B1): Closed until May. Ask Lena.\n\nNote on B3 (B2): Measured at low tide."
    )
    assert [page.number for page in found.pages][-2:] == [2, 3]


def test_notes_of_hidden_sheets_are_left_out_with_them(workbook):
    hidden = workbook.create_sheet("Old")
    hidden["A1"] = "Gone"
    hidden["A1"].comment = Comment("Gone as well.", "Lena")
    hidden.sheet_state = "hidden"
    assert "Gone" not in read(workbook).text


def charted(workbook, title="Depth of the berths"):
    data = workbook["Berths"]
    chart = BarChart()
    chart.title = title
    chart.add_data(Reference(data, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    chart.set_categories(Reference(data, min_col=1, min_row=2, max_row=4))
    return chart


def test_a_chart_of_cells_that_are_read_gives_its_title_alone(workbook):
    workbook.active.add_chart(charted(workbook), "D5")
    found = read(workbook)
    assert found.text.endswith("B3; Depth: 3\n\nDepth of the berths")
    assert found.remarks == ()


def with_values(name, content):
    """Gives a chart the values that a spreadsheet program keeps in it."""
    if "charts/chart" not in name:
        return content
    kept = (
        b"<numCache><pt idx='0'><v>4.5</v></pt><pt idx='1'><v>6</v></pt></numCache></numRef></val>"
    )
    return content.replace(b"</numRef></val>", kept).replace(b"</numRef></c:val>", kept)


def test_a_chart_of_cells_that_are_hidden_is_a_table(workbook):
    shown = workbook.create_sheet("Shown")
    shown["A1"] = "See the chart."
    shown.add_chart(charted(workbook), "D5")
    workbook["Berths"].sheet_state = "hidden"
    workbook.active = 1
    found = extract("a.xlsx", rewritten(saved(workbook), with_values))
    assert "Depth of the berths\n\n4.5\n\n6" in found.text


def test_a_chart_of_hidden_cells_without_values_is_named(workbook):
    workbook.create_sheet("Shown").add_chart(charted(workbook), "D5")
    workbook["Shown"]["A1"] = "See the chart."
    workbook["Berths"].sheet_state = "hidden"
    assert "1 chart on the sheet 'Shown' is not read" in read(workbook).remarks


def test_a_text_box_on_a_sheet_is_read(workbook):
    workbook.active.add_chart(charted(workbook), "D5")
    line = f'<a:p xmlns:a="{DRAWING}"><a:r><a:t>All in metres.</a:t></a:r></a:p>'
    box = f"<sp><txBody>{line}</txBody></sp>"

    def with_box(name, content):
        if "drawings/drawing" not in name:
            return content
        return content.replace(b"<graphicFrame>", f"{box}<graphicFrame>".encode())

    assert "All in metres." in extract("a.xlsx", rewritten(saved(workbook), with_box)).text
