"""The gate in front of every route: who asks, and whether the page that sends it may."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.addresses import site_of
from assistant.identities.memberships import Memberships
from assistant.types import LOCAL_READER, VISITOR, Reader
from ui.edge.asgi import refuse, route_path
from ui.edge.identity import PERSON, address_of, identify
from ui.edge.problems import is_of_api
from ui.edge.refusals import Refusal
from ui.embed.embed import waiting_html
from ui.html.wording import wording_for
from ui.sign_in.cookies import Jar

_OPEN = re.compile(
    r"/healthz|/readyz|/metrics|/widget\.js|/embed/check|/favicon\.ico|/robots\.txt|/ui/.*|/session|/sign-in(?:/back)?"
    r"|/api/.*|/v1/.*|/mcp|/scim/v2/.*"
)
"""What everybody may fetch: nothing of it says a word about the documents, or it asks for a key."""
# Gradio's clients take the cookie from the last, and open no page.
_FIRST = ("/", "/embed", "/config")
_SAFE = ("GET", "HEAD", "OPTIONS")
_BROWSER = re.compile(r"[\w-]{43}", re.ASCII)
# In seconds. Browsers keep no cookie for longer, and each opening of the page begins it anew.
_KEPT = 400 * 24 * 3600
_NAME_DIGITS = 24
_MOST_WAITING = 16


def visitor(browser: str) -> str:
    """Returns the name of the reader of a browser, which does not tell the cookie `browser`."""
    return f"{VISITOR}{sha256(browser.encode()).hexdigest()[:_NAME_DIGITS]}"


class SignIn(Protocol):
    """A way to tell who asks."""

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns who sent a request, None if nobody that is known."""


class Nobody:
    """No sign-in: everybody is the local reader, until the gate tells the browsers apart."""

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns the local reader."""
        return LOCAL_READER


class Completed:
    """A way to tell who asks, with the groups that the sign-in itself does not say."""

    def __init__(self, way: SignIn, memberships: Memberships) -> None:
        """Takes a way to sign in, and who knows more groups."""
        self._way, self._memberships = way, memberships
        # A directory that is slow keeps no thread from those who do not wait for it.
        self._waiting = CapacityLimiter(_MOST_WAITING)

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns who sent a request with all their groups, None if nobody whose account holds."""
        reader = await self._way.reader(scope)
        if reader is None or reader == LOCAL_READER:
            return reader
        return await to_thread.run_sync(self._memberships.whole, reader, limiter=self._waiting)


class Gate:
    """Notes who asks on every request, and answers 401 where somebody has to be known.

    Where nobody signs in, a cookie tells the browsers apart, so that each has streams and
    conversations of its own. Who has none and opens no page is a program: the local reader on one's
    own machine, and elsewhere nobody who was there before. `sign_in_page` is where a person is sent
    who opens a page without being signed in.
    """

    def __init__(
        self, app: ASGIApp, ways: Sequence[SignIn], jar: Jar, *, sign_in_page: str, own: bool
    ) -> None:
        """Wraps an application; the first of `ways` that knows the reader decides.

        `own` tells whether it is for who sits at this machine.
        """
        self._app = app
        self._ways = ways
        self._jar = jar
        self._sign_in_page = sign_in_page
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reader = await self._reader(scope)
        send = self._identified(scope, reader, send)
        if reader is None and not _OPEN.fullmatch(route_path(scope)):
            await self._turn_away(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _reader(self, scope: Scope) -> Reader | None:
        for way in self._ways:
            if (reader := await way.reader(scope)) is not None:
                return reader
        return None

    def _identified(self, scope: Scope, reader: Reader | None, send: Send) -> Send:
        address = f"address:{site_of(address_of(scope))}"
        if reader is not None and reader != LOCAL_READER:
            name = f"{PERSON}{reader.name}"
            identify(scope, reader, owner=name, meter=name)
            return send
        known = self._jar.read(scope, "browser")
        browser = known if _BROWSER.fullmatch(known) else secrets.token_urlsafe(32)
        new, opened = browser != known, _opens_a_page(scope)
        if reader is not None and not (new and self._own and not opened):
            reader = replace(reader, name=visitor(browser))
        owner = f"browser:{sha256(browser.encode()).hexdigest()}"
        identify(scope, reader, owner=owner, meter=address)
        told = route_path(scope) in _FIRST or (new and (opened or is_of_api(scope)))
        if reader is None or reader == LOCAL_READER or not told:
            return send
        return _setting(send, self._jar.setting("browser", browser, _KEPT))

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        opened = Headers(scope=scope).get("sec-fetch-mode", "navigate") == "navigate"
        if route_path(scope) == "/embed":
            words = wording_for(Headers(scope=scope).get("accept-language", ""))
            await HTMLResponse(waiting_html(words), status_code=401)(scope, receive, send)
        elif self._sign_in_page and scope["method"] == "GET" and opened:
            await RedirectResponse(self._sign_in_page, status_code=303)(scope, receive, send)
        else:
            await refuse(scope, send, Refusal.SIGN_IN)


class OwnPages:
    """Answers 403 where a page of another origin sends what changes something.

    A page of a listed origin may, as long as the browser sends none of our cookies with it.
    """

    def __init__(self, app: ASGIApp, own: str, listed: Sequence[str]) -> None:
        """Wraps an application; `own` is its origin, empty for the one of each request."""
        self._app = app
        self._own = own
        self._listed = frozenset(listed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] == "http" and not self._may(scope):
            await refuse(scope, send, Refusal.FOREIGN)
        else:
            await self._app(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if scope["method"] in _SAFE:
            return True
        if "origin" not in headers:
            # No browser; or a page of ours in an old one, which the other header would deny.
            return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        if headers.getlist("origin") == [self._own or f"{scope['scheme']}://{headers.get('host')}"]:
            return True
        return headers["origin"] in self._listed and "cookie" not in headers


def _opens_a_page(scope: Scope) -> bool:
    """Tells whether a person opens a page: what a page fetches, or a program, asks for no HTML."""
    wanted = Headers(scope=scope).get("accept", "")
    return route_path(scope) in _FIRST or "text/html" in wanted


def _setting(send: Send, cookie: str) -> Send:
    async def setting(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    return setting
