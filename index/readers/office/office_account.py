"""The texts that the parts of an Office file hold, wherever its parts are shown."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from index.readers.accounting import JOINT, Held

_MAX_BYTES = 100_000_000
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
_GAPS = (
    *(f"{_W}{name}" for name in ("tab", "br", "cr", "noBreakHyphen", "ptab", "sym")),
    f"{_A}br",
)
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
    """Yields the texts of a part without ever holding it whole as a tree."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    walker = _ParagraphWalker()
    for event, element in etree.iterparse(io.BytesIO(data), events=("start", "end"), **options):
        if event == "start":
            walker.start(element)
        elif text := walker.end(element):
            yield text
    yield JOINT.join(walker.loose)


@dataclass(slots=True)
class _ParagraphWalker:
    """Collects the pieces of each paragraph, also of one inside another."""

    loose: list[str] = field(default_factory=list)
    _open: list[list[str]] = field(default_factory=list)
    _apart: list[etree._Element] = field(default_factory=list)

    def start(self, element: etree._Element) -> None:
        if element.tag in _PARAGRAPHS:
            self._open.append([])
        if element.tag in _APART or _is_furniture(element):
            shape = next(element.iterancestors(f"{_P}sp"), element)
            self._apart.append(shape if element.tag == f"{_P}ph" else element)

    def end(self, element: etree._Element) -> str:
        """Returns the text of a paragraph that ends here, and lets go of it."""
        if not self._apart and (element.tag in _TEXTS or element.tag in _GAPS):
            piece = element.text or "" if element.tag in _TEXTS else " "
            (self._open[-1] if self._open else self.loose).append(piece)
        if self._apart and element is self._apart[-1]:
            self._apart.pop()
        if element.tag not in _PARAGRAPHS:
            return ""
        element.clear()
        return JOINT.join(self._open.pop())


def _is_furniture(element: etree._Element) -> bool:
    return element.tag == f"{_P}ph" and element.get("type", "") in _FURNITURE
