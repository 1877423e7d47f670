"""No text of a file is lost without a word: it is read, or a remark says that it is not."""

import html
import io
import re
import zipfile
from email import message_from_bytes

import docx
import pptx
import pytest

from index.readers import extract
from index.readers.accounting import JOINT, unread
from tests.documents.office_files import add_part, rewritten, saved
from tests.documents.torture import readable
from tests.index.readers.test_formats import FILES

OFFICE_TEXT = re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)</|<si><t>([^<]*)<")
TAG = re.compile(r"<(?:script|style|title)\b.*?</(?:script|style|title)>|<[^>]*>", re.DOTALL)
LETTERS = re.compile(r"[^\W_]+")


def held(name, data):
    """Every text of a file, found in the plainest way: no reader, no structure."""
    suffix = name.rpartition(".")[2]
    if suffix in ("docx", "pptx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if re.match(r"(?:word|ppt/slides|xl)/", n)]
            parts = [archive.read(n).decode("utf-8", "replace") for n in names if n[-4:] == ".xml"]
        return " ".join(a or b for part in parts for a, b in OFFICE_TEXT.findall(part))
    if suffix == "html":
        return html.unescape(TAG.sub(" ", data.decode("utf-8", "replace")))
    if suffix == "eml":
        parts = (p for p in message_from_bytes(data).walk() if p.get_content_maintype() == "text")
        return " ".join(p.get_payload(decode=True).decode("utf-8", "replace") for p in parts)
    return ""


def lost(name, data):
    """The words that a file holds and that are not in its text."""
    found = extract(name, data)
    known = set(LETTERS.findall(found.text.lower()))
    return {word for word in LETTERS.findall(held(name, data).lower()) if word not in known}


def word_of_everything():
    document = docx.Document()
    document.add_heading("Harbour", 1)
    document.add_paragraph("The pier is long.").add_run(" Secretly.").font.hidden = True
    document.sections[0].header.paragraphs[0].text = "Confidential draft"
    document.sections[0].footer.paragraphs[0].text = "Printed in Kobe"
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = "<w:comment><w:p><w:r><w:t>Objection</w:t></w:r></w:p></w:comment>"
    xml = f"<w:comments {names}>{note}</w:comments>"
    add_part(document.part, "/word/comments.xml", xml, "comments")
    return saved(document)


def slides_with_a_shape_that_nobody_knows():
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Harbour", "The pier is long."

    def with_shape(name, content):
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
        line = "<a:p><a:r><a:t>Unheard</a:t></a:r></a:p>"
        shape = f'<x:new xmlns:x="urn:x" xmlns:a="{drawing}">{line}</x:new>'
        whole = f"{shape}</p:spTree>".encode()
        return content.replace(b"</p:spTree>", whole) if "slides/slide" in name else content

    return rewritten(saved(made), with_shape)


PAGE = (
    b"<html><body><main><h1>Harbour</h1><p>The pier is long and wide and old.</p>"
    b"<p>It was built in the year in which the harbour opened, and twice made longer.</p></main>"
    b"<aside><p>Whoever wants to fish from it asks the keeper for a card first.</p></aside></body>"
)
MAIL = (
    b"Subject: Harbour\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\nThe pier is long and wide.\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<p>The pier is long and broad.</p>\r\n--x--\r\n"
)
MADE = {
    "everything.docx": (
        word_of_everything,
        ["1 word in comments is not read", "1 hidden text", "5 words in page heads and feet"],
    ),
    "unknown.pptx": (slides_with_a_shape_that_nobody_knows, ["1 word on slides is not read"]),
    "page.html": (lambda: PAGE, ["1 menu, notice or footer is not read"]),
    "mail.eml": (lambda: MAIL, ["1 word of another form of the text is not read"]),
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_not_read_is_named_by_its_kind_and_place(name):
    make, said = MADE[name]
    remarks = extract(name, make()).remarks
    for words in said:
        assert any(words in remark for remark in remarks), remarks


FOLDER = {name: build for name, (build, _) in readable().items() if name != "pages.pdf"}
FOLDER |= {name: lambda data=data: data for name, (data, *_) in FILES.items()}
FOLDER |= {name: build for name, (build, _) in MADE.items()}


@pytest.mark.parametrize("name", FOLDER)
def test_no_word_is_gone_without_a_remark(name):
    data = FOLDER[name]()
    found = extract(name, data)
    assert found.remarks or not lost(name, data), lost(name, data)


def test_words_count_as_often_as_they_stand_there():
    remarks = list(unread([("on slides", "a pier, a pier")], "A pier."))
    assert remarks == ["2 words on slides are not read"]
    assert list(unread([("on slides", "A pier")], "A pier, a crane.")) == []


def test_pieces_of_a_word_count_together_or_by_themselves():
    assert list(unread([("x", f"It costs 14{JOINT}12 euro")], "It costs 12 euro 14")) == []
    assert list(unread([("x", f"Har{JOINT}bour")], "Harbour")) == []


def test_figures_above_the_line_and_wide_letters_are_the_same_words():
    assert list(unread([("x", "106 ABC 港の桟橋")], "10⁶ ＡＢＣ 港 の桟橋")) == []
