"""Which routes exist to the outside: all others answer 404, whatever Gradio adds."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.edge.asgi import refuse, route_path
from ui.edge.refusals import Refusal

_NAME = r"[^/]+"
_GET = ("GET", "HEAD")
_ANY = (*_GET, "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

ALLOWED = (
    # Ours.
    (_GET, "/"),
    (_GET, "/healthz"),
    (_GET, "/readyz"),
    (_GET, "/widget.js"),
    (_GET, "/embed"),
    (_GET, "/embed/check"),
    (_GET, "/metrics"),
    (_GET, "/favicon.ico"),
    (_GET, r"/ui/[\w.-]+"),
    (_GET, f"/sources/{_NAME}"),
    (_GET, "/documents"),
    (_GET, f"/documents/{_NAME}"),
    ((*_GET, "POST"), f"/documents/{_NAME}/why"),
    (_GET, f"/documents/{_NAME}/{_NAME}/pages/{_NAME}"),
    (_GET, f"/documents/{_NAME}/{_NAME}/original"),
    (_GET, "/mind"),
    (_GET, "/mind/questions"),
    (_GET, "/mind/sources(?:/new)?"),
    (("POST",), f"/mind/sources/(?:new|{_NAME}/{_NAME})"),
    (("POST",), f"/mind/(?:verify|index|model/(?:look|off|(?:try|on)/{_NAME}))"),
    (_GET, "/scopes"),
    (_GET, "/suggestions"),
    ((*_GET, "DELETE"), "/uploads"),
    ((*_GET, "POST"), f"/uploads/{_NAME}"),
    (_GET, f"/c/{_NAME}/{_NAME}/{_NAME}/{_NAME}"),
    (_GET, f"/c/{_NAME}/{_NAME}/{_NAME}/{_NAME}/pane"),
    ((*_GET, "POST"), "/conversations"),
    ((*_GET, "DELETE"), f"/conversations/{_NAME}"),
    (_GET, f"/conversations/{_NAME}/export"),
    (("POST",), f"/conversations/{_NAME}/title"),
    ((*_GET, "DELETE"), f"/conversations/{_NAME}/files"),
    ((*_GET, "POST"), f"/conversations/{_NAME}/files/{_NAME}"),
    ((*_GET, "POST", "DELETE"), f"/conversations/{_NAME}/share"),
    (_GET, f"/shared/{_NAME}"),
    (_GET, "/kept"),
    (("POST", "DELETE"), f"/kept/{_NAME}/{_NAME}"),
    (("POST",), f"/kept/{_NAME}/{_NAME}/seen"),
    (("POST", "DELETE"), "/session"),
    (_GET, "/sign-in"),
    (_GET, "/sign-in/back"),
    # The API answers in JSON what there is not.
    (_ANY, "/(?:api|v1)/.*"),
    (_ANY, "/mcp"),
    # So does what an identity provider pushes people by.
    (_ANY, "/scim/v2/.*"),
    # Gradio's: what there is to call, and the three that carry calls and what they bring.
    (_GET, "/config"),
    (_GET, "/gradio_api/info"),
    (_GET, "/robots.txt"),
    (("POST",), "/gradio_api/queue/join"),
    (_GET, "/gradio_api/queue/data"),
    (("POST",), "/gradio_api/cancel"),
)
"""The methods and the paths, as regular expressions, below the root path."""

_COMPILED = tuple((frozenset(methods), re.compile(path)) for methods, path in ALLOWED)
_TRICKS = re.compile(r"//|\\|[\x00-\x1f]|/\.\.?(?:/|$)")
# In bytes; a file system takes no name over 255.
_LONGEST_NAME = 255
_LONGEST_PATH = 1_000


def is_allowed(method: str, path: str) -> bool:
    """Returns whether a route is open; a preflight is, where any method is."""
    if _TRICKS.search(path) or _is_too_long(path):
        return False
    return any(
        (method in methods or method == "OPTIONS") and pattern.fullmatch(path)
        for methods, pattern in _COMPILED
    )


def _is_too_long(path: str) -> bool:
    said = path.encode(errors="replace")
    return len(said) > _LONGEST_PATH or max(map(len, said.split(b"/"))) > _LONGEST_NAME


class AllowedRoutes:
    """Answers 404 for everything outside `ALLOWED`, and takes no websocket."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and not is_allowed(scope["method"], route_path(scope)):
            await refuse(scope, send, Refusal.NO_SUCH_PAGE)
        else:
            await self._app(scope, receive, send)
