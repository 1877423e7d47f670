"""How much one machine works on at once, for the chat and for programs together.

What is too much is refused at once, what nobody awaits ends.
"""

import os
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import BoundedSemaphore, Lock
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from index.errors import BusyError

_AT_ONCE = 16
_MOST_WAITING = 64

T = TypeVar("T")


class Capacity:
    """So much is worked on at once, so much waits for that, and the rest is refused.

    Of what is worked on, most waits for a search, a language model, or between two sentences; as
    many searches run at a time as there are CPUs.
    """

    def __init__(self, at_once: int = _AT_ONCE, most_waiting: int = _MOST_WAITING) -> None:
        """Sets how much runs at once, and how much more may wait."""
        self.at_once, self.most_waiting = at_once, most_waiting
        self._places = BoundedSemaphore(at_once + most_waiting)
        self._searches = BoundedSemaphore(os.cpu_count() or 1)
        self._limiter: CapacityLimiter | None = None
        self._counting, self._held = Lock(), 0

    def searching(self) -> AbstractContextManager[bool]:
        """Waits until a CPU is free for a search, and holds it."""
        return self._searches

    @property
    def is_idle(self) -> bool:
        """Whether nothing is worked on or waits."""
        return not self._held

    @contextmanager
    def place(self) -> Iterator[None]:
        """Holds one of the places for what is worked on or waits.

        Raises:
            BusyError: all of them are taken.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many questions are being answered. Ask again in a second.")
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)
            self._places.release()

    def _count(self, more: int) -> None:
        with self._counting:
            self._held += more

    async def do(self, function: Callable[[], T]) -> T:
        """Returns what a function returns.

        Raises:
            BusyError: too much is waiting already.
        """
        with self.place():
            return await self.finish(function)

    async def finish(self, function: Callable[[], T]) -> T:
        """Returns what a function returns that ends something begun before: it is not refused."""
        return await to_thread.run_sync(function, limiter=self._threads())

    async def grow(self, make: Callable[[], Iterator[T]]) -> AsyncGenerator[T]:
        """Yields what an iterator yields; when this is left, no further step of it is taken.

        Raises:
            BusyError: too much is waiting already.
        """
        with self.place():
            steps = make()
            try:
                while (step := await self._next(steps)) is not None:
                    yield step
            finally:
                if isinstance(steps, Generator):
                    steps.close()

    async def _next(self, steps: Iterator[T]) -> T | None:
        return await to_thread.run_sync(next, steps, None, limiter=self._threads())

    def _threads(self) -> CapacityLimiter:
        # It belongs to the event loop that serves, which is not there yet when this is made.
        if self._limiter is None:
            self._limiter = CapacityLimiter(self.at_once)
        return self._limiter
