"""One language for all pages, whatever the browser asks for."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send


class OneLanguage:
    """Lets every request ask for the language of the settings; its address may name another."""

    def __init__(self, app: ASGIApp, language: str) -> None:
        """Wraps an application; `language` is the code of a catalogue."""
        self._app = app
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] == "http":
            scope = {**scope, "headers": list(scope["headers"])}
            MutableHeaders(scope=scope)["accept-language"] = self._language
        await self._app(scope, receive, send)
