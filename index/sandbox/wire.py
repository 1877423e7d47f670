"""Extractions as bytes between the process that reads and the one that asked.

A message is a fixed head, a JSON header that says how long each part is, and the parts, raw. The
reading process may have been taken over by a hostile file: whatever comes from it is bounded before
it is read, and checked before it is used. Nothing is unpickled.
"""

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import UnreadableError
from index.passages.boxes import decode
from index.readers.extraction import PAGE_UNITS, Extraction
from index.readers.outline import MOST_COLUMNS
from index.types import Page, Section

HEAD = struct.Struct(">I")
MAX_HEADER = 16_000_000
_MAX_TITLE, _MAX_REMARKS, _MAX_REMARK = 2_000, 1_000, 2_000
_MAX_DEPTH = 100
_INT = np.dtype("<u4")

Ints = NDArray[np.uint32]
Columns = tuple[tuple[str, ...] | None, str]
"""The names of a table's columns, None of what is no table, and its caption."""


class WireError(Exception):
    """Raised when a message breaks the rules."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: `size` bytes follow. `path` is only a name. The rest is as in `Options`.

    With a `page`, from 1, it is to be drawn, `width` pixels wide; 0 asks for its shape alone.
    """

    path: str
    size: int
    cpu_seconds: int
    max_characters: int
    ocr: str
    hidden: bool = False
    page: int = 0
    width: int = 0


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What came of a request: an extraction, or the reason why there is none.

    `leaving` says that the reading process ends now, because it grew too large.
    """

    extraction: Extraction | None
    reason: str
    leaving: bool


def pack_request(request: Request) -> bytes:
    """Returns the head and header of a request."""
    return pack({name: getattr(request, name) for name in Request.__slots__})


def unpack_request(header: bytes) -> Request:
    """Reads the header of a request, which comes from our own side."""
    return Request(**json.loads(header))


def pack_failure(reason: str, leaving: bool) -> bytes:
    """Returns a whole answer that says why a file could not be read."""
    return pack({"reason": reason[:_MAX_REMARK], "leaving": leaving, "parts": []})


def pack_extraction(found: Extraction, leaving: bool) -> list[bytes]:
    """Returns a whole answer in pieces.

    Raises:
        UnreadableError: there are more headings than a header holds.
    """
    paths = {path: n for n, path in enumerate(dict.fromkeys(s.heading for s in found.sections))}
    tables: dict[Columns, int] = {table: n for n, table in enumerate(_tables_of(found), 1)}
    sections = [
        (s.start, s.end, paths[s.heading], tables.get((s.columns, s.caption), 0))
        for s in found.sections
    ]
    pages = [(p.start, p.number) for p in found.pages]
    parts = [
        found.text.encode(),
        np.array(sections, dtype=_INT).tobytes(),
        np.array(pages, dtype=_INT).tobytes(),
        found.boxes,
    ]
    header = {
        "reason": "",
        "leaving": leaving,
        "parts": [len(part) for part in parts],
        "title": found.title[:_MAX_TITLE],
        "headings": [list(path) for path in paths],
        "tables": [[list(columns or ()), caption] for columns, caption in tables],
        "page_unit": found.page_unit,
        "remarks": [remark[:_MAX_REMARK] for remark in found.remarks[:_MAX_REMARKS]],
    }
    packed = pack(header)
    if len(packed) > MAX_HEADER:
        raise UnreadableError("the file has too many headings")
    return [packed, *parts]


def _tables_of(found: Extraction) -> dict[Columns, None]:
    """Returns the names of columns and the captions of the tables, each once, in order."""
    return {(s.columns, s.caption): None for s in found.sections if s.columns is not None}


def unpack_answer(
    header: bytes, read: Callable[[int], bytes], max_characters: int
) -> ReadingResult:
    """Reads and checks an answer; `read` gives the next so many bytes.

    Raises:
        WireError: the answer breaks the rules.
    """
    try:
        fields = json.loads(header)
        return _answer(fields, read, max_characters)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WireError(str(error)) from error


def _answer(fields: dict[str, Any], read: Callable[[int], bytes], longest: int) -> ReadingResult:
    lengths = fields["parts"]
    _require(isinstance(lengths, list) and all(type(n) is int and n >= 0 for n in lengths))
    reason, leaving = _name(fields["reason"], _MAX_REMARK), bool(fields["leaving"])
    if not lengths:
        _require(bool(reason))
        return ReadingResult(None, reason, leaving)
    # An offset is at most the number of characters, and there are no more places than that.
    bounds = [4 * longest, 16 * longest, 8 * (longest + 1), 18 * longest]
    _require(all(n <= bound for n, bound in zip(lengths, bounds, strict=True)))
    text, sections, pages, boxes = (read(n) for n in lengths)
    return ReadingResult(_extraction(fields, text.decode(), sections, (pages, boxes)), "", leaving)


def _extraction(
    fields: dict[str, Any], text: str, sections: bytes, places: tuple[bytes, bytes]
) -> Extraction:
    pages, boxes = places
    unit = fields["page_unit"]
    _require(isinstance(unit, str) and unit in PAGE_UNITS)
    remarks = fields["remarks"]
    _require(isinstance(remarks, list) and len(remarks) <= _MAX_REMARKS)
    _check_boxes(boxes, len(text))
    return Extraction(
        text=text,
        title=_name(fields["title"], _MAX_TITLE),
        sections=_sections(
            _table(sections, 4),
            _headings(fields["headings"]),
            _tables(fields["tables"]),
            len(text),
        ),
        pages=_pages(_table(pages, 2), len(text)),
        page_unit=str(unit),
        boxes=boxes,
        remarks=tuple(_name(remark, _MAX_REMARK) for remark in remarks),
    )


def _sections(
    rows: Ints, headings: list[tuple[str, ...]], tables: list[Columns], length: int
) -> tuple[Section, ...]:
    borders = rows[:, :2].reshape(-1)
    _require(bool(np.all(borders[1:] >= borders[:-1])) and _within(borders, length))
    return tuple(
        Section(start, end, headings[path], *tables[table])
        for start, end, path, table in rows.tolist()
    )


def _pages(rows: Ints, length: int) -> tuple[Page, ...]:
    starts, numbers = rows[:, 0], rows[:, 1]
    _require(bool(np.all(starts[1:] >= starts[:-1])) and _within(starts, length))
    _require(bool(np.all(numbers >= 1)))
    return tuple(Page(start, number) for start, number in rows.tolist())


def _headings(value: list[list[str]]) -> list[tuple[str, ...]]:
    _require(isinstance(value, list))
    _require(all(isinstance(path, list) and len(path) <= _MAX_DEPTH for path in value))
    return [tuple(_name(name, _MAX_TITLE) for name in path) for path in value]


def _tables(value: list[list[Any]]) -> list[Columns]:
    """Returns the names and captions of tables; the first is that of no table."""
    _require(isinstance(value, list))
    found: list[Columns] = [(None, "")]
    for columns, caption in value:
        _require(isinstance(columns, list) and len(columns) <= MOST_COLUMNS)
        names = tuple(_name(column, _MAX_TITLE) for column in columns)
        found.append((names, _name(caption, _MAX_TITLE)))
    return found


def _check_boxes(boxes: bytes, length: int) -> None:
    records = decode(boxes)
    if len(records):
        last = records[-1]
        _require(int(last["start"]) + int(last["length"]) <= length)
        _require(bool(np.all(records["length"] >= 1)) and bool(np.all(records["page"] >= 1)))


def _within(offsets: Ints, length: int) -> bool:
    return len(offsets) == 0 or int(offsets[-1]) <= length


def _table(data: bytes, columns: int) -> Ints:
    return np.frombuffer(data, dtype=_INT).reshape(-1, columns)


def _name(value: object, longest: int) -> str:
    _require(isinstance(value, str) and len(value) <= longest)
    text = str(value)
    text.encode()  # Half a character is not one.
    return text


def _require(holds: bool) -> None:
    if not holds:
        raise WireError("the answer does not fit together")


def pack(header: dict[str, object]) -> bytes:
    """Returns the head and header of a message."""
    packed = json.dumps(header).encode()
    return HEAD.pack(len(packed)) + packed
