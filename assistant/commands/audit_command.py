"""The command `tenkyo audit`: verify the record, export it, and answer for one person's data."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.assistant import audit_of
from assistant.audit.audit_files import lines_of, verify_file
from assistant.audit.audit_head import read_head
from assistant.commands.personal_data import People, personal_json
from assistant.settings import Settings
from assistant.terminal.terminal import console
from index.errors import UsageError
from index.store.records import Records, open_records

BROKEN = 1

Write = Callable[[str], object]


def audit(settings: Settings, options: argparse.Namespace, write: Write) -> int:
    """Does what is asked of the record; the exit status is 1 where it does not verify.

    Raises:
        UsageError: there is no such record, file or person.
    """
    if options.action == "verify":
        return _verify(settings, options)
    with _records(settings) as records:
        if options.action == "export":
            _export(records, settings, options)
        elif options.action == "access":
            write(personal_json(People(records, settings).data_of(options.name)) + "\n")
        else:
            erased = People(records, settings).erase(options.name)
            _say(
                f"Erased: {erased.conversations:,} conversations, {erased.ratings:,} ratings,"
                f" {erased.sessions:,} sessions, {erased.keys:,} keys, the contents of"
                f" {erased.entries:,} entries. Backups and exported files are not ours to erase."
            )
    return 0


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    expected = read_head(options.expect) if options.expect else None
    if options.file:
        found = verify_file(options.file, expected)
    else:
        with _records(settings) as records:
            found = audit_of(records, settings).verify(expected)
    _say(found.line)
    return BROKEN if found.broken else 0


def _export(records: Records, settings: Settings, options: argparse.Namespace) -> None:
    lines = lines_of(audit_of(records, settings), options.since, options.reader)
    _save(options.file, lines)


def _save(path: Path, lines: Iterator[bytes]) -> None:
    first = next(lines)
    try:
        with path.open("xb") as file:
            file.write(first)
            file.writelines(lines)
    except FileExistsError:
        raise UsageError(f"{str(path)!r} exists. Choose another name.") from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise UsageError(f"Cannot write {str(path)!r}: {cause}. Choose another place.") from error


@contextmanager
def _records(settings: Settings) -> Iterator[Records]:
    records = open_records(settings.home, settings.people_address)
    try:
        yield records
    finally:
        records.close()


def _say(line: str) -> None:
    console().print(line, soft_wrap=True, highlight=False, markup=False)
