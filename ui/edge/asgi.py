"""What the layers around the application share: the path, the body, and a refusal."""

import asyncio
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Message, Receive, Scope, Send

from ui.edge.problems import is_of_api, problem
from ui.edge.refusals import Refusal, refusal_text
from ui.edge.scim_errors import SCIM, scim_error

_STATUS = {
    Refusal.SIGN_IN: 401,
    Refusal.FOREIGN: 403,
    Refusal.NOT_YOURS: 403,
    Refusal.NO_SUCH_PAGE: 404,
    Refusal.TOO_SLOW: 408,
    Refusal.TOO_LARGE: 413,
    Refusal.NO_EVENT: 422,
    Refusal.TOO_MANY: 429,
    Refusal.LONG_HEADERS: 431,
    Refusal.FULL: 503,
}


class BodyTooLargeError(Exception):
    """A body is longer than allowed."""


def route_path(scope: Scope) -> str:
    """Returns the path below the root path: what the application's routes are named."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def query_values(scope: Scope, name: str) -> list[str]:
    """Returns every value of a query parameter."""
    query = bytes(scope.get("query_string", b"")).decode("latin-1")
    return parse_qs(query, keep_blank_values=True).get(name, [])


async def read_body(receive: Receive, most: int) -> bytes:
    """Returns the whole body.

    Raises:
        BodyTooLargeError: it is longer than `most` bytes.
    """
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        if len(body) > most:
            raise BodyTooLargeError
        more = message.get("more_body", False)
    return body


def replaying(body: bytes, receive: Receive) -> Receive:
    """Returns a channel that says a body that was read, and then what comes after it."""
    said = asyncio.Event()

    async def replay() -> Message:
        if said.is_set():
            return await receive()
        said.set()
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def refuse(scope: Scope, send: Send, refusal: Refusal, retry_after: int = 0) -> None:
    """Answers with the status of a refusal and a friendly line in the reader's language."""
    text = refusal_text(refusal, Headers(scope=scope).get("accept-language", ""))
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    status = _STATUS[refusal]
    if route_path(scope).startswith(SCIM):
        response = scim_error(status, text, headers=headers)
    elif is_of_api(scope):
        response = problem(Request(scope), status, text, headers)
    else:
        response = JSONResponse({"detail": text}, status_code=status, headers=headers)
    await response(scope, _nothing, send)


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
