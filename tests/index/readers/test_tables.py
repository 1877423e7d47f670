"""Tables as text: which rows name columns, and what each row then says by itself."""

import pytest

from index.readers.builder import TextBuilder
from index.readers.tables.grid import Cell, Row, spread
from index.readers.tables.lines import add_table, table_lines


def lines(*rows, **known):
    return [line.text for line in table_lines((Row(tuple(row)) for row in rows), **known)]


def drawn(*rows):
    return [line.text for line in table_lines(spread(rows))]


def test_years_above_numbers_name_columns():
    assert lines(("Mill", "2021", "2022"), ("Elm", "34", "41")) == ["Mill: Elm; 2021: 34; 2022: 41"]


def test_years_above_years_are_values():
    assert lines(("Elm", "1951"), ("Oak", "1962")) == ["Elm: 1951", "Oak: 1962"]


def test_a_count_above_other_numbers_names_columns():
    found = lines(("Week", "1", "2", "3"), ("Ann", "40", "38", "41"))
    assert found == ["Week: Ann; 1: 40; 2: 38; 3: 41"]


@pytest.mark.parametrize(
    "names",
    [
        ("2024-05-01", "2024-05-02", "2024-05-03"),
        ("2024-05-01 0:00:00", "2024-05-02 0:00:00", "2024-05-03 0:00:00"),
        ("2021年", "2022年", "2023年"),
        ("4月", "5月", "6月"),
        ("第4回", "第5回", "第6回"),
    ],
)
def test_dates_and_what_is_counted_name_columns(names):
    (text,) = lines(("Mill", *names), ("Elm", "34", "no", "41"))
    assert text == f"Mill: Elm; {names[0]}: 34; {names[1]}: no; {names[2]}: 41"


def test_what_counts_on_below_names_is_a_row():
    rows = ("", "2021", "2022", "2023"), ("Elm", "1", "2", "3"), ("Oak", "5", "6", "7")
    assert lines(*rows)[0] == "Elm; 2021: 1; 2022: 2; 2023: 3"
    assert lines(*rows[1:]) == ["Elm; 1; 2; 3", "Oak; 5; 6; 7"]


def test_the_first_of_several_facts_names_nothing():
    rows = ("Opened", "3 May 1998"), ("Architect", "Lina Bo"), ("Height", "45 m")
    assert lines(*rows) == ["Opened: 3 May 1998", "Architect: Lina Bo", "Height: 45 m"]


def test_what_a_sum_is_called_is_no_price():
    rows = ("Item", "Price", "Amount"), ("Rope", "7", "70"), ("Sail", "9", "9"), ("", "Total", "79")
    assert lines(*rows)[-1] == "Total; Amount: 79"


def test_numbers_in_the_first_row_are_values():
    rows = ("1", "2", "3"), ("4", "5", "6")
    assert lines(*rows) == ["1; 2; 3", "4; 5; 6"]


def test_heads_of_two_rows_are_one_name():
    rows = ("", "2021", "", "2022", ""), ("Mill", "Tons", "Cost", "Tons", "Cost")
    found = lines(*rows, ("Elm", "34", "9", "41", "8"))
    assert found == ["Mill: Elm; 2021, Tons: 34; 2021, Cost: 9; 2022, Tons: 41; 2022, Cost: 8"]


def test_a_period_in_the_middle_of_its_columns_is_that_of_all_of_them():
    rows = ("in tons", "", "2021", "", "", "2022"), ("", "Oats", "Rye", "", "Oats", "Rye")
    found = lines(*rows, ("Elm", "1", "2", "", "3", "4"))
    assert found == ["in tons", "Elm; 2021, Oats: 1; 2021, Rye: 2; 2022, Oats: 3; 2022, Rye: 4"]


def test_a_head_that_spans_columns_is_in_the_name_of_each():
    heads = [Cell("Mill", rows=2), Cell("Oats", columns=2)], [Cell("Tons"), Cell("Cost")]
    assert drawn(*heads, [Cell("Elm"), Cell("3"), Cell("4")]) == [
        "Mill: Elm; Oats, Tons: 3; Oats, Cost: 4"
    ]


def test_a_label_that_spans_rows_is_in_each():
    rows = (
        [Cell("Mill"), Cell("Grain"), Cell("Tons")],
        [Cell("Elm", rows=2), Cell("Oats"), Cell("3")],
    )
    assert drawn(*rows, [Cell("Rye"), Cell("4")]) == [
        "Mill: Elm; Grain: Oats; Tons: 3",
        "Mill: Elm; Grain: Rye; Tons: 4",
    ]


def test_a_value_that_spans_columns_has_all_their_names():
    rows = [Cell("Room"), Cell("Mon"), Cell("Tue")], [Cell("Elm"), Cell("9"), Cell("8")]
    found = drawn(*rows, [Cell("Oak"), Cell("closed", columns=2)])
    assert found[1] == "Room: Oak; Mon, Tue: closed"


def test_rows_belong_to_the_section_above_them():
    rows = ("Fee", "Adult", "Child"), ("Pool",), ("Day", "7", "4"), ("Rink:",), ("Day", "9", "5")
    assert lines(*rows) == [
        "Fee: Pool › Day; Adult: 7; Child: 4",
        "Fee: Rink › Day; Adult: 9; Child: 5",
    ]


def test_a_line_below_a_table_is_no_section():
    rows = ("Fee", "Adult", "Child"), ("Day", "7", "4"), ("Children are under 12.",)
    assert lines(*rows)[-1] == "Children are under 12."


def test_heads_that_come_again_are_not_repeated():
    head = "Mill", "Tons", "Cost"
    assert lines(head, ("Elm", "1", "2"), head, ("Oak", "3", "4")) == [
        "Mill: Elm; Tons: 1; Cost: 2",
        "Mill: Oak; Tons: 3; Cost: 4",
    ]


def test_heads_that_come_again_with_another_unit_hold_from_there_on():
    rows = (
        ("Mill", "Tons", "Cost"),
        ("Elm", "1", "2"),
        ("Mill", "Tons", "Cost in k"),
        ("Oak", "3", "4"),
    )
    assert lines(*rows)[-1] == "Mill: Oak; Tons: 3; Cost in k: 4"


def test_the_line_above_the_heads_is_the_caption():
    rows = [Row(("in millions of euro",)), Row(("Mill", "2021", "2022")), Row(("Elm", "3", "4"))]
    *_, last = table_lines(rows)
    assert (last.caption, last.columns) == ("in millions of euro", ("Mill", "2021", "2022"))


def test_each_piece_of_a_line_names_its_cell():
    (line,) = table_lines([Row(("Mill", "2021")), Row(("Elm", "34"))])
    assert [piece for piece in line.pieces if piece[1] >= 0] == [
        ("Mill", 0, 0),
        ("Elm", 1, 0),
        ("2021", 0, 1),
        ("34", 1, 1),
    ]


def test_names_over_nothing_are_text_as_well():
    assert lines(("Mill", "Tons", "Note"), ("Elm", "3", ""))[-1] == "Note"


def test_more_names_than_cells_and_more_cells_than_names_lose_nothing():
    found = " ".join(lines(("A", "B", "C"), ("1",), ("1", "2", "3", "4")))
    assert all(text in found for text in "ABC1234")


@pytest.mark.parametrize("row", [Row(()), Row(("", " ", ""))])
def test_rows_without_text_have_no_line(row):
    assert list(table_lines([row])) == []


def test_a_table_is_a_section_of_its_own():
    builder = TextBuilder()
    builder.heading("Mills", 1)
    builder.paragraph("There are two.")
    add_table(builder, [Row(("Mill", "2021")), Row(("Elm", "34"))], "Tons")
    builder.paragraph("More are planned.")
    found = builder.finish("Report")
    parts = [(found.text[s.start : s.end].strip(), s.path, s.columns) for s in found.sections]
    assert parts == [
        ("There are two.", ("Mills",), None),
        ("Mill: Elm; 2021: 34", ("Mills", "Tons"), ("Mill", "2021")),
        ("More are planned.", ("Mills",), None),
    ]


def test_what_is_included_keeps_its_tables():
    part, whole = TextBuilder(), TextBuilder()
    add_table(part, [Row(("Mill", "2021")), Row(("Elm", "34"))])
    part.paragraph("The end.")
    whole.paragraph("A letter.")
    whole.include(part.finish("List"), 2)
    assert [s.columns for s in whole.finish().sections] == [None, ("Mill", "2021"), None]


def test_spans_that_lie_are_bounded():
    rows = [[Cell("A", columns=10**6, rows=10**6), Cell("B")], [Cell("1"), Cell("2")]]
    found = list(spread(rows))
    assert max(len(row.cells) for row in found) <= 2_000


def test_a_very_wide_row_is_several_lines_that_each_begin_with_its_label():
    head = ("Mill", *(f"name {n}" for n in range(500)))
    found = lines(head, ("Elm", *map(str, range(500))))
    assert all(line.startswith("Mill: Elm; ") and len(line) < 600 for line in found)
    assert found[-1].endswith("name 499: 499")


def test_a_row_of_nothing_but_cells_from_above_says_nothing_again():
    rows = [Cell("Mill"), Cell("Tons")], [Cell("Elm", rows=3), Cell("3", rows=2)], []
    assert drawn(*rows, [Cell("4")]) == ["Mill: Elm; Tons: 3", "Mill: Elm; Tons: 4"]


def test_titles_between_names_and_figures_do_not_hide_the_names():
    heads = ("", "31 Dec,", "31 Mar,"), ("", "2023", "2024"), ("", "EUR", "EUR")
    found = lines(*heads, ("ASSETS",), ("Current",), ("In port:",), ("Cash", "7", "8"))
    assert found[-1].endswith("Cash; 31 Dec, 2023, EUR: 7; 31 Mar, 2024, EUR: 8")


def test_many_labels_without_a_value_are_no_title_of_each_other():
    rows = ("Fee", "Adult", "Child"), ("Pool",), ("Rink",), ("Hall",), ("Sauna",), ("Gym", "9", "5")
    assert "Fee: Pool" in lines(*rows)
    assert not any("Pool ›" in line for line in lines(*rows))


def test_a_long_note_over_all_columns_has_no_name():
    note = f"The fee is that of a day, and children are {'very ' * 8}young"
    rows = [Cell("Fee"), Cell("Adult"), Cell("Child")], [Cell("Day"), Cell("7"), Cell("4")]
    assert drawn(*rows, [Cell("*"), Cell(note, columns=2)])[-1].endswith(f"*; {note}")


def test_a_title_that_comes_again_is_a_part_of_the_one_that_does_not():
    part = ("Value of a share:",), ("Class A", "3", "4"), ("Shares:",), ("Class A", "70", "81")
    found = lines(("", "2023", "2024"), ("North fund",), *part, ("South fund",), *part)
    assert found == [
        "North fund › Value of a share › Class A; 2023: 3; 2024: 4",
        "North fund › Shares › Class A; 2023: 70; 2024: 81",
        "South fund › Value of a share › Class A; 2023: 3; 2024: 4",
        "South fund › Shares › Class A; 2023: 70; 2024: 81",
    ]


def test_a_unit_beside_the_years_does_not_part_rows_of_names():
    heads = ("", "31 March", "31 December"), ("(in thousands)", "2015", "2014"), ("", "new", "old")
    found = lines(*heads, ("Cash", "13,218", "13,852"), ("Loans", "95", "93"))
    assert found[-1] == "Loans; 31 March, 2015, new: 95; 31 December, 2014, old: 93"


KEYS = ("Building", "Room", "Holder")


def test_a_label_above_blank_cells_is_read_into_the_rows_below_it():
    found = lines(
        KEYS,
        ("Lighthouse", "Lamp room", "Ines"),
        ("", "Stairs", "Ole"),
        ("", "Store", ""),
        ("Boathouse", "Loft", "Remi"),
        ("", "Paint store", "Jon"),
    )
    assert found == [
        "Building: Lighthouse; Room: Lamp room; Holder: Ines",
        "Building: Lighthouse; Room: Stairs; Holder: Ole",
        "Building: Lighthouse; Room: Store",
        "Building: Boathouse; Room: Loft; Holder: Remi",
        "Building: Boathouse; Room: Paint store; Holder: Jon",
    ]


def test_labels_of_two_columns_are_both_read_into_the_rows_below_them():
    found = lines(
        ("Region", "Town", "Mill", "Tons"),
        ("North", "Arde", "Elm", "3"),
        ("", "", "Oak", "4"),
        ("", "Brin", "Ash", "5"),
        ("South", "Cole", "Yew", "6"),
        ("", "", "Fir", "7"),
    )
    assert found[2] == "Region: North; Town: Brin; Mill: Ash; Tons: 5"
    assert found[4] == "Region: South; Town: Cole; Mill: Fir; Tons: 7"


def test_a_row_of_words_below_a_label_names_no_columns():
    rows = ("Quarter", "Street", "Keeper", "Light"), ("Old", "Mill Lane", "Ann", "none")
    found = lines(
        *rows, ("", "Dyke", "Bo", "red"), ("New", "Quay", "Cy", "red"), ("", "A", "B", "C")
    )
    assert found[1:3] == [
        "Quarter: Old; Street: Dyke; Keeper: Bo; Light: red",
        "Quarter: New; Street: Quay; Keeper: Cy; Light: red",
    ]


def test_a_day_stands_once_above_its_hours():
    rows = ("Day", "Time", "Subject"), ("Monday", "9:00", "Maths"), ("", "10:00", "Art")
    found = lines(*rows, ("Tuesday", "9:00", "Music"), ("", "10:00", "English"))
    assert found[-1] == "Day: Tuesday; Time: 10:00; Subject: English"


@pytest.mark.parametrize(
    "rows",
    [
        [("Dr", "Ann", "1"), ("", "Bo", "2"), ("", "Cy", "3"), ("Dr", "Di", "4")],
        [("Sales", "100", "90"), ("Rent", "200", "70"), ("", "300", "160"), ("", "9", "8")],
        [("", "Ann", "1"), ("", "Bo", "2"), ("Prof", "Cy", "3"), ("Sir", "Di", "4")],
        [("A", "x", "1"), ("B", "y", "2"), ("C", "z", "3"), ("", "v", "4"), ("D", "w", "5")],
    ],
)
def test_a_blank_cell_that_says_nothing_has_no_label_from_above(rows):
    found = lines(("Kind", "Name", "Tons"), *rows)
    blank = [line for line, row in zip(found, rows, strict=True) if not row[0]]
    assert not any(line.startswith("Kind:") for line in blank)


def test_each_inherited_label_names_the_cell_that_it_stands_in():
    rows = [
        KEYS,
        ("Tower", "Loft", "Al"),
        ("", "Hall", "Bo"),
        ("Quay", "Hut", "Cy"),
        ("", "B", "D"),
    ]
    found = list(table_lines(Row(row) for row in rows))
    assert ("Tower", 1, 0) in found[1].pieces


def test_a_sum_of_all_sections_is_in_none_of_them():
    rows = [
        ("Cost", "2023", "2024"),
        ("Quay",),
        ("Wages", "1,200", "1,300"),
        ("Fuel", "300", "400"),
        ("Together", "1,500", "1,700"),
        ("Locks",),
        ("Wages", "700", "800"),
        ("Fuel", "50", "60"),
        ("Together", "750", "860"),
        ("Sum of both", "2,250", "2,560"),
    ]
    found = lines(*rows)
    assert "Cost: Quay › Together; 2023: 1,500; 2024: 1,700" in found
    assert "Cost: Locks › Together; 2023: 750; 2024: 860" in found
    assert found[-1] == "Cost: Sum of both; 2023: 2,250; 2024: 2,560"


def test_a_sum_of_rounded_numbers_is_one_as_well():
    rows = ("Cost", "2024"), ("Quay",), ("Wages", "1.3"), ("Fuel", "0.4")
    more = ("Locks",), ("Wages", "0.8"), ("Fuel", "0.1"), ("All in all", "2.7")
    assert lines(*((*each, "") for each in (*rows, *more)))[-1] == "Cost: All in all; 2024: 2.7"


def test_names_that_come_again_in_part_name_all_columns_as_before():
    rows = [
        ("Mill", "Place", "Tons"),
        ("Elm", "North", "3"),
        ("Mill", "", "Tons"),
        ("Oak", "South", "4"),
    ]
    assert lines(*rows) == ["Mill: Elm; Place: North; Tons: 3", "Mill: Oak; Place: South; Tons: 4"]


def test_pairs_beside_each_other_are_told_by_their_colons():
    rows = [("Room:", "B 4", "Keys:", "Tuva Lind"), ("Floor:", "2", "Bells:", "none")]
    assert lines(*rows) == ["Room: B 4; Keys: Tuva Lind", "Floor: 2; Bells: none"]
