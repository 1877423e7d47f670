"""PDF: tables, drawn with lines or not, are read row by row, and columns of prose one by one."""

import random
from collections import Counter

import pypdfium2 as pdfium
import pytest

from index.passages.boxes import boxes_of
from index.readers import extract
from index.readers.pdf.page_order import arranged
from index.readers.pdf.pdf_lines import page_lines
from index.readers.pdf.table_cells import PdfTable
from tests.documents.papers import Pdf

XS = (72, 200, 290, 380)
BERTHS = [
    ("Berth", "Length", "Depth", "Fee"),
    ("North quay", "12 m", "3.2 m", "410"),
    ("South quay", "9 m", "2.8 m", "355"),
    ("Old basin", "14 m", "4.1 m", "520"),
]
LEFT = [
    "The lock keeper opens the gates",
    "at six in the morning, and has to",
    "close them when the water is more",
    "than two metres over the old mark.",
]
RIGHT = [
    "A boat that comes too late waits",
    "at the outer pier, where it has to",
    "show two lights. The keeper calls",
    "it by radio before he opens again.",
]


def read(pdf):
    return extract("a.pdf", pdf.data())


def lines(pdf):
    return read(pdf).text.split("\n\n")


def columns(pdf):
    return [s.columns for s in read(pdf).sections if s.columns is not None]


def test_a_table_without_lines_is_read_by_rows_with_the_names_of_its_columns():
    pdf = Pdf().cells(XS, 700, BERTHS)
    assert lines(pdf) == [
        "Berth: North quay; Length: 12 m; Depth: 3.2 m; Fee: 410",
        "Berth: South quay; Length: 9 m; Depth: 2.8 m; Fee: 355",
        "Berth: Old basin; Length: 14 m; Depth: 4.1 m; Fee: 520",
    ]


def test_a_table_is_a_section_that_knows_its_columns():
    assert columns(Pdf().cells(XS, 700, BERTHS)) == [("Berth", "Length", "Depth", "Fee")]


def test_columns_with_little_between_them_are_told_by_lines():
    pdf = (
        Pdf()
        .grid((70, 121, 157, 193, 230), (690, 711, 727))
        .cells((72, 123, 159, 195), 714, BERTHS[:2])
    )
    assert lines(pdf) == ["Berth: North quay; Length: 12 m; Depth: 3.2 m; Fee: 410"]


def test_a_cell_of_several_lines_is_one():
    rows = [
        ("Tool", "Use", "Shelf"),
        ("Boat hook", "To pull a boat to the", "B 4"),
        (None, "quay or push it off", None),
    ]
    pdf = Pdf().grid((70, 195, 375, 450), (662, 694, 712)).cells((72, 200, 380), 698, rows)
    assert lines(pdf) == [
        "Tool: Boat hook; Use: To pull a boat to the quay or push it off; Shelf: B 4"
    ]


def test_a_cell_over_several_rows_stands_in_each():
    rows = [
        ("Pier", "Month", "Boats"),
        (None, "May", "31"),
        ("West", None, None),
        (None, "June", "44"),
    ]
    pdf = Pdf()
    for n, row in enumerate(rows):
        pdf.cells((72, 200, 290), (698, 680, 671, 662)[n], [row])
    for y in (712, 694, 656):
        pdf.canvas.line(70, y, 380, y)
    pdf.canvas.line(195, 676, 380, 676)
    for x in (70, 195, 285, 380):
        pdf.canvas.line(x, 656, x, 712)
    assert lines(pdf) == ["Pier: West; Month: May; Boats: 31", "Pier: West; Month: June; Boats: 44"]


def test_a_head_over_two_columns_belongs_to_both():
    rows = [
        (None, "Boats", None, "Crew"),
        ("Port", "2023", "2024", "2024"),
        ("Emden", "31", "38", "112"),
        ("Husum", "12", "9", "40"),
    ]
    pdf = Pdf().cells((72, 225, 290, 380), 700, rows[:1]).cells(XS, 684, rows[1:])
    assert "Port: Emden; Boats, 2023: 31; Boats, 2024: 38; Crew, 2024: 112" in read(pdf).text


def test_a_narrow_head_that_is_centred_over_two_columns_belongs_to_both():
    rows = [("Pier", "2023", "2024", "2023", "2024"), ("West", "31", "38", "112", "98")]
    pdf = Pdf().cells((225, 425), 700, [("Sailing boats", "Crew")])
    pdf.cells((72, 220, 290, 400, 460), 684, rows)
    found = read(pdf).text
    assert "Pier: West; Sailing boats, 2023: 31; Sailing boats, 2024: 38" in found
    assert "Crew, 2023: 112; Crew, 2024: 98" in found


def test_a_head_between_two_lines_is_that_of_all_columns_between_them():
    pdf = (
        Pdf()
        .cells((225,), 700, [("Boats",)])
        .cells(XS, 684, [("Port", "2023", "2024", "Crew"), ("Emden", "31", "38", "112")])
    )
    for x, top in ((70, 712), (195, 712), (285, 696), (375, 712), (450, 712)):
        pdf.canvas.line(x, 662, x, top)
    for y in (662, 680, 696, 712):
        pdf.canvas.line(70, y, 450, y)
    assert "Port: Emden; Boats, 2023: 31; Boats, 2024: 38; Crew: 112" in read(pdf).text


def test_the_title_above_a_table_is_a_heading_though_little_other_text_is_there():
    pdf = Pdf().line(72, 740, "Berths of the harbour", 14, "Helvetica-Bold").cells(XS, 700, BERTHS)
    found = read(pdf)
    assert found.title == "Berths of the harbour"
    assert found.text.startswith("Berths of the harbour\n\nBerth: North quay")


def test_a_table_goes_on_over_the_page_with_its_heads_read_once():
    pdf = Pdf().line(72, 740, "Berths of the harbour").cells(XS, 700, BERTHS)
    pdf.page().cells(XS, 780, [BERTHS[0], ("New basin", "16 m", "4.4 m", "610")])
    found = read(pdf)
    assert found.text.endswith("Fee: 520\n\nBerth: New basin; Length: 16 m; Depth: 4.4 m; Fee: 610")
    assert [(p.number, p.start) for p in found.pages][1:] == [(2, found.text.index("Berth: New"))]


def test_a_title_inside_the_lines_does_not_hide_heads_that_come_again():
    pdf = (
        Pdf()
        .line(72, 716, "Berths")
        .cells(XS, 700, BERTHS)
        .grid((70, 195, 285, 375, 450), [712 - 16 * n for n in range(5)])
    )
    pdf.page().cells(XS, 780, [BERTHS[0], ("New basin", "16 m", "4.4 m", "610")]).grid(
        (70, 195, 285, 375, 450), (792, 776, 760)
    )
    assert read(pdf).text.endswith("Berth: New basin; Length: 16 m; Depth: 4.4 m; Fee: 610")


def test_other_names_further_down_a_table_are_those_of_the_rows_below_them():
    other = [("Berth", "Width", "Posts", "Rings"), ("East pier", "4 m", "12", "31")]
    pdf = Pdf().line(72, 740, "Berths of the harbour").cells(XS, 700, BERTHS)
    found = read(pdf.page().cells(XS, 780, other))
    assert found.text.endswith("Berth: East pier; Width: 4 m; Posts: 12; Rings: 31")


def test_a_table_goes_on_over_the_page_without_heads():
    pdf = Pdf().line(72, 740, "Berths of the harbour").cells(XS, 700, BERTHS)
    pdf.page().cells(
        XS, 780, [("New basin", "16 m", "4.4 m", "610"), ("Slip", "7 m", "1.1 m", "90")]
    )
    assert read(pdf).text.endswith("Berth: Slip; Length: 7 m; Depth: 1.1 m; Fee: 90")


def test_the_quote_of_a_row_shows_the_heads_and_the_cells():
    found = read(Pdf().cells(XS, 700, BERTHS))
    quote = "Length: 9 m"
    start = found.text.index(quote)
    head, cell = boxes_of(found.boxes, start, start + len(quote))
    assert (round(head.left), round(head.bottom)) == (200, 698)
    assert (round(cell.left), round(cell.bottom)) == (200, 666)


def test_a_row_in_bold_is_no_heading():
    rows = [*BERTHS, ("TOTAL OF ALL", None, None, "1,285")]
    pdf = Pdf().cells(XS, 700, rows).lines(72, 600, LEFT)
    found = read(pdf)
    assert {s.heading for s in found.sections} == {()}
    assert "Berth: TOTAL OF ALL; Fee: 1,285" in found.text


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_on_its_side_is_read_as_if_it_were_upright(angle):
    pdf = Pdf()
    pdf.canvas.translate(300, 400)
    pdf.canvas.rotate(angle)
    pdf.line(-190, 60, "Berths of the harbour").cells([x - 272 for x in XS], 30, BERTHS)
    found = read(pdf)
    assert found.text.endswith("Berth: Old basin; Length: 14 m; Depth: 4.1 m; Fee: 520")
    start = found.text.index("Old basin")
    box = boxes_of(found.boxes, start, start + 3)[0]
    upright = box.top - box.bottom > box.right - box.left
    assert upright == (angle != 180)
    assert 90 < box.left < 500


def test_signs_of_currency_in_a_column_of_their_own_belong_to_the_amounts():
    rows = [
        ("Income", None, "2024", None, "2023"),
        ("Fees", "$", "410", "$", "398"),
        ("Fuel", "$", "75", "$", "81"),
    ]
    pdf = Pdf().cells((72, 250, 290, 380, 420), 700, rows)
    assert lines(pdf)[0] == "Income: Fees; 2024: $ 410; 2023: $ 398"


def test_a_label_of_two_lines_is_one():
    rows = [
        ("Cost", "2024", "2023"),
        ("Repair of the piers that were", None, None),
        ("damaged by ice", "80", "71"),
        ("Paint", "9", "8"),
        ("Rope", "5", "4"),
    ]
    pdf = Pdf().cells((72, 290, 380), 700, rows)
    assert (
        "Cost: Repair of the piers that were damaged by ice; 2024: 80; 2023: 71" in read(pdf).text
    )


def test_columns_of_prose_that_are_drawn_line_by_line_are_read_one_after_the_other():
    pdf = Pdf().line(72, 730, "Orders for the lock")
    for n, pair in enumerate(zip(LEFT, RIGHT, strict=True)):
        pdf.cells((72, 320), 700 - 15 * n, [pair])
    assert lines(pdf) == ["Orders for the lock", " ".join(LEFT), " ".join(RIGHT)]


def test_three_columns_of_prose_are_read_one_after_the_other():
    pdf = Pdf()
    for n, row in enumerate(zip(LEFT, RIGHT, LEFT, strict=True)):
        pdf.cells((40, 220, 400), 700 - 14 * n, [row])
    assert lines(pdf) == [" ".join(LEFT), " ".join(RIGHT), " ".join(LEFT)]


def test_a_table_beside_a_column_of_prose_is_read_by_itself():
    pdf = Pdf()
    prose = [*LEFT, *RIGHT, *LEFT]
    for n, line in enumerate(prose):
        pdf.cells((50, 320, 420, 480), 700 - 14 * n, [(line, *(BERTHS[n][:3] if n < 4 else ()))])
    found = read(pdf).text
    assert " ".join(LEFT) in found
    assert "Berth: South quay; Length: 9 m; Depth: 2.8 m" in found


def test_items_of_a_list_and_a_letterhead_are_no_tables():
    items = ["1. Bring the boat to the slip.", "2. Take out the mast.", "3. Call the keeper."]
    assert (
        columns(Pdf().lines(72, 700, items).line(72, 780, "Harbour office").line(400, 780, "3 May"))
        == []
    )


def test_a_compound_keeps_its_hyphen_at_the_end_of_a_line():
    pdf = Pdf().lines(
        72,
        700,
        [
            "An out-of-",
            "date chart is sent back, and each self-",
            "made one, but the new ones of the har-",
            "bour are kept.",
        ],
    )
    found = read(pdf).text
    assert found.startswith("An out-of-date chart is sent back, and each self-made one,")
    assert found.endswith("but the new ones of the harbour are kept.")


@pytest.mark.parametrize("seed", range(12))
def test_no_word_is_lost_wherever_it_stands(seed):
    draw = random.Random(seed)
    pdf = Pdf()
    for n in range(60):
        x = draw.choice((40, 41, 150, 300, draw.randint(40, 480)))
        pdf.line(x, 60 + 12 * draw.randint(0, 60), f"word{n}", draw.choice((8, 10, 14)))
    if seed % 2 == 0:
        pdf.grid(sorted(draw.sample(range(50, 500), 4)), sorted(draw.sample(range(80, 700), 5)))
    with pdfium.PdfDocument(pdf.data()) as document:
        page = page_lines(document[0], 1)
    items = [item.lines if isinstance(item, PdfTable) else [item] for item in arranged(page)]
    kept = Counter(run.text for lines in items for line in lines for run in line.runs)
    assert kept == Counter(run.text for line in page.lines for run in line.runs)


def drawn(xs, *rows):
    pdf = Pdf().line(72, 780, "A list", 16)
    for n, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            if text:
                pdf.line(x, 740 - n * 16, text, 10)
    return read(pdf).text


def test_a_label_without_lines_around_it_holds_for_the_rows_below():
    text = drawn(
        (72, 180, 300, 420),
        ("Quarter", "Street", "Keeper", "Telephone"),
        ("Old town", "Mill Lane", "Ann Reed", "none"),
        ("", "Dyke", "Bo Lund", "shared"),
        ("Harbour", "Quay", "Cy Oda", "shared"),
        ("", "Rope Walk", "Di Voss", "none"),
        ("", "Sail Loft", "Ed Wren", "private"),
    )
    assert "Quarter: Old town; Street: Dyke; Keeper: Bo Lund; Telephone: shared" in text
    assert "Quarter: Harbour; Street: Sail Loft; Keeper: Ed Wren; Telephone: private" in text


@pytest.mark.parametrize("shift", [0.4, 1.5])
def test_a_table_that_is_printed_twice_to_look_bold_or_with_a_shadow_is_read_once(shift):
    once = Pdf().cells(XS, 700, BERTHS)
    twice = Pdf().cells(XS, 700, BERTHS).cells([x + shift for x in XS], 700 - shift, BERTHS)
    assert lines(twice) == lines(once)


def test_a_word_that_comes_again_beside_itself_stays():
    assert "no no no" in read(Pdf().line(72, 700, "She said no no no to it.")).text


def test_what_is_paid_for_has_its_own_columns_below_the_head_of_an_invoice():
    pdf = Pdf().cells(
        XS, 720, [("Bill", "Issued", "Payable"), ("B-77", "3 May 2024", "2 June 2024")]
    )
    pdf.cells(
        XS, 650, [("Goods", "Pieces", "Price"), ("Oak plank", "4", "12.50"), ("Peg", "90", "1.20")]
    )
    assert lines(pdf) == [
        "Bill: B-77; Issued: 3 May 2024; Payable: 2 June 2024",
        "Goods: Oak plank; Pieces: 4; Price: 12.50",
        "Goods: Peg; Pieces: 90; Price: 1.20",
    ]


@pytest.mark.parametrize(
    "line", ["Berths (continued)", "Liegeplätze – Fortsetzung", "Suite du tableau"]
)
def test_below_a_line_that_says_so_a_table_goes_on_with_its_columns(line):
    pdf = Pdf().line(72, 780, "Berths").cells(XS, 760, BERTHS)
    pdf.page().line(72, 780, line).cells(XS, 760, [("Low basin", "8 m", "2.1 m", "290")] * 3)
    found = lines(pdf)
    assert found.count("Berth: Low basin; Length: 8 m; Depth: 2.1 m; Fee: 290") == 3
    assert line in found
