"""What holds of every format: places lie in the text, in order, and each fact is found by them."""

import io

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook
from pptx import Presentation

from index.passages.boxes import boxes_of
from index.passages.chunking import chunks
from index.readers import READERS, extract
from index.sandbox.process import ReadingProcess
from index.types import Document
from tests.documents.papers import Pdf
from tests.index.readers.web.test_epub import book

FACT = "The harbour of Kobe opened in 1868."
OTHER = "This text stands elsewhere and says nothing about it."


def pdf():
    drawn = Pdf("Harbours").line(72, 780, "Japan", 20).line(72, 740, OTHER).page()
    return drawn.line(72, 780, "Kansai", 20).line(72, 740, FACT).line(72, 700, OTHER).data()


def docx():
    document = WordDocument()
    for heading, text in (("Japan", OTHER), ("Kansai", FACT)):
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    return saved(document)


def pptx():
    presentation = Presentation()
    for heading, text in (("Japan", OTHER), ("Kansai", FACT)):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = heading, text
    return saved(presentation)


def xlsx():
    workbook = Workbook()
    workbook.active.title = "Kansai"
    for row in (["Name", "Note"], ["Other", OTHER], ["Kobe", FACT]):
        workbook.active.append(row)
    return saved(workbook)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def html():
    body = f"<h1>Harbours</h1><h2>Japan</h2><p>{OTHER}</p><h2>Kansai</h2><p>{FACT}</p>"
    return f"<html><title>Harbours</title><body>{body}".encode()


MARKDOWN = f"# Harbours\n\n## Japan\n\n{OTHER}\n\n## Kansai\n\n{FACT}\n".encode()
MAIL = (
    "Subject: Harbours\nFrom: a@example.org\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
    f"{OTHER}\n--x\nContent-Type: text/markdown\n"
    f"Content-Disposition: attachment; filename=Kansai.md\n\n{FACT}\n--x--\n"
).encode()
JSON = (
    f'{{"title": "Japan", "text": "{OTHER}"}}\n{{"title": "Kansai", "text": "{FACT}"}}\n'.encode()
)

# A file of each format, with the last heading above the fact, and its page, slide or row.
FILES = {
    "a.txt": (f"{OTHER} {OTHER}\n\nKansai\n\n{FACT} {OTHER}".encode(), "Kansai", None),
    "a.md": (MARKDOWN, "Kansai", None),
    "a.pdf": (pdf(), "Kansai", 2),
    "a.docx": (docx(), "Kansai", None),
    "a.pptx": (pptx(), "Kansai", 2),
    "a.xlsx": (xlsx(), "Kansai", 3),
    "a.csv": (f"Name,Note\nOther,{OTHER}\nKobe,{FACT}\n".encode(), "", 3),
    "a.tsv": (f"Name\tNote\nOther\t{OTHER}\nKobe\t{FACT}\n".encode(), "", 3),
    "a.html": (html(), "Kansai", None),
    "a.eml": (MAIL, "Kansai.md", None),
    "a.epub": (book({"a": ("Japan", OTHER), "b": ("Kansai", FACT)}), "Kansai", None),
    "a.jsonl": (JSON, "Kansai", 2),
    "a.ics": (
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Kobe\nDESCRIPTION:{FACT}\nEND:VEVENT\n".encode(),
        *("", None),
    ),
}


@pytest.fixture(scope="module")
def reading():
    with ReadingProcess() as reading:
        yield reading


@pytest.mark.parametrize("name", FILES)
def test_a_fact_is_found_with_its_heading_and_its_place(reading, name):
    data, heading, page = FILES[name]
    found = reading.read(name, data)
    start = found.text.index(FACT)
    [section] = [s for s in found.sections if s.start <= start < s.end]
    assert (section.heading[-1] if section.heading else "") == heading
    place = {"sections": found.sections, "pages": found.pages, "page_unit": found.page_unit}
    document = Document("id", name, found.title, found.text, "en", version="", **place)
    assert document.page_at(start) == page


@pytest.mark.parametrize("name", FILES)
def test_passages_are_slices_of_the_text_and_the_fact_is_whole_in_one(name):
    found = extract(name, FILES[name][0])
    budgets = [200] * len(found.sections)
    made = list(chunks(found.text, found.sections, budgets, lambda texts: [len(t) for t in texts]))
    borders = [x for chunk in made for x in (chunk.start, chunk.end)]
    assert borders == sorted(borders)
    assert borders[-1] <= len(found.text)
    assert sum(FACT in found.text[c.start : c.end] for c in made) == 1


@pytest.mark.parametrize("name", FILES)
def test_places_lie_in_the_text_and_in_order(name):
    found = extract(name, FILES[name][0])
    borders = [x for s in found.sections for x in (s.start, s.end)]
    starts = [page.start for page in found.pages]
    assert borders == sorted(borders)
    assert starts == sorted(starts)
    assert max([*borders, *starts]) <= len(found.text)
    for box in boxes_of(found.boxes, 0, len(found.text)):
        assert box.left < box.right
        assert box.bottom < box.top


def test_every_ending_is_tested():
    same = {".text", ".log", ".rst", ".markdown", ".htm", ".xhtml", ".json", ".ndjson"}
    assert {f".{name.partition('.')[2]}" for name in FILES} | same == set(READERS)
