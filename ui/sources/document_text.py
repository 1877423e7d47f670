"""The text of a document as HTML: what is quoted and what was searched for highlighted in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.pages.blocks import Styled, TextStyle
from assistant.tables.source_table import Quoted
from index.types import Document, Section
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.sources.source_table import source_table_html

# Rows on either side of the quoted one, and characters of tables that are drawn at all, of which
# one table counts only so many.
ROWS_OF_PAGE = 150
MOST_DRAWN = 200_000
WIDEST_DRAWN = 40_000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Highlights:
    """What is highlighted of a text: a quote, and what was found; `current` is looked at."""

    quote: Quoted = field(default_factory=lambda: Quoted(0, 0))
    found: tuple[Span, ...] = ()
    current: Span | None = None


def document_text(
    document: Document, marked: Highlights, words: Wording, *, as_text: bool = False
) -> str:
    """Returns the text of a document, its tables drawn: as many as a page may hold.

    With `as_text`, tables are the lines of text that they are, too.
    """
    parts, position, room = [], 0, MOST_DRAWN
    for table in [] if as_text else document.sections:
        shown = shown_in(table, marked)
        if table.columns is None or (room <= 0 and shown is None):
            continue
        parts.append(prose(document.text, (position, table.start), marked).rstrip("\n"))
        quote = shown or Quoted(0, 0)
        drawn = source_table_html(document, table, quote, words, beside=ROWS_OF_PAGE, alone=False)
        parts.append(drawn)
        room -= min(table.end - table.start, WIDEST_DRAWN)
        position = table.end
    return "".join([*parts, prose(document.text, (position, len(document.text)), marked)])


def shown_in(table: Section, marked: Highlights) -> Quoted | None:
    """Returns what of a table is to be seen: what is looked at, else what is quoted."""
    quotes = [Quoted(*marked.current)] if marked.current else []
    return next((q for q in [*quotes, marked.quote] if table.start <= q.start < table.end), None)


def prose(whole: str, span: Span, marked: Highlights, styles: Sequence[Styled] = ()) -> str:
    """Returns a stretch of a text, its `textContent` as it is."""
    quote, (start, end) = marked.quote, span
    layers = [*_found(marked, span), *(Layer(s.start, s.end, *_STYLES[s.style]) for s in styles)]
    first, last = max(start, quote.start), min(end, quote.end)
    if first >= last:
        return _stretch(whole, span, layers)
    anchor = ' id="quote"' if first == quote.start else ""
    bold = [Layer(a, b, "<b>", "</b>") for a, b in quote.marks]
    return (
        _stretch(whole, (start, first), layers)
        + f"<mark{anchor}>{_stretch(whole, (first, last), [*layers, *bold])}</mark>"
        + _stretch(whole, (last, end), layers)
    )


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of a text, and the tags around it; `first` is the opening one where it begins."""

    start: int
    end: int
    opening: str
    closing: str
    first: str = ""


_STYLES = {
    TextStyle.BOLD: ("<b>", "</b>"),
    TextStyle.EMPHASIS: ("<em>", "</em>"),
    TextStyle.CODE: ("<code>", "</code>"),
    TextStyle.SYNTAX: ('<span class="syntax">', "</span>"),
    TextStyle.BULLET: ('<span class="bullet">', "</span>"),
}


def _found(marked: Highlights, within: Span) -> Iterator[Layer]:
    low = bisect_right(marked.found, within[0], key=lambda span: span[1])
    high = bisect_left(marked.found, within[1], key=lambda span: span[0])
    for span in marked.found[low:high]:
        if span == marked.current:
            opening = '<mark class="found current">'
            yield Layer(*span, opening, "</mark>", '<mark class="found current" id="found">')
        else:
            yield Layer(*span, '<mark class="found">', "</mark>")


def _stretch(whole: str, span: Span, layers: Sequence[Layer]) -> str:
    """Returns a stretch in pieces, each with the tags of all layers over it around it."""
    start, end = span
    over = sorted((each for each in layers if each.start < end and start < each.end), key=_start)
    edges = {edge for each in over for edge in (each.start, each.end) if start < edge < end}
    parts, active, waiting = [], list[Layer](), 0
    for first, last in pairwise(sorted({start, end, *edges})):
        while waiting < len(over) and over[waiting].start <= first:
            active.append(over[waiting])
            waiting += 1
        active = [each for each in active if each.end > first]
        opened = "".join(
            each.first if each.first and first == max(each.start, start) else each.opening
            for each in active
        )
        closed = "".join(each.closing for each in reversed(active))
        parts.append(f"{opened}{text(whole[first:last])}{closed}")
    return "".join(parts)


def _start(layer: Layer) -> int:
    return layer.start
