"""Which of the servers of one home folder does what one alone has to do."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from threading import Event, Thread

from fastapi import FastAPI

from index.errors import HomeLockedError, TenkyoError

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 5.0


class Leading:
    """Leads as soon as nobody else does, in a thread of its own: whoever holds a lock leads.

    The operating system frees the lock of one that ends or dies, and the next one that looks leads.
    """

    def __init__(
        self,
        hold: Callable[[], AbstractContextManager[None]],
        duties: Callable[[], AbstractContextManager[None]],
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        """`hold` holds the lock, and `duties` does what is to be done, both until they are left."""
        self._hold, self._duties, self._look_seconds = hold, duties, look_seconds
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="leading", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def close(self) -> None:
        """Ends the duties, after the piece at hand, and lets another one lead."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._hold(), self._duties():
                    self._stopped.wait()
            except HomeLockedError:
                pass
            except (TenkyoError, OSError):
                logger.exception("What one of the servers has to do could not be begun.")
            self._stopped.wait(self._look_seconds)


@contextmanager
def duties(app: FastAPI) -> Iterator[None]:
    """Goes on with what was added, fetches sources that are due, and asks kept questions."""
    app.state.adding.start()
    app.state.attached.start()
    # What asks is closed once and for all, so it begins when nothing can fail any more.
    with closing(app.state.kept) as kept:
        kept.start()
        app.state.leads.set()
        yield
