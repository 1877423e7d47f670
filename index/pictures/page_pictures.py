"""Pages of PDF files as pictures, drawn in the process in which files are read.

One process draws, one picture after another: pages take some hundredths of a second. Who would wait
too long is told so, and reads the text meanwhile.
"""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic
from typing import TypeVar

from index.drawing.page_shape import DrawnPage, PageShape
from index.errors import BusyError, UnreadableError
from index.originals import Original
from index.pictures.picture_cache import PictureCache
from index.sandbox.process import ReadingLimits, ReadingProcess

WIDTHS = (800, 1_600, 2_400, 3_200)
"""The widths of pictures in pixels; what is asked for is rounded up to one of them."""

LIMITS = ReadingLimits(memory_mb=1_500, cpu_seconds=8, wall_seconds=15)
_MOST_WAITING = 32
_SECONDS_WAITING = 25.0
_MOST_REMEMBERED = 5_000
_SECONDS_REMEMBERED = 600.0  # what cannot be drawn: the machine may only have been too busy
_QUALITY = 90
_PNG = b"\x89PNG"

Result = TypeVar("Result")
Page = tuple[str, int]
"""The version of a file, and the number of a page of it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a file: its type as browsers call it, and its bytes."""

    media_type: str
    data: bytes


class PagePictures:
    """Draws pages, and remembers what was drawn, for any number of threads."""

    def __init__(self, home: Path, most_bytes: int, limits: ReadingLimits = LIMITS) -> None:
        """Keeps pictures in a home folder, `most_bytes` at most. Nothing is started yet."""
        self._cache = PictureCache(home, most_bytes)
        self._process = ReadingProcess(limits=limits)
        # The process ends with the thread that started it, so it is always the same one.
        self._thread = ThreadPoolExecutor(1, "drawing")
        self._places = BoundedSemaphore(_MOST_WAITING)
        self._shapes: dict[Page, PageShape] = {}
        self._faults: dict[Page, tuple[str, float]] = {}

    def close(self) -> None:
        """Ends the process that draws, once its page is done; the next page starts another."""
        self._thread.submit(self._process.close).result()

    def shape(self, original: Original, number: int) -> PageShape:
        """Returns how large a page is, and where on it things stand.

        Raises:
            UnreadableError: there is no such page, or it cannot be drawn; the text says why.
            BusyError: too many wait already.
        """
        key = original.version, number
        if (known := self._shapes.get(key)) is not None:
            return known
        return self._in_turn(key, lambda: self._draw(original, number, 0).shape)

    def picture(self, original: Original, number: int, width: int) -> Picture:
        """Returns a picture of a page that is at least so many pixels wide, if one may be.

        Raises:
            UnreadableError: there is no such page, or it cannot be drawn; the text says why.
            BusyError: too many wait already.
        """
        wide = next((each for each in WIDTHS if each >= width), WIDTHS[-1])
        name = f"{number}-{wide}"

        def kept_or_drawn() -> bytes:
            return self._cache.get(original.version, name) or self._drawn(original, number, wide)

        data = self._cache.get(original.version, name)
        data = data or self._in_turn((original.version, number), kept_or_drawn)
        return Picture("image/png" if data.startswith(_PNG) else "image/jpeg", data)

    def _drawn(self, original: Original, number: int, width: int) -> bytes:
        data = encoded(self._draw(original, number, width))
        self._cache.put(original.version, f"{number}-{width}", data)
        return data

    def _draw(self, original: Original, number: int, width: int) -> DrawnPage:
        data = original.read()
        try:
            page = self._process.draw(data, number, width)
        except UnreadableError as error:
            _remember(self._faults, (original.version, number), (str(error), monotonic()))
            raise
        _remember(self._shapes, (original.version, number), page.shape)
        return page

    def _in_turn(self, key: Page, work: Callable[[], Result]) -> Result:
        """Returns what the thread that draws makes of some work, when its turn has come."""
        fault, since = self._faults.get(key, ("", 0.0))
        if fault and monotonic() - since < _SECONDS_REMEMBERED:
            raise UnreadableError(fault)
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many pages are being drawn. Try again in a few seconds.")
        try:
            future = self._thread.submit(work)
            return future.result(_SECONDS_WAITING)
        except TimeoutError as error:
            future.cancel()
            raise BusyError("The page is not drawn yet. Try again in a few seconds.") from error
        finally:
            self._places.release()


def encoded(page: DrawnPage) -> bytes:
    """Returns a picture of a page, as PNG or as JPEG: whatever is shorter.

    Letters and lines are so drawn without loss, and photographs stay small.
    """
    # Few commands show pictures.
    from PIL import Image

    image = Image.frombytes("RGB", (page.width, page.height), page.pixels)
    exact, close = io.BytesIO(), io.BytesIO()
    image.save(exact, "PNG", compress_level=1)
    image.save(close, "JPEG", quality=_QUALITY, subsampling=0)
    return min(exact.getvalue(), close.getvalue(), key=len)


def _remember(known: dict[Page, Result], key: Page, value: Result) -> None:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[key] = value
