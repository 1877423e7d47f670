"""Where the application is served: under one address, whatever a request says about it."""

from collections.abc import Sequence
from contextvars import ContextVar
from ipaddress import IPv4Network, IPv6Network
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.addresses import parsed
from ui.edge.addresses import is_among

_TOLD = (b"forwarded", b"x-gradio-server", b"x-original-url", b"x-rewrite-url")

_root: ContextVar[str] = ContextVar("root", default="")


def root() -> str:
    """Returns the path under which the request that is being answered came, without a slash."""
    return _root.get()


def relative(path: str) -> str:
    """Returns a path as a link that is resolved against the base of the page, below the root."""
    return path.removeprefix("/")


class RootPath:
    """Puts every path below the root path, and hides what claims another host or scheme.

    A proxy may pass on the whole path or cut the root path off: both come out the same. Gradio
    believes `X-Forwarded-Host` and its like from anybody, so it never sees them. A proxy of ours is
    believed from which address a request came to it: limits are then counted by that one.
    """

    def __init__(
        self,
        app: ASGIApp,
        public_url: str = "",
        proxies: Sequence[IPv4Network | IPv6Network] = (),
    ) -> None:
        """Wraps an application; without a public address it is served at the root."""
        self._app = app
        self._proxies = proxies
        address = urlsplit(public_url)
        self._root = address.path.rstrip("/")
        self._scheme = address.scheme

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] == "http":
            scope = self._placed(scope)
            _root.set(self._root)
        await self._app(scope, receive, send)

    def _placed(self, scope: Scope) -> Scope:
        headers = [(name, value) for name, value in scope["headers"] if not _tells(name)]
        # That somebody else is behind it is all that is believed of them.
        state = {**scope.get("state", {}), "forwarded": len(headers) < len(scope["headers"])}
        if came_from := self._came_from(scope):
            state["address"] = came_from
        path = str(scope["path"])
        if self._root and not (path == self._root or path.startswith(f"{self._root}/")):
            path = self._root + path
        path = f"{path}/" if path == self._root else path
        scheme = self._scheme or scope["scheme"]
        return {
            **scope,
            "state": state,
            "headers": headers,
            "path": path,
            "root_path": self._root,
            "scheme": scheme,
        }

    def _came_from(self, scope: Scope) -> str:
        """Returns from where a request came to a proxy of ours, empty if it does not say so.

        It is what the proxy wrote itself, last; whatever stands before that, anybody can have sent.
        """
        if not is_among(scope, self._proxies):
            return ""
        told = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        last = told[0].decode("latin-1").rpartition(",")[2].strip() if len(told) == 1 else ""
        address = parsed(last)
        return str(address) if address else ""


def _tells(name: bytes) -> bool:
    return name in _TOLD or name.startswith(b"x-forwarded-")
