"""Following a source: what is new or changed is fetched, what is gone is removed.

Each file is whole when it gets its name, and is noted then; so a process that is killed at any
moment loses nothing, and the next one goes on. What was fetched stays where the source is away, or
cannot tell all that it has.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.adding.names import safe_path, shown_name
from assistant.adding.refusals import RefusedError
from assistant.adding.upload_folder import UploadFolder
from assistant.settings import Settings
from assistant.sources.secrets import secret_of, without_secret
from assistant.sources.sources import DocumentSource, FetchedFile, Sources
from index.connectors.connector import Connector, NotFetchedError, RemoteFile, SourceAwayError
from index.errors import HomeLockedError, UsageError
from index.readers import is_supported
from index.types import Failure

NAME = "sources"


@dataclass(slots=True)
class FetchReport:
    """What following a source has brought, in names of files.

    `problem` says why not all of it could be followed. With `failed` go the reasons.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    removed: list[str] = field(default_factory=list)
    skipped: int = 0
    failed: list[Failure] = field(default_factory=list)
    problem: str = ""

    @property
    def has_news(self) -> bool:
        """Tells whether anything is other than it was before."""
        return bool(self.new or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a source may bring: bytes of one file, bytes of all, and their number."""

    file: int
    total: int
    files: int


def fetch_limits(settings: Settings) -> FetchLimits:
    """Returns what the settings let a source bring."""
    total = int(settings.max_source_mb * 1e6)
    return FetchLimits(int(settings.max_file_mb * 1e6), total, settings.max_source_files)


def folder_of(home: Path, source: str) -> Path:
    """Returns where the files of a source lie."""
    return home.resolve() / NAME / source


class Following:
    """One source, its files on the disk, and what is noted of them."""

    def __init__(
        self,
        source: DocumentSource,
        sources: Sources,
        home: Path,
        limits: FetchLimits,
        heed: Callable[[], object] = lambda: None,
    ) -> None:
        """`home` is the home folder, in which the files of each source have a folder.

        `heed` is called now and then, and may raise an error to end it.
        """
        self._heed = heed
        self._source, self._sources, self._limits = source, sources, limits
        self._folder = UploadFolder(folder_of(home, source.name), limits.total)
        self._known: dict[str, FetchedFile] = {}
        self._report = FetchReport()

    @property
    def root(self) -> Path:
        """The folder in which its files lie."""
        return self._folder.root

    def follow(self, connector: Connector, *, dry: bool = False) -> FetchReport:
        """Fetches what changed; if it is `dry`, only says what that would be.

        Raises:
            UsageError: another process follows this source, or it was removed.
            HomeError: what was fetched cannot be noted.
        """
        try:
            # Trying takes it too: what comes of Git lies in the folder.
            with alone(self.root.parent.parent, self._source.name):
                self._sources.require(self._source)
                if not dry:
                    self.root.mkdir(mode=0o700, exist_ok=True)
                    self._folder.sweep()
                return self._followed(connector, dry=dry)
        except HomeLockedError as error:
            raise UsageError(str(error)) from None

    def mark(self, key: str) -> str:
        """Returns the mark of a file when it was fetched, empty if it is not there as it was."""
        known = self._known.get(key)
        return known.mark if known and self._is_there(known) else ""

    def read(self, key: str) -> bytes:
        """Returns a file as it was fetched, empty if it was not."""
        known = self._known.get(key)
        try:
            return (self.root / known.path).read_bytes() if known else b""
        except OSError:
            return b""

    def _followed(self, connector: Connector, *, dry: bool) -> FetchReport:
        self._known, self._report = self._sources.files(self._source.name), FetchReport()
        report, seen = self._report, set[str]()
        try:
            with closing(connector):
                for item in connector.items(self):
                    if len(seen) >= self._limits.files:
                        raise SourceAwayError(_too_many(self._limits.files))
                    self._heed()
                    seen.add(item.key)
                    self._take(item, connector, dry=dry)
            self._remove(self._known.keys() - seen, dry=dry)
        except SourceAwayError as error:
            report.problem = self._said(str(error))
        except OSError as error:
            report.problem = f"what is fetched cannot be written: {error.strerror or error}"
        except (ValueError, LookupError) as error:
            # Whatever a source says is its own, and keeps no other from being followed.
            report.problem = self._said(f"what it says cannot be understood: {_named(error)}")
        return report

    def _take(self, item: RemoteFile, connector: Connector, *, dry: bool) -> None:
        known = self._known.get(item.key)
        if item.problem:
            self._fail(item, item.problem)
        elif known and item.mark and self.mark(item.key) == item.mark:
            self._report.same += 1
        elif not is_supported(item.name):
            self._report.skipped += 1
        elif item.size > self._limits.file:
            self._fail(item, _too_large(self._limits.file))
        elif dry:
            (self._report.changed if known else self._report.new).append(item.name)
        else:
            self._try(item, known, connector)

    def _try(self, item: RemoteFile, known: FetchedFile | None, connector: Connector) -> None:
        try:
            self._fetch(item, known, connector)
        except (NotFetchedError, RefusedError) as error:
            self._fail(item, str(error))

    def _fetch(self, item: RemoteFile, known: FetchedFile | None, connector: Connector) -> None:
        room, report = self._folder.room(), self._report
        if item.size > room:
            raise SourceAwayError(_no_room())
        arriving = self._folder.receive(item.size)
        try:
            for piece in connector.fetch(item):
                self._heed()
                arriving.write(piece)
                if arriving.size > self._limits.file:
                    raise NotFetchedError(_too_large(self._limits.file))
                if arriving.size > room:
                    raise SourceAwayError(_no_room())
            version = arriving.finish()
            path = known.path if known else self._place(item)
            file = FetchedFile(item.key, path, item.mark, version, arriving.size, item.origin)
            if known and known.version == version and self._is_there(known):
                report.same += 1
            else:
                self._folder.put(arriving, path, path)
                (report.changed if known else report.new).append(path)
            self._known[item.key] = file
            self._sources.note_file(self._source.name, file)
        finally:
            arriving.drop()

    def _place(self, item: RemoteFile) -> str:
        name = str(safe_path(shown_name(item.name)))
        return self._folder.place_for(name, {file.path for file in self._known.values()})

    def _remove(self, gone: set[str], *, dry: bool) -> None:
        """Follows deletions, and takes away what a process that was killed has left unnoted."""
        for key in sorted(gone):
            self._report.removed.append(self._known[key].path)
            if not dry:
                self._folder.remove(self._known[key].path)
                self._sources.forget_file(self._source.name, key)
        if not dry:
            noted = {file.path for key, file in self._known.items() if key not in gone}
            for path in list(self._on_disk()):
                if path not in noted:
                    self._folder.remove(path)

    def _on_disk(self) -> Iterator[str]:
        for place in self.root.rglob("*"):
            path = place.relative_to(self.root)
            if place.is_file() and not any(part.startswith(".") for part in path.parts):
                yield path.as_posix()

    def _is_there(self, file: FetchedFile) -> bool:
        place = self.root / file.path
        return place.is_file() and place.stat().st_size == file.size

    def _fail(self, item: RemoteFile, reason: str) -> None:
        self._report.failed.append(Failure(item.name, self._said(reason)))

    def _said(self, reason: str) -> str:
        """Returns a reason in one line; a library may have put the password into it."""
        return " ".join(without_secret(reason, secret_of(self._source.secret)).split())[:500]


@contextmanager
def alone(home: Path, source: str) -> Iterator[None]:
    """Holds a source: whoever follows or removes it is the only one who does.

    Raises:
        HomeLockedError: somebody else does.
    """
    place = home.resolve() / NAME / f".{source}.lock"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(place)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        said = f"The source {source!r} is being followed by another process. Wait until it is done."
        raise HomeLockedError(said) from None
    try:
        yield
    finally:
        # Whoever waits for it looks whether what it has locked still is the file of this name.
        if not folder_of(home, source).exists():
            place.unlink(missing_ok=True)
        lock.release()


def forget_fetched(home: Path, source: str) -> None:
    """Removes the files of a source from the disk."""
    shutil.rmtree(folder_of(home, source), ignore_errors=True)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _too_large(most: int) -> str:
    return f"it has over {most / 1e6:.3g} MB; raise TENKYO_MAX_FILE_MB"


def _too_many(most: int) -> str:
    return f"it has over {most:,} files, nothing beyond is fetched; raise TENKYO_MAX_SOURCE_FILES"


def _no_room() -> str:
    return "there is no more room: free some of the disk, or raise TENKYO_MAX_SOURCE_MB"
