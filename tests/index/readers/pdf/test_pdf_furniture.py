"""PDF: what comes again on every page is left out if it belongs to none of them, and else kept."""

import pytest

from index.readers import extract
from tests.documents.papers import Pdf

PARAGRAPH = [
    "The harbour office keeps a list of all berths that are free in the",
    "season, and hands it out to whoever asks for one in writing.",
]
FIGURES = [("Fees", "1,204", "1,118", "997"), ("Fuel", "310", "295", "288")]


def text(pdf):
    return extract("a.pdf", pdf.data()).text


def figures(pdf, y, rows):
    for n, row in enumerate(rows):
        for x, cell in zip((72, 300, 380, 460), row, strict=True):
            pdf.line(x, y - 14 * n, cell, 9)


def test_the_heads_of_columns_that_come_again_are_kept():
    pdf = Pdf()
    for name in ("Income", "Expenses", "Reserves"):
        pdf.line(72, 810, f"Statement of {name}", 12, "Helvetica-Bold")
        figures(pdf, 780, [("Year ended", "2023", "2022", "2021"), *FIGURES])
        pdf.page()
    found = text(pdf)
    assert found.count("Year ended: Fees; 2023: 1,204; 2022: 1,118; 2021: 997") == 3


def test_the_unit_above_heads_that_come_again_is_kept():
    pdf = Pdf()
    for _ in range(4):
        pdf.line(300, 792, "in thousands of euro", 9)
        figures(pdf, 780, [("", "Berths", "Slips", "Sheds"), *FIGURES])
        pdf.page()
    found = text(pdf)
    assert "in thousands of euro" in found
    assert "Berths" in found


@pytest.mark.parametrize(
    ("font", "size", "y"), [("Helvetica-Bold", 16, 780), ("Helvetica", 11, 755)]
)
def test_a_numbered_heading_on_every_page_is_kept(font, size, y):
    pdf = Pdf()
    for n in range(1, 6):
        pdf.line(72, y, f"Lesson {n}", size, font).lines(72, 735, PARAGRAPH).page()
    found = text(pdf)
    assert [f"Lesson {n}" in found for n in range(1, 6)] == [True] * 5


def test_a_page_number_goes_wherever_it_stands():
    pdf = Pdf()
    for n in range(5):
        pdf.lines(72, 700, PARAGRAPH).line(290, 640 - 90 * n, f"F-{71 + n}", 9).page()
    assert "F-7" not in text(pdf)


def test_a_sentence_goes_on_over_a_page_number():
    pdf = Pdf()
    for n in range(4):
        pdf.lines(72, 160, [*PARAGRAPH, "Whoever gives one up tells the office so that it can be"])
        pdf.line(290, 118 if n % 2 else 95, str(12 + 2 * n), 9).page()
        pdf.line(72, 700, "given to another boat.").page()
    assert text(pdf).count("so that it can be given to another boat.") == 4


def test_figures_alone_in_the_last_row_are_no_page_numbers():
    pdf = Pdf()
    for amount in ("17", "204", "31", "8"):
        pdf.lines(72, 700, PARAGRAPH).line(460, 660, amount, 9).page()
    found = text(pdf)
    assert all(f"\n\n{amount}" in found for amount in ("17", "204", "31", "8"))


def test_one_line_set_a_little_lower_leaves_the_paragraphs_whole():
    pdf = Pdf().line(72, 800, "Sale of boats, less the moorings that were sold with them")
    pdf.line(450, 792, "846").line(500, 792, "1,065")
    for n in range(6):
        pdf.lines(72, 740 - 60 * n, PARAGRAPH, step=1.6)
    assert text(pdf).count(" ".join(PARAGRAPH)) == 6


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Stadtwerke Elm GmbH, Vertrag Nr. 4711-B", "IBAN DE12 3456 7890 1234 5678 00"),
        ("Contrato de arrendamiento n.º 88/2024", "NIF B12345678"),
        ("Version 2.1, valid from 3 May 2024", "Tel. 040 1234"),
    ],
)
def test_a_number_of_its_own_in_a_running_head_or_foot_is_read_once(head, foot):
    pdf = Pdf()
    for n in range(5):
        pdf.line(72, 810, head, 9).lines(72, 700, PARAGRAPH).line(72, 30, foot, 8)
        pdf.line(290, 16, f"Page {n + 1} of 5", 8).page()
    found = text(pdf)
    assert (found.count(head), found.count(foot), found.count("Page")) == (1, 1, 0)
    assert found.count(" ".join(PARAGRAPH)) == 5


def test_a_foot_with_a_number_does_not_part_a_sentence_that_goes_on_over_the_page():
    pdf = Pdf()
    for _ in range(4):
        pdf.lines(72, 160, [*PARAGRAPH, "Whoever gives one up tells the office so that it can be"])
        pdf.line(72, 30, "Customer 88123", 8).page()
        pdf.line(72, 700, "given to another boat.").line(72, 30, "Customer 88123", 8).page()
    found = text(pdf)
    assert found.count("so that it can be given to another boat.") == 4
    assert found.count("Customer 88123") == 1
