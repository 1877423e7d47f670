"""Asking kept questions again as long as a server runs: in one thread, behind everybody else."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Thread

from assistant.kept.asking_again import AskingAgain
from index.database.lock import is_written
from index.errors import NoIndexError, TenkyoError

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 5.0
_MOST_SECONDS_WAITED = 600.0
_PAUSE = 0.05
_MOST_PAUSE = 1.0


class EndedError(TenkyoError):
    """Raised between two questions, to ask no more of them."""


class KeptFollower:
    """Asks kept questions once an indexing run is over, one at a time.

    People come first: as long as any is answered a question waits, but no longer than a second.
    """

    def __init__(
        self,
        again: AskingAgain,
        home: Path,
        searching: Callable[[], AbstractContextManager[object]],
        is_idle: Callable[[], bool],
    ) -> None:
        """`searching` holds a CPU, and `is_idle` tells whether nobody waits for an answer."""
        self._again, self._home = again, home
        self._searching, self._is_idle = searching, is_idle
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="kept-questions", daemon=True)
        self._waiting_since = 0.0

    def start(self) -> None:
        """Begins to look; what an earlier process did not come to is asked first."""
        self._thread.start()

    def close(self) -> None:
        """Ends after the question at hand; the others are asked when a server runs again."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Asks what is due, unless documents are being indexed: that would be half of the news.

        A process that was killed seems to go on indexing, so that is not waited for without end.

        Raises:
            EndedError: the server stops.
            TenkyoError: the index or the records cannot be used.
        """
        if not self._again.is_due():
            self._waiting_since = 0.0
            return
        self._waiting_since = self._waiting_since or time.monotonic()
        waited = time.monotonic() - self._waiting_since
        if is_written(self._home) and waited < _MOST_SECONDS_WAITED:
            return
        done = self._again.ask(self._pace)
        self._waiting_since = 0.0
        logger.info("%d kept questions were asked again: %d changed.", done.asked, done.changed)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.look()
            except EndedError:
                return
            except NoIndexError:
                # They are asked once there is one.
                pass
            except Exception:
                # Whatever went wrong, such as a database that was away, they are asked later.
                logger.exception("Kept questions could not be asked again.")
            self._stopped.wait(_LOOK_SECONDS)

    @contextmanager
    def _pace(self) -> Iterator[None]:
        begun = time.monotonic()
        while not self._is_idle() and time.monotonic() - begun < _MOST_PAUSE:
            if self._stopped.wait(_PAUSE):
                break
        if self._stopped.is_set():
            raise EndedError("The server stops.")
        with self._searching():
            yield
