"""What every response says to the browser, and who may talk to the server at all."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio's page has inline scripts and compiles the scripts of its components; nothing may come
# from, or go to, another host.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")


class SecurityHeaders:
    """Adds `HEADERS` to every response, and keeps it out of caches unless it says otherwise.

    A response with an `ETag`, which is a static file, may be kept but is checked before use.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wraps an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                cached = "no-cache" if "etag" in headers else "no-store"
                headers.setdefault("Cache-Control", cached)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def protect(app: FastAPI, hosts: Sequence[str], origins: Sequence[str]) -> None:
    """Lets in only requests to our own names, and pages of other origins only if listed.

    Gradio answers any origin unless the application around it has its own `CORSMiddleware`.
    """
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
    )
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=[*LOCAL_HOSTS, *hosts], www_redirect=False
    )
    app.add_middleware(SecurityHeaders)
