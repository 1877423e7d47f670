"""Zip archives that formats are made of, opened only when nothing in them is a trap.

The directory is checked first, for it costs nothing; but it may lie, so every entry is then
unpacked once, in pieces, and must come to just what the directory says.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

from index.errors import UnreadableError

# Strict Office files have the same parts and elements, in namespaces of their own.
_STRICT, _STRICT_NAME = (
    b"http://purl.oclc.org/ooxml/",
    re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)"),
)
_RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
DAMAGED_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, ValueError, OverflowError),
)
_MAX_TOTAL, _MAX_ENTRIES = 400_000_000, 20_000
# Plain text that repeats itself packs 1 to 100 at most; bombs pack 1 to 1,000.
_MAX_RATIO, _HARMLESS = 200, 5_000_000
_HEADER, _NAME_LENGTHS = 30, slice(26, 30)
_PIECE = 1 << 16
_ENCRYPTED = 1
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_XML = (".xml", ".rels")
_CHART, _LARGEST_CHART = re.compile(r"(?:word|ppt|xl)/charts/chart\w*\.xml"), 20_000_000
_NO_CHART = (
    b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/>'
    b"</c:chartSpace>"
)


def open_archive(data: bytes, *, declarations: bool = False) -> zipfile.ZipFile:
    """Opens an archive after checking it whole.

    Without `declarations`, XML in it may not declare anything: Office formats never do.

    Raises:
        UnreadableError: it is damaged, encrypted, a bomb, or names places outside itself.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        _check_directory(entries, data)
        for entry in entries:
            _check_entry(archive, entry, declarations=declarations)
    except DAMAGED_ZIP as error:
        raise UnreadableError(f"the file is damaged: {error}") from error
    return archive


def office_package(data: bytes) -> bytes:
    """Returns an Office file that was checked whole, a strict one in the usual namespaces.

    Charts of so many points that no memory holds them are empty in it.

    Raises:
        UnreadableError: it is damaged, encrypted or malicious.
    """
    with open_archive(data) as archive:
        relations = archive.NameToInfo.get("_rels/.rels")
        strict = relations is not None and _STRICT in archive.read(relations)
        if not strict and not any(map(_is_huge_chart, archive.infolist())):
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
            for entry in archive.infolist():
                written.writestr(entry.filename, _transitional(entry, archive.read(entry)))
    return buffer.getvalue()


def _is_huge_chart(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _LARGEST_CHART and bool(_CHART.fullmatch(entry.filename))


def _transitional(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    if _is_huge_chart(entry):
        return _NO_CHART
    if not entry.filename.endswith(_XML):
        return content

    def usual(found: re.Match[bytes]) -> bytes:
        name = _RENAMED.get(found[2], found[2])
        return b"http://schemas.openxmlformats.org/%s/2006/%s" % (found[1], name)

    return _STRICT_NAME.sub(usual, content)


def _check_directory(entries: Sequence[zipfile.ZipInfo], data: bytes) -> None:
    if len(entries) > _MAX_ENTRIES:
        raise UnreadableError(f"the file holds {len(entries)} entries: it may be a zip bomb")
    total = sum(entry.file_size for entry in entries)
    if total > _MAX_TOTAL:
        raise UnreadableError(
            f"the file unpacks to {total / 1e6:.0f} MB,"
            f" over the limit of {_MAX_TOTAL / 1e6:.0f} MB: it may be a zip bomb"
        )
    for entry in entries:
        _check_name(entry.filename)
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableError("the file is protected with a password; save it without one")
        if entry.file_size > max(_HARMLESS, _MAX_RATIO * entry.compress_size):
            ratio = entry.file_size / max(entry.compress_size, 1)
            raise UnreadableError(f"an entry unpacks to {ratio:.0f} times its size: a zip bomb")
    _check_overlaps(entries, data)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ":" in parts[0] or ".." in parts:
        raise UnreadableError(f"the file is malicious: it holds an entry named {name[:80]!r}")


def _check_overlaps(entries: Sequence[zipfile.ZipInfo], data: bytes) -> None:
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise UnreadableError("the file is malicious: its entries overlap, as in a zip bomb")
        begin = entry.header_offset
        if begin + _HEADER > len(data):
            raise UnreadableError("the file is damaged: an entry lies behind its end")
        lengths = data[begin : begin + _HEADER][_NAME_LENGTHS]
        name, extra = lengths[0] + 256 * lengths[1], lengths[2] + 256 * lengths[3]
        end = entry.header_offset + _HEADER + name + extra + entry.compress_size


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, declarations: bool) -> None:
    """Unpacks an entry in pieces: a wrong size or check sum shows before anyone relies on it."""
    seen, before = 0, b""
    watched = not declarations and entry.filename.endswith(_XML)
    with archive.open(entry) as opened:
        while piece := opened.read(_PIECE):
            seen += len(piece)
            if watched:
                _check_declarations(before[-16:] + piece)
                before = piece
    if seen != entry.file_size:
        raise UnreadableError("the file is damaged: an entry is shorter than its directory says")


def _check_declarations(piece: bytes) -> None:
    # In UTF-16 every second byte is zero.
    plain = piece.replace(b"\0", b"")
    if any(declaration in plain for declaration in _DECLARATIONS):
        raise UnreadableError("the file is malicious: its XML declares entities")
