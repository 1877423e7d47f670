"""What is counted and timed: no names, no texts, and labels out of short fixed lists."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)
# The first part of a path names what is asked for; what follows may name people and texts.
_ROUTES = {
    *("api", "c", "conversations", "documents", "embed", "gradio_api", "healthz", "mcp", "metrics"),
    *("readyz", "ui", "v1"),
}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        """Begins to count at zero."""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Histogram(
            "tenkyo_request_seconds",
            "Time from a request to the end of its response",
            ["route", "method", "status"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "tenkyo_answers", "Questions, by what became of them", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "tenkyo_answer_seconds",
            "Time from a question to its complete answer",
            buckets=_SECONDS,
            registry=registry,
        )
        self._asking = Gauge(
            "tenkyo_questions_in_progress", "Questions being answered now", registry=registry
        )

    def text(self) -> bytes:
        """Returns all of it in the form that Prometheus reads."""
        return generate_latest(self._registry)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests.labels(route, method, str(status)).observe(seconds)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Times a question from now to the end."""
        with self._asking.track_inprogress(), self._seconds.time():
            yield

    def ended(self, outcome: str) -> None:
        """Counts what became of a question: "answered", "refused", "failed" and the like."""
        self._answers.labels(outcome).inc()


class Metered:
    """Counts every request to an application, and logs it without its path."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wraps an application."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began, status = time.perf_counter(), 500

        async def noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting_status)
        finally:
            self._count(scope, status, time.perf_counter() - began)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route, method = route_of(scope["path"]), scope["method"]
        method = method if method in METHODS else "other"
        self._metrics.request(route, method, status, seconds)
        facts = {"route": route, "method": method, "status": status, "seconds": round(seconds, 4)}
        logger.info("request", extra={"facts": facts})


def route_of(path: str) -> str:
    """Returns what a path asks for, as one of a few words."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in _ROUTES else "page" if not first else "other"
