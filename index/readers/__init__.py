"""From a file's bytes to canonical text: one module a format, behind one registry.

A reader is a function from bytes to an `Extraction`. To add a format, write one module with such
a function and name it in `READERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.errors import UnreadableError
from index.furniture import content_end
from index.readers.markdown import read_markdown
from index.readers.outline import Outline
from index.readers.text import decode, read_text
from index.types import Page, Section

Reader = Callable[[str], Outline]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reader got out of one file: its canonical text and where things stand in it."""

    text: str
    title: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    page_unit: str = "page"
    boxes: bytes = b""
    remarks: tuple[str, ...] = ()


def is_supported(path: str) -> bool:
    """Tells whether there is a reader for files of this name."""
    return PurePosixPath(path).suffix.lower() in READERS


def extract(path: str, data: bytes) -> Extraction:
    """Reads one file.

    Raises:
        UnreadableError: the bytes are no text, or hold none.
    """
    name = PurePosixPath(path)
    text = decode(data)
    if not text.strip("\ufeff \t\r\n\x0c"):
        raise UnreadableError("the file has no text")
    outline = READERS[name.suffix.lower()](text)
    end = content_end(text)
    sections = tuple(
        Section(s.start, min(s.end, end), s.heading) for s in outline.sections if s.start < end
    )
    if not any(text[s.start : s.end].strip() for s in sections):
        sections = (Section(0, end, ()),)  # Nothing but headings: they are the text.
    return Extraction(text, outline.title or name.stem.replace("_", " "), sections)
