"""Web sites: a page and what it leads to, or the pages of a sitemap.

Only the host of the address is contacted, below the folder of the address, and only what its
robots.txt lets us fetch (RFC 9309). A page that was fetched is asked for with its ETag or its time,
so that an unchanged one is not sent again.
"""

import mimetypes
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from protego import Protego

from index.connectors.connector import Known, NotFetchedError, RemoteFile, SourceAwayError
from index.connectors.web_links import (
    PageLinks,
    absolute,
    is_sitemap,
    links_of,
    sitemap_links,
)
from index.connectors.web_requests import (
    AGENT,
    WebAnswer,
    WebRequests,
    origin_of,
    unpacked_pieces,
)
from index.readers import is_supported

_MOST_HTML = 10_000_000
_MOST_SITEMAP = 50_000_000
_MOST_ROBOTS = 500_000
_MOST_SITEMAPS = 200
_MOST_REDIRECTS = 5
_LONGEST_PAUSE = 10.0
_HTML = ("text/html", "application/xhtml+xml")
_XML = ("text/xml", "application/xml", "application/gzip", "application/x-gzip")
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_PAGE, _FILE = "page", "file"


class WebConnector:
    """The pages of one site, from an address on."""

    def __init__(
        self, address: str, requests: WebRequests, pause: Callable[[float], object] = time.sleep
    ) -> None:
        """Begins at a page or a sitemap; `pause` waits as long as the site asks for."""
        self._start = absolute(address, "") or address
        self._requests, self._pause = requests, pause
        self._origin = origin_of(self._start)
        self._folder = f"{urlsplit(self._start).path.rpartition('/')[0]}/"
        self._robots = Protego.parse("")
        self._delay = 0.0
        self._body: Iterator[bytes] = iter(())

    def items(self, known: Known) -> Iterator[RemoteFile]:
        """Yields the pages and files of the site, those that the start leads to first.

        Raises:
            SourceAwayError: the site cannot be reached, or its start cannot be had.
        """
        self._read_robots()
        if not self._robots.can_fetch(self._start, AGENT):
            raise SourceAwayError(
                f"robots.txt of {self._origin} does not let {self._start} be read"
            )
        queue = _Queue(self._is_ours)
        queue.add([self._start])
        while url := queue.next():
            yield from self._visited(url, known, queue)
            self._pause(self._delay)

    def fetch(self, item: RemoteFile) -> Iterator[bytes]:
        """Yields the contents of the item that was listed last."""
        return self._body

    def close(self) -> None:
        """Lets go of connections."""
        self._requests.close()

    def _is_ours(self, url: str) -> bool:
        inside = origin_of(url) == self._origin and urlsplit(url).path.startswith(self._folder)
        return inside and self._robots.can_fetch(url, AGENT)

    def _visited(self, url: str, known: Known, queue: "_Queue") -> Iterator[RemoteFile]:
        mark = known.mark(url)
        try:
            with ExitStack() as open_answer:
                answer = open_answer.enter_context(self._requests.get(url, _conditions(mark)))
                yield from self._answered(url, answer, known, queue)
        except NotFetchedError as error:
            if url == self._start:
                raise SourceAwayError(f"{url} cannot be read: {error}") from error
            # What it led to when it could be had is still looked for.
            queue.add(_known_links(url, known).links)
            yield RemoteFile(url, _name(url, ".html"), problem=str(error))

    def _answered(
        self, url: str, answer: WebAnswer, known: Known, queue: "_Queue"
    ) -> Iterator[RemoteFile]:
        if answer.status == 304:
            queue.add(_known_links(url, known).links)
            yield RemoteFile(url, _name(url, ".html"), known.mark(url), origin=url)
        elif answer.status in _REDIRECTS:
            queue.add([self._led_to(url, answer)])
        elif answer.status in _GONE and url != self._start:
            return
        elif answer.status != 200:
            raise NotFetchedError(f"the site answers {answer.status}")
        elif answer.media_type in _HTML:
            yield from self._page(url, answer, queue)
        elif self._lists_pages(url, answer):
            self._sitemap(url, answer, queue)
        else:
            self._body = answer.pieces()
            name = _name(url, _suffix(url, answer.media_type))
            yield RemoteFile(url, name, _mark(_FILE, answer), origin=url, size=_length(answer))

    def _page(self, url: str, answer: WebAnswer, queue: "_Queue") -> Iterator[RemoteFile]:
        data = answer.whole(_MOST_HTML)
        if is_sitemap(data):
            self._add_sitemap(url, data, queue)
            return
        found = links_of(data, url)
        queue.add(found.links)
        if found.canonical and found.canonical != url and self._is_ours(found.canonical):
            queue.add([found.canonical])
        elif found.is_kept and "noindex" not in answer.header("x-robots-tag").lower():
            self._body = iter([data])
            yield RemoteFile(
                url, _name(url, ".html"), _mark(_PAGE, answer), origin=url, size=len(data)
            )

    def _lists_pages(self, url: str, answer: WebAnswer) -> bool:
        """Tells whether this is where a sitemap is looked for: the start, and what that names."""
        return answer.media_type in _XML and urlsplit(url).path.endswith((".xml", ".xml.gz"))

    def _sitemap(self, url: str, answer: WebAnswer, queue: "_Queue") -> None:
        data = answer.whole(_MOST_SITEMAP)
        if data[:2] == b"\x1f\x8b":
            data = _joined(unpacked_pieces(iter([data])), _MOST_SITEMAP)
        if is_sitemap(data):
            self._add_sitemap(url, data, queue)

    def _add_sitemap(self, url: str, data: bytes, queue: "_Queue") -> None:
        """Notes what a sitemap names; one that cannot be read whole is none, not a short one."""
        try:
            links = list(sitemap_links(data, url))
        except ValueError as error:
            raise SourceAwayError(f"the sitemap {url} cannot be read: {error}") from error
        queue.sitemaps += sum(is_map for _, is_map in links)
        if queue.sitemaps > _MOST_SITEMAPS:
            raise SourceAwayError(f"{url} names over {_MOST_SITEMAPS} sitemaps")
        queue.add(link for link, _ in links)

    def _led_to(self, url: str, answer: WebAnswer) -> str:
        target = absolute(url, answer.header("location"))
        if origin_of(target) != self._origin:
            raise NotFetchedError(f"it leads to {origin_of(target) or 'nowhere'!r}: not contacted")
        if url == self._start and not self._is_ours(target):
            raise NotFetchedError(f"it leads to {target}: name that address instead")
        return target

    def _read_robots(self) -> None:
        """Reads what the site lets robots fetch; where that cannot be had, nothing is."""
        url = f"{self._origin}/robots.txt"
        for _ in range(_MOST_REDIRECTS):
            try:
                with self._requests.get(url) as answer:
                    if answer.status >= 500:
                        raise SourceAwayError(f"{url} cannot be read: status {answer.status}")
                    if answer.status == 200:
                        self._follow_rules(answer.whole(_MOST_ROBOTS))
                    target = absolute(url, answer.header("location"))
                    if answer.status not in _REDIRECTS or origin_of(target) != self._origin:
                        return
                    url = target
            except NotFetchedError as error:
                raise SourceAwayError(f"{url} cannot be read: {error}") from error

    def _follow_rules(self, text: bytes) -> None:
        self._robots = Protego.parse(text.decode("utf-8", "replace"))
        self._delay = min(float(self._robots.crawl_delay(AGENT) or 0), _LONGEST_PAUSE)


class _Queue:
    """The pages that are still to be looked at: each once, however often something leads there."""

    def __init__(self, is_wanted: Callable[[str], bool]) -> None:
        self._is_wanted = is_wanted
        self._seen: set[str] = set()
        self._waiting: deque[str] = deque()
        self.sitemaps = 0

    def add(self, urls: "Iterator[str] | list[str]") -> None:
        for url in urls:
            if url not in self._seen and self._is_wanted(url):
                self._seen.add(url)
                self._waiting.append(url)

    def next(self) -> str:
        return self._waiting.popleft() if self._waiting else ""


def _mark(kind: str, answer: WebAnswer) -> str:
    """Returns what tells one state of a page from another; empty if the site does not say."""
    told = (answer.header("etag"), answer.header("last-modified"))
    return "\n".join((kind, *told)) if any(told) else ""


def _conditions(mark: str) -> dict[str, str]:
    """Returns the headers that ask for a page only if it is another than it was."""
    _, etag, time_ = mark.split("\n") if mark else ("", "", "")
    headers = {"If-None-Match": etag, "If-Modified-Since": time_}
    return {name: value for name, value in headers.items() if value}


def _known_links(url: str, known: Known) -> PageLinks:
    if not known.mark(url).startswith(_PAGE):
        return PageLinks()
    return links_of(known.read(url)[:_MOST_HTML], url)


def _length(answer: WebAnswer) -> int:
    told = answer.header("content-length")
    return int(told) if told.isdecimal() and not answer.header("content-encoding") else 0


def _joined(pieces: Iterator[bytes], most: int) -> bytes:
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > most:
            raise NotFetchedError(f"it has over {most / 1e6:.3g} MB unpacked")
    return bytes(data)


def _suffix(url: str, media_type: str) -> str:
    """Returns the ending of a file's name: its own if that can be read, else that of its type."""
    own = PurePosixPath(urlsplit(url).path).suffix.lower()
    if is_supported(f"x{own}") and not own.startswith(".htm"):
        return own
    return mimetypes.guess_extension(media_type) or own


def _name(url: str, suffix: str) -> str:
    """Returns the path that a page gets: that of its address, with what asks for it behind."""
    parts = urlsplit(url)
    folder = "index" if parts.path.endswith("/") else ""
    path = f"{unquote(parts.path)}{folder}".strip("/")
    name = f"{path} {unquote(parts.query)}" if parts.query else path
    return name if name.lower().endswith(suffix) and suffix else f"{name}{suffix}"
