"""Requests to one web site: to no other host, and with an end to whatever comes back."""

import socket
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

import httpx

from index.connectors.connector import CHUNK, NotFetchedError, SourceAwayError

AGENT = "Tenkyo"
"""What the site is told, and what its robots.txt may name."""

_TIMEOUT = httpx.Timeout(30, connect=10)
_MOST_SECONDS = 600
_GZIP = 16 + zlib.MAX_WBITS
# Where machines of clouds find their own keys, besides link-local addresses.
_METADATA = {"100.100.100.200", "168.63.129.16", "fd00:ec2::254"}


@dataclass(frozen=True, slots=True)
class WebLogin:
    """What a site is told to let us in; without a user, the secret is a bearer token."""

    user: str = ""
    secret: str = ""

    @property
    def auth(self) -> httpx.BasicAuth | None:
        """The login as HTTP Basic, None if it is no such."""
        return httpx.BasicAuth(self.user, self.secret) if self.user else None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say it, if it is a token."""
        is_token = self.secret and not self.user
        return {"Authorization": f"Bearer {self.secret}"} if is_token else {}


class WebAnswer:
    """What a site answered: its status and headers, and its contents on demand."""

    def __init__(self, response: httpx.Response, clock: Callable[[], float]) -> None:
        """Reads on from the headers of a response."""
        self._response, self._clock = response, clock
        self._until = clock() + _MOST_SECONDS
        self.status = response.status_code

    def header(self, name: str) -> str:
        """Returns a header, empty if it is not there."""
        return str(self._response.headers.get(name, "")).strip()

    @property
    def media_type(self) -> str:
        """What the contents are said to be, such as `text/html`."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def pieces(self) -> Iterator[bytes]:
        """Yields the contents; whoever takes them has to say when it is too much.

        Raises:
            NotFetchedError: they break off, take too long or are packed in an unknown way.
        """
        encoding = self.header("content-encoding").lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise NotFetchedError(f"its answer is packed in an unknown way: {encoding}")
        raw = self._raw()
        return unpacked_pieces(raw) if "gzip" in encoding else raw

    def whole(self, most: int) -> bytes:
        """Returns the contents.

        Raises:
            NotFetchedError: they are longer than `most` bytes, or cannot be had.
        """
        data = bytearray()
        for piece in self.pieces():
            data += piece
            if len(data) > most:
                raise NotFetchedError(f"the page has over {most / 1e6:.3g} MB")
        return bytes(data)

    def _raw(self) -> Iterator[bytes]:
        try:
            for piece in self._response.iter_raw(CHUNK):
                if self._clock() > self._until:
                    raise NotFetchedError(f"it took over {_MOST_SECONDS} seconds")
                yield piece
        except httpx.ConnectError as error:
            raise SourceAwayError(str(error)) from error
        except httpx.HTTPError as error:
            raise NotFetchedError(f"its answer breaks off: {_said(error)}") from error


def unpacked_pieces(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Yields what was packed by gzip, never more than a little at once.

    Raises:
        NotFetchedError: it is damaged.
    """
    unpacking = zlib.decompressobj(_GZIP)
    try:
        for piece in packed:
            waiting = piece
            while waiting:
                yield unpacking.decompress(waiting, CHUNK)
                waiting = unpacking.unconsumed_tail
    except zlib.error as error:
        raise NotFetchedError(f"its answer cannot be unpacked: {error}") from error


class WebRequests:
    """Requests to one site, by its origin such as `https://intranet.example`."""

    def __init__(
        self,
        origin: str,
        login: WebLogin | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Proxies and passwords of this machine's surroundings are not used."""
        login = login or WebLogin()
        self._origin, self._clock = origin, clock
        self._client = httpx.Client(
            auth=login.auth,
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity", **login.headers},
            timeout=_TIMEOUT,
            trust_env=False,
        )

    @contextmanager
    def get(self, url: str, headers: dict[str, str] | None = None) -> Iterator[WebAnswer]:
        """Asks for a page of the site; a redirect is an answer like any other.

        Raises:
            SourceAwayError: the site cannot be reached, or must not be.
            NotFetchedError: this page cannot be had.
        """
        assert origin_of(url) == self._origin
        _refuse_metadata(url)
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                _refuse_peer(response)
                yield WebAnswer(response, self._clock)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise SourceAwayError(f"{self._origin} cannot be reached: {_said(error)}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotFetchedError(f"it cannot be had: {_said(error)}") from error

    def close(self) -> None:
        """Lets go of connections."""
        self._client.close()


def origin_of(url: str) -> str:
    """Returns scheme, host and port of an address of the web, empty if it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    default = {"http": 80, "https": 443}.get(scheme)
    if default is None or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{scheme}://{host}" if port in (None, default) else f"{scheme}://{host}:{port}"


def _refuse_metadata(url: str) -> None:
    """Refuses a host that stands for addresses at which machines find their own keys."""
    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceAwayError(f"the host {host!r} cannot be found: {_said(error)}") from error
    for *_, address in found:
        refuse_metadata_address(str(address[0]))


def _refuse_peer(response: httpx.Response) -> None:
    """Refuses an answer from such an address: a name can stand for another one the second time."""
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream else None
    if address:
        refuse_metadata_address(str(address[0]))


def refuse_metadata_address(text: str) -> None:
    """Refuses an address at which machines find their own keys.

    Raises:
        SourceAwayError: it is one.
    """
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_link_local or str(address) in _METADATA:
        raise SourceAwayError(f"{text} is an address of the machine's own network: never contacted")


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
