"""From a file's bytes to canonical text: one module a format, behind one registry.

A reader is a function `read(data, options)` from bytes to an `Extraction`. To add a format, write
one module with such a function and name it in `READERS`. Modules are imported when a file first
needs them, so that a format's libraries cost nothing to those who have no such files.
"""

from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

from index.errors import UnreadableError
from index.readers.extraction import Extraction, Options, Reader
from index.readers.sniff import true_suffix
from index.text.comment_forms import content_end
from index.types import Section

__all__ = ["READERS", "Extraction", "Options", "Reader", "extract", "is_supported"]


def _module(name: str) -> Reader:
    """Returns the `read` of a module of this package, imported at the first call."""

    def read(data: bytes, options: Options) -> Extraction:
        reader: Reader = import_module(f"index.readers.{name}").read
        return reader(data, options)

    return read


READERS: dict[str, Reader] = {
    ".pdf": _module("pdf.reader"),
    ".docx": _module("office.docx"),
    ".pptx": _module("office.pptx"),
    ".xlsx": _module("office.xlsx"),
    ".csv": _module("office.delimited"),
    ".tsv": _module("office.delimited"),
    ".html": _module("web.html"),
    ".htm": _module("web.html"),
    ".xhtml": _module("web.html"),
    ".eml": _module("web.mail"),
    ".ics": _module("web.calendar"),
    ".epub": _module("web.epub"),
    ".json": _module("json_texts"),
    ".jsonl": _module("json_texts"),
    ".ndjson": _module("json_texts"),
    ".txt": _module("text"),
    ".text": _module("text"),
    ".log": _module("text"),
    ".rst": _module("text"),
    ".md": _module("web.markdown"),
    ".markdown": _module("web.markdown"),
}


def is_supported(path: str) -> bool:
    """Tells whether there is a reader for files of this name."""
    return PurePosixPath(path).suffix.lower() in READERS


def extract(path: str, data: bytes, options: Options | None = None) -> Extraction:
    """Reads one file, by the reader that its bytes call for where they say so, else by its name.

    Raises:
        UnreadableError: the bytes are not of a readable format, damaged, protected, or hold no
            text.
    """
    name = PurePosixPath(path)
    read = READERS[true_suffix(name.suffix.lower(), data)]
    found = read(data, options or Options())
    if not found.text.strip("\ufeff \t\r\n\x0c"):
        raise UnreadableError("; ".join(["the file has no text", *found.remarks]))
    end = content_end(found.text)
    sections = tuple(replace(s, end=min(s.end, end)) for s in found.sections if s.start < end)
    if not any(found.text[s.start : s.end].strip() for s in sections):
        sections = (Section(0, end, ()),)  # Nothing but headings: they are the text.
    title = found.title or name.stem.replace("_", " ")
    return replace(found, title=title, sections=sections)
