"""EPUB: chapters in reading order."""

import io
import zipfile

import pytest

from index.errors import UnreadableError
from index.readers import extract

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
CHAPTER = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
    "<body><h1>{title}</h1><p>{text}</p></body></html>"
)


def book(chapters, order=None, extra=None):
    """Packs chapters {name: (title, text)} in an order of names."""
    items = "".join(
        f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in order or chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>The sea</dc:title></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    files = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package, **(extra or {})}
    for name, (title, text) in chapters.items():
        files[f"OPS/{name}.xhtml"] = CHAPTER.format(title=title, text=text)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


CHAPTERS = {"one": ("Ships", "They sail."), "two": ("海", "海は広い。")}


def test_chapters_come_in_reading_order_under_their_headings():
    found = extract("a.epub", book(CHAPTERS, order=["two", "one"]))
    assert found.title == "The sea"
    assert found.text == "海\n\n海は広い。\n\nShips\n\nThey sail."
    assert [s.heading for s in found.sections] == [("海",), ("Ships",)]


def test_a_missing_chapter_is_named_and_the_others_are_read():
    found = extract("a.epub", book(CHAPTERS).replace(b"OPS/one.xhtml", b"OPS/xxx.xhtml"))
    assert found.remarks == ("the chapter 'OPS/one.xhtml' is missing",)
    assert "海は広い。" in found.text


def test_a_protected_book_is_refused():
    method = '<EncryptionMethod Algorithm="aes"/>'
    encryption = f"<encryption><EncryptedData>{method}</EncryptedData></encryption>"
    with pytest.raises(UnreadableError, match="protected against copying"):
        extract("a.epub", book(CHAPTERS, extra={"META-INF/encryption.xml": encryption}))


def test_encrypted_fonts_do_not_protect_a_book():
    method = '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
    encryption = f"<encryption><EncryptedData>{method}</EncryptedData></encryption>"
    data = book(CHAPTERS, extra={"META-INF/encryption.xml": encryption})
    assert "They sail." in extract("a.epub", data).text


@pytest.mark.parametrize("container", ["", "<a/>", "<a><rootfile full-path='gone.opf'/></a>"])
def test_a_book_whose_container_is_wrong_is_damaged(container):
    data = book(CHAPTERS, extra={"META-INF/container.xml": container})
    with pytest.raises(UnreadableError, match="damaged"):
        extract("a.epub", data)
