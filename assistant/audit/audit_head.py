"""The head of the audit record, noted outside the database: a cut at the end is noticed by it.

The file says what the last entry was after one of the last writes; two processes that write at the
same moment may leave it an entry behind. It is no secret and no signature: who can write to the
home folder can change it too, so an operator may keep the head that is printed somewhere else.
"""

import re
from pathlib import Path

from assistant.audit.audit_chain import Head
from assistant.audit.whole_file import write_whole
from index.command_line import command
from index.errors import UsageError

_HEAD = re.compile(r"(\d{1,15}):([0-9a-f]{64})", re.ASCII)
NAME = "audit.head"


def read_head(text: str) -> Head:
    """Returns the head that a text names as `NUMBER:HASH`.

    Raises:
        UsageError: it names none.
    """
    match = _HEAD.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text[:80]!r} is no head. Give what {command('audit verify')} printed.")
    return Head(int(match[1]), match[2])


def noted_head(home: Path) -> Head | None:
    """Returns the head that was noted in a home folder, None if none can be read."""
    try:
        return read_head((home / NAME).read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError, UsageError):
        return None


def note_head(home: Path, head: Head) -> None:
    """Notes a head in a home folder, unless a later one is noted there.

    Raises:
        UsageError: it cannot be written.
    """
    noted = noted_head(home)
    if noted is None or noted.number < head.number:
        write_whole(home / NAME, f"{head}\n".encode())
