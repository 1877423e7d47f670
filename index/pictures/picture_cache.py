"""Pictures of pages on the disk, so that a page is drawn once; those not looked at go first."""

import logging
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Lock

logger = logging.getLogger(__name__)

FOLDER = "pictures"
"""The folder of a home that holds them. It can be deleted: they are drawn again."""

_LEFT = 0.9
"""How full the folder is left where there was no more room."""


class PictureCache:
    """The pictures of a home folder, at most so many bytes, for any number of threads.

    Those of one version of a file lie in one folder, named by the SHA-256 of the file.
    """

    def __init__(self, home: Path, most: int) -> None:
        """Nothing is written yet."""
        self._root, self._most = home / FOLDER, most
        self._used: int | None = None
        self._lock = Lock()

    def get(self, version: str, name: str) -> bytes | None:
        """Returns a picture, None if it is not there."""
        place = self._root / version / name
        try:
            data = place.read_bytes()
            os.utime(place)
        except OSError:
            return None
        return data

    def put(self, version: str, name: str, data: bytes) -> None:
        """Keeps a picture if there is room, and may forget others; what fails is only noted."""
        if len(data) > self._most:
            return
        place = self._root / version / name
        try:
            with self._lock:
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                used = self._bytes() if self._used is None else self._used
                arriving = place.with_name(f".{secrets.token_hex(8)}")
                arriving.write_bytes(data)
                arriving.replace(place)
                self._used = used + len(data)
                if self._used > self._most:
                    self._used = self._make_room()
        except OSError as error:
            logger.warning("A picture of a page could not be kept: %s.", error.strerror)

    def keep_only(self, versions: Collection[str]) -> None:
        """Forgets the pictures of all other versions of files."""
        for folder in self._folders():
            if folder.name not in versions:
                shutil.rmtree(folder, ignore_errors=True)
        self._used = None

    def _make_room(self) -> int:
        """Deletes what was not looked at for longest; returns how many bytes are left."""
        found = sorted((stat.st_mtime_ns, stat.st_size, place) for place, stat in self._files())
        used = sum(size for _, size, _ in found)
        for _, size, place in found:
            if used <= self._most * _LEFT:
                break
            place.unlink(missing_ok=True)
            used -= size
        return used

    def _bytes(self) -> int:
        return sum(stat.st_size for _, stat in self._files())

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for folder in self._folders():
            for place in folder.iterdir():
                yield place, place.stat()

    def _folders(self) -> list[Path]:
        return list(self._root.iterdir()) if self._root.is_dir() else []
