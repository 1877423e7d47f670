"""How large a request of the API may be."""

from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.edge.problems import is_of_api, problem

LARGEST_BODY = 1_000_000
"""The largest body in bytes, read or announced."""

_TOO_LARGE = f"The request is too large. Send at most {LARGEST_BODY:,} bytes."


class BodyLimit:
    """Refuses requests of the API that are too large, before they are read."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http" or not is_of_api(scope):
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced[:20]) > LARGEST_BODY:
            answer = problem(Request(scope), 413, _TOO_LARGE, {"Connection": "close"})
            await answer(scope, receive, send)
            return
        await self._app(scope, _counted(receive), send)


def _counted(receive: Receive) -> Receive:
    read = 0

    async def receive_counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return receive_counted
