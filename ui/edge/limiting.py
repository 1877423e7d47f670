"""How much one person may ask for: sizes, questions and requests a minute, open streams."""

import asyncio
import json
import math
import re
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from anyio import to_thread
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import HomeError
from ui.edge.asgi import BodyTooLargeError, read_body, refuse, replaying, route_path
from ui.edge.identity import meter_of
from ui.edge.refusals import Refusal, refusal_text

_STREAMS = re.compile(r"/gradio_api/queue/data")
_QUEUE = "/gradio_api/queue/join"
_QUESTIONS = re.compile(
    r"/gradio_api/queue/join|/api/(?:ask|search|feedback)|/v1/(?:chat/completions|responses)|/mcp"
    r"|/documents/[^/]+/why"
)
_FREE = re.compile(r"/ui/.*|/healthz|/readyz|/metrics|/favicon\.ico")
_UPLOADS = re.compile(r"/uploads/[^/]+|/conversations/[^/]+/files/[^/]+|/scim/v2/.*")
_SENDING = ("POST", "PUT", "PATCH")
_MOST_HEADERS = 16_384
_LONGEST_BODY_TIME = 20.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one person may ask for. `body` is in bytes, `body_time` in seconds."""

    body: int
    questions: int
    requests: int
    streams: int
    body_time: float = _LONGEST_BODY_TIME


Take = Callable[[str, int, float], float]
"""Takes one of so many in so many seconds; returns after how long there is one, 0 if taken."""


class Limiting:
    """Refuses what is too large, too slow or too much, at once and in friendly words.

    It also gives Gradio's own "queue is full" those words.
    """

    def __init__(self, app: ASGIApp, bounds: Bounds, shared: Take | None = None) -> None:
        """Wraps an application; what is `shared` counts for all servers together."""
        self._app = app
        self._bounds = bounds
        self._shared = shared
        self._rates = MovingWindowRateLimiter(MemoryStorage())
        self._questions = RateLimitItemPerMinute(bounds.questions, namespace="questions")
        self._requests = RateLimitItemPerMinute(bounds.requests, namespace="requests")
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if not path or _FREE.fullmatch(path):
            await self._app(scope, receive, send)
        elif wait := await self._too_many(path, meter_of(scope)):
            await refuse(scope, send, Refusal.TOO_MANY, wait)
        elif scope["method"] in _SENDING and _UPLOADS.fullmatch(path):
            # It is read where it is known who sends it, with limits of its own; so many at once.
            await self._stream(scope, receive, send)
        else:
            await self._with_body(scope, receive, send)

    async def _too_many(self, path: str, meter: str) -> int:
        """Returns after how many seconds to try again, 0 for right now."""
        items = [self._requests]
        if _QUESTIONS.fullmatch(path):
            items.append(self._questions)
        for item in items:
            if wait := await self._wait(item, meter):
                return wait
        return 0

    async def _wait(self, item: RateLimitItem, meter: str) -> int:
        """Takes one of a minute's; returns after how many seconds there is one, 0 if taken."""
        if self._shared:
            name, most = f"{item.namespace} {meter}", (item.amount, float(item.get_expiry()))
            # Where the server does not answer, this one counts by itself, and what asks it says so.
            with suppress(HomeError):
                return math.ceil(await to_thread.run_sync(self._shared, name, *most))
        if await self._rates.hit(item, meter):
            return 0
        window = await self._rates.get_window_stats(item, meter)
        return max(1, math.ceil(window.reset_time - time.time()))

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        meter = meter_of(scope)
        if self._open[meter] >= self._bounds.streams:
            await refuse(scope, send, Refusal.TOO_MANY, 1)
            return
        self._open[meter] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[meter] -= 1
            if not self._open[meter]:
                del self._open[meter]

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            _check_length(scope, self._bounds.body)
            async with asyncio.timeout(self._bounds.body_time):
                body = await read_body(receive, self._bounds.body)
        except BodyTooLargeError:
            await refuse(scope, _closing(send), Refusal.TOO_LARGE)
        except TimeoutError:
            await refuse(scope, _closing(send), Refusal.TOO_SLOW)
        else:
            await self._passed_on(scope, replaying(body, receive), send)

    async def _passed_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _STREAMS.fullmatch(route_path(scope)):
            await self._stream(scope, receive, send)
        elif route_path(scope) != _QUEUE:
            await self._app(scope, receive, send)
        else:
            languages = Headers(scope=scope).get("accept-language", "")
            await self._app(scope, receive, _friendly(send, languages))


class ShortHeaders:
    """Refuses a request whose headers, cookies included, are longer than any browser's of ours."""

    def __init__(self, app: ASGIApp, most: int = _MOST_HEADERS) -> None:
        """Wraps an application; `most` is in bytes."""
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        length = sum(len(name) + len(value) for name, value in scope.get("headers", ()))
        if length > self._most:
            await refuse(scope, send, Refusal.LONG_HEADERS)
        else:
            await self._app(scope, receive, send)


def _check_length(scope: Scope, most: int) -> None:
    length = Headers(scope=scope).get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length[:20]) > most:
        raise BodyTooLargeError


def _closing(send: Send) -> Send:
    """Ends the connection too: what is left of the body is not read."""

    async def closing(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Connection"] = "close"
        await send(message)

    return closing


def _friendly(send: Send, languages: str) -> Send:
    """Gives a 503 of the application the words for a full queue, and a time to come back."""
    full = False

    async def friendly(message: Message) -> None:
        nonlocal full
        if message["type"] == "http.response.start" and message["status"] == 503:
            full = True
            text = json.dumps({"detail": refusal_text(Refusal.FULL, languages)}).encode()
            headers = MutableHeaders(scope=message)
            headers.update({"Retry-After": "5", "Content-Length": str(len(text))})
            await send(message)
            await send({"type": "http.response.body", "body": text, "more_body": False})
        elif not full:
            await send(message)

    return friendly
