"""What every response says to the browser, and who may talk to the server at all."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import UsageError
from ui.origins import is_origin

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
    ]
)

HEADERS = {
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")


def frame_ancestors(origins: Sequence[str]) -> str:
    """Returns the directive that says which pages may show ours in a frame.

    Raises:
        UsageError: an origin is none, so a browser would not understand the rest either.
    """
    for origin in origins:
        if not is_origin(origin):
            raise UsageError(
                f"TENKYO_ALLOWED_ORIGINS holds {origin!r}, which is no origin."
                " Write scheme and host only, such as https://intranet.example"
            )
    return " ".join(["frame-ancestors", *(origins or ["'none'"])])


class SecurityHeaders:
    """Adds `HEADERS` to every response, and keeps it out of caches unless it says otherwise.

    A response with an `ETag`, which is a static file, may be kept but is checked before use.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        """Wraps an application; pages of `origins` may show it in a frame."""
        self._app = app
        policy = f"{CONTENT_SECURITY_POLICY}; {frame_ancestors(origins)}"
        self._headers = {**HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    # The script for other pages says itself that they may load it.
                    headers.setdefault(name, value)
                cached = "no-cache" if "etag" in headers else "no-store"
                headers.setdefault("Cache-Control", cached)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def protect(app: FastAPI, hosts: Sequence[str], origins: Sequence[str]) -> None:
    """Lets in only requests to our own names, and pages of other origins only if listed.

    Gradio answers any origin unless the application around it has its own `CORSMiddleware`.
    """
    app.add_middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])
    app.add_middleware(
        TrustedHostMiddleware, allowed_hosts=[*LOCAL_HOSTS, *hosts], www_redirect=False
    )
    app.add_middleware(SecurityHeaders, origins=origins)
