"""The texts that the parts of an Office file hold, wherever its parts are shown."""

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from index.readers.accounting import JOINT, Held

_MAX_BYTES = 50_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Where the texts of a part stand, by its name.
_PARTS = (
    (re.compile(r"word/document\d*\.xml"), "of the text"),
    (re.compile(r"word/(?:footnotes|endnotes)\.xml"), "in notes"),
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "in page heads and feet"),
    (re.compile(r"word/comments\.xml"), "in comments"),
    (re.compile(r"ppt/slides/slide\d+\.xml"), "on slides"),
    (re.compile(r"ppt/notesSlides/notesSlide\d+\.xml"), "in notes on slides"),
    (re.compile(r"xl/drawings/drawing\d+\.xml"), "in drawings"),
    (re.compile(r"(?:word|ppt|xl)/charts/chart\w*\.xml"), "in charts"),
    (re.compile(r"(?:word|ppt|xl)/diagrams/data\d*\.xml"), "in diagrams"),
)
_TEXTS = (f"{_W}t", f"{_A}t", f"{_C}v")
_GAPS = tuple(f"{_W}{name}" for name in ("tab", "br", "cr", "noBreakHyphen", "ptab", "sym"))
_PARAGRAPHS = (f"{_W}p", f"{_A}p", f"{_C}pt")
# What is no text of the page: readings, what moved elsewhere, what older programs see instead,
# the numbers that a chart draws, and the dates, numbers and feet that each slide repeats.
_APART = (f"{_W}rt", f"{_W}moveFrom", _FALLBACK, f"{_C}numCache", f"{_C}numLit")
_FURNITURE = ("dt", "sldNum", "ftr", "hdr", "sldImg")


def held_in(data: bytes) -> Iterator[Held]:
    """Yields the texts of an Office file in its usual namespaces, paragraph by paragraph."""
    with ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            where = next((said for name, said in _PARTS if name.fullmatch(entry.filename)), "")
            if where and entry.file_size <= _MAX_BYTES:
                texts = _paragraphs(archive.read(entry))
                # Each series of a chart names the places of its axis again.
                once = dict.fromkeys(texts) if where == "in charts" else texts
                yield from ((where, text) for text in once)


def _paragraphs(data: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    pieces: dict[etree._Element | None, list[str]] = {}
    for element in root.iter(*_TEXTS, *_GAPS, f"{_A}br"):
        above = list(element.iterancestors())
        if not any(_is_apart(each) for each in above):
            home = next((each for each in above if each.tag in _PARAGRAPHS), None)
            text = element.text or "" if element.tag in _TEXTS else " "
            pieces.setdefault(home, []).append(text)
    return (JOINT.join(texts) for texts in pieces.values())


def _is_apart(element: etree._Element) -> bool:
    if element.tag in _APART:
        return True
    if element.tag != f"{_P}sp":
        return False
    placed = element.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return placed is not None and placed.get("type", "") in _FURNITURE
