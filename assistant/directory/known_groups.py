"""What a directory said of people's groups: kept for a set time, also while it is away."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from assistant.directory.directory_errors import DirectoryAwayError, DirectoryError
from assistant.directory.directory_settings import DirectorySettings
from assistant.types import UNTOLD
from index.errors import UsageError

logger = logging.getLogger(__name__)

PAUSE = 15.0
"""For how many seconds a directory is left alone that could not be asked."""

Kept = TypeVar("Kept")
_MOST = 20_000
_LOCKS = 64


@dataclass(frozen=True, slots=True)
class _Said:
    groups: frozenset[str]
    at: float


def asked_of(settings: DirectorySettings) -> Callable[[str], frozenset[str]]:
    """Returns what asks the directory of the settings for somebody's groups.

    Raises:
        UsageError: what asks it is not installed.
    """
    try:
        from assistant.directory.group_walk import groups_in_directory
    except ImportError as error:
        raise UsageError(
            f"TENKYO_LDAP_URL is {settings.ldap_url!r}, and what asks a directory is not installed."
            " Install it: pip install 'tenkyo[ldap]'"
        ) from error
    return lambda user: groups_in_directory(settings, user)


class KnownGroups:
    """The groups of people as a directory said them, no longer ago than so many seconds.

    From half of that time on it is asked again, so that one that is away for a moment takes nobody
    anything. Of who cannot be asked about, nothing is known: they are in `UNTOLD`.
    """

    def __init__(
        self,
        ask: Callable[[str], frozenset[str]],
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Takes what asks the directory; `clock` counts seconds and never goes back."""
        self._ask, self._seconds, self._clock = ask, seconds, clock
        self._said: OrderedDict[str, _Said] = OrderedDict()
        self._failed: OrderedDict[str, float] = OrderedDict()
        self._away = -float("inf")
        self._told = ""
        self._lock = Lock()
        self._locks = tuple(Lock() for _ in range(_LOCKS))

    def of(self, name: str) -> frozenset[str]:
        """Returns the groups of somebody; it may take as long as the directory is waited for."""
        # Several requests of one person wait for one answer.
        with self._locks[hash(name) % _LOCKS]:
            said, now = self._said.get(name), self._clock()
            if said is None or now - said.at >= self._seconds / 2:
                said = self._asked(name, now) or said
        if said is None or self._clock() - said.at >= self._seconds:
            return frozenset({UNTOLD})
        return said.groups

    def forget(self, name: str) -> None:
        """Forgets what was said of somebody, so that it is asked anew."""
        with self._lock:
            self._said.pop(name, None)
            self._failed.pop(name, None)

    def _asked(self, name: str, now: float) -> _Said | None:
        """Asks the directory, unless it could not be asked just now; None if it does not say."""
        if now < self._away or now < self._failed.get(name, now):
            return None
        try:
            said = _Said(self._ask(name), now)
        except (DirectoryError, UsageError) as error:
            self._fail(name, error)
            return None
        with self._lock:
            self._told, self._away = "", -float("inf")
            self._failed.pop(name, None)
            _put(self._said, name, said)
        return said

    def _fail(self, name: str, error: DirectoryError | UsageError) -> None:
        until = self._clock() + PAUSE
        with self._lock:
            if isinstance(error, DirectoryAwayError | UsageError):
                self._away = until
            _put(self._failed, name, until)
            told, self._told = self._told, str(error)
        if told != str(error):
            logger.warning(
                "%s Until then nobody is in a group of it but those whom it named just before.",
                error,
            )


def _put(kept: OrderedDict[str, Kept], name: str, value: Kept) -> None:
    kept[name] = value
    kept.move_to_end(name)
    if len(kept) > _MOST:
        kept.popitem(last=False)
