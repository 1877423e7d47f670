"""Who asks: the reader behind a request."""

from collections.abc import Mapping
from typing import Protocol

from assistant.types import LOCAL_READER, Reader


class WebRequest(Protocol):
    """What every kind of request has."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, by name in any case."""


def reader_of(request: WebRequest) -> Reader:
    """Returns the reader behind a request: there is only one, as long as nobody signs in."""
    return LOCAL_READER
