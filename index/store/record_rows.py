"""How files and documents stand in the tables of the records, and what their rows say."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from index.database.dialects import Row
from index.database.tables import column, declare_table, primary, stamp
from index.integrity.damage import altered
from index.integrity.text_sums import sum_of
from index.store.kept_versions import document_columns
from index.types import Document, Listed, Page, Section

facts_table = declare_table(
    "facts",
    primary("name"),
    column("value"),
)
files_table = declare_table(
    "files",
    primary("source"),
    primary("path"),
    column("state"),
    column("reason"),
    column("size", sa.BigInteger),
    column("modified_ns", sa.BigInteger),
    column("version"),
    column("document_id", index=True),
    column("remarks", sa.JSON),
    column("indexed_at"),
    column("read_by", default=""),
)
documents_table = declare_table(
    "documents",
    primary("id"),
    column("version"),
    *document_columns(),
)

INDEXED, FAILED, SKIPPED = "indexed", "failed", "skipped"


BY_PATH = (documents_table.c.path, documents_table.c.id)
TEXT_COLUMNS = [c for c in documents_table.c if c.name != "boxes"]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is known of one file. `state` is `INDEXED`, or `reason` says why it is another.

    `FAILED` is what cannot be read, `SKIPPED` a link that is not to be followed.

    `version` is the SHA-256 of the bytes that were read, empty if none could be. `remarks` say what
    was left out of an indexed file, such as pages without text. `read_by` says by which readers,
    with which options, it was read or failed; it is empty of what an early release has read.
    """

    source: str
    path: str
    state: str
    reason: str
    size: int
    modified_ns: int
    version: str
    document_id: str
    remarks: tuple[str, ...] = ()
    indexed_at: str = field(default_factory=stamp)
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one new version of a file brings. `boxes` says where its words stand on their pages."""

    file: FileRecord
    document: Document
    boxes: bytes = b""
    moved_from: FileRecord | None = None
    """Where the file was before, if it lies somewhere else now."""


def file_row(file: FileRecord) -> Row:
    """Returns the row of a file."""
    return {name: getattr(file, name) for name in FileRecord.__slots__}


def file_of(row: sa.Row[tuple[object, ...]]) -> FileRecord:
    """Returns the file of a row."""
    return FileRecord(**{**row._mapping, "remarks": tuple(row.remarks)})


def listed_of(row: sa.Row[Any]) -> Listed:
    """Returns a document as it stands in a list."""
    ns, read = row.modified_ns, row.indexed_at
    return Listed(
        id=row.id,
        version=row.version,
        path=row.path,
        title=row.title,
        language=row.language,
        changed=datetime.fromtimestamp(ns / 1e9, UTC) if ns else None,
        read=datetime.fromisoformat(read) if read else None,
        source=row.source or "",
        size=row.size or 0,
        pages=row.pages or 0,
        page_unit=row.page_unit,
    )


def unpacked(boxes: bytes, path: str) -> bytes:
    """Returns boxes that were packed.

    Raises:
        DamagedError: they are not as they were stored.
    """
    try:
        return zlib.decompress(boxes)
    except (zlib.error, TypeError) as error:
        raise altered(path) from error


def document_row(document: Document) -> dict[str, object]:
    """Returns the row of a document, but its boxes."""
    row = {name: getattr(document, name) for name in Document.__slots__}
    row["check_sum"] = sum_of(document)
    sections = [_section_row(section) for section in document.sections]
    return row | {"sections": sections, "pages": [[p.start, p.number] for p in document.pages]}


def _section_row(section: Section) -> list[object]:
    row: list[object] = [section.start, section.end, list(section.heading)]
    return row if section.columns is None else [*row, list(section.columns), section.caption]


def _section(
    start: int, end: int, path: list[str], columns: list[str] | None = None, caption: str = ""
) -> Section:
    return Section(start, end, tuple(path), None if columns is None else tuple(columns), caption)


def document_of(row: sa.Row[Any]) -> Document:
    """Returns a document that was stored.

    Raises:
        DamagedError: it is not as it was stored.
    """
    try:
        document = _read(row)
        found = row.check_sum if row.check_sum is None else sum_of(document)
    except (TypeError, ValueError) as error:
        raise altered(row.path) from error
    if found != row.check_sum:
        raise altered(row.path)
    return document


def _read(row: sa.Row[Any]) -> Document:
    return Document(
        id=row.id,
        path=row.path,
        title=row.title,
        text=row.text,
        language=row.language,
        sections=tuple(_section(*section) for section in row.sections),
        pages=tuple(Page(*page) for page in row.pages),
        version=row.version,
        page_unit=row.page_unit,
    )
