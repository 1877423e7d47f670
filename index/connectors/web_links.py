"""What a page or sitemap leads to: its links, as far as it lets robots follow them.

Pages are read here by Python alone: they come from outside, and nothing has looked at them yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

_LONGEST = 2_000
_ROOTS = (b"<urlset", b"<sitemapindex")


@dataclass(slots=True)
class PageLinks:
    """What a page says to robots: where it leads, and whether it may be kept."""

    links: list[str] = field(default_factory=list)
    canonical: str = ""
    is_kept: bool = True


def links_of(page: bytes, url: str) -> PageLinks:
    """Returns where a page of HTML leads."""
    parser = _LinkParser(url)
    parser.feed(page.decode("utf-8", "replace"))
    parser.close()
    return parser.found


def absolute(base: str, link: str) -> str:
    """Returns the address that a link means, without the place in the page; empty if none."""
    try:
        whole = urldefrag(urljoin(base, link.strip())).url
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or len(whole) > _LONGEST:
        return ""
    return whole if parts.path else parts._replace(path="/").geturl()


class _LinkParser(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.found = PageLinks()
        self._base, self._follows = url, True

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag in ("a", "area"):
            self._link(said)
        elif tag == "base" and said.get("href"):
            self._base = absolute(self._base, said["href"]) or self._base
        elif tag == "link" and "canonical" in said.get("rel", "").lower().split():
            self.found.canonical = absolute(self._base, said.get("href", ""))
        elif tag == "meta" and said.get("name", "").lower() in ("robots", "tenkyo"):
            self._meta(said.get("content", "").lower())

    def _link(self, said: dict[str, str]) -> None:
        is_followed = self._follows and "nofollow" not in said.get("rel", "").lower().split()
        link = absolute(self._base, said["href"]) if said.get("href") and is_followed else ""
        if link:
            self.found.links.append(link)

    def _meta(self, content: str) -> None:
        words = {word.strip() for word in content.split(",")}
        if words & {"noindex", "none"}:
            self.found.is_kept = False
        if words & {"nofollow", "none"}:
            self._follows = False
            self.found.links.clear()


def is_sitemap(data: bytes) -> bool:
    """Tells whether a document is a sitemap, or a list of such."""
    return any(root in data[:1_000] for root in _ROOTS)


def sitemap_links(data: bytes, url: str) -> Iterator[tuple[str, bool]]:
    """Yields the addresses in a sitemap, each with whether it is that of another sitemap.

    Raises:
        ValueError: it is no well-formed XML, or one with entities.
    """
    try:
        parents: list[str] = []
        for event, element in iterparse(BytesIO(data), events=("start", "end")):
            name = str(element.tag).rpartition("}")[2]
            if event == "start":
                parents.append(name)
                continue
            parents.pop()
            if name == "loc" and parents[-1:] in (["url"], ["sitemap"]):
                if link := absolute(url, element.text or ""):
                    yield link, parents[-1] == "sitemap"
            elif name in ("url", "sitemap"):
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(str(error)) from error
