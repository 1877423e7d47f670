"""What every response says to the browser, and who may talk to the server at all."""

import logging
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings
from ui.edge.allowed_routes import AllowedRoutes
from ui.edge.limiting import Bounds, Limiting, ShortHeaders, Take
from ui.edge.one_language import OneLanguage
from ui.edge.queue_guard import QueueGuard
from ui.edge.root_path import RootPath
from ui.edge.session_hashes import BoundSessions
from ui.sign_in.gate import Gate, OwnPages
from ui.sign_in.signing_in import Guard

logger = logging.getLogger(__name__)

# Nothing may come from, or go to, another host, and no script stands in a page.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'self'",
    ]
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")


def security_headers(origins: Sequence[str] = ()) -> dict[str, str]:
    """Returns the headers of every response; only pages of `origins` may show it in a frame."""
    ancestors = " ".join(origins) or "'none'"
    policy = f"{CONTENT_SECURITY_POLICY}; frame-ancestors {ancestors}"
    older = {} if origins else {"X-Frame-Options": "DENY"}
    return {"Content-Security-Policy": policy, **HEADERS, **older}


class SecurityHeaders:
    """Adds security headers to every response, and keeps it out of caches unless it says otherwise.

    A response with an `ETag`, which is a static file, may be kept but is checked before use.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        """Wraps an application that pages of `origins` may show in a frame."""
        self._app = app
        self._headers = security_headers(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    # The script for other pages says itself that they may load it.
                    headers.setdefault(name, value)
                cached = "no-cache" if "etag" in headers else "no-store"
                headers.setdefault("Cache-Control", cached)
                if headers.get("content-type", "").startswith("text/event-stream"):
                    headers["X-Accel-Buffering"] = "no"
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            # What fails outside the routes would be answered by the server, without our headers.
            if scope["type"] != "http" or started:
                raise
            logger.exception("A request could not be answered")
            failed = PlainTextResponse("Internal Server Error", status_code=500)
            await failed(scope, receive, send_with_headers)


def protect(
    app: FastAPI,
    settings: Settings,
    *,
    hosts: Sequence[str],
    guard: Guard,
    functions: Mapping[int, int],
    rates: Take | None = None,
) -> None:
    """Puts the layers around an application; the first that is added here is the innermost.

    `functions` are those of Gradio's queue by their numbers, with how many arguments each takes,
    and `rates` those that other servers count too.

    Gradio answers any origin unless the application around it has its own `CORSMiddleware`.
    """
    origins, public = settings.allowed_origins, urlsplit(settings.public_url)
    bounds = _bounds_of(settings)
    names = [*LOCAL_HOSTS, *hosts, *([public.hostname] if public.hostname else [])]
    own = f"{public.scheme}://{public.netloc}" if settings.public_url else ""
    app.add_middleware(BoundSessions, most_body=bounds.body)
    app.add_middleware(QueueGuard, functions=functions, most_body=bounds.body)
    app.add_middleware(Limiting, bounds=bounds, shared=rates)
    app.add_middleware(
        Gate,
        ways=guard.ways,
        jar=guard.jar,
        sign_in_page=guard.sign_in_page,
        own=guard.own_machine,
    )
    app.add_middleware(AllowedRoutes)
    app.add_middleware(OwnPages, own=own, listed=origins)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)
    app.add_middleware(RootPath, public_url=settings.public_url, proxies=settings.trusted_proxies)
    app.add_middleware(ShortHeaders)
    app.add_middleware(SecurityHeaders, origins=origins)
    if settings.language:
        app.add_middleware(OneLanguage, language=settings.language)


def _bounds_of(settings: Settings) -> Bounds:
    return Bounds(
        body=settings.max_body_kb * 1_000,
        questions=settings.questions_per_minute,
        requests=settings.requests_per_minute,
        streams=settings.max_streams,
    )
