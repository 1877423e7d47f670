"""Whole documents that stand inside another (`altChunk`), read like files of their own."""

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Protocol

from index.errors import UnreadableError
from index.readers import extract
from index.readers.builder import TextBuilder
from index.readers.extraction import Extraction, Options
from index.readers.omissions import Omission
from index.readers.web import html

_MAX_DEPTH = 4
_WEB = ("text/html", "application/xhtml+xml")


class Inserted(Protocol):
    """A part of an Office file: its name, what it is said to be, and its bytes."""

    @property
    def partname(self) -> str:
        """Its path in the file."""

    @property
    def content_type(self) -> str:
        """Its media type."""

    @property
    def blob(self) -> bytes:
        """What it holds."""


def add_inserted(builder: TextBuilder, part: Inserted | None, options: Options) -> None:
    """Adds what an inserted document says; one that cannot be read is noted as left out."""
    try:
        if part is None or options.depth >= _MAX_DEPTH:
            raise UnreadableError("it is not in the file, or inserted too deeply")
        builder.include(_read(part, replace(options, depth=options.depth + 1)), 2)
    except (UnreadableError, KeyError):
        builder.omit(Omission.PART)


def _read(part: Inserted, options: Options) -> Extraction:
    if part.content_type in _WEB:
        return html.read_whole(part.blob)
    return extract(PurePosixPath(str(part.partname)).name, part.blob, options)
