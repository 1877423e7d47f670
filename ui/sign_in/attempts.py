"""Sign-ins that were begun: nothing of them is kept, so that none can push out another.

What the provider's answer has to fit is derived from the browser's cookie and the time at which
the sign-in began, under a secret of this server (HMAC-SHA256).
"""

import hmac
import re
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from assistant.identities.refused_sign_ins import Reason
from ui.sign_in.claims import ClaimError

_STATE = re.compile(r"(\d{1,12})\.[\w-]{43}", re.ASCII)
_BROWSER = re.compile(r"[\w-]{43}", re.ASCII)

PATIENCE = 600
"""For how many seconds a sign-in that was begun can be finished."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in that was begun: what goes to the provider, and what stays in the browser."""

    browser: str
    state: str
    nonce: str
    verifier: str


class Attempts:
    """Begins sign-ins, and knows again those that it began: in this browser, in time, once.

    Only those that led to a session are remembered, until they would be too late anyway.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes a clock that counts seconds and never goes back."""
        self._secret = secrets.token_bytes(32)
        self._clock = clock
        self._start = clock()
        self._used: dict[str, int] = {}

    def begin(self) -> Attempt:
        """Begins a sign-in in a browser that is given a cookie for it."""
        return self._attempt(secrets.token_urlsafe(32), self._now())

    def find(self, state: str, browser: str) -> Attempt | None:
        """Returns what was begun under a state in the browser of this cookie, None if nothing."""
        known = _STATE.fullmatch(state)
        if known is None or not _BROWSER.fullmatch(browser) or state in self._used:
            return None
        began = int(known[1])
        attempt = self._attempt(browser, began)
        in_time = 0 <= self._now() - began < PATIENCE
        return attempt if in_time and hmac.compare_digest(attempt.state, state) else None

    def use(self, attempt: Attempt) -> None:
        """Notes that an attempt led to a session.

        Raises:
            ClaimError: it did before.
        """
        oldest = self._now() - PATIENCE
        self._used = {state: at for state, at in self._used.items() if at > oldest}
        if attempt.state in self._used:
            raise ClaimError("this sign-in was finished before", Reason.ATTEMPT)
        self._used[attempt.state] = self._now()

    def _attempt(self, browser: str, began: int) -> Attempt:
        state, nonce, verifier = (
            self._derived(use, browser, began) for use in ("state", "nonce", "verifier")
        )
        return Attempt(browser, f"{began}.{state}", nonce, verifier)

    def _derived(self, use: str, browser: str, began: int) -> str:
        said = f"{use} {began} {browser}".encode()
        return urlsafe_b64encode(hmac.digest(self._secret, said, sha256)).rstrip(b"=").decode()

    def _now(self) -> int:
        """Returns the seconds since the server began: those of the machine are nobody's concern."""
        return int(self._clock() - self._start)
