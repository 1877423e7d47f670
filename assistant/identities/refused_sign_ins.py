"""Sign-ins that were refused, in the audit record, and never so many that they fill the disk.

Of one source the 1st, 10th, 100th, … refusal of an hour is recorded, with how many there were until
then. Only so many sources are told apart, and of each network only a few, so that one cannot take
the place of others. No token, key or name that was not proven is kept.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from threading import Lock

from assistant.access.addresses import network_of, site_of
from assistant.audit.audit import Audit
from assistant.audit.audit_facts import Facts
from index.errors import HomeError

logger = logging.getLogger(__name__)

ELSEWHERE = "elsewhere"
"""What the sources are called whose networks are too many to be told apart."""

_HOUR = 3_600
_MOST_NETWORKS = 20
_MOST_OF_EACH = 4


class Reason(StrEnum):
    """Why a sign-in was refused."""

    TOKEN = "the token does not hold"
    EXPIRED = "the token has expired"
    AUDIENCE = "the token is for another audience"
    ORIGIN = "the token is for a page that is not listed"
    USED = "the token was used before"
    NAME = "no reader has such a name or such groups"
    PROXY = "the address is not that of the proxy"
    ATTEMPT = "nobody in this browser began to sign in"
    PROVIDER = "the provider did not vouch for anybody"
    KEY = "the API key is not good"
    WITHDRAWN = "the account was withdrawn"


class RefusedSignIns:
    """Counts refusals by their source and reason, and records that there were some."""

    def __init__(self, audit: Audit, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes the record that they go to; `clock` counts seconds."""
        self._audit = audit
        self._clock = clock
        self._lock = Lock()
        self._times: Counter[tuple[str, Reason]] = Counter()
        self._known: dict[str, set[str]] = {}
        self._until = -float("inf")

    def note(self, method: str, reason: Reason, address: str) -> None:
        """Notes a refusal: how somebody tried to sign in, and the address that they did it from."""
        source, times = self._counted(address, reason)
        if str(times).strip("0") != "1":
            return
        facts: Facts = {"method": method, "passed": False, "reason": str(reason)}
        try:
            self._audit.note("sign-in", "", facts | {"source": source, "times": times})
        except HomeError as error:
            # It is refused all the same.
            logger.warning("A refused sign-in could not be recorded: %s", error)

    def _counted(self, address: str, reason: Reason) -> tuple[str, int]:
        with self._lock:
            now = self._clock()
            if now >= self._until:
                self._times.clear()
                self._known.clear()
                self._until = now + _HOUR
            source = self._source(address)
            self._times[source, reason] += 1
            return source, self._times[source, reason]

    def _source(self, address: str) -> str:
        """Returns the site of an address, or only its network, or less, if there are too many."""
        site, network = site_of(address), network_of(address)
        if network not in self._known and len(self._known) >= _MOST_NETWORKS:
            return ELSEWHERE
        sites = self._known.setdefault(network, set())
        if site not in sites and len(sites) >= _MOST_OF_EACH:
            return network
        sites.add(site)
        return site
