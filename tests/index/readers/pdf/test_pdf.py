"""PDF: text, pages, headings and the boxes of words, on files drawn here."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from index.errors import UnreadableError
from index.passages.boxes import boxes_of
from index.readers import extract
from index.readers.pdf.page_lines import written
from index.text.sentences import sentences
from tests.documents.papers import JAPANESE, Pdf

PARAGRAPH = [
    "The cable runs under the sea for nine thousand kilometres and con-",
    "nects two continents. It was laid in 2024 by a well-known company, and",
    "is paid for by both sides. A well-known ship did it.",
]
JOINED = (
    "The cable runs under the sea for nine thousand kilometres and connects two continents."
    " It was laid in 2024 by a well-known company, and is paid for by both sides."
    " A well-known ship did it."
)


def read(pdf, name="a.pdf"):
    return extract(name, pdf.data())


def headed(found):
    pairs = [(s.heading, found.text[s.start : s.end].strip()) for s in found.sections]
    return [(heading, text) for heading, text in pairs if text]


def box_of(found, quote):
    start = found.text.index(quote)
    [box] = boxes_of(found.boxes, start, start + len(quote))
    return box


def test_the_lines_of_a_paragraph_are_joined_and_broken_words_made_whole():
    found = read(Pdf().lines(72, 700, PARAGRAPH))
    assert found.text == JOINED
    assert len(list(sentences(found.text, 0, len(found.text)))) == 3


def test_a_word_with_a_hyphen_elsewhere_keeps_it_at_the_end_of_a_line():
    lines = [
        "The ship is well-known in every harbour of the world, and so is a well-",
        "known crew.",
    ]
    assert "a well-known crew" in read(Pdf().lines(72, 700, lines)).text


def test_a_larger_distance_or_an_indent_begins_a_paragraph():
    pdf = Pdf().lines(72, 700, PARAGRAPH).lines(72, 640, PARAGRAPH)
    pdf.lines(92, 597, PARAGRAPH[:1]).lines(72, 582.7, PARAGRAPH[1:])
    assert read(pdf).text.split("\n\n") == [JOINED] * 3


def test_a_paragraph_goes_on_over_the_page():
    pdf = Pdf().lines(72, 100, PARAGRAPH[:1]).page().lines(72, 750, PARAGRAPH[1:])
    found = read(pdf)
    assert found.text == JOINED
    assert [(p.number, found.text[p.start :][:5]) for p in found.pages] == [
        (1, "The c"),
        (2, "nects"),
    ]
    start = found.text.index("connects two")
    assert [b.page for b in boxes_of(found.boxes, start, start + 12)] == [1, 2]


def test_pages_without_text_are_counted_and_named():
    pdf = Pdf().line(72, 700, "First.").page().page().page().line(72, 700, "Fourth.")
    found = read(pdf)
    assert [p.number for p in found.pages] == [1, 4]
    assert found.page_unit == "page"
    assert found.remarks == (
        "pages 2-3: no text, so scanned? To read them, install tesseract and set TENKYO_OCR",
    )


def test_a_file_of_scans_alone_says_so():
    with pytest.raises(UnreadableError, match="page 1: no text, so scanned"):
        read(Pdf().page())


@pytest.mark.parametrize(
    ("line", "quote", "font", "size"),
    [
        ("The cable connects two continents.", "connects", "Helvetica", 11),
        ("The cable connects two continents.", "two continents.", "Times-Roman", 16),
        ("日本とEUのデジタル・パートナーシップ", "パートナー", JAPANESE, 11),
        ("供給網を強化する。海底ケーブル", "強化", JAPANESE, 18),
    ],
)
def test_the_box_of_a_quote_is_where_it_was_drawn(line, quote, font, size):
    found = read(Pdf().line(72, 700, line, size, font))
    left = 72 + stringWidth(line[: line.index(quote)], font, size)
    box = box_of(found, quote)
    assert box.left == pytest.approx(left, abs=2)
    assert box.right == pytest.approx(left + stringWidth(quote, font, size), abs=2)
    assert box.bottom <= 700 + 1
    assert 700 + 0.5 * size <= box.top <= 700 + 1.3 * size


def test_every_word_has_a_box_on_its_page():
    pdf = Pdf().lines(72, 700, PARAGRAPH).page().line(72, 700, "Some 日本 words.", font=JAPANESE)
    found = read(pdf)
    for start, end in sentences(found.text, 0, len(found.text)):
        for box in boxes_of(found.boxes, start, end):
            assert box.page in (1, 2)
            assert 0 <= box.left < box.right <= 595
            assert 0 <= box.bottom < box.top <= 842


def test_japanese_lines_are_joined_without_spaces():
    lines = [
        "日本とEUのデジタル・パートナーシップについて、半導体の",
        "供給網を強化する。海底ケーブルも敷設する。",
    ]
    found = read(Pdf().lines(72, 700, lines, font=JAPANESE))
    assert found.text == "".join(lines)
    start = found.text.index("半導体の供給網")
    boxes = boxes_of(found.boxes, start, start + 7)
    assert [round(box.right - box.left) for box in boxes] == [44, 33]


def test_upright_japanese_is_read_from_right_to_left():
    pdf = Pdf()
    for column, text in enumerate(["海底ケーブルの", "敷設を進める。"]):
        for n, letter in enumerate(text):
            pdf.line(400 - 20 * column, 700 - 12 * n, letter, 11, JAPANESE)
    found = read(pdf)
    assert found.text == "海底ケーブルの敷設を進める。"
    start = found.text.index("ケーブルの敷設")
    first, second = boxes_of(found.boxes, start, start + 7)
    assert (first.left, first.top) == pytest.approx((400, 700 - 24 + 9.7), abs=2)
    assert second.left == pytest.approx(380, abs=1)


def test_running_heads_and_page_numbers_are_left_out():
    pdf = Pdf()
    for n in range(1, 7):
        pdf.line(72, 810, "Annual report 2024", 9).line(280, 30, f"Page {n} of 6", 9)
        pdf.lines(72, 700, PARAGRAPH).line(72, 500, f"Figure {n} shows it.").page()
    text = read(pdf).text
    assert "Annual report" not in text
    assert "Page" not in text
    assert text.count("Figure") == 6


def test_roman_page_numbers_are_left_out():
    pdf = Pdf()
    for number in ("i", "ii", "iii", "iv"):
        pdf.lines(72, 700, PARAGRAPH).line(290, 30, number, 9).page()
    assert read(pdf).text == "\n\n".join([JOINED] * 4)


def test_what_stands_in_the_margin_once_is_kept():
    pdf = Pdf().line(72, 810, "A notice", 9).lines(72, 700, PARAGRAPH).page()
    pdf.lines(72, 700, PARAGRAPH).page().lines(72, 700, PARAGRAPH)
    assert "A notice" in read(pdf).text


def test_larger_lines_are_headings_and_the_largest_is_the_title():
    pdf = Pdf().line(72, 780, "The sea cable", 24).line(72, 740, "A part", 16)
    pdf.lines(72, 710, PARAGRAPH).line(72, 650, "A detail", 13).lines(72, 630, PARAGRAPH)
    found = read(pdf)
    assert found.title == "The sea cable"
    assert headed(found) == [
        (("A part",), f"The sea cable\n\nA part\n\n{JOINED}"),
        (("A part", "A detail"), f"A detail\n\n{JOINED}"),
    ]


def test_the_first_of_numbered_headings_is_no_title():
    pdf = Pdf().line(72, 780, "Lesson 1", 20).lines(72, 750, PARAGRAPH)
    pdf.line(72, 680, "Lesson 2", 20).lines(72, 650, PARAGRAPH)
    found = extract("knots.pdf", pdf.data())
    assert found.title == "knots"
    assert [heading for heading, _ in headed(found)] == [("Lesson 1",), ("Lesson 2",)]


def test_a_bold_line_alone_is_a_heading():
    pdf = Pdf().line(72, 720, "The route", font="Helvetica-Bold").lines(72, 700, PARAGRAPH)
    pdf.line(72, 600, "Its length", font="Helvetica-Bold").lines(72, 580, PARAGRAPH)
    assert headed(read(pdf)) == [
        ((), f"The route\n\n{JOINED}"),
        (("Its length",), f"Its length\n\n{JOINED}"),
    ]


def test_lines_of_a_printed_table_of_contents_stay_apart():
    lines = ["1 Introduction . . . . . . . . . . 1", "2 Naming . . . . . . . . . . . . . 2"]
    assert read(Pdf().lines(72, 700, lines)).text.split("\n\n") == lines


def test_the_numbers_of_a_printed_table_of_contents_make_no_table():
    pdf = Pdf().cells(
        (72, 110), 700, [(str(n), f"Part {n} " + ". " * 30 + str(n)) for n in (1, 2, 3)]
    )
    assert all(section.columns is None for section in read(pdf).sections)


def test_the_table_of_contents_names_the_headings():
    pdf = (
        Pdf("The cable").bookmark("Part one").line(72, 780, "1. Part one").lines(72, 700, PARAGRAPH)
    )
    pdf.page().bookmark("Inner part", 1).line(72, 780, "Inner part", 11).lines(72, 700, PARAGRAPH)
    pdf.line(72, 500, "Large words", 20).lines(72, 480, PARAGRAPH)
    headings = [s.heading for s in read(pdf).sections]
    assert headings == [("1. Part one",), ("1. Part one", "Inner part")]


@pytest.mark.parametrize(
    "title", ["", "untitled", "Microsoft Word - a.docx", "report.indd", "123", "(anonymous)"]
)
def test_a_title_that_a_program_gave_is_no_title(title):
    assert extract("my_plan.pdf", Pdf(title).lines(72, 700, PARAGRAPH).data()).title == "my plan"


def test_a_title_in_the_file_is_the_title():
    assert read(Pdf("The sea cable").lines(72, 700, PARAGRAPH)).title == "The sea cable"


def test_a_file_with_an_empty_password_opens():
    assert read(Pdf(password="secret", owner_only=True).lines(72, 700, PARAGRAPH)).text == JOINED


def test_a_file_with_a_password_is_refused():
    with pytest.raises(UnreadableError, match="protected with a password"):
        read(Pdf(password="secret").lines(72, 700, PARAGRAPH))


@pytest.mark.parametrize("keep", [5, 100, 600])
def test_a_cut_file_is_damaged_or_read_in_part(keep):
    with pytest.raises(UnreadableError, match="damaged"):
        extract("a.pdf", Pdf().lines(72, 700, PARAGRAPH).data()[:keep])


def test_a_pdf_under_another_name_is_read():
    found = read(Pdf().lines(72, 700, PARAGRAPH), "a.txt")
    assert found.text == JOINED
    assert found.boxes


def test_items_of_a_list_are_not_joined():
    lines = [
        "The list has these items, as you see here:",
        "- the first of them",
        "- the second",
        "2. two",
    ]
    assert read(Pdf().lines(72, 700, lines)).text.split("\n\n") == lines


def test_ligatures_are_plain_letters():
    assert [written(ord(c)) for c in "ﬁﬄ⽇︒\x00\ud800\u200b\xa0"] == [
        "fi",
        "ffl",
        "日",
        "。",
        "",
        "",
        "",
        " ",
    ]
