"""A home folder made of an archive: all of it, or nothing.

The files are written to a hidden folder, and get their places when all of them are there and are
what the archive says; the databases come last, as they make a folder a home.
"""

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.backups.manifest import ArchivedFile, Manifest, damaged_archive, read_manifest
from index.database.copying import move_to_server
from index.database.database import unusable
from index.database.home_folder import FILE, PEOPLE
from index.database.lock import writing
from index.database.private_files import keep_private
from index.errors import HomeError, UsageError
from index.store.records import open_records

_HIDDEN = ".restoring"
_BLOCK = 1 << 20
_LAST = (FILE, PEOPLE)
_BESIDE = ("lock", "lock-holder", _HIDDEN, "lost+found")
"""What may be in a home folder that is empty: our own, and what a new disk has."""


def restore_home(source: Path, home: Path, address: str = "") -> Manifest:
    """Makes a home folder of an archive, and returns what the archive held.

    With the `address` of a server, what people said and did is written there.

    Raises:
        UsageError: the archive cannot be read or restored, or the folder is not empty.
        HomeError: the folder or the server cannot be written, or that holds something.
    """
    with _opened(source) as archive:
        manifest = read_manifest(archive, source)
        _refuse_full(home)
        try:
            home.mkdir(parents=True, exist_ok=True)
            keep_private(home)
            with writing(home):
                _refuse_full(home)
                with _hidden(home) as hidden:
                    for file in manifest.files:
                        _extract(archive, source, file, hidden / file.name)
                    if address:
                        # In the form of this release, whatever the backup is of.
                        open_records(hidden).close()
                        move_to_server(hidden, address)
                    _put(hidden, home)
        except OSError as error:
            raise HomeError(unusable(home, error.strerror or str(error))) from error
    return manifest


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except OSError as error:
        cause = error.strerror or error
        raise UsageError(f"Cannot read {str(source)!r}: {cause}. Name a backup.") from error
    except zipfile.BadZipFile as error:
        raise damaged_archive(source, error) from error
    with archive:
        yield archive


@contextmanager
def _hidden(home: Path) -> Iterator[Path]:
    """Yields a folder that nobody looks into, empty whatever was left of an earlier try."""
    hidden = home / _HIDDEN
    shutil.rmtree(hidden, ignore_errors=True)
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _refuse_full(home: Path) -> None:
    if home.is_dir() and {path.name for path in home.iterdir()} - set(_BESIDE):
        raise UsageError(
            f"The folder {str(home)!r} is not empty, and a backup replaces nothing."
            " Name a new one with --home."
        )
    if os.path.lexists(home) and not home.is_dir():
        raise UsageError(f"{str(home)!r} is no folder. Name a new one with --home.")


def _extract(archive: zipfile.ZipFile, source: Path, file: ArchivedFile, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), file.size
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as into, archive.open(file.name) as packed:
            while block := packed.read(_BLOCK):
                left -= len(block)
                digest.update(block)
                into.write(block)
            into.flush()
            os.fsync(into.fileno())
    except (zipfile.BadZipFile, EOFError, ValueError, zlib.error) as error:
        raise damaged_archive(source, f"{file.name}: {error}") from error
    if left or digest.hexdigest() != file.sha256:
        raise damaged_archive(source, f"{file.name!r} is not what was backed up")


def _put(hidden: Path, home: Path) -> None:
    names = sorted(path.name for path in hidden.iterdir() if not path.name.startswith("lock"))
    for name in [*(n for n in names if n not in _LAST), *(n for n in _LAST if n in names)]:
        (hidden / name).rename(home / name)
