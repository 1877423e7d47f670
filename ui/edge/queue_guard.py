"""Gradio's queue, as strict as our functions: what none of them takes does not get there.

Gradio itself fails with a trace at a function that there is not, at too few arguments, and at an
answer to nobody; what looks like a file to it, it opens.
"""

import json
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.edge.asgi import read_body, refuse, replaying, route_path
from ui.edge.refusals import Refusal

_JOIN = "/gradio_api/queue/join"
_DATA = "/gradio_api/queue/data"


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _Event(_Form):
    """What a person did: the fields of all events of our page."""

    key: str | None = None
    text: str | None = None
    conversation: str | None = None
    verdict: str | None = None
    reason: str | None = None
    comment: str | None = None
    scope: tuple[str, ...] | None = None


class _Joining(_Form):
    """A call for the queue; whether the session hash is one, others look at."""

    fn_index: int
    session_hash: object = None
    data: tuple[str | _Event, ...]


class QueueGuard:
    """Answers 422 to what calls no function, and hands on only what a call has."""

    def __init__(self, app: ASGIApp, functions: Mapping[int, int], most_body: int) -> None:
        """Wraps an application that has these functions; bodies are at most `most_body` bytes.

        The functions are named by their numbers; each takes so many arguments.
        """
        self._app = app
        self._functions = dict(functions)
        self._most_body = most_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if path == _JOIN and scope["method"] == "POST":
            await self._join(scope, receive, send)
        elif path == _DATA:
            await self._stream(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        joining = self._joining(await read_body(receive, self._most_body))
        if joining is None:
            await refuse(scope, send, Refusal.NO_EVENT)
            return
        body = joining.model_dump_json().encode()
        scope = {**scope, "headers": list(scope["headers"])}
        MutableHeaders(scope=scope)["Content-Length"] = str(len(body))
        await self._app(scope, replaying(body, receive), send)

    def _joining(self, body: bytes) -> _Joining | None:
        try:
            # Half a character, which a browser can send, becomes a question mark.
            said = json.dumps(json.loads(body), ensure_ascii=False).encode(errors="replace")
            joining = _Joining.model_validate_json(said)
        except (ValueError, RecursionError):
            return None
        known = len(joining.data) == self._functions.get(joining.fn_index)
        return joining if known else None

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except RuntimeError as error:
            # Gradio has told the page that there is no such session, and then fails with a 404.
            if not (begun and isinstance(error.__cause__, HTTPException)):
                raise
            await send({"type": "http.response.body", "body": b"", "more_body": False})
