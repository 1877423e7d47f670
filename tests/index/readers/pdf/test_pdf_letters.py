"""PDF: figures set high, and fonts that do not tell which letters they show."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from index.errors import UnreadableError
from index.readers import extract
from tests.documents.papers import Pdf

SENTENCE = "The gates are closed at night and the keeper of the lock has the keys to all of them."
SHIFTED = "".join(chr(ord(c) + 3) if c.isalpha() else c for c in SENTENCE.replace("y", "i"))


def raised(*parts):
    """A line whose parts are set at another size and height: text, size, rise."""
    pdf, x = Pdf(), 72.0
    for text, size, rise in parts:
        pdf.line(x, 700 + rise, text, size)
        x += stringWidth(text, "Helvetica", size)
    return extract("a.pdf", pdf.data()).text


def unmapped(text):
    """A PDF whose font has names for its letters that nobody knows, and no map."""
    names = b" ".join(b"/g%d" % n for n in range(32, 127))
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Odd/FirstChar 32/LastChar 126"
        b"/Encoding<</Type/Encoding/Differences[32 %s]>>/Widths[%s]/FontDescriptor 6 0 R>>"
        % (names, b"500 " * 95),
        b"<</Type/FontDescriptor/FontName/ABCDEF+Odd/Flags 4/FontBBox[0 0 500 700]"
        b"/Ascent 700/Descent -200/CapHeight 700/StemV 80/ItalicAngle 0>>",
    ]
    data = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1)
    )
    return data + b"trailer<</Size 7/Root 1 0 R>>\n%%EOF"


def test_a_power_is_not_run_together_with_its_base():
    assert raised(("The mast bears 3×10", 11, 0), ("6", 7, 4)) == "The mast bears 3×10⁶"


def test_the_number_of_a_note_is_not_run_together_with_a_figure():
    assert raised(("It has 120", 11, 0), ("12", 6, 4), (" berths", 11, 0)) == "It has 120¹² berths"


@pytest.mark.parametrize(("text", "rise"), [("2", -2), ("nd", 4)])
def test_what_is_set_low_and_letters_stay_as_they_are(text, rise):
    assert raised(("CO2 and O", 11, 0), (text, 7, rise)) == f"CO2 and O{text}"


def test_a_page_whose_fonts_do_not_tell_their_letters_is_named():
    with pytest.raises(UnreadableError, match="page 1: the fonts do not tell which letters"):
        extract("a.pdf", unmapped(SHIFTED))


def test_a_page_whose_letters_are_plain_without_a_map_is_read():
    assert extract("a.pdf", unmapped(SENTENCE)).text == SENTENCE


def test_words_that_stand_close_together_are_words():
    pdf, x = Pdf(), 72.0
    for word in ("These", "funds", "have", "grown"):
        pdf.line(x, 700, word, 10)
        x += stringWidth(word, "Helvetica", 10) + 1.6
    assert extract("a.pdf", pdf.data()).text == "These funds have grown"


def test_a_word_whose_letters_are_set_apart_stays_one():
    pdf = Pdf()
    pdf.canvas.drawString(72, 700, "Harbour", charSpace=1.4)
    assert extract("a.pdf", pdf.data()).text == "Harbour"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["Gedeckt sind die Kosten der Kranken-", "und Pflegeversicherung in der EU."],
            "Kranken- und Pflegeversicherung",
        ),
        (["We give loans that are short-", "and long-term to those who live here."], "short- and"),
        (["De kosten van zieken-", "en pleegzorg zijn voor het hele gezin van de."], "zieken- en"),
        (["The captain and the first sail-", "or are named; a sailor is paid well."], "sailor are"),
        (["Der Verein hat viele Freun-", "de in der Stadt und auf dem Land."], "Freunde in"),
    ],
)
def test_a_word_that_is_cut_short_before_the_next_keeps_its_hyphen(lines, text):
    assert text in extract("a.pdf", Pdf().lines(72, 700, lines).data()).text
