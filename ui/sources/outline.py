"""The outline of a document, and what is cited most of it: each a link to where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.conversations.conversations import Place
from index.types import Document
from prompts.catalogues import Wording
from ui.html.markup import attribute, text
from ui.sources.passage import document_url

_MOST = 300
_LONGEST_LINE = 160
_NEAR = 400
"""So many characters around the beginning of a section its heading is looked for in."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading, how deep it stands, from 0, and where its words are in the canonical text."""

    title: str
    depth: int
    start: int
    end: int


def outline_of(document: Document) -> Iterator[OutlineEntry]:
    """Yields the headings of a document whose words stand in its text, in reading order."""
    before: tuple[str, ...] = ()
    place = 0
    for section in document.sections:
        same = 0
        while same < min(len(before), len(section.heading)) and (
            before[same] == section.heading[same]
        ):
            same += 1
        for depth, title in enumerate(section.heading[same:], start=same):
            first, last = max(place, section.start - _NEAR), section.start + _NEAR + len(title)
            # No farther: in a long document each of many headings may stand there otherwise.
            start = document.text.find(title, first, last)
            if title and start >= 0:
                place = start + len(title)
                yield OutlineEntry(title, depth, start, place)
        before = section.heading


def outline_html(document: Document, words: Wording) -> str:
    """Returns the outline of a document, nothing for one with less than two headings."""
    found = [entry for entry, _ in zip(outline_of(document), range(_MOST), strict=False)]
    if len(found) < 2:
        return ""
    lines = "".join(_line(document, entry) for entry in found)
    return (
        f'<details class="outline"><summary>{text(words("shelf-outline"))}</summary>'
        f"<ul>{lines}</ul></details>"
    )


def cited_html(document: Document, places: Sequence[Place], words: Wording) -> str:
    """Returns what the reader's conversations cite most of a document, nothing if they do not."""
    if not places:
        return ""
    lines = "".join(
        f'<li dir="auto"><a href="{attribute(document_url(document, start, end))}">'
        f"{text(_shortened(document.text[start:end]))}</a> "
        f"{text(words('shelf-cited-times', count=count))}</li>"
        for start, end, count in places
    )
    return (
        f'<details class="outline"><summary>{text(words("shelf-cited"))}</summary>'
        f"<ul>{lines}</ul></details>"
    )


def _shortened(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE].rstrip()} …"


def _line(document: Document, entry: OutlineEntry) -> str:
    url = attribute(document_url(document, entry.start, entry.end))
    depth = min(entry.depth, 4)
    return f'<li data-depth="{depth}" dir="auto"><a href="{url}">{text(entry.title)}</a></li>'
