"""Why a file on the disk is not in the index, or not as it is now."""

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from index.readers import is_supported
from index.store.record_rows import FileRecord
from index.sync.inside import open_inside
from index.sync.scan import is_passed_over, part_of, same_side, version_of


class Cause(StrEnum):
    """Why a file is not indexed as it is.

    There is none; it lies in no indexed folder; its name has an ending that no reader takes; it is
    hidden, or a lock file of Office; it is a link, and what it leads to counts; nobody has indexed
    it yet; or it has changed since.
    """

    NOT_THERE = "not-there"
    ELSEWHERE = "elsewhere"
    FORMAT = "format"
    PASSED_OVER = "passed-over"
    LINK = "link"
    NEW = "new"
    CHANGED = "changed"


def places_of(name: str, sources: Sequence[str]) -> list[Path]:
    """Returns where a file may lie that is named as on a command line, or in an indexed folder."""
    return [Path.cwd() / name, *(Path(source) / name for source in sources)]


def why_not_indexed(place: Path, files: Sequence[FileRecord], home: Path) -> Cause | None:
    """Returns why a file is not indexed as it lies there now, None if it is, or has failed."""
    place = place.parent.resolve() / place.name
    if not os.path.lexists(place):
        return Cause.NOT_THERE
    sources = sorted({Path(file.source) for file in files})
    root = part_of(place, [source for source in sources if same_side(source, place, home)])
    if root is None:
        return Cause.ELSEWHERE
    if is_passed_over(root.prefix):
        return Cause.PASSED_OVER
    if place.is_symlink():
        return Cause.LINK
    if not is_supported(place.name):
        return Cause.FORMAT
    record = next((f for f in files if (f.source, f.path) == (str(root.source), root.prefix)), None)
    if record is None:
        return Cause.NEW
    return Cause.CHANGED if has_changed(record) else None


def has_changed(record: FileRecord) -> bool:
    """Tells whether a known file is there, and says another thing than what was read."""
    place = Path(record.source, record.path)
    try:
        now = place.lstat()
        if (now.st_size, now.st_mtime_ns) == (record.size, record.modified_ns):
            return False
        with open_inside(Path(record.source), record.path) as opened:
            return version_of(opened.read()) != record.version
    except OSError:
        return False
