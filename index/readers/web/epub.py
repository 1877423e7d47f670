"""EPUB: the chapters of a book in reading order, under their own headings."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from index.errors import UnreadableError
from index.readers.accounting import Held
from index.readers.archive import open_archive
from index.readers.builder import TextBuilder
from index.readers.extraction import Extraction, Options
from index.readers.web.html import parse
from index.readers.web.markup import add_markup
from index.readers.web.page_text import page_text
from index.readers.web.shown import leave_what_shows

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_FONTS = re.compile(
    rb"Algorithm\s*=\s*[\"'](?:http://www\.idpf\.org/2008/embedding|http://ns\.adobe)"
)
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, options: Options) -> Extraction:
    """Reads a book.

    Raises:
        UnreadableError: it is damaged, or protected against copying.
    """
    with open_archive(data, declarations=True) as archive:
        try:
            return _read(archive)
        except (KeyError, etree.LxmlError) as error:
            raise UnreadableError(f"the file is damaged: {error}") from error


def _read(archive: ZipFile) -> Extraction:
    if _is_protected(archive):
        raise UnreadableError("the book is protected against copying")
    container = _xml(archive.read(_CONTAINER))
    places = container.xpath("//*[local-name()='rootfile']/@full-path")
    if not places:
        raise UnreadableError("the file is damaged: it names no book")
    package = _xml(archive.read(places[0]))
    titles = package.xpath("//*[local-name()='metadata']/*[local-name()='title']/text()")
    builder = TextBuilder()
    held: list[Held] = []
    for name in _chapters(package, posixpath.dirname(places[0])):
        if name not in archive.NameToInfo:
            builder.remarks.append(f"the chapter {name!r} is missing")
            continue
        held += _add_chapter(builder, name, archive.read(name))
    builder.account(held)
    return builder.finish(titles[0] if titles else "")


def _add_chapter(builder: TextBuilder, name: str, data: bytes) -> list[Held]:
    """Adds a chapter, and returns the text that it holds."""
    try:
        chapter = parse(data)
        held = page_text(chapter)
        leave_what_shows(chapter, builder)
        add_markup(builder, chapter)
        return [("of the chapters", held)]
    except UnreadableError as error:
        builder.remarks.append(f"the chapter {name!r} is left out: {error}")
        return []


def _chapters(package: etree._Element, folder: str) -> Iterator[str]:
    """Yields the names of the texts in reading order."""
    items = {
        item.get("id", ""): item
        for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")
    }
    for reference in package.xpath("//*[local-name()='spine']/*[local-name()='itemref']"):
        item = items.get(reference.get("idref", ""))
        is_nav = item is not None and "nav" in item.get("properties", "").split()
        if item is not None and not is_nav and item.get("media-type") in _TEXTS:
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _is_protected(archive: ZipFile) -> bool:
    """Tells whether anything but fonts is encrypted."""
    if _ENCRYPTION not in archive.NameToInfo:
        return False
    encrypted = archive.read(_ENCRYPTION)
    return len(re.findall(rb"<(?:\w+:)?EncryptedData\b", encrypted)) > len(
        _FONTS.findall(encrypted)
    )


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(data, parser)
