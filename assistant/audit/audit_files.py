"""The audit record as a file of JSON lines that verifies by itself.

The first line says what the file holds: from which entry it goes on, and the last one, so that a
file that was cut is noticed. Whoever rewrites all of it makes a file that verifies; what holds
against that is a head that was noted elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.audit.audit import Audit
from assistant.audit.audit_chain import AuditEntry, ChainFinding, Head, Walk
from index.command_line import command
from index.errors import UsageError

FORM = 1
"""The form of the files that this version writes and reads."""


@dataclass(frozen=True, slots=True)
class FileHeader:
    """The first line of a file. `start` is the entry before its first one, `head` its last.

    With a `reader`, only entries about them have their contents here.
    """

    tenkyo_audit: int
    exported: str
    since: str
    reader: str
    start: Head
    head: Head


_HEADER = TypeAdapter(FileHeader)
_ENTRY = TypeAdapter(AuditEntry)


def lines_of(audit: Audit, since: str = "", reader: str = "") -> Iterator[bytes]:
    """Yields the lines of a file of the record.

    Raises:
        UsageError: there is no entry since then, or `since` is no time.
    """
    moment = utc(since) if since else ""
    first = next(audit.entries(moment), None)
    if first is None:
        raise UsageError(f"The audit record has no entry since {since or 'ever'!r}.")
    head, start = audit.head(), Head(first.number - 1, first.previous)
    exported = datetime.now(UTC).isoformat(timespec="seconds")
    yield _HEADER.dump_json(FileHeader(FORM, exported, moment, reader, start, head)) + b"\n"
    for entry in audit.entries(moment, reader):
        if first.number <= entry.number <= head.number:
            yield _ENTRY.dump_json(entry) + b"\n"


def verify_file(path: Path, expected: Head | None = None) -> ChainFinding:
    """Walks the chain in a file; `expected` is a head that was noted earlier, somewhere else.

    Raises:
        UsageError: it cannot be read, or is no file of an audit record.
    """
    try:
        with path.open("rb") as file:
            header = _header(path, file.readline())
            known = [head for head in (header.head, expected) if head]
            walk = Walk(header.start, known, withheld=bool(header.reader))
            return walk.over(_entries(file))
    except _BrokenLineError as broken:
        return ChainFinding(0, 0, Head(), str(broken))
    except OSError as error:
        raise UsageError(f"Cannot read {str(path)!r}: {error.strerror}. Check the path.") from error


def utc(since: str) -> str:
    """Returns a day or time as an ISO time in UTC; one without a zone is in that of this machine.

    Raises:
        UsageError: it is neither.
    """
    try:
        return datetime.fromisoformat(since).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        today = date.today().isoformat()
        raise UsageError(
            f"{since[:80]!r} is no day or time. Give one such as {today} or {today}T09:00."
        ) from None


def _header(path: Path, line: bytes) -> FileHeader:
    try:
        header = _HEADER.validate_json(line)
    except ValidationError:
        raise _no_record(path) from None
    if header.tenkyo_audit != FORM:
        raise _no_record(path)
    return header


class _BrokenLineError(Exception):
    """Raised by a line that is no entry."""


def _entries(lines: Iterable[bytes]) -> Iterator[AuditEntry]:
    for number, line in enumerate(lines, start=2):
        try:
            yield _ENTRY.validate_json(line)
        except ValidationError:
            raise _BrokenLineError(f"Line {number:,} is no entry of an audit record.") from None


def _no_record(path: Path) -> UsageError:
    return UsageError(
        f"{str(path)!r} is no file of an audit record."
        f" Make one with: {command('audit export FILE')}"
    )
