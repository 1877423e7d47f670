"""The protocol of the server, for which uvicorn has no limits: how long headers may take.

A client that sends its headers slowly, or nothing at all, costs it nothing and us a connection.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_SECONDS = 10.0
_MOST_WAITING = 400
_MOST_BYTES = 65_536


@dataclass(slots=True)
class Waiting:
    """The connections of one server from which a request is awaited, the longest first.

    Each may take so many `seconds`; of more than `most` the first are ended, as whoever is not slow
    is awaited for milliseconds only.
    """

    seconds: float = _SECONDS
    most: int = _MOST_WAITING
    connections: "OrderedDict[PunctualProtocol, None]" = field(default_factory=OrderedDict)

    def add(self, connection: "PunctualProtocol") -> None:
        """Awaits a request, and gives up the one that is awaited longest if there are too many."""
        self.connections[connection] = None
        if len(self.connections) > self.most:
            next(iter(self.connections)).give_up()


class PunctualProtocol(HttpToolsProtocol):
    """A connection that is ended where a request does not begin and say its headers in time.

    The time counts from the first byte; that of an open connection without any is uvicorn's. What
    is left of a body after the answer was given counts as well.
    """

    waiting: ClassVar[Waiting]

    _timer: asyncio.TimerHandle | None = None
    _in_headers = False
    _bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Awaits the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Awaits nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Counts the bytes of the headers from here."""
        super().on_message_begin()
        self._in_headers, self._bytes = True, 0

    def on_headers_complete(self) -> None:
        """Knows that the headers are there."""
        self._in_headers = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Takes what came, and sees whether a request is awaited before and after."""
        if self._is_idle():
            self._wait()
        super().data_received(data)
        if not self._is_idle():
            self._stop_waiting()
        self._bytes += len(data)
        if self._in_headers and self._bytes > _MOST_BYTES:
            self.give_up()

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection on; it is not ours to end."""
        self._stop_waiting()
        super().handle_websocket_upgrade()

    def give_up(self) -> None:
        """Ends the connection without an answer."""
        self._stop_waiting()
        self.transport.abort()

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self.waiting.seconds, self.give_up)
            self.waiting.add(self)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self.waiting.connections.pop(self, None)


def punctual_protocol(
    seconds: float = _SECONDS, most: int = _MOST_WAITING
) -> type[PunctualProtocol]:
    """Returns the protocol for one server."""

    class OneServer(PunctualProtocol):
        waiting = Waiting(seconds, most)

    return OneServer
