"""Doing the next thing while the last one is still being used."""

from collections import deque
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


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
