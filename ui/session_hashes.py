"""Gradio's session hashes, each bound to who used it first.

A browser chooses its hash, and Gradio gives the stream and the state of a hash to whoever names it.
"""

import json
import re
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.asgi import query_values, read_body, refuse, replaying, route_path
from ui.identity import owner_of
from ui.refusals import Refusal

_MOST = 50_000
_MOST_EACH = 200
_HASH = re.compile(r"[\w-]{1,64}", re.ASCII)
_API = "/gradio_api/"
_PATHS = re.compile(r"/gradio_api/(?:heartbeat|stream)/([^/]+)")


class Bindings:
    """Which owner a name belongs to: the first that used it, until it is long out of use."""

    def __init__(self, most: int = _MOST, most_each: int = _MOST_EACH) -> None:
        """Keeps up to `most` names in all, and `most_each` of one owner; the oldest go first."""
        self._most, self._most_each = most, most_each
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._names: dict[str, OrderedDict[str, None]] = {}

    def claim(self, name: str, owner: str) -> bool:
        """Returns whether a name is the owner's; one that nobody has becomes so."""
        holder = self._owners.setdefault(name, owner)
        if holder != owner:
            return False
        self._owners.move_to_end(name)
        mine = self._names.setdefault(owner, OrderedDict())
        mine[name] = None
        mine.move_to_end(name)
        if len(mine) > self._most_each:
            self._forget(next(iter(mine)))
        if len(self._owners) > self._most:
            self._forget(next(iter(self._owners)))
        return True

    def holds(self, name: str, owner: str) -> bool:
        """Returns whether a name is the owner's already."""
        return self._owners.get(name) == owner

    def _forget(self, name: str) -> None:
        owner = self._owners.pop(name)
        self._names[owner].pop(name)
        if not self._names[owner]:
            del self._names[owner]


class BoundSessions:
    """Answers 403 where a request names a session hash, or an event, of somebody else."""

    def __init__(self, app: ASGIApp, most_body: int) -> None:
        """Wraps an application whose bodies are at most `most_body` bytes."""
        self._app = app
        self._most_body = most_body
        self._hashes = Bindings()
        self._events = Bindings(most_each=_MOST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if not path.startswith(_API):
            await self._app(scope, receive, send)
            return
        body = await read_body(receive, self._most_body)
        said, owner = _said(body), owner_of(scope)
        if not self._owns(_hashes(scope, path, said), said, owner):
            await refuse(scope, send, Refusal.NOT_YOURS)
            return
        if path == f"{_API}queue/join":
            send = self._noting(send, owner)
        await self._app(scope, replaying(body, receive), send)

    def _owns(self, hashes: list[object], said: dict[str, object], owner: str) -> bool:
        named = {str(name) for name in hashes if isinstance(name, str) and _HASH.fullmatch(name)}
        if len(named) != 1 or len(named) != len(set(map(str, hashes))):
            return False
        event = said.get("event_id")
        if event is not None and not self._events.holds(str(event), owner):
            return False
        return self._hashes.claim(named.pop(), owner)

    def _noting(self, send: Send, owner: str) -> Send:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                event = _said(message.get("body", b"")).get("event_id")
                if isinstance(event, str):
                    self._events.claim(event, owner)
            await send(message)

        return noting


def _hashes(scope: Scope, path: str, said: dict[str, object]) -> list[object]:
    """Returns every session hash that a request names: in its path, query and body."""
    found: list[object] = [*query_values(scope, "session_hash")]
    if match := _PATHS.match(path):
        found.append(match[1])
    if "session_hash" in said:
        found.append(said["session_hash"])
    return found


def _said(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
