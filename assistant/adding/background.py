"""Indexing beside the answering: one thread that follows a folder, whenever it is told of news."""

import logging
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock, Thread

from assistant.settings import Settings
from index.command_line import command
from index.errors import HomeLockedError, TenkyoError
from index.library import Library
from index.sync.file_states import Comparison, compare
from index.sync.scan import Root, find_files
from index.sync.sync import Progress, ReadingOptions

logger = logging.getLogger(__name__)

_FACT = "uploads"
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
    """Brings the index in line with one folder, in a thread of its own."""

    def __init__(self, library: Library, folder: Path, limits: ReadingOptions) -> None:
        """The thread begins with the first news."""
        self._library, self._folder, self._limits = library, folder, limits
        self._news, self._stopped, self._lock = Event(), Event(), Lock()
        self._thread: Thread | None = None
        self.work = BackgroundTask.IDLE
        self.file = ""
        """The file that is being read, by its path in the folder."""

    def wake(self) -> None:
        """Tells that something in the folder has changed."""
        with self._lock:
            self._news.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._follow, name="indexing", daemon=True)
                self._thread.start()

    def look(self) -> None:
        """Begins if something has changed that nobody told of, such as before a server was killed.

        Raises:
            HomeError: the records cannot be read.
        """
        self._follow_home()
        compared = self._compared()
        if compared and (compared.missing or compared.undecided()):
            self.wake()

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
            self._follow_home()
            if self._compared():
                self._library.sync([self._folder], self._report, self._limits)
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
            self.file = ""
        self.work = BackgroundTask.IDLE
        return 0

    def _follow_home(self) -> None:
        """Notes where the folder lies: a home may have been moved, or copied, with all it holds."""
        records, here = self._library.records, str(self._folder)
        before = records.facts().get(_FACT, "")
        if before == here or not self._folder.is_dir():
            return
        if before and not records.files(source=here):
            records.relocate(before, here)
        records.set_facts({_FACT: here})

    def _compared(self) -> Comparison | None:
        """Returns how the folder stands to what is indexed of it; None if nothing ever was there.

        That would be an error of whoever asks to index it.
        """
        home, root = self._library.home, Root(self._folder, "")
        known = self._library.records.files(source=str(self._folder))
        if not self._folder.is_dir() or not (known or any(find_files(root, home))):
            return None
        return compare(known, [root], home)

    def _report(self, progress: Progress) -> None:
        if self._stopped.is_set():
            raise StoppedError("The server stops.")
        self.file = progress.file


def limits_of(settings: Settings) -> ReadingOptions:
    """Returns what a single file may need when it is read."""
    return ReadingOptions(
        file_bytes=int(settings.max_file_mb * 1e6), ocr=settings.ocr, hidden=settings.hidden
    )
