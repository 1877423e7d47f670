"""Keeps a home folder from the other accounts of the machine: folders 0700, files 0600."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

logger = logging.getLogger(__name__)

OURS = (
    *("*.sqlite*", "audit.head*", "lock*", "serving*", "generations"),
    *("uploads", "attached", "pictures", "sources"),
)
"""What of a home folder we have made; who names a folder of their own has other files there."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_private(home: Path) -> None:
    """Takes all rights on a home folder from other accounts, and those on what is made from now on.

    Where the file system has no such rights, or the folder is somebody else's, that is noted.
    """
    # Chroma, tantivy and SQLite make files too, whenever they like.
    os.umask(_OTHERS)
    made = list(_made(home))
    loose = [path for path in (home, *made) if _is_loose(path)]
    try:
        for path in loose:
            path.chmod(stat.S_IMODE(path.lstat().st_mode) & ~_OTHERS)
    except OSError as error:
        logger.warning("%s: %s.", _still_open(home), error.strerror or error)
        return
    if any(map(_is_loose, loose)):
        logger.warning("%s: its file system has no such rights.", _still_open(home))
    elif loose and made:
        logger.warning(
            "The home folder %r was open to other accounts of this machine: it is yours alone now.",
            str(home),
        )


def _still_open(home: Path) -> str:
    return f"The home folder {str(home)!r} is open to other accounts, and stays so"


def _made(home: Path) -> Iterator[Path]:
    for name in OURS:
        for path in home.glob(name):
            yield path
            if path.is_dir() and not path.is_symlink():
                yield from path.rglob("*")


def _is_loose(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        # Another process is at work here.
        return False
    return not stat.S_ISLNK(mode) and bool(mode & _OTHERS)
