"""Following sources as long as a server runs: in one thread, one source at a time.

Some are due every so often, others are asked for in the browser. What was fetched is indexed by the
thread that indexes what people add: there is one indexer.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread

from assistant.assistant import Assistant
from assistant.indexing.background import StoppedError
from assistant.sources.fetching import fetch, forget_source, indexed_folder, sources_of
from assistant.sources.following import FetchReport
from assistant.sources.sources import DocumentSource
from index.errors import HomeLockedError, TenkyoError

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 20
_SECONDS_LOCKED = 2


class ErrandKind(StrEnum):
    """What can be asked for."""

    FETCH = "fetch"
    TRY = "try"
    """To say what fetching would change."""
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done with a source by its name, and who asked for it."""

    kind: ErrandKind
    source: str
    by: str = ""


class SourceFollower:
    """Follows the sources that are due, and those that somebody asks for."""

    def __init__(
        self,
        assistant: Assistant,
        indexed: Callable[[Path, Callable[[], bool]], object],
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        """`indexed` is told of each folder in which something has changed.

        It is given what tells whether that folder is still the one of a source.

        Of several servers, the one that `leads` fetches what is due; each does what it is asked.
        """
        self._assistant, self._indexed, self._leads = assistant, indexed, leads
        self._errands: list[Errand] = []
        self._lock, self._news, self._stopped = Lock(), Event(), Event()
        self._thread = Thread(target=self._run, name="sources", daemon=True)
        self.last: dict[str, tuple[ErrandKind, FetchReport]] = {}
        """What became of each source since the server began, by its name."""

    def start(self) -> None:
        """Begins to look for sources that are due."""
        self._thread.start()

    def close(self) -> None:
        """Ends what is being fetched, after the piece at hand; what was fetched is kept."""
        self._stopped.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def waiting(self) -> tuple[Errand, ...]:
        """What is asked for and not done yet, the errand that is being done first."""
        with self._lock:
            return tuple(self._errands)

    def ask(self, errand: Errand) -> None:
        """Has something done with a source as soon as those before it are done."""
        with self._lock:
            if errand not in self._errands:
                self._errands.append(errand)
        self._news.set()

    def follow_due(self, now: datetime) -> None:
        """Does what was asked for, and fetches every source whose time has come.

        Raises:
            StoppedError: the server stops.
            HomeError: what was fetched cannot be noted.
        """
        self._run_errands()
        for name in [source.name for source in sources_of(self._assistant).all()]:
            # While those before it were fetched it may have been removed, or fetched elsewhere.
            source = self._named(name)
            if source and self._leads() and is_due(source, now):
                self._attempt(Errand(ErrandKind.FETCH, name))
                self._run_errands()

    def _run_errands(self) -> None:
        while self.waiting:
            errand = self.waiting[0]
            try:
                self._attempt(errand)
            except HomeLockedError:
                # Something writes to the home folder: this is done after that, and others before.
                self._pause(_SECONDS_LOCKED)
                with self._lock:
                    self._errands.append(self._errands.pop(0))
                continue
            with self._lock:
                self._errands.remove(errand)

    def _attempt(self, errand: Errand) -> None:
        try:
            self._do(errand)
        except (StoppedError, HomeLockedError):
            raise
        except Exception as error:
            # Whatever one source does keeps no other from being followed.
            logger.exception("The source %r could not be followed.", errand.source)
            report = FetchReport(problem=_why(error))
            self.last[errand.source] = (errand.kind, report)
            source = self._named(errand.source)
            # So that it is due again when its time comes, and not at once.
            if source and errand.kind is ErrandKind.FETCH:
                sources_of(self._assistant).note_tried(source, report.problem)

    def _do(self, errand: Errand) -> None:
        source = self._named(errand.source)
        if source is None:
            return
        if errand.kind is ErrandKind.REMOVE:
            forget_source(self._assistant, source, errand.by)
            self.last.pop(source.name, None)
        elif errand.kind is ErrandKind.TRY:
            report = fetch(self._assistant, source, dry=True, heed=self._heed)
            self.last[source.name] = (errand.kind, report)
        else:
            self._fetch(source)

    def _named(self, name: str) -> DocumentSource | None:
        return next((each for each in sources_of(self._assistant).all() if each.name == name), None)

    def _fetch(self, source: DocumentSource) -> None:
        report = fetch(self._assistant, source, heed=self._heed)
        is_there = partial(sources_of(self._assistant).has, source)
        if not is_there():
            return
        self.last[source.name] = (ErrandKind.FETCH, report)
        if report.problem:
            logger.warning("The source %r was not fetched whole.", source.name)
        self._indexed(indexed_folder(self._assistant, source), is_there)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._news.clear()
            try:
                self.follow_due(datetime.now(UTC))
            except StoppedError:
                return
            except Exception:
                logger.exception("A source could not be followed.")
            self._news.wait(_LOOK_SECONDS)

    def _pause(self, seconds: float) -> None:
        self._stopped.wait(seconds)
        self._heed()

    def _heed(self) -> None:
        if self._stopped.is_set():
            raise StoppedError("The server stops.")


def _why(error: Exception) -> str:
    """Returns in one line what went wrong; of what nobody foresaw only what it is called."""
    if isinstance(error, TenkyoError | OSError):
        return str(error)
    return f"an error that nobody foresaw ({type(error).__name__}); the server's log says where."


def is_due(source: DocumentSource, now: datetime) -> bool:
    """Tells whether a source is to be fetched: so long after it was tried, however that went."""
    if not source.every:
        return False
    if not source.tried:
        return True
    return (now - datetime.fromisoformat(source.tried)).total_seconds() >= source.every
