"""Opening a file below an indexed folder without ever following a symbolic link on the way."""

import os
from pathlib import Path, PurePosixPath
from typing import BinaryIO

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK

LEADS_OUT = "it is a symbolic link that leads out of the indexed folder; such are not followed"
"""Why a link is not read."""


def open_inside(source: Path, path: str) -> BinaryIO:
    """Opens a file by its path in a folder, each part of it as what it is, never as a link.

    What was exchanged for a link since the folder was looked through is so refused.

    Raises:
        OSError: a part of the path is a link, or cannot be opened.
    """
    *folders, name = PurePosixPath(path).parts
    place = os.open(source, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder in folders:
            inner = os.open(folder, _FOLDER, dir_fd=place)
            os.close(place)
            place = inner
        return os.fdopen(os.open(name, _FILE, dir_fd=place), "rb")
    finally:
        os.close(place)


def link_problem(place: Path, source: Path) -> str:
    """Returns why a link leads nowhere that may be read, empty if it leads to what lies inside.

    Of one that leads out it does not tell whether anything is there.
    """
    try:
        if not place.resolve().is_relative_to(source.resolve()):
            return LEADS_OUT
        place.resolve(strict=True)
    except OSError as error:
        return f"the file cannot be opened: {error.strerror}"
    except RuntimeError:  # What Python before 3.13 makes of a link that leads to itself.
        return "the file cannot be opened: Too many levels of symbolic links"
    return ""
