"""XLSX, CSV and TSV: rows that read by themselves, with their numbers."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from index.errors import UnreadableError
from index.readers import Options, extract
from index.readers.office.cell_format import shown
from index.types import Document


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def read(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return extract("a.xlsx", buffer.getvalue())


def page_of(found, quote):
    place = {"sections": found.sections, "pages": found.pages, "page_unit": found.page_unit}
    document = Document("id", "a", found.title, found.text, "en", version="", **place)
    return document.page_at(found.text.index(quote))


PRICES = [["Name", "Price", "Since"], ["Ship", 3, date(2024, 5, 1)], ["Cable", 2.5, None]]


def test_a_row_reads_with_the_names_of_its_columns():
    found = read(workbook(("Prices", PRICES)))
    assert (
        found.text == "Prices\n\nName: Ship; Price: 3; Since: 2024-05-01\n\nName: Cable; Price: 2.5"
    )
    assert (found.title, found.page_unit) == ("a", "row")


def test_rows_have_the_numbers_that_a_person_sees():
    rows = [["A list of prices"], [], *PRICES, [], [], ["Rope", 1, None]]
    found = read(workbook(("Prices", rows)))
    assert page_of(found, "A list of prices") == 1
    assert page_of(found, "Name: Ship") == 4
    assert page_of(found, "Name: Rope; Price: 1") == 8


def test_sheets_are_headings():
    found = read(workbook(("Prices", PRICES), ("Ships", [["Name", "Length"], ["Maru", 100]])))
    tables = [(s.heading, s.columns) for s in found.sections]
    assert tables == [(("Prices",), ("Name", "Price", "Since")), (("Ships",), ("Name", "Length"))]
    assert page_of(found, "Name: Maru") == 2


def test_hidden_sheets_are_left_out_and_named():
    book = workbook(("Prices", PRICES), ("Secret", PRICES))
    book["Secret"].sheet_state = "hidden"
    found = read(book)
    assert "Secret" not in found.text
    assert found.remarks == ("the hidden sheet 'Secret' is left out",)


def test_a_sheet_without_names_keeps_its_first_row():
    found = read(workbook(("Sheet", [["Ship", 3], ["Cable", 2]])))
    assert found.text == "Sheet\n\nShip: 3\n\nCable: 2"


def test_numbers_read_as_their_cells_show_them():
    book = workbook(("Sheet", [["Name", "Share"], ["Ship", 0.125]]))
    book["Sheet"]["B2"].number_format = "0.0%"
    assert "Share: 12.5%" in read(book).text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, '#,##0.00 "€"', "1,234.50 €"),
        (1234.5, "#,##0.00\\ [$€-407]", "1,234.50 €"),
        (3, '"¥"#,##0', "¥3"),
        (-3, "0;(0)", "(3)"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (73, "00000", "00073"),
        (45, '"Nr. "0000', "Nr. 0045"),
        (8_450_000, '0.0,,"M $"', "8.5M $"),
        (8_450, '#,##0,"k"', "8k"),
        (2.75, "# ?/?", "2 3/4"),
        (0.25, "# ?/?", "1/4"),
        (5.375, "# ??/16", "5 6/16"),
        (4, "# ?/?", "4"),
        (441632960, "(00) 000-0000", "(44) 163-2960"),
        (123456789, "000-00-0000", "123-45-6789"),
        (0.125, "0%", "13%"),
        (2.345, "0.00", "2.35"),
        (0, '0;-0;"none"', "none"),
        (0, "0;-0;;@", ""),
        (12345678, "0.00E+00", "1.23E+07"),
        (-0.001, "0.0", "0.0"),
        (1500, '[>=1000]0.0,"k";0', "1.5k"),
        (500, '[>=1000]0.0,"k";0', "500"),
        (7, 'General" kg"', "7 kg"),
        (2.5, "0.##", "2.5"),
        (1234, "# ##0", "1 234"),
        (1e20, "0", "1" + "0" * 20),
        (3, '0;"a"b', "3"),
        ("Ann", '"Ms "@', "Ms Ann"),
        ("Ann", "0;-0;0;@", "Ann"),
        (datetime(2024, 5, 1), "ggge年m月d日", "令和6年5月1日"),
        (0.5, "0%", "50%"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("text", "@", "text"),
        (date(2026, 11, 24), "dd.mm.yyyy", "24.11.2026"),
        (datetime(2026, 11, 24, 9, 5), "yyyy/m/d h:mm", "2026/11/24 9:05"),
        (datetime(2026, 11, 24, 15, 5), "h:mm AM/PM", "3:05 PM"),
        (datetime(2026, 11, 24), "mm-dd-yy", "2026-11-24"),
        (datetime(2026, 11, 24), 'yyyy"年"m"月"d"日"', "2026年11月24日"),
        (datetime(2026, 11, 24), "d mmmm yyyy", "24 November 2026"),
        (time(9, 5), "hh:mm:ss", "09:05:00"),
        (timedelta(hours=30, minutes=2), "[h]:mm", "30:02:00"),
    ],
)
def test_a_value_is_shown_as_its_format_says(value, number_format, text):
    assert shown(value, number_format) == text


@given(st.floats(allow_nan=False, allow_infinity=False) | st.datetimes(), st.text(max_size=12))
def test_any_format_shows_something(value, number_format):
    assert isinstance(shown(value, number_format), str)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = ["Name", "Price"], ["The ship", "3"], ["Cable", "2"]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    assert extract("a.csv", data).text == "Name: The ship; Price: 3\n\nName: Cable; Price: 2"


def test_quoted_cells_with_breaks_are_one_line():
    found = extract("a.csv", b'Name,Note\nShip,"It sails,\nslowly"\nRope,"3"\n')
    assert "Name: Ship; Note: It sails, slowly" in found.text
    assert page_of(found, "Name: Rope") == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_tables_in_older_encodings_are_read(encoding):
    data = ("名前,かず,メモ\r\n" + "ふね,3,とても長いケーブルをはこぶ\r\n" * 20).encode(encoding)
    assert extract("a.csv", data).text.startswith("名前: ふね; かず: 3; メモ: とても")


def test_more_cells_than_names_are_kept():
    found = extract("a.tsv", b"Name\tPrice\nShip\t3\textra\nRope\t2\n")
    assert found.text == "Name: Ship; Price: 3; extra\n\nName: Rope; Price: 2"


@pytest.mark.parametrize("data", [b"", b"\n\n", b",,,\n,,\n"])
def test_an_empty_table_has_no_text(data):
    with pytest.raises(UnreadableError, match="no text"):
        extract("a.csv", data)


@pytest.mark.parametrize("cut", [40, 400, 3_000])
def test_a_cut_workbook_is_damaged(cut):
    buffer = io.BytesIO()
    workbook(("Prices", PRICES)).save(buffer)
    with pytest.raises(UnreadableError, match="damaged"):
        extract("a.xlsx", buffer.getvalue()[:cut])


def test_tables_below_each_other_have_their_own_heads():
    rows = [["Item", "Price"], ["Rope", 7], [], ["Pilot", "Boat", "Berth"], ["Ann", "Maru", "B 4"]]
    text = read(workbook(("Depot", rows))).text
    assert text.endswith("Item: Rope; Price: 7\n\nPilot: Ann; Boat: Maru; Berth: B 4")


def test_tables_side_by_side_have_their_own_heads():
    rows = [
        ["Item", "Price", None, "Pilot", "Trips"],
        ["Rope", 7, None, "Ann", 3],
        ["Hook", 2, None, "Bob", 5],
        ["Sail", 90],
    ]
    text = read(workbook(("Depot", rows))).text
    assert "Item: Hook; Price: 2" in text
    assert "Pilot: Bob; Trips: 5" in text


def test_a_blank_column_inside_a_table_parts_nothing():
    rows = [["Mill", "2021", None, "2022"], ["Elm", 3, None, 4], ["Oak", 5, None, 6]]
    assert "Mill: Oak; 2021: 5; 2022: 6" in read(workbook(("Mills", rows))).text


def test_a_blank_row_between_heads_and_rows_parts_nothing():
    rows = [["in tons", None, "2022"], [], [None, "Oats", "Rye"], [], ["Elm", 3, 4], ["Oak", 5, 6]]
    found = read(workbook(("Mills", rows)))
    assert "Oak; Oats: 5; Rye: 6" in found.text
    assert found.sections[-1].caption == "in tons, 2022"


def test_a_line_by_itself_says_what_the_next_table_is_about():
    found = read(workbook(("Mills", [["Grain in tons"], [], ["Mill", "2021"], ["Elm", 3]])))
    assert found.sections[-1].path == ("Mills", "Grain in tons")


def test_a_sheet_of_many_rows_is_one_table():
    rows = "\n".join(f"mill {n},{n},{n % 7}" for n in range(4_000))
    found = extract("a.csv", f"Mill,Tons,Grade\n{rows}\n".encode())
    assert found.text.endswith("Mill: mill 3999; Tons: 3999; Grade: 2")


def test_merged_cells_are_in_each_of_their_rows_and_columns():
    rows = [["Mill", "Oats", None], [None, "Tons", "Cost"], ["Elm", 3, 4], [None, 5, 6]]
    book = workbook(("Mills", rows))
    for place in ("A1:A2", "B1:C1", "A3:A4"):
        book["Mills"].merge_cells(place)
    assert read(book).text.endswith(
        "Mill: Elm; Oats, Tons: 3; Oats, Cost: 4\n\nMill: Elm; Oats, Tons: 5; Oats, Cost: 6"
    )


def hiding():
    book = workbook(("Crew", [["Name", "Post", "Pay"], ["Ann", "cook", 1], ["Bob", "mate", 2]]))
    book["Crew"].column_dimensions["C"].hidden = True
    book["Crew"].row_dimensions[3].hidden = True
    return book


def test_hidden_rows_and_columns_are_left_out_and_told():
    found = read(hiding())
    assert found.text == "Crew\n\nName: Ann; Post: cook"
    (remark,) = found.remarks
    assert remark == "1 hidden row and 1 hidden column on the sheet 'Crew' are not read"


def test_hidden_rows_and_columns_can_be_read_as_such():
    buffer = io.BytesIO()
    hiding().save(buffer)
    found = extract("a.xlsx", buffer.getvalue(), Options(hidden=True))
    assert "Name: Ann; Post: cook; [hidden column] Pay: 1" in found.text
    assert "Name: [hidden row] Bob; Post: mate; [hidden column] Pay: 2" in found.text


def test_a_hidden_column_still_tells_that_the_first_row_of_each_table_names_columns():
    tugs = [["Tug", "Master", "Year"], ["Kestrel", "Ann", 1998], ["Heron", "Bob", 2004]]
    docks = [["Dock", "Keeper", "Depth"], ["East", "Cy", 7], ["West", "Di", 9]]
    book = workbook(("Port", [*tugs, [], *docks]))
    book["Port"].column_dimensions["C"].hidden = True
    text = read(book).text
    assert "Tug: Heron; Master: Bob" in text
    assert "Dock: East; Keeper: Cy" in text


def test_a_formula_without_a_value_is_named():
    found = read(workbook(("Costs", [["Item", "Cost"], ["Rope", 3], ["All", "=SUM(B2:B2)"]])))
    assert "Item: All; Cost: =SUM(B2:B2)" in found.text
    (remark,) = found.remarks
    assert remark.startswith("1 formula whose value the file does not hold on the sheet 'Costs'")


def test_bold_names_are_heads_though_nothing_below_is_a_number():
    book = workbook(("Crew", [["Name", "Post"], ["Ann", "cook"], ["Bob", "mate"]]))
    for cell in book["Crew"][1]:
        cell.font = Font(bold=True)
    assert read(book).text.endswith("Name: Ann; Post: cook\n\nName: Bob; Post: mate")


def test_the_numbers_of_rows_hold_where_the_file_leaves_rows_out():
    book = workbook(("Costs", [["Item", "Cost"], ["Rope", 3]]))
    book["Costs"]["A90"], book["Costs"]["B90"] = "Sail", 80
    assert page_of(read(book), "Item: Sail; Cost: 80") == 90


def test_titles_that_are_merged_are_lines_of_their_own():
    book = workbook(("Mills", [["Grain"], ["All mills"], ["Mill", "2021", "2022"], ["Elm", 3, 4]]))
    for place in ("A1:C1", "A2:C2"):
        book["Mills"].merge_cells(place)
        book["Mills"][place[:2]].font = Font(bold=True)
    found = read(book)
    assert found.text == "Mills\n\nGrain\n\nAll mills\n\nMill: Elm; 2021: 3; 2022: 4"
    assert found.sections[-1].caption == "Grain, All mills"


def test_two_periods_side_by_side_share_their_labels():
    rows = [
        [None, "2021", None, None, "2022"],
        [None, "Oats", "Rye", None, "Oats", "Rye"],
        ["Elm", 1, 2, None, "—", 4],
        ["Oak", 5, 6, None, "—", 8],
    ]
    text = read(workbook(("Mills", rows))).text
    assert "Oak; 2021, Oats: 5; 2021, Rye: 6; 2022, Oats: —; 2022, Rye: 8" in text
