"""Which files there are to index, and which of them changed since they were last read."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from index.readers import READERS, is_supported
from index.records import FileRecord


@dataclass(frozen=True, slots=True)
class Root:
    """A folder to index, or the part of it below `prefix` (empty for all of it)."""

    source: Path
    prefix: str

    def covers(self, file: FileRecord) -> bool:
        """Tells whether a known file lies in the part to index."""
        if Path(file.source) != self.source:
            return Path(file.source).is_relative_to(self.source / self.prefix)
        return (
            not self.prefix or file.path == self.prefix or file.path.startswith(self.prefix + "/")
        )


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a readable format, as it lies on the disk now."""

    source: Path
    path: str
    size: int
    modified_ns: int

    @property
    def location(self) -> Path:
        """Where to open it."""
        return self.source / self.path


def root_of(path: Path, known_sources: Sequence[Path]) -> Root:
    """Returns the root that a path on the command line means.

    A folder inside one that is indexed already is a part of that one, and a file is a part of its
    folder, so that the same file is never indexed twice.

    Raises:
        UsageError: there is nothing at `path`.
    """
    if not path.exists():
        raise UsageError(f"No such file or folder: {str(path)!r}. Check the spelling.")
    full = path.resolve()
    for source in known_sources:
        if full != source and full.is_relative_to(source):
            return Root(source, full.relative_to(source).as_posix())
    if full.is_dir():
        return Root(full, "")
    if not is_supported(full.name):
        formats = ", ".join(sorted(READERS))
        raise UsageError(f"{str(path)!r} is of a format that cannot be read; these can: {formats}.")
    return Root(full.parent, full.name)


def find_files(root: Root, home: Path) -> Iterator[FoundFile]:
    """Yields the readable files below a root, by path; hidden ones and the home are left out."""
    start = root.source / root.prefix
    places = [start] if start.is_file() or start.is_symlink() else _walk(start, home)
    for place in places:
        path = place.relative_to(root.source).as_posix()
        try:
            stat = place.stat()
        except OSError:
            stat = place.lstat()
        yield FoundFile(root.source, path, stat.st_size, stat.st_mtime_ns)


def version_of(data: bytes) -> str:
    """Returns the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _walk(folder: Path, home: Path) -> Iterator[Path]:
    # Symbolic links to folders are not followed: they may run in circles.
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and here / n != home)
        for name in sorted(names):
            place = here / name
            regular = place.is_file() or place.is_symlink()
            if not name.startswith(".") and is_supported(name) and regular:
                yield place
