"""Talking to a Chroma server by its HTTP API, and what is said where that fails.

Without Chroma's package: no proxy and no redirect, a limit on every wait, no telemetry.
"""

import time
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from index.errors import VectorStoreError

VERSION = "/api/v2/version"
"""The path at which a server says of which version it is."""

_ASKING = httpx.Timeout(15.0, connect=3.0)
_WRITING = httpx.Timeout(180.0, connect=3.0)
# After a wait that came to nothing, so many seconds pass before questions wait again.
_SILENCE = 15.0
_LONGEST_CAUSE = 200

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Refusal:
    message: str = ""


_REFUSAL = TypeAdapter(_Refusal)


class ChromaConnection:
    """The connections to one server; for any number of threads."""

    def __init__(self, address: str, secret: str = "") -> None:
        """Takes the address of the server, without asking it yet, and a token for it."""
        self.address, self._secret = address.rstrip("/"), secret
        self._silent_until = 0.0

    def close(self) -> None:
        """Releases the connections."""
        if "_client" in self.__dict__:
            self._client.close()
            del self._client

    def be_patient(self) -> None:
        """Waits again for a server that was silent just now."""
        self._silent_until = 0.0

    @cached_property
    def _client(self) -> httpx.Client:
        # As Chroma's own client sends a token, in either of its two ways.
        token = {"Authorization": f"Bearer {self._secret}", "X-Chroma-Token": self._secret}
        return httpx.Client(headers=token if self._secret else {}, trust_env=False)

    def find(self, kind: TypeAdapter[Answer], path: str) -> Answer | None:
        """Returns what there is under a path, None if there is nothing."""
        response = self._sent("GET", path, None)
        return None if response.status_code == httpx.codes.NOT_FOUND else self._read(kind, response)

    def ask(self, kind: TypeAdapter[Answer], method: str, path: str, body: object = None) -> Answer:
        """Returns what the server answers.

        Raises:
            VectorStoreError: it does not answer, refuses, or is no Chroma server.
        """
        return self._read(kind, self._sent(method, path, body))

    def _sent(self, method: str, path: str, body: object) -> httpx.Response:
        if time.monotonic() < self._silent_until:
            raise self._away("it was silent just now")
        waits = _ASKING if method == "GET" or path.endswith("/query") else _WRITING
        url = self.address + path
        try:
            return self._client.request(method, url, json=body, timeout=waits)
        except httpx.TimeoutException as error:
            self._silent_until = time.monotonic() + _SILENCE
            raise self._away("it takes too long") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise self._away(str(error) or type(error).__name__) from error

    def _away(self, cause: str) -> VectorStoreError:
        shown = " ".join(cause.split())[:_LONGEST_CAUSE].rstrip(".")
        return VectorStoreError(
            f"The vector store at {self.address!r} does not answer: {shown}. Start it, or put the"
            " right address into TENKYO_VECTORS."
        )

    def _read(self, kind: TypeAdapter[Answer], response: httpx.Response) -> Answer:
        if not response.is_success:
            self._refused(response)
        try:
            return kind.validate_json(response.content)
        except ValidationError as error:
            raise self._foreign("an answer of another kind") from error

    def _refused(self, response: httpx.Response) -> NoReturn:
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise VectorStoreError(
                f"The vector store at {self.address!r} refuses the token"
                f" (HTTP {response.status_code}). Put the right one into TENKYO_VECTORS_SECRET."
            )
        if response.is_redirect or response.request.url.path.endswith(VERSION):
            raise self._foreign(f"HTTP {response.status_code}")
        try:
            said = " ".join(_REFUSAL.validate_json(response.content).message.split()).rstrip(".")
        except ValidationError:
            said = ""
        raise VectorStoreError(
            f"The vector store at {self.address!r} cannot do what is asked"
            f" (HTTP {response.status_code}): {said[:_LONGEST_CAUSE] or 'it does not say why'}."
            " See its log."
        )

    def _foreign(self, cause: str) -> VectorStoreError:
        return VectorStoreError(
            f"What answers at {self.address!r} is no Chroma server of version 1: {cause}. Put the"
            " address of one into TENKYO_VECTORS."
        )
