"""The text of a document as HTML: what is quoted and what was searched for highlighted in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.tables.source_table import Quoted
from index.types import Document, Section
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.sources.source_table import source_table_html

# Rows on either side of the quoted one, and characters of tables that are drawn at all, of which
# one table counts only so many.
_ROWS_OF_PAGE = 150
_MOST_DRAWN = 200_000
_WIDEST_DRAWN = 40_000

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
    parts, position, room = [], 0, _MOST_DRAWN
    for table in [] if as_text else document.sections:
        shown = _shown_in(table, marked)
        if table.columns is None or (room <= 0 and shown is None):
            continue
        parts.append(prose(document.text, (position, table.start), marked).rstrip("\n"))
        quote = shown or Quoted(0, 0)
        drawn = source_table_html(document, table, quote, words, beside=_ROWS_OF_PAGE, alone=False)
        parts.append(drawn)
        room -= min(table.end - table.start, _WIDEST_DRAWN)
        position = table.end
    return "".join([*parts, prose(document.text, (position, len(document.text)), marked)])


def _shown_in(table: Section, marked: Highlights) -> Quoted | None:
    """Returns what of a table is to be seen: what is looked at, else what is quoted."""
    quotes = [Quoted(*marked.current)] if marked.current else []
    return next((q for q in [*quotes, marked.quote] if table.start <= q.start < table.end), None)


def prose(whole: str, span: Span, marked: Highlights) -> str:
    """Returns a stretch of a text, its `textContent` as it is."""
    quote, (start, end) = marked.quote, span
    first, last = max(start, quote.start), min(end, quote.end)
    if first >= last:
        return _stretch(whole, span, marked, ())
    inside = _stretch(whole, (first, last), marked, quote.marks)
    return (
        _stretch(whole, (start, first), marked, ())
        + f'<mark id="quote">{inside}</mark>'
        + _stretch(whole, (last, end), marked, ())
    )


def _stretch(whole: str, span: Span, marked: Highlights, bold: Sequence[Span]) -> str:
    parts, position = [], span[0]
    for start, end, opening, closing in _elements(span, marked, bold):
        if start < position:
            continue  # It overlaps with one before it.
        parts += [text(whole[position:start]), opening, text(whole[start:end]), closing]
        position = end
    return "".join([*parts, text(whole[position : span[1]])])


def _elements(
    span: Span, marked: Highlights, bold: Sequence[Span]
) -> Iterator[tuple[int, int, str, str]]:
    """Yields what is highlighted within a stretch, in order, with the tags around it."""
    found = ((each, _opening(each == marked.current), "</mark>") for each in marked.found)
    strong = ((each, "<b>", "</b>") for each in bold)
    clipped = (
        (max(each[0], span[0]), min(each[1], span[1]), opening, closing)
        for each, opening, closing in (*found, *strong)
    )
    yield from sorted(each for each in clipped if each[0] < each[1])


def _opening(current: bool) -> str:
    return '<mark class="found current" id="found">' if current else '<mark class="found">'
