"""Adding files in the browser, replacing and removing them, and what became of each.

What is added lies in a folder of the home that is indexed like any other: one for the library, one
for conversations (`rights.py` says who may). A version that is cited stays readable when its file
is replaced or removed, as with any other file.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from threading import Lock

from assistant.adding.names import safe_path, shown_name
from assistant.adding.refusals import Refused, RefusedError
from assistant.adding.rights import Rights
from assistant.adding.upload_folder import Arriving, UploadFolder
from assistant.assistant import Assistant
from assistant.audit.audit_facts import Facts
from assistant.indexing.background import BackgroundTask
from assistant.types import Reader
from index.readers import READERS
from index.store.record_rows import FAILED, INDEXED, FileRecord
from index.types import Entry, State

_MOST_BATCHES = 200
_ARRIVING_SECONDS = 3_600.0


class AddingOutcome(StrEnum):
    """What became of an added file."""

    WAITING = "waiting"
    READING = "reading"
    INDEXED = "indexed"
    FAILED = "failed"
    SAME = "same"
    """Its bytes are those of a document that is there already; it was not kept."""
    GONE = "gone"
    """It was removed or replaced since."""


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was taken, with its number in its batch.

    `path` is where it lies, or what it is the same as.
    """

    number: int
    shown: str
    path: str
    version: str
    replaces: bool = False
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an added file up to now; `note` says why it failed, or what was left out."""

    added: Added
    outcome: AddingOutcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What may be added, in bytes and files; `at_once` files in one go."""

    file: int
    total: int
    at_once: int


@dataclass(slots=True)
class _Upload:
    """What one reader adds in one go."""

    reader: str
    added: list[Added] = field(default_factory=list)


class Adding:
    """What people add in the browser to one folder of the home, for any number of threads."""

    def __init__(self, assistant: Assistant, rights: Rights) -> None:
        """Keeps what is added where the `rights` are about."""
        self._library, self._settings = assistant.library, assistant.settings
        self._access, self._audit = assistant.access, assistant.audit
        self._rights = rights
        self.folder = UploadFolder(rights.root, rights.most)
        self._background = assistant.background
        self._batches: OrderedDict[str, _Upload] = OrderedDict()
        self._versions: dict[str, str] = {}  # of files placed or removed since the start, by path
        self._lock = Lock()

    def start(self) -> None:
        """Goes on where a server that was stopped has left off."""
        # Where what people say is on a server, others may serve this home folder too.
        self.folder.sweep(_ARRIVING_SECONDS if self._settings.people_address else 0.0)
        self._background.look(self.root)

    @property
    def root(self) -> Path:
        """The folder in which added files lie."""
        return self.folder.root

    @property
    def formats(self) -> list[str]:
        """The endings of the names of files that can be read."""
        return sorted(READERS)

    @property
    def work(self) -> BackgroundTask:
        """What the indexing of added files is at."""
        return self._background.work

    def may_add(self, reader: Reader, path: str) -> bool:
        """Tells whether a reader may add, replace and remove the file at a path."""
        return self._rights.may_add(reader, path)

    def may_add_some(self, reader: Reader) -> bool:
        """Tells whether a reader may add files at some path."""
        return self._rights.may_add_some(reader)

    # Adding

    def room(self, reader: Reader) -> Room:
        """Returns what a reader may add now."""
        settings, room = self._settings, self._rights.share(reader, self.folder)
        return Room(int(settings.max_file_mb * 1e6), room, settings.max_upload_files)

    def begin(self, reader: Reader, batch: str, name: str, size: int) -> Arriving:
        """Begins with a file of a batch, whose id its sender has made up; `size` is in bytes.

        Raises:
            RefusedError: it is not taken.
            OSError: it cannot be written.
        """
        shown = shown_name(name)
        if not self.may_add(reader, str(safe_path(shown))):
            raise RefusedError(Refused.NOT_ALLOWED, shown)
        with self._lock:
            mine, room = self._batch(reader, batch), self.room(reader)
            if mine is None or len(mine.added) >= room.at_once:
                raise RefusedError(Refused.TOO_MANY, shown)
            _check_size(size, room, shown)
            return self.folder.receive(size)

    def finish(self, reader: Reader, batch: str, name: str, arrived: Arriving) -> Added:
        """Takes a file that has arrived whole, unless it is there already.

        Raises:
            RefusedError: it is not taken.
            HomeError: it cannot be recorded.
            OSError: it cannot be written.
        """
        shown, version = shown_name(name), arrived.finish()
        with self._lock:
            mine = self._batch(reader, batch)
            if mine is None:
                raise RefusedError(Refused.TOO_MANY, shown)
            same = self._same_as(reader, version)
            if same:
                added = Added(len(mine.added), shown, same, version, is_same=True)
            else:
                added = self._place(reader, mine, shown, version, arrived)
            mine.added.append(added)
        if not added.is_same:
            self._background.wake(self.root)
        return added

    def remove(self, reader: Reader, path: str) -> None:
        """Removes a file; what is cited of it stays.

        Raises:
            RefusedError: there is no such file that this reader may remove.
            HomeError: it cannot be recorded.
            OSError: it cannot be removed.
        """
        if not self.may_add(reader, path):
            raise RefusedError(Refused.MISSING, path)
        with self._lock:
            if not self.folder.has(path):
                raise RefusedError(Refused.MISSING, path)
            self._audit.note("document-removed", reader.name, self._rights.told(path))
            self.folder.remove(path)
            self._versions[path] = ""
        self._background.wake(self.root)

    def drop(self, chosen: Callable[[Sequence[str]], Sequence[str]]) -> None:
        """Removes files by their paths, of which `chosen` is told all; nobody adds meanwhile."""
        with self._lock:
            for path in chosen(self.folder.paths()):
                with suppress(OSError):
                    self.folder.remove(path)
                self._versions[path] = ""

    # What became of it

    def fates(self, reader: Reader, batch: str) -> list[Fate]:
        """Returns what became of the files of a batch up to now, in the order of their arrival."""
        with self._lock:
            mine = self._batches.get(batch)
            added = list(mine.added) if mine and mine.reader == reader.name else []
            versions = dict(self._versions)
        known = {f.path: f for f in self._library.records.files(source=str(self.root))}
        return [self._fate(each, known.get(each.path), versions) for each in added]

    def shown_names(self) -> dict[str, str]:
        """Returns the shown names of the files that lie under others, by their paths."""
        return self.folder.shown_names()

    def collections(self, reader: Reader) -> list[str]:
        """Returns the folders of added files that a reader sees, by name."""
        listing, root = self._access.library(reader).records.listing(), str(self.root)
        paths = [PurePosixPath(each.path) for each in listing if each.source == root]
        return sorted({str(folder) for path in paths for folder in path.parents[:-1]})

    def is_removable(self, reader: Reader, entry: Entry) -> bool:
        """Tells whether a reader may remove a file of the ledger."""
        mine = entry.source == str(self.root) and entry.state is not State.REMOVED
        return mine and self.may_add(reader, entry.path)

    def _fate(self, added: Added, known: FileRecord | None, versions: dict[str, str]) -> Fate:
        if added.is_same:
            return Fate(added, AddingOutcome.SAME)
        if versions.get(added.path) != added.version:
            return Fate(added, AddingOutcome.GONE)
        if known and known.version == added.version and known.state == INDEXED:
            return Fate(added, AddingOutcome.INDEXED, "; ".join(known.remarks))
        if known and known.version == added.version and known.state == FAILED:
            return Fate(added, AddingOutcome.FAILED, known.reason)
        reading = self._background.file == self.root / added.path
        return Fate(added, AddingOutcome.READING if reading else AddingOutcome.WAITING)

    def _batch(self, reader: Reader, batch: str) -> _Upload | None:
        """Returns a batch, a new one if it is not known; None if it is somebody else's."""
        mine = self._batches.setdefault(batch, _Upload(reader.name))
        self._batches.move_to_end(batch)
        while len(self._batches) > _MOST_BATCHES:
            self._batches.popitem(last=False)
        return mine if mine.reader == reader.name else None

    def _same_as(self, reader: Reader, version: str) -> str:
        """Returns the path of a file of the same bytes that the reader may see, empty if none.

        One that cannot be read does not count: the new one will say why.
        """
        root, known = str(self.root), self._library.records.files(version=version)
        files = [(file.source, file.path) for file in known if self._is_current(file)]
        if all(file.state == INDEXED for file in known):
            files += [(root, path) for path, other in self._versions.items() if other == version]
        seen = (path for source, path in files if self._rights.is_there(reader, source, path))
        return next(seen, "")

    def _is_current(self, file: FileRecord) -> bool:
        """Tells whether a file is in the index, and if it was added here still as it was read."""
        if file.source != str(self.root) or file.state != INDEXED:
            return file.state == INDEXED
        unchanged = self._versions.get(file.path, file.version) == file.version
        return unchanged and self.folder.has(file.path)

    def _place(
        self, reader: Reader, batch: _Upload, shown: str, version: str, arrived: Arriving
    ) -> Added:
        taken = {added.path for added in batch.added}
        path = self.folder.place_for(shown, taken)
        if not self.may_add(reader, path):
            raise RefusedError(Refused.NOT_ALLOWED, shown)
        replaces = self.folder.has(path)
        facts: Facts = {**self._rights.told(path, version), "bytes": arrived.size}
        self._audit.note("document-added", reader.name, facts | {"replaces": replaces})
        self.folder.put(arrived, path, shown)
        self._versions[path] = version
        return Added(len(batch.added), shown, path, version, replaces)


def _check_size(size: int, room: Room, shown: str) -> None:
    if size == 0:
        raise RefusedError(Refused.EMPTY, shown)
    if size > room.file:
        raise RefusedError(Refused.TOO_LARGE, shown)
    if size > room.total:
        raise RefusedError(Refused.NO_ROOM, shown)
