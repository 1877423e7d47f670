"""PDF: tables as reports set them: no line between rows, heads apart, labels of two lines."""

from reportlab.pdfbase.pdfmetrics import stringWidth

from index.readers import extract
from tests.documents.papers import Pdf

YEARS = ("2023", "2024")
XS = (72, 300, 400)


def lines(pdf):
    return extract("a.pdf", pdf.data()).text.split("\n\n")


def test_rows_between_two_lines_are_as_many_as_have_a_label_and_figures():
    rows = [
        ("ASSETS", None, None),
        ("Boats", "41 200", "39 000"),
        ("Piers and", "8 310", "8 900"),
        ("TOTAL", "49 510", "47 900"),
    ]
    pdf = Pdf().grid((70, 280, 380, 460), (630, 696, 712)).cells(XS, 700, [(None, *YEARS)])
    pdf.cells(XS, 684, rows)
    assert lines(pdf) == [
        "ASSETS › Boats; 2023: 41 200; 2024: 39 000",
        "ASSETS › Piers and; 2023: 8 310; 2024: 8 900",
        "ASSETS › TOTAL; 2023: 49 510; 2024: 47 900",
    ]


def test_a_list_in_a_cell_stays_in_it_though_amounts_are_in_it():
    rows = [
        ("Lenders", "Largest first"),
        ("The banks that lent", "Harbour Bank:"),
        ("us money in this year", "304,665 EUR"),
        ("and what we owe them", "Coast Bank:"),
        ("at its end", "88,120 EUR"),
    ]
    pdf = Pdf().grid((70, 280, 460), (610, 696, 712)).cells((72, 290), 700, rows)
    found = lines(pdf)[-1]
    assert found.startswith("The banks that lent us money in this year and what we owe")
    assert found.endswith("Harbour Bank: 304,665 EUR Coast Bank: 88,120 EUR")


def test_columns_are_those_of_the_figures_where_heads_leave_no_room_between_them():
    heads = [("Year ended", "As a % of"), ("March 31, 2024", "all revenues")]
    rows = [("Boats", "3,612", "38%"), ("Piers", "942", "11%"), ("Total", "4,554", "49%")]
    pdf = Pdf().cells((205, 292), 700, heads).cells((72, 220, 322), 668, rows)
    assert lines(pdf)[0] == (
        "Boats; Year ended, March 31, 2024: 3,612; As a % of, all revenues: 38%"
    )


def test_a_line_that_runs_over_the_columns_does_not_take_their_names():
    pdf = Pdf().cells(XS, 700, [(None, *YEARS), ("Boats", "412", "390"), ("Crew", "77", "81")])
    pdf.line(72, 652, "Earnings of each ordinary share in Class A and in Class B, in euro:", 10)
    pdf.cells(XS, 636, [("Basic", "6.79", "7.24"), ("Diluted", "6.76", "7.21")])
    assert lines(pdf)[-1].endswith("› Diluted; 2023: 6.76; 2024: 7.21")


def test_a_word_that_had_no_room_in_its_column_makes_no_section_of_the_line_above_it():
    rows = [
        ("Accounts", "12", "13"),
        ("Net income of Harbour", None, None),
        ("Holding Limited", "4,943", "3,028"),
        ("Income of all the others", "7", "8"),
        ("Taxes", "3", "5"),
    ]
    found = lines(Pdf().cells((72, 200, 300), 700, [(None, *YEARS), *rows]))
    assert "Net income of Harbour Holding Limited; 2023: 4,943; 2024: 3,028" in found
    assert "Income of all the others; 2023: 7; 2024: 8" in found


def test_figures_beside_the_middle_of_a_label_of_two_lines_are_its_own():
    pdf = Pdf().cells(XS, 700, [(None, *YEARS), ("Boats", "412", "390"), ("Crew", "77", "81")])
    pdf.lines(72, 652, ["Funds of other countries that", "Are open to all"], 10, step=1.5)
    pdf.cells(XS, 644.5, [(None, "6.79", "7.24")]).cells(XS, 612, [("Taxes", "3", "5")])
    assert "Funds of other countries that Are open to all; 2023: 6.79; 2024: 7.24" in lines(pdf)


def test_two_tables_in_one_frame_are_read_one_after_the_other():
    left = [("Boats", "3", "2,700"), ("Piers", None, "640"), ("Cash", "5", "51"), ("All", "", "9")]
    right = [("Fees", "4", "902"), ("Rent", "6", "96"), ("Wages", None, "1,220"), ("All", "", "2")]
    pdf = Pdf().grid((70, 290, 510), (630, 712))
    pdf.cells((75, 200, 240), 696, left).cells((295, 420, 460), 696, right)
    found = "\n".join(lines(pdf))
    assert "Boats; 3; 2,700" in found
    assert "Fees; 4; 902" in found
    assert found.index("All") < found.index("Fees")


def test_names_apart_from_their_table_are_those_of_its_columns():
    pdf = Pdf().cells(XS, 780, [(None, "31 March 2023", "31 March 2024")])
    pdf.line(72, 730, "Fund of the harbour", 10)
    pdf.cells(XS, 690, [("Assets", "1,028.49", "1,003.12"), ("Shares", "50,012", "10,012")])
    assert lines(pdf)[0] == (
        "Fund of the harbour › Assets; 31 March 2023: 1,028.49; 31 March 2024: 1,003.12"
    )


def test_a_line_that_is_drawn_with_letters_is_no_text():
    pdf = Pdf().cells(XS, 700, [(None, *YEARS), ("Boats", "412", "390")])
    pdf.line(72, 668, "_" * 60, 10).cells(XS, 652, [("Crew", "77", "81")])
    assert lines(pdf) == ["Boats; 2023: 412; 2024: 390", "Crew; 2023: 77; 2024: 81"]


def test_a_head_beside_the_labels_names_figures_alone():
    heads = [(None, "2023", "2024"), (None, "EUR", "EUR")]
    pdf = Pdf().cells((0, 288, 388), 700, heads)
    pdf.cells((72, 306, 406), 668, [("Boats", "10,950", "16,829"), ("Crew", "332", "3,719")])
    assert lines(pdf)[0] == "Boats; 2023, EUR: 10,950; 2024, EUR: 16,829"


def test_a_line_between_names_and_figures_does_not_part_them():
    pdf = Pdf().cells(XS, 700, [(None, "31 March", "31 March"), (None, *YEARS)])
    pdf.line(
        72, 668, "Average number of all shares that the earnings of each are counted with:", 10
    )
    pdf.cells(XS, 652, [("Basic", "1,823", "2,732"), ("Diluted", "1,829", "2,744")])
    assert lines(pdf)[-1].endswith("Diluted; 31 March, 2023: 1,829; 31 March, 2024: 2,744")


def justified(pdf, x, y, text, width):
    """Draws the words of a line as far apart as fills its column."""
    words = text.split()
    sizes = [stringWidth(word, "Helvetica", 10) for word in words]
    gap = (width - sum(sizes)) / (len(words) - 1)
    for word, size in zip(words, sizes, strict=True):
        pdf.line(x, y, word, 10)
        x += size + gap


def test_justified_columns_are_no_table_though_their_gaps_are_wide():
    left = [
        "The fund invests in boats, harbours and in",
        "whatever belongs to them",
        "in any land that they may be in, as long as",
        "those who own them agree",
        "and the rules of the fund do not forbid it.",
    ]
    right = [
        "Half of its income is paid to the members,",
        "who must hold their own",
        "shares for a year or longer, and the rest is",
        "kept against all bad years",
        "as the meeting of the members may decide.",
    ]
    pdf = Pdf()
    for n, pair in enumerate(zip(left, right, strict=True)):
        for x, text in zip((72, 290), pair, strict=True):
            justified(pdf, x, 700 - 13 * n, text, 195)
    found = extract("a.pdf", pdf.data())
    assert not any(section.columns for section in found.sections)
    assert "; " not in found.text
