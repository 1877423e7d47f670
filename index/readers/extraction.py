"""What a reader is asked and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from index.types import Page, Section

PAGE_UNITS = ("page", "slide", "row")


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    `ocr` names the languages of scanned pages as tesseract does ("eng+jpn"); empty: scanned pages
    are not read. `depth` is how many messages a file is attached inside of. With `hidden`, what a
    file hides from those who look at it is read as well, marked as hidden.
    """

    ocr: str = ""
    depth: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reader got out of one file: its canonical text and where things stand in it.

    `pages` are in reading order, each a `page_unit`. `boxes` says where on the pages the words
    stand, packed as `index/passages/boxes.py` describes. `remarks` are for people: what was left
    out, and what to do about it, a line each.
    """

    text: str
    title: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    page_unit: str = "page"
    boxes: bytes = b""
    remarks: tuple[str, ...] = ()


Reader = Callable[[bytes, Options], Extraction]
