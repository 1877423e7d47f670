"""How much is worked on at once: what is too much is refused at once, what nobody awaits ends."""

from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from index.errors import BusyError

_AT_ONCE = 4
_MOST_WAITING = 64

T = TypeVar("T")


class Work:
    """Runs what takes a while in threads: some at once, some waiting, the rest is refused."""

    def __init__(self, at_once: int = _AT_ONCE, most_waiting: int = _MOST_WAITING) -> None:
        """Sets how many run at once, and how many more may wait."""
        self._at_once = at_once
        self._most = at_once + most_waiting
        self._limiter: CapacityLimiter | None = None
        self._taken = 0

    async def do(self, function: Callable[[], T]) -> T:
        """Returns what a function returns.

        Raises:
            BusyError: too much is waiting already.
        """
        with self._place():
            return await self.finish(function)

    async def finish(self, function: Callable[[], T]) -> T:
        """Returns what a function returns that ends something begun before: it is not refused."""
        return await to_thread.run_sync(function, limiter=self._threads())

    async def grow(self, make: Callable[[], Iterator[T]]) -> AsyncGenerator[T]:
        """Yields what an iterator yields; when this is left, no further step of it is taken.

        Raises:
            BusyError: too much is waiting already.
        """
        with self._place():
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
            self._limiter = CapacityLimiter(self._at_once)
        return self._limiter

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self._taken >= self._most:
            raise BusyError("Too many questions are being answered. Ask again in a second.")
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
