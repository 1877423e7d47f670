"""Who calls the API, and whether they may: by an API key, or as who is signed in to the chat."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from assistant.assistant import Assistant
from assistant.identities.api_keys import SCOPES, Key, Keys
from assistant.identities.refused_sign_ins import Reason
from assistant.types import Reader
from ui.edge.asgi import route_path
from ui.edge.identity import address_of, reader_of
from ui.edge.problems import is_of_api

KEY = HTTPBearer(
    scheme_name="key", description="An API key: tenkyo keys add USER", auto_error=False
)
"""How a key is sent, for the description of the API; `identify` is what looks at it."""

_SAFE = ("GET", "HEAD", "OPTIONS")
_OURS = ("same-origin", "same-site", "none", "")


@dataclass(frozen=True, slots=True)
class Caller:
    """A reader that a program or a page acts for, and what it may do for them."""

    reader: Reader
    scopes: frozenset[str]


class Authenticated:
    """The dependency of every route: returns who calls.

    Raises:
        HTTPException: nobody who may do this.
    """

    def __init__(self, assistant: Assistant, scope: str = "") -> None:
        """`scope` is what the caller must be allowed to do, empty if any caller will do."""
        self._assistant = assistant
        self._scope = scope

    def __call__(
        self,
        request: Request,
        _: Annotated[HTTPAuthorizationCredentials | None, Depends(KEY)] = None,
    ) -> Caller:
        """Returns who sends a request."""
        caller = identify(self._assistant, request)
        if self._scope:
            check_scope(caller, self._scope)
        return caller


class KeySignIn:
    """Tells who asks by a good API key, for what stands in front of the application."""

    def __init__(self, assistant: Assistant) -> None:
        """Takes whose keys count."""
        self._keys = assistant.keys

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns the reader of the key that is sent, None without a good one.

        It is looked at by the API, and where Gradio's clients ask if it is good for asking.
        """
        sent, asking = Headers(scope=scope).getlist("authorization"), _is_of_gradio(scope)
        if len(sent) != 1 or not (asking or is_of_api(scope)):
            return None
        key = await to_thread.run_sync(_key_in, self._keys, sent[0])
        if key is None or (asking and "ask" not in key.scopes):
            return None
        return key.reader


def identify(assistant: Assistant, request: HTTPConnection) -> Caller:
    """Returns who sends a request. Where a key is sent, it must be good, wherever else it is open.

    Raises:
        HTTPException: 401 without a good key where one is needed; 403 for a page of another origin.
    """
    sent = request.headers.getlist("authorization")
    if sent:
        return _holder(assistant, request, sent)
    if assistant.settings.api == "keys":
        raise _unauthorised("An API key is needed. Send one as: Authorization: Bearer KEY")
    _check_origin(request, assistant.settings.allowed_origins)
    _check_content_type(request)
    try:
        return Caller(reader_of(request), frozenset(SCOPES))
    except LookupError:
        raise _unauthorised("Nobody is signed in. Sign in, or send an API key.") from None


def check_scope(caller: Caller, scope: str) -> None:
    """Checks what a caller may do.

    Raises:
        HTTPException: 403, they may not do this.
    """
    if scope not in caller.scopes:
        raise HTTPException(403, f"This key is not good for {scope!r}. Use one with this scope.")


def _holder(assistant: Assistant, request: HTTPConnection, sent: list[str]) -> Caller:
    key = _key_in(assistant.keys, sent[0])
    if key is None or len(sent) > 1:
        assistant.refused.note("key", Reason.KEY, address_of(request.scope))
        raise _unauthorised("This API key is not good, or not any more. Use another.")
    reader = assistant.memberships.whole(key.reader)
    if reader is None:
        assistant.refused.note("key", Reason.WITHDRAWN, address_of(request.scope))
        raise _unauthorised("The account that this key acts for was withdrawn.")
    return Caller(reader, frozenset(key.scopes))


def _is_of_gradio(scope: Scope) -> bool:
    path = route_path(scope)
    return path == "/config" or path.startswith("/gradio_api/")


def _key_in(keys: Keys, header: str) -> Key | None:
    scheme, _, text = header.partition(" ")
    return keys.find(text.strip()) if scheme.lower() == "bearer" else None


def _unauthorised(problem: str) -> HTTPException:
    return HTTPException(401, problem, headers={"WWW-Authenticate": "Bearer"})


def _check_origin(request: HTTPConnection, allowed: Collection[str]) -> None:
    """Refuses what a page of another origin sends with a reader's rights, unless it is listed."""
    origin = request.headers.get("origin")
    if origin in allowed:
        return
    foreign = request.headers.get("sec-fetch-site", "") not in _OURS
    if origin is not None:
        foreign = urlsplit(origin).netloc != request.headers.get("host", "")
    if foreign:
        raise HTTPException(
            403, f"Pages of {(origin or 'other sites')[:80]!r} may not call. Allow their origin."
        )


def _check_content_type(request: HTTPConnection) -> None:
    """Refuses what a form of any page could send: to send JSON it needs our consent."""
    if request.scope["method"] in _SAFE or not _has_body(request):
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(
            422, f"This is of the type {kind[:80]!r}. Send it as: Content-Type: application/json"
        )


def _has_body(request: HTTPConnection) -> bool:
    length = request.headers.get("content-length", "0")
    return length != "0" or "transfer-encoding" in request.headers
