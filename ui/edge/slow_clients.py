"""The protocol of the server, for which uvicorn has no limits: how long a client may take.

A client that sends its headers slowly, or nothing at all, or reads nothing of what it asked for,
costs it nothing and us a connection.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_SECONDS = 10.0
_MOST_WAITING = 400
_SECONDS_UNREAD = 30.0
_MOST_UNREAD = 200
_MOST_BYTES = 65_536


@dataclass(slots=True)
class Waiting:
    """The connections of one server whose client is awaited, the longest first.

    Each may take so many `seconds`; of more than `most` the first are ended, as whoever is not slow
    is awaited for milliseconds only.
    """

    seconds: float = _SECONDS
    most: int = _MOST_WAITING
    timers: "OrderedDict[PunctualProtocol, asyncio.TimerHandle]" = field(
        default_factory=OrderedDict
    )

    def add(self, connection: "PunctualProtocol") -> None:
        """Awaits a client, and gives up the one that is awaited longest if there are too many."""
        if connection in self.timers:
            return
        self.timers[connection] = connection.loop.call_later(self.seconds, connection.give_up)
        if len(self.timers) > self.most:
            next(iter(self.timers)).give_up()

    def remove(self, connection: "PunctualProtocol") -> None:
        """Awaits a client no more."""
        if timer := self.timers.pop(connection, None):
            timer.cancel()


class PunctualProtocol(HttpToolsProtocol):
    """A connection that is ended where a request does not begin and say its headers in time.

    The time counts from the first byte; that of an open connection without any is uvicorn's. What
    is left of a body after the answer was given counts as well. A connection is ended too whose
    client reads nothing of what is there for it.
    """

    waiting: ClassVar[Waiting]
    unread: ClassVar[Waiting]

    _in_headers = False
    _bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Awaits the first request; from now on all that is unread counts, not only much."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)
        self.waiting.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Awaits nothing any more."""
        self.waiting.remove(self)
        self.unread.remove(self)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Awaits that the client reads what is there."""
        super().pause_writing()
        self.unread.add(self)

    def resume_writing(self) -> None:
        """Knows that the client has read all."""
        self.unread.remove(self)
        super().resume_writing()

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
            self.waiting.add(self)
        super().data_received(data)
        if not self._is_idle():
            self.waiting.remove(self)
        self._bytes += len(data)
        if self._in_headers and self._bytes > _MOST_BYTES:
            self.give_up()

    def handle_websocket_upgrade(self) -> None:
        """Hands the connection on; it is not ours to end."""
        self.waiting.remove(self)
        self.unread.remove(self)
        super().handle_websocket_upgrade()

    def give_up(self) -> None:
        """Ends the connection without an answer."""
        self.waiting.remove(self)
        self.unread.remove(self)
        self.transport.abort()

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete


def punctual_protocol(
    waiting: Waiting | None = None, unread: Waiting | None = None
) -> type[PunctualProtocol]:
    """Returns the protocol for one server: how long a request is awaited, and how long a reader."""
    requests, readers = waiting or Waiting(), unread or Waiting(_SECONDS_UNREAD, _MOST_UNREAD)

    class OneServer(PunctualProtocol):
        waiting = requests
        unread = readers

    return OneServer
