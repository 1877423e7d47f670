"""Builds files that do harm to a reader that trusts them, and folders that do to a sync."""

import io
import os
import struct
import zipfile
from functools import cache, partial

from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from index.readers import READERS
from tests.documents.papers import Pdf
from tests.index.readers.web.test_epub import CHAPTERS, book

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="{part}" ContentType="{kind}"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="{part}" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument"/></Relationships>'
)
OFFICE = "application/vnd.openxmlformats-officedocument."
PARTS = {
    ".docx": ("/word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml"),
    ".pptx": ("/ppt/presentation.xml", f"{OFFICE}presentationml.presentation.main+xml"),
    ".xlsx": ("/xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet.main+xml"),
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BILLION_LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
XXE = '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'
PARAGRAPH = "<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>"
BODY = f'<w:document xmlns:w="{WORD}"><w:body>{PARAGRAPH}</w:body></w:document>'


def packed(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office(suffix, body, extra=None):
    """A package of an Office format whose main part is `body`."""
    part, kind = PARTS[suffix]
    files = {
        "[Content_Types].xml": CONTENT_TYPES.format(part=part, kind=kind),
        "_rels/.rels": RELATIONS.format(part=part.lstrip("/")),
        part.lstrip("/"): body,
    }
    return packed(files | (extra or {}))


def with_blanks(data, name, size):
    """Adds an entry of so many blanks, which pack well."""
    buffer = io.BytesIO(data)
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as out,
    ):
        for _ in range(size // 1_000_000):
            out.write(b" " * 1_000_000)
    return buffer.getvalue()


@cache
def flat_bomb(suffix):
    """One entry of 300 MB, packed into 300 kB."""
    return with_blanks(office(suffix, "<a/>"), "word/bomb.xml", 300_000_000)


@cache
def many_bombs(suffix):
    """Entries that each pass for harmless, 500 MB together."""
    data = office(suffix, "<a/>")
    for number in range(100):
        data = with_blanks(data, f"word/{number}.xml", 5_000_000)
    return data


def nested_bomb(suffix):
    """A bomb inside a zip inside a zip."""
    inner = flat_bomb(suffix)
    for _ in range(3):
        inner = packed({"inner.zip": inner, "word/a.xml": "<a/>", "xl/a.xml": "", "ppt/a.xml": ""})
    return inner


def lying_bomb(suffix):
    """A bomb whose directory says that it unpacks to ten bytes."""
    body = b"<a>" + b" " * 50_000_000
    return office(suffix, body).replace(struct.pack("<I", len(body)), struct.pack("<I", 10))


def overlapping(suffix):
    """An archive whose directory names the same bytes many times."""
    data = office(suffix, "<a/>" * 1_000)
    end = data.rindex(b"PK\5\6")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    directory = data[start:end] * 50
    count = 3 * 50
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def climbing(suffix):
    """An archive with an entry outside of itself."""
    return office(suffix, "<a/>", {"../../etc/evil": "x"})


def encrypted(suffix):
    """An archive whose entries are marked as encrypted."""
    data = bytearray(office(suffix, "<a/>"))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


@cache
def many_pages(count=5_000):
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(1, count + 1):
        canvas.drawString(72, 700, f"This is what stands on page {number}.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def refused():
    """What builds files that must be refused, by their names, with what the reason must say."""
    zipped = tuple(PARTS)
    files = {f"flat{s}": (partial(flat_bomb, s), "zip bomb") for s in zipped}
    files |= {f"nested{s}": (partial(nested_bomb, s), "") for s in zipped}
    files |= {f"lying{s}": (partial(lying_bomb, s), "damaged|zip bomb") for s in zipped}
    files |= {f"overlapping{s}": (partial(overlapping, s), "overlap") for s in zipped}
    files |= {f"climbing{s}": (partial(climbing, s), "malicious") for s in zipped}
    files |= {f"encrypted{s}": (partial(encrypted, s), "protected with a password") for s in zipped}
    files |= {
        f"laughs{s}": (partial(office, s, BILLION_LAUGHS + BODY), "malicious") for s in zipped
    }
    files |= {f"xxe{s}": (partial(office, s, XXE + BODY), "malicious") for s in zipped}
    files |= {f"empty{s}": (lambda: b"", "no text") for s in READERS}
    for suffix in (".pdf", *zipped, ".epub"):
        files[f"text{suffix}"] = (lambda: b"Only text stands here.", "does not begin like one")
    files["many.docx"] = (partial(many_bombs, ".docx"), "zip bomb")
    laughing = {"META-INF/container.xml": BILLION_LAUGHS + "<a>&l11;</a>"}
    files["laughs.epub"] = (lambda: book(CHAPTERS, extra=laughing), "damaged")
    files["deep.html"] = (lambda: b"<div>" * 20_000 + b"<p>Text.</p>", "nested too deeply")
    files["deep.json"] = (lambda: b"[" * 100_000, "nested too deeply")
    files["cut.pdf"] = (lambda: Pdf().line(72, 700, "Text.").data()[:300], "damaged")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    files["old.txt"] = (lambda: old, "older Office format")
    files["archive.txt"] = (lambda: packed({"a.txt": "text"}), "zip archive")
    return files


def readable():
    """What builds files that look dangerous and are not, with words that must be read."""
    return {
        "pages.pdf": (many_pages, "page 5000."),
        "drawn.txt": (lambda: Pdf().line(72, 700, "Drawn words.").data(), "Drawn words."),
        "xxe.html": (lambda: XXE.encode() + b"<html><body><p>Plain &l11; words.</p>", "words"),
        "long.txt": (lambda: b"word " * 400_000, "word word"),
        "line.csv": (lambda: b"a,b\n" + b"x," * 200_000 + b"end\n", "end"),
        "deep.md": (lambda: b">" * 5_000 + b" quoted words", "quoted words"),
        "stars.md": (lambda: b"*a **b " * 20_000 + b"last words", "last words"),
        "far.xlsx": (far_cell, "far away"),
    }


def far_cell():
    """A sheet with one cell in its last corner."""
    book = Workbook()
    book.active["XFD1048576"] = "far away"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def odd_names(folder):
    """Writes texts with names of newline, emoji, decomposed letters; returns the names."""
    names = ["line\nbreak.txt", "emoji 🐙.txt", "Cafe\u0301.txt", "Café.txt", " a .txt", "-rf.txt"]
    for name in names:
        (folder / name).write_text(f"This is the text of {name!r}.", encoding="utf-8")
    return names


def symlink_loop(folder):
    """Makes two folders that lead into each other, and a link to itself."""
    for name, other in (("one", "two"), ("two", "one")):
        (folder / name).mkdir()
        (folder / name / other).symlink_to(folder / other, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")


def never_ending(folder):
    """Makes a named pipe that a reader would wait at, and a link to nothing."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
