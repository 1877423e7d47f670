"""Indexing beside the answering: one thread that follows folders, whenever it is told of news."""

import logging
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread

from assistant.indexing.home_folders import index_folder, is_outdated_folder
from assistant.settings import Settings
from index.command_line import command
from index.errors import HomeLockedError, TenkyoError
from index.library import Library
from index.sync.sync import Progress, ReadingOptions

logger = logging.getLogger(__name__)

_SECONDS_LOCKED = 2.0
_SECONDS_FAILED = 30.0


class BackgroundTask(StrEnum):
    """What the thread is doing."""

    IDLE = "idle"
    READING = "reading"
    LOCKED = "locked"
    """Another process writes to the home folder: it goes on when that is done."""
    FAILED = "failed"
    """The index cannot be written: it tries again later."""


class StoppedError(TenkyoError):
    """Raised within a sync to end it, when the server stops."""


class Background:
    """Brings the index in line with folders of the home, in a thread of its own."""

    def __init__(self, library: Library, limits: ReadingOptions) -> None:
        """The thread begins with the first news."""
        self._library, self._limits = library, limits
        self._pending: dict[Path, set[Callable[[], bool]]] = {}
        self._news, self._stopped, self._lock = Event(), Event(), Lock()
        self._thread: Thread | None = None
        self.work = BackgroundTask.IDLE
        self.file: Path | None = None
        """The file that is being read."""

    def wake(self, folder: Path, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Tells that something in a folder has changed.

        It is left out if nobody who told of it says by then that it `is_wanted`.
        """
        with self._lock:
            self._pending.setdefault(folder, set()).add(is_wanted)
            self._news.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._follow, name="indexing", daemon=True)
                self._thread.start()

    def look(self, folder: Path) -> None:
        """Begins if something has changed that nobody told of, such as before a server was killed.

        Raises:
            HomeError: the records cannot be read.
        """
        if is_outdated_folder(self._library, folder):
            self.wake(folder)

    def close(self) -> None:
        """Ends what is being done, after the file at hand; what is done is kept."""
        with self._lock:
            self._stopped.set()
            self._news.set()
            thread = self._thread
        if thread:
            thread.join()

    @property
    def is_busy(self) -> bool:
        """Tells whether there are news that are not in the index yet."""
        return self.work is not BackgroundTask.IDLE or self._news.is_set()

    def _follow(self) -> None:
        while self._news.wait() and not self._stopped.is_set():
            self.work = BackgroundTask.READING
            self._news.clear()
            pause = self._index()
            if pause:
                self._news.set()
                self._stopped.wait(pause)

    def _index(self) -> float:
        """Indexes once; returns after how many seconds to try again, 0 if it is done."""
        try:
            for folder in sorted(self._pending):
                self._index_one(folder)
        except StoppedError:
            return 0
        except HomeLockedError:
            self.work = BackgroundTask.LOCKED
            return _SECONDS_LOCKED
        except (TenkyoError, OSError):
            logger.exception("What was added could not be indexed; see: %s", command("doctor"))
            self.work = BackgroundTask.FAILED
            return _SECONDS_FAILED
        finally:
            self.file = None
        self.work = BackgroundTask.IDLE
        return 0

    def _index_one(self, folder: Path) -> None:
        """Indexes a folder; one that could not be waits with the others."""
        with self._lock:
            wanted = self._pending.pop(folder)  # What changes from now on is news again.
        try:
            if any(is_wanted() for is_wanted in wanted):
                index_folder(self._library, folder, partial(self._report, folder), self._limits)
        except (TenkyoError, OSError):
            with self._lock:
                self._pending.setdefault(folder, set()).update(wanted)
            raise

    def _report(self, folder: Path, progress: Progress) -> None:
        if self._stopped.is_set():
            raise StoppedError("The server stops.")
        self.file = folder / progress.file


def limits_of(settings: Settings) -> ReadingOptions:
    """Returns what a single file may need when it is read."""
    return ReadingOptions(
        file_bytes=int(settings.max_file_mb * 1e6), ocr=settings.ocr, hidden=settings.hidden
    )
