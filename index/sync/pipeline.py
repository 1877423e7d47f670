"""Doing the next thing while the last one is still being used."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
Made = TypeVar("Made")


def ahead(items: Generator[T], size: int) -> Generator[T]:
    """Yields items that a thread of its own makes, up to `size` of them in advance.

    An error in making them is raised here. Who stops taking them stops their making too, after the
    item at hand.
    """
    pool = ThreadPoolExecutor(1)
    try:
        waiting = deque(pool.submit(next, items, None) for _ in range(size))
        while (item := waiting.popleft().result()) is not None:
            waiting.append(pool.submit(next, items, None))
            yield item
    finally:
        pool.shutdown(cancel_futures=True)
        items.close()


def side_by_side(
    make: Callable[[T], Made], items: Iterable[T], size: int
) -> Generator[tuple[T, Made]]:
    """Yields each item with what is made of it, in order; `size` are made at a time, in threads.

    An error in making something is raised here. Who stops taking waits for what is being made.
    """
    pool = ThreadPoolExecutor(size)
    waiting: deque[tuple[T, Future[Made]]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(make, item)))
            if len(waiting) == size:
                first, made = waiting.popleft()
                yield first, made.result()
        for item, made in waiting:
            yield item, made.result()
    finally:
        pool.shutdown(cancel_futures=True)
