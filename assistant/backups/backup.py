"""One archive of a home folder, made while a server runs.

The databases are copied by SQLite itself, each as of one moment. Files that people added are whole
whenever they are there (`assistant/adding/upload_folder.py`).
"""

import hashlib
import os
import secrets
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from assistant.audit.audit_head import NAME as HEAD
from assistant.backups.manifest import NAME, ArchivedFile, Manifest, manifest_of
from index.database.copying import copy_to_file
from index.database.database import unusable
from index.database.home_folder import FILE, PEOPLE
from index.database.lock import writing
from index.database.place_of_people import open_people
from index.database.private_files import OURS
from index.errors import HomeError, UsageError
from index.store.records import open_records

_INDEX = "generations"
_ARRIVING = ".arriving"
_LOCKS = ("lock", "serving")
_PATIENCE = 600.0
"""Seconds that a backup with the index waits for whoever writes to it."""

_BLOCK = 1 << 20


def back_up(home: Path, target: Path, *, with_index: bool = False, address: str = "") -> Manifest:
    """Writes an archive of a home folder, and returns what it holds.

    What is on the server of this `address`, if any, stands in it as in a home folder without one.

    Raises:
        NoIndexError: there is no home folder.
        HomeError: it is damaged, or with the index, somebody writes to it for minutes.
        UsageError: the archive is there already, or cannot be written.
    """
    # What an earlier release left is brought to the form of this one, as by any other command.
    open_records(home, address).close()
    if os.path.lexists(target):
        raise _exists(target)
    if not target.resolve().parent.is_dir():
        raise UsageError(f"Cannot write {str(target)!r}: its folder is not there. Make it first.")
    place = target.resolve().parent / f".{target.name}-{secrets.token_hex(6)}"
    # With the index, nobody may write: it has to fit the records.
    held = writing(home, patience=_PATIENCE) if with_index else nullcontext()
    try:
        with held, _private(place) as file:
            manifest = _write(home, file, address, with_index=with_index)
            file.flush()
            os.fsync(file.fileno())
        _name(place, target)
    except OSError as error:
        cause = error.strerror or error
        raise UsageError(f"Cannot write {str(target)!r}: {cause}. Choose another place.") from error
    finally:
        place.unlink(missing_ok=True)
    return manifest


def _private(place: Path) -> BinaryIO:
    return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _name(place: Path, target: Path) -> None:
    """Gives a file that is whole its name, which nobody may have taken meanwhile."""
    try:
        os.link(place, target)
    except FileExistsError:
        raise _exists(target) from None
    except OSError:
        # This file system has no second names.
        if target.exists():
            raise _exists(target) from None
        place.replace(target)


def _exists(target: Path) -> UsageError:
    return UsageError(f"{str(target)!r} exists. Choose another name.")


def _write(home: Path, file: BinaryIO, address: str, *, with_index: bool) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        writer = _Writer(archive)
        # The head first: the record that is copied later has what it knows of.
        writer.add_if_there(home / HEAD, HEAD)
        if address:
            writer.add_people(home, address)
        else:
            writer.add_database(home / PEOPLE, PEOPLE)
        writer.add_database(home / FILE, FILE)
        for path in _files(home, with_index=with_index):
            add = writer.add_database if _is_database(path) else writer.add_if_there
            add(path, path.relative_to(home).as_posix())
        manifest = manifest_of(tuple(writer.files))
        archive.writestr(NAME, manifest.to_json())
    return manifest


def _files(home: Path, *, with_index: bool) -> Iterator[Path]:
    """Yields what there is besides the two databases: whatever a home folder may hold, but locks.

    Links lead elsewhere, and are nothing of ours.
    """
    for name in OURS:
        for folder in sorted(home.glob(name)):
            if not folder.is_dir() or folder.is_symlink() or folder.name in _LOCKS:
                continue
            if folder.name == _INDEX and not with_index:
                continue
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.is_symlink() and path.parent.name != _ARRIVING:
                    yield path


def _is_database(path: Path) -> bool:
    return path.suffix in (".sqlite", ".sqlite3")


@dataclass(slots=True)
class _Writer:
    """Adds files to an archive, and notes what was added."""

    archive: zipfile.ZipFile
    files: list[ArchivedFile] = field(default_factory=list)

    def add_if_there(self, path: Path, name: str) -> None:
        """Adds a file, unless it was removed meanwhile, or is the journal of a database."""
        if path.name.endswith(("-wal", "-shm", "-journal")):
            return
        try:
            opened = path.open("rb")
        except FileNotFoundError:
            return
        with opened:
            self._add(opened, name)

    def add_database(self, path: Path, name: str) -> None:
        """Adds a database as it is at one moment.

        Raises:
            HomeError: it is damaged, or is not there.
        """
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.sqlite"
            try:
                _copy(path, copy)
            except sqlite3.Error as error:
                raise HomeError(unusable(path.parent, f"{path.name}: {error}")) from error
            with copy.open("rb") as opened:
                self._add(opened, name)

    def add_people(self, home: Path, address: str) -> None:
        """Adds what is on a server at one moment, in the form of a home folder without one.

        Raises:
            HomeError: it cannot be read.
        """
        with TemporaryDirectory() as folder, closing(open_people(home, address)) as server:
            copy_to_file(server, Path(folder) / PEOPLE)
            self.add_database(Path(folder) / PEOPLE, PEOPLE)

    def _add(self, opened: BinaryIO, name: str) -> None:
        digest, size = hashlib.sha256(), 0
        entry = zipfile.ZipInfo(name)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self.archive.open(entry, "w", force_zip64=True) as into:
            while block := opened.read(_BLOCK):
                digest.update(block)
                size += len(block)
                into.write(block)
        self.files.append(ArchivedFile(name, size, digest.hexdigest()))


def _copy(path: Path, copy: Path) -> None:
    """Copies a database by SQLite, and checks the copy."""
    # A database that is not there would be made.
    source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
    with closing(source), closing(sqlite3.connect(copy)) as into:
        source.backup(into)
        # In one file, whatever was beside it.
        into.execute("PRAGMA journal_mode=DELETE")
        [found] = into.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(str(found))
