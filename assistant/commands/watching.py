"""Following folders: indexing again whenever something in them has changed."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from watchfiles import Change, watch

from index.errors import HomeLockedError, TenkyoError

_LOOK_MS = 500
_SETTLED_MS = 1_000

Tell = Callable[[str], object]
Sync = Callable[[list[Path]], object]


def follow(paths: Sequence[Path], home: Path, sync: Sync, tell: Tell) -> None:
    """Indexes folders now, and again after every burst of changes, until it is interrupted.

    A folder that vanishes keeps its documents and is waited for. `tell` gets a line about whatever
    goes wrong.
    """
    missing: set[Path] = set()
    tell = _Once(tell)
    while True:
        there = _there(paths)
        for path in sorted(set(paths) - there.keys() - missing):
            tell(f"{str(path)!r} is not there. Its documents stay; waiting for it.")
        missing = set(paths) - there.keys()
        if there:
            _follow(paths, there, _Relevant(home), partial(_try, sync, list(there), tell))
        else:
            time.sleep(_LOOK_MS / 1_000)


def _follow(
    paths: Sequence[Path],
    there: dict[Path, tuple[int, int]],
    relevant: "_Relevant",
    sync: Callable[[], bool],
) -> None:
    """Indexes after every burst of changes, until a folder goes, comes or is another one.

    The watcher goes on while files are indexed: what changes meanwhile is not missed.
    """
    wanted = True
    for changes in watch(
        *there,
        watch_filter=relevant,
        debounce=_SETTLED_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=True,
    ):
        if _there(paths) != there:
            return
        if wanted or changes:
            wanted = not sync()


def _try(sync: Sync, paths: list[Path], tell: Tell) -> bool:
    """Indexes; tells whether it worked, and if not, why."""
    try:
        sync(paths)
        tell("")
    except TenkyoError as error:
        tell(str(error))
        return not isinstance(error, HomeLockedError)
    return True


def _there(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Returns the folders that exist, each with what makes it that one and no other."""
    found = {}
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[path] = (stat.st_dev, stat.st_ino)
    return found


class _Once:
    """Tells a line, but not twice in a row."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._last = tell, ""

    def __call__(self, line: str) -> None:
        if line and line != self._last:
            self._tell(line)
        self._last = line


class _Relevant:
    """Leaves out changes of hidden files and of the index itself."""

    def __init__(self, home: Path) -> None:
        self._home = home.resolve()

    def __call__(self, _: Change, path: str) -> bool:
        place = Path(path)
        return not place.name.startswith(".") and not place.is_relative_to(self._home)
