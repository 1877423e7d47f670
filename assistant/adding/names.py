"""The place that a file gets on the disk, made of the name that a browser sends.

A name may come from anywhere: it must not lead out of its folder, nor be hidden, nor be longer than
file systems take, and two names that look alike must not be told apart by what cannot be seen. What
is lost by that is kept beside the file and shown (`upload_folder.py`).
"""

import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import PurePosixPath

from assistant.adding.refusals import Refused, RefusedError
from index.readers import is_supported

LONGEST_NAME = 1_000
"""In characters; longer than any name with its folders that a file system has."""

_LONGEST_PART = 180  # bytes, of the 255 that file systems take: a number may be added
_MOST_FOLDERS = 8
_HIDDEN = (".", "~$")


def shown_name(name: str) -> str:
    """Returns a name as it is shown: in one form of Unicode, and one that can be stored."""
    storable = name.encode(errors="replace").decode()
    return unicodedata.normalize("NFC", storable).strip().strip("/")


def safe_path(shown: str) -> PurePosixPath:
    """Returns a path without anything that could surprise, for a file that is shown so.

    Raises:
        RefusedError: it is hidden, is of no format that can be read, or no name at all.
    """
    if len(shown) > LONGEST_NAME:
        raise RefusedError(Refused.NO_NAME, shown)
    cleaned = (_without_controls(part) for part in shown.split("/"))
    parts = [part for part in cleaned if part not in ("", ".", "..")]
    if not parts or len(parts) > _MOST_FOLDERS + 1:
        raise RefusedError(Refused.NO_NAME, shown)
    if any(part.startswith(_HIDDEN) for part in parts):
        raise RefusedError(Refused.HIDDEN, shown)
    if not is_supported(parts[-1]):
        raise RefusedError(Refused.FORMAT, shown)
    *folders, file = map(_shortened, parts)
    return PurePosixPath(*folders, file)


def numbered(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Yields a path, and then the same with 2, 3, … behind its name."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _without_controls(part: str) -> str:
    """Drops what cannot be seen or turns the order of what follows, and what Windows splits at."""
    seen = (c for c in part.replace("\\", "_") if unicodedata.category(c) not in _UNSEEN)
    return "".join(seen).strip()


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _shortened(part: str) -> str:
    """Returns a name of a file or folder that is short enough, different for different names."""
    if len(part.encode()) <= _LONGEST_PART:
        return part
    path = PurePosixPath(part)
    suffix = path.suffix if len(path.suffix.encode()) <= 16 else ""
    mark = f"~{sha256(part.encode()).hexdigest()[:8]}{suffix}"
    kept = path.stem.encode()[: _LONGEST_PART - len(mark)].decode(errors="ignore")
    return f"{kept.rstrip()}{mark}"
