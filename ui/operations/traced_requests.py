"""Which requests are traced, and as what: by OpenTelemetry's conventions, without contents."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings
from assistant.tracing.spans import UNTRACED, Traces, TraceStep, step, within
from index.errors import UsageError
from ui.edge.identity import is_signed_in
from ui.html.web_request import WebRequest
from ui.operations.metrics import METHODS, route_of

_QUIET = {"healthz", "metrics", "readyz", "ui"}
"""What is fetched all the time and says nothing of how long an answer takes."""

_FAULT = 500


def traces_of(settings: Settings) -> AbstractContextManager[Traces | None]:
    """Returns where traces begin, None if the settings name no receiver.

    Raises:
        UsageError: they name one, and what sends traces is not installed.
    """
    if not settings.traces:
        return nullcontext()
    try:
        from ui.operations.otlp import otlp_traces
    except ImportError as error:
        raise UsageError(
            f"TENKYO_TRACES is {settings.traces!r}, and what sends traces is not installed."
            " Install it: pip install 'tenkyo[traces]'"
        ) from error
    return otlp_traces(settings.traces, contents=settings.traces_contents)


class TracedRequests:
    """Makes every request that was let in a step, of which all that is done for it is a part.

    What the layers around refuse is no step: so nobody who is not let in can make any. A caller
    who is signed in can say of which trace the request is a part; of anybody else, a trace would
    be what others see and cannot trust.
    """

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        """Wraps an application."""
        self._app, self._traces = app, traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http" or route_of(scope["path"]) in _QUIET:
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        facts = {"http.request.method": method, "url.scheme": scope["scheme"]}
        with within(self._traces.around(_caller(scope))), step(method, facts, "server") as span:
            scope.setdefault("state", {})["span"] = span
            with _routed(scope, method, span):
                await self._app(scope, receive, _noting_status(send, span))


def span_of(request: WebRequest) -> TraceStep:
    """Returns the step that a request is."""
    span: TraceStep = getattr(request.state, "span", UNTRACED)
    return span


def _caller(scope: Scope) -> str:
    sent = Headers(scope=scope).getlist("traceparent")
    return sent[0] if len(sent) == 1 and is_signed_in(scope) else ""


@contextmanager
def _routed(scope: Scope, method: str, span: TraceStep) -> Iterator[None]:
    """Names a step by its route: a template, which holds none of the values in a path."""
    try:
        yield
    finally:
        route = _template_of(scope)
        span.call(f"{method} {route}")
        span.note({"http.route": route})


def _template_of(scope: Scope) -> str:
    """Returns the template of a route; that of a part of the application lacks its first word."""
    first = route_of(scope["path"])
    template = str(getattr(scope.get("route"), "path_format", ""))
    if first in ("page", "other"):
        return template or f"/{first}"
    return template if template.startswith(f"/{first}") else f"/{first}{template}"


def _noting_status(send: Send, span: TraceStep) -> Send:
    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start":
            status = message["status"]
            span.note({"http.response.status_code": status})
            if status >= _FAULT:
                span.fail(str(status))
        await send(message)

    return noting
