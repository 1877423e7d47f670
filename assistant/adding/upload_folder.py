"""A folder of a home that holds files which came in: whole files only, and their shown names.

What people add in the browser lies in one, and what is fetched of a source in one for each source.

A file arrives under a hidden name, which nobody indexes, and gets its own when all of it is there;
so nothing half-written is ever seen, whatever stops in between. Where the name on the disk is not
the one that is shown, that is kept in a hidden folder beside.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from assistant.adding.names import numbered, safe_path
from assistant.adding.refusals import Refused, RefusedError

_RESERVE = 200_000_000
"""Bytes of the disk that stay free, for what is made of the files and for what people say."""


@dataclass(slots=True)
class Arriving:
    """A file that is arriving: its bytes so far, at a hidden place."""

    place: Path
    file: BinaryIO
    dropped: Callable[[Path], object]
    size: int = 0
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> None:
        """Takes some more of it."""
        self.file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> str:
        """Brings all of it to the disk; returns the SHA-256 of its bytes, in hexadecimal."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        return self._hash.hexdigest()

    def drop(self) -> None:
        """Ends its arrival; it is forgotten, unless it was placed."""
        self.file.close()
        self.place.unlink(missing_ok=True)
        self.dropped(self.place)


class UploadFolder:
    """The files that people added, by their paths."""

    def __init__(self, root: Path, most: int) -> None:
        """Keeps them in a folder of a home, all together `most` bytes."""
        self.root = root
        self._arriving, self._names = self.root / ".arriving", self.root / ".names"
        self._most = most
        self._used: int | None = None  # bytes of all files; counted once, as there may be many
        self._expected: dict[Path, int] = {}  # bytes of what is arriving

    def receive(self, size: int) -> Arriving:
        """Begins with a file of so many bytes that is to arrive; its room is kept for it.

        Raises:
            OSError: it cannot be written.
        """
        self._arriving.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._arriving / secrets.token_hex(16)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        self._expected[place] = size
        return Arriving(place, os.fdopen(descriptor, "wb"), self._arrived)

    def place_for(self, shown: str, taken: Collection[str]) -> str:
        """Returns the path that a file of this name gets: that of its earlier version, if any.

        What lies at a path of `taken` is another file of the same name.

        Raises:
            RefusedError: it cannot have this name.
        """
        return str(next(p for p in numbered(safe_path(shown)) if self._fits(p, shown, taken)))

    def put(self, arrived: Arriving, path: str, shown: str) -> None:
        """Puts a file that is all there where `place_for` said, in the place of what lies there.

        Raises:
            RefusedError: a folder on the way is a file.
            OSError: it cannot be written.
        """
        place = self.root / path
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            inside = place.parent.resolve().is_relative_to(self.root)
        except (FileExistsError, NotADirectoryError):
            inside = False
        if not inside:
            raise RefusedError(Refused.NO_NAME, shown)
        self._note_name(path, shown)
        used, before = self._bytes(), place.stat().st_size if place.exists() else 0
        arrived.place.replace(place)
        self._used = used + arrived.size - before

    def remove(self, path: str) -> bool:
        """Removes a file, and the folders that are empty then; tells whether it was there."""
        place = self.root / path
        if not self.has(path):
            return False
        self._used = self._bytes() - place.stat().st_size
        place.unlink(missing_ok=True)
        self._name_of(path).unlink(missing_ok=True)
        with suppress(OSError):  # A folder that is not empty stays.
            for folder in place.relative_to(self.root).parents[:-1]:
                (self.root / folder).rmdir()
        return True

    def paths(self, folder: str = "") -> list[str]:
        """Returns the paths of all files that were added, or of those in a folder, in order."""
        found = (self.root / folder).rglob("*")
        paths = (place.relative_to(self.root).as_posix() for place in found)
        return sorted(filter(self.has, paths))

    def size(self, paths: Iterable[str]) -> int:
        """Returns how many bytes files have together; those that are gone count nothing."""
        sizes = 0
        for path in paths:
            with suppress(OSError):
                sizes += (self.root / path).stat().st_size
        return sizes

    def shown(self, path: str) -> str:
        """Returns the name under which a file was added."""
        try:
            return self._name_of(path).read_text(encoding="utf-8").partition("\n")[2]
        except OSError:
            return path

    def shown_names(self) -> dict[str, str]:
        """Returns the shown names of the files that lie under others, by their paths."""
        found = dict[str, str]()
        for name in self._names.glob("*.name"):
            with suppress(FileNotFoundError):  # Its file is being removed.
                path, _, shown = name.read_text(encoding="utf-8").partition("\n")
                found[path] = shown
        return found

    def room(self) -> int:
        """Returns how many bytes may still be added: of the limit, and of the disk."""
        folder = self.root if self.root.is_dir() else self.root.parent
        free = shutil.disk_usage(folder).free - _RESERVE
        expected = sum(list(self._expected.values()))
        return max(0, min(free, self._most - self._bytes()) - expected)

    def sweep(self, age: float = 0.0) -> None:
        """Removes what was arriving when the server was stopped.

        Where others run beside it, that is what has not grown for so many seconds.
        """
        if not age:
            shutil.rmtree(self._arriving, ignore_errors=True)
            return
        for place in self._arriving.glob("*"):
            with suppress(OSError):
                if time.time() - place.stat().st_mtime > age:
                    place.unlink()

    def _fits(self, path: PurePosixPath, shown: str, taken: Collection[str]) -> bool:
        """Tells whether nothing lies at a path, or what a file of this name is to replace."""
        place = self.root / path
        if not os.path.lexists(place):
            return True
        return place.is_file() and self.shown(str(path)) == shown and str(path) not in taken

    def _bytes(self) -> int:
        if self._used is None:
            places = [place for place in self.root.rglob("*") if self._arriving != place.parent]
            self._used = sum(place.lstat().st_size for place in places if place.is_file())
        return self._used

    def _arrived(self, place: Path) -> None:
        self._expected.pop(place, None)

    def has(self, path: str) -> bool:
        """Tells whether a path names a file here that somebody added."""
        given = PurePosixPath(path)
        hidden = any(part.startswith(".") for part in given.parts)
        if given.is_absolute() or str(given) != path or hidden:
            return False
        place = self.root / path
        return place.is_file() and place.resolve().is_relative_to(self.root)

    def _note_name(self, path: str, shown: str) -> None:
        kept = self._name_of(path)
        if shown == path:
            kept.unlink(missing_ok=True)
            return
        self._names.mkdir(mode=0o700, exist_ok=True)
        kept.write_text(f"{path}\n{shown}", encoding="utf-8")

    def _name_of(self, path: str) -> Path:
        return self._names / f"{hashlib.sha256(path.encode()).hexdigest()[:32]}.name"
