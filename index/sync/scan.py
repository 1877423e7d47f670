"""Which files there are to index, and which of them changed since they were last read."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from index.errors import UsageError
from index.readers import READERS, is_supported
from index.store.record_rows import FileRecord
from index.sync.inside import LEADS_OUT, link_problem

# Hidden files, and those that Office writes beside a document while somebody has it open.
_PASSED_OVER = (".", "~$")


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
    """A file of a readable format, as it lies on the disk now, or a folder that cannot be read.

    `problem` says why it cannot be read, where that is known before opening it; `is_link` that it
    is a symbolic link, which is never read.
    """

    source: Path
    path: str
    size: int
    modified_ns: int
    problem: str = ""
    is_link: bool = False

    @property
    def location(self) -> Path:
        """Where to open it."""
        return self.source / self.path

    @property
    def leads_out(self) -> bool:
        """Tells whether it is a link that is not to be followed, which is no fault."""
        return self.problem == LEADS_OUT


def roots_of(
    paths: Sequence[Path], known_sources: Sequence[Path], home: Path | None = None
) -> list[Root]:
    """Returns the roots that the paths on a command line mean.

    A folder inside one that is indexed already, or named too, is a part of that one, and a file is
    a part of its folder, so that the same file is never indexed twice. What lies in the home folder
    is no part of a folder around that: walking through it leaves the home folder out.

    Raises:
        UsageError: there is nothing at a path, or nothing that can be read.
    """
    roots: list[Root] = []
    # Outer folders first: the inner ones then find them among the known.
    for full, path in sorted((_resolved(path), path) for path in paths):
        sources = [*known_sources, *(root.source for root in roots)]
        roots.append(_root_of(full, path, [s for s in sources if same_side(full, s, home)]))
    return roots


def same_side(one: Path, other: Path, home: Path | None) -> bool:
    """Tells whether two places both lie in the home folder, or both outside."""
    return home is None or one.is_relative_to(home) == other.is_relative_to(home)


def _root_of(full: Path, path: Path, known_sources: Sequence[Path]) -> Root:
    part = part_of(full, known_sources)
    if part:
        return part
    if full.is_dir():
        return Root(full, "")
    if not is_supported(full.name):
        formats = ", ".join(sorted(READERS))
        raise UsageError(f"{str(path)!r} is of a format that cannot be read; these can: {formats}.")
    return Root(full.parent, full.name)


def part_of(full: Path, known_sources: Sequence[Path]) -> Root | None:
    """Returns the part of an indexed folder that an absolute path inside it means."""
    for source in known_sources:
        if full != source and full.is_relative_to(source):
            return Root(source, full.relative_to(source).as_posix())
    return None


def find_files(root: Root, home: Path) -> Iterator[FoundFile]:
    """Yields the readable files below a root, by path; hidden ones, lock files, the home are not.

    What is known to be unreadable comes with its `problem`.
    """
    start = root.source / root.prefix
    single = start.is_file() or start.is_symlink()
    places = [(start, "")] if single else _walk(start, home, is_supported)
    for place, problem in places:
        is_link = place.is_symlink()
        if is_link:
            problem = problem or link_problem(place, root.source)
            if not problem:
                continue  # It counts as the file that it leads to, which is found by itself.
        try:
            stat = place.lstat()
        except FileNotFoundError:
            continue  # Removed just now.
        path = place.relative_to(root.source).as_posix()
        shown = path.encode("utf-8", "backslashreplace").decode()
        if shown != path:
            problem = "its name is not valid Unicode; rename it"
        elif not problem and not S_ISREG(stat.st_mode):
            problem = "it is not a regular file"
        yield FoundFile(
            root.source, shown, stat.st_size, stat.st_mtime_ns, problem, is_link=is_link
        )


def count_unreadable(root: Root, home: Path) -> Counter[str]:
    """Counts the files below a root that no reader takes, by their suffix."""
    start = root.source / root.prefix
    if not start.is_dir():
        return Counter()
    others = _walk(start, home, lambda name: not is_supported(name))
    files = (place for place, problem in others if not problem and not place.is_symlink())
    return Counter(place.suffix.lower() or place.name for place in files)


def version_of(data: bytes) -> str:
    """Returns the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def is_passed_over(path: str) -> bool:
    """Tells whether a file is hidden, lies in a hidden folder, or is a lock file, by its path."""
    *folders, name = PurePosixPath(path).parts
    return name.startswith(_PASSED_OVER) or any(folder.startswith(".") for folder in folders)


def _resolved(path: Path) -> Path:
    try:
        if not path.exists():
            raise UsageError(f"No such file or folder: {str(path)!r}. Check the spelling.")
        full = path.resolve()
        str(full).encode()
    except OSError as error:
        raise UsageError(f"{str(path)!r} cannot be opened: {error.strerror}.") from error
    except UnicodeEncodeError as error:
        raise UsageError(f"The name {str(path)!r} is not valid Unicode; rename it.") from error
    return full


def _walk(folder: Path, home: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[Path, str]]:
    """Yields the files of wanted names, and the folders that cannot be opened with the reason."""
    closed: list[OSError] = []
    # Symbolic links to folders are not followed: they may run in circles, or lead out.
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        here = Path(parent)
        for name in sorted(folders):
            if (here / name).is_symlink() and not name.startswith("."):
                yield here / name, ""
        folders[:] = sorted(n for n in folders if not n.startswith(".") and here / n != home)
        for name in sorted(names):
            place = here / name
            regular = place.is_file() or place.is_symlink()
            if not name.startswith(_PASSED_OVER) and wanted(name) and regular:
                yield place, ""
    for error in closed:
        yield Path(error.filename), f"the folder cannot be opened: {error.strerror}"
