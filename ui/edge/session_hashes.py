"""Gradio's session hashes, each bound to who used it first.

A browser chooses its hash, and Gradio gives the stream and the state of a hash to whoever names it.
"""

import json
import re
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.edge.asgi import query_values, read_body, refuse, replaying, route_path
from ui.edge.identity import meter_of, owner_of
from ui.edge.refusals import Refusal

_MOST = 50_000
_HASH = re.compile(r"[\w-]{1,64}", re.ASCII)
_API = "/gradio_api/"
# What may be called says nothing of anybody.
_OPEN = "/gradio_api/info"


class Bindings:
    """Which owner a name belongs to: the first that used it, until it is long out of use.

    Of too many names the oldest go of whoever has most: whose limits count, a person or an address
    (`meter`), as one browser can be any number of owners.
    """

    def __init__(self, most: int = _MOST) -> None:
        """Keeps up to `most` names."""
        self._most = most
        self._holders: dict[str, tuple[str, str]] = {}
        self._names: dict[str, OrderedDict[str, None]] = {}

    def claim(self, name: str, owner: str, meter: str) -> bool:
        """Returns whether a name is the owner's; one that nobody has becomes so."""
        holder, kept_with = self._holders.get(name, (owner, meter))
        if holder != owner:
            return False
        if kept_with != meter:
            self._forget(name)
        self._holders[name] = (owner, meter)
        names = self._names.setdefault(meter, OrderedDict())
        names[name] = None
        names.move_to_end(name)
        if len(self._holders) > self._most:
            most = max(self._names.values(), key=len)
            self._forget(next(iter(most)))
        return True

    def holds(self, name: str, owner: str) -> bool:
        """Returns whether a name is the owner's already."""
        return self._holders.get(name, ("", ""))[0] == owner

    def _forget(self, name: str) -> None:
        _, meter = self._holders.pop(name)
        self._names[meter].pop(name)
        if not self._names[meter]:
            del self._names[meter]


class BoundSessions:
    """Answers 403 where a request names a session hash, or an event, of somebody else."""

    def __init__(self, app: ASGIApp, most_body: int) -> None:
        """Wraps an application whose bodies are at most `most_body` bytes."""
        self._app = app
        self._most_body = most_body
        self._hashes = Bindings()
        self._events = Bindings()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if not path.startswith(_API) or path == _OPEN:
            await self._app(scope, receive, send)
            return
        body = await read_body(receive, self._most_body)
        said = _said(body)
        if not self._owns(_hashes(scope, said), said, scope):
            await refuse(scope, send, Refusal.NOT_YOURS)
            return
        if path == f"{_API}queue/join":
            send = self._noting(send, scope)
        await self._app(scope, replaying(body, receive), send)

    def _owns(self, hashes: list[object], said: dict[str, object], scope: Scope) -> bool:
        named = {str(name) for name in hashes if isinstance(name, str) and _HASH.fullmatch(name)}
        if len(named) != 1 or len(named) != len(set(map(str, hashes))):
            return False
        event, owner = said.get("event_id"), owner_of(scope)
        if event is not None and not self._events.holds(str(event), owner):
            return False
        return self._hashes.claim(named.pop(), owner, meter_of(scope))

    def _noting(self, send: Send, scope: Scope) -> Send:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                event = _said(message.get("body", b"")).get("event_id")
                if isinstance(event, str):
                    self._events.claim(event, owner_of(scope), meter_of(scope))
            await send(message)

        return noting


def _hashes(scope: Scope, said: dict[str, object]) -> list[object]:
    """Returns every session hash that a request names: in its query and body."""
    found: list[object] = [*query_values(scope, "session_hash")]
    if "session_hash" in said:
        found.append(said["session_hash"])
    return found


def _said(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
