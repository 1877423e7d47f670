"""Fetching sources every so often, as long as a server runs: in one thread, one source at a time.

What was fetched is indexed by the thread that indexes what people add: there is one indexer.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from assistant.assistant import Assistant
from assistant.indexing.background import StoppedError
from assistant.sources.fetching import fetch, indexed_folder, sources_of
from assistant.sources.sources import DocumentSource
from index.errors import TenkyoError

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 20


class Schedule:
    """Follows the sources that are due."""

    def __init__(self, assistant: Assistant, indexed: Callable[[Path], object]) -> None:
        """`indexed` is told of each folder in which something has changed."""
        self._assistant, self._indexed = assistant, indexed
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="sources", daemon=True)

    def start(self) -> None:
        """Begins to look for sources that are due."""
        self._thread.start()

    def close(self) -> None:
        """Ends what is being fetched, after the piece at hand; what was fetched is kept."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def follow_due(self, now: datetime) -> None:
        """Fetches every source whose time has come.

        Raises:
            StoppedError: the server stops.
            HomeError: what was fetched cannot be noted.
        """
        for source in sources_of(self._assistant).all():
            if is_due(source, now):
                report = fetch(self._assistant, source, heed=self._heed)
                if report.problem:
                    logger.warning("The source %r was not fetched whole.", source.name)
                self._indexed(indexed_folder(self._assistant.library.home, source))

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.follow_due(datetime.now(UTC))
            except StoppedError:
                return
            except (TenkyoError, OSError):
                logger.exception("A source could not be followed.")
            self._stopped.wait(_LOOK_SECONDS)

    def _heed(self) -> None:
        if self._stopped.is_set():
            raise StoppedError("The server stops.")


def is_due(source: DocumentSource, now: datetime) -> bool:
    """Tells whether a source is to be fetched: so long after it was tried, however that went."""
    if not source.every:
        return False
    if not source.tried:
        return True
    return (now - datetime.fromisoformat(source.tried)).total_seconds() >= source.every
