"""A quote in its source as HTML: in the pane beside the chat, and in the whole document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversations.permalinks import address_of
from assistant.tables.source_table import Quoted, table_quoted
from index.types import Document, Section
from prompts.catalogues import Wording
from ui.edge.root_path import relative, root
from ui.html.markup import attribute, marked, place_in, text, title
from ui.sources.source_table import source_table_html

_SENTENCES_AROUND = 3
_FARTHEST = 1_600
_ROWS_AROUND = 5
# On the page of a document: rows on either side of the quoted one, and characters of tables that
# are drawn at all, of which one table counts only so many.
_ROWS_OF_PAGE = 150
_MOST_DRAWN = 200_000
_WIDEST_DRAWN = 40_000
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[」』）”]*|(?:\r?\n[^\S\n]*){2,}")

_MARK = re.compile(r"(?<![^,])(\d{1,9})-(\d{1,9})(?![^,])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of text from `start` to `end` around a quote."""

    start: int
    end: int


def window(whole: str, start: int, end: int) -> Excerpt:
    """Returns the stretch with some sentences on either side of a quote, cut where one ends."""
    first = max(0, start - _FARTHEST)
    before = [first + m.end() for m in _SENTENCE_END.finditer(whole[first : start + 1])]
    before = [0 if first == 0 else first, *(cut for cut in before if cut < start)]
    last = min(len(whole), end + _FARTHEST)
    after = [end + m.end() for m in _SENTENCE_END.finditer(whole[end:last]) if m.end() > 1]
    after.append(last)
    # One more than wanted: the nearest cut may be the quote's own border.
    return Excerpt(before[-(_SENTENCES_AROUND + 1) :][0], after[: _SENTENCES_AROUND + 1][-1])


def document_url(document: Document, start: int, end: int) -> str:
    """Returns the permanent address of a quote, under which its document opens there."""
    address = address_of(document, start, document.text[start:end])
    return f"{relative(address.path)}#quote"


def read_marks(sent: str) -> tuple[tuple[int, int], ...]:
    """Reads marks as a citation's button sends them: "12-15,20-24"; nonsense is left out."""
    return tuple((int(start), int(end)) for start, end in _MARK.findall(sent))


def source_html(
    document: Document,
    quote: Quoted,
    words: Wording,
) -> str:
    """Returns what the source pane shows: where the quote stands, and the quote in its context."""
    start, end = quote.start, quote.end
    where = place_in(document, start, words)
    url = document_url(document, start, end)
    sent = ",".join(f"{first}-{last}" for first, last in quote.marks)
    opened = url.replace("#", f"?marks={sent}#") if sent else url
    return (
        f'<h2 class="source-title" tabindex="-1">{text(document.title)}</h2>'
        + (f'<p class="source-place">{text(where)}</p>' if where else "")
        + _excerpt(document, quote, words)
        + '<div class="source-actions">'
        + f'<a class="button" href="{attribute(opened)}" target="_blank">'
        + f"{text(words('open-document'))}</a>"
        + _copy_button(words("copy-quote"), quoted(document, start, end, words), "copy")
        + _copy_button(words("copy-link"), url.removesuffix("#quote"), "copy-link")
        + "</div>"
    )


def quoted(document: Document, start: int, end: int, words: Wording) -> str:
    """Returns a quote with its reference, as plain text."""
    where = ", ".join(filter(None, [document.title, place_in(document, start, words)]))
    return f"{words('quotation', quote=document.text[start:end])}\n{where} ({document.path})"


def _excerpt(document: Document, quote: Quoted, words: Wording) -> str:
    if table := table_quoted(document, quote):
        return _table_excerpt(document, table, quote, words)
    start, end = quote.start, quote.end
    around = window(document.text, start, end)
    before = document.text[around.start : start].lstrip()
    after = document.text[end : around.end].rstrip()
    opening = "… " if document.text[: around.start].strip() else ""
    closing = " …" if document.text[around.end :].strip() else ""
    marks = [(first - start, last - start) for first, last in quote.marks]
    return (
        f'<div class="excerpt-text" lang="{attribute(document.language)}">'
        f'<span class="faded">{opening}{text(before)}</span>'
        f"{mark(document.text[start:end], marks)}"
        f'<span class="faded">{text(after)}{closing}</span></div>'
    )


def _table_excerpt(document: Document, table: Section, quote: Quoted, words: Wording) -> str:
    """Returns some rows around the quoted one, and what is said right above the table."""
    lead = _lead(document, table)
    return (
        f'<div class="excerpt-table" lang="{attribute(document.language)}">'
        + (f'<p class="faded" dir="auto">{text(lead)}</p>' if lead else "")
        + source_table_html(document, table, quote, words, beside=_ROWS_AROUND, alone=not lead)
        + "</div>"
    )


def _lead(document: Document, table: Section) -> str:
    """Returns what is said right above a table, under the same heading."""
    before = document.section_at(table.start - 1) if table.start else None
    if before is None or before.columns is not None or before.heading != table.heading:
        return ""
    start = window(document.text, table.start, table.start).start
    return document.text[max(start, before.start) : table.start].strip()


def mark(quote: str, marks: Sequence[tuple[int, int]] = ()) -> str:
    """Returns a highlighted quote, whose `textContent` is the quote, some words of it stronger."""
    return f'<mark id="quote">{marked(quote, marks)}</mark>'


def document_html(
    document: Document, quote: Quoted, words: Wording, *, notice: str = "", as_text: bool = False
) -> str:
    """Returns the page of a whole document, what is quoted of it highlighted.

    Its tables are drawn, unless it is wanted `as_text`.
    """
    tables = [] if as_text else [s for s in document.sections if s.columns is not None]
    body = _with_tables(document, tables, quote, words)
    return page_html(
        words,
        document.title,
        f'<p class="path">{text(document.path)}</p><h1>{text(document.title)}</h1>'
        f'{notice}{_other_view(document, quote, words, as_text=as_text)}<div class="document-text"'
        f' lang="{attribute(document.language)}">{body}</div>',
    )


def _other_view(document: Document, quote: Quoted, words: Wording, *, as_text: bool) -> str:
    """Returns the link to the other way to show a document that has tables."""
    if not any(section.columns is not None for section in document.sections):
        return ""
    query = "" if as_text else "?as_text=true"
    url = f"documents/{document.id}{query}"
    if quote.start < quote.end:
        said = document.text[quote.start : quote.end]
        url = f"{relative(address_of(document, quote.start, said).path)}{query}#quote"
    label = text(words("show-as-tables") if as_text else words("show-as-text"))
    return f'<p class="other-view"><a href="{attribute(url)}">{label}</a></p>'


def _with_tables(
    document: Document, tables: Sequence[Section], quote: Quoted, words: Wording
) -> str:
    """Returns the text of a document, some of its tables drawn: as many as a page may hold."""
    parts, position, room = [], 0, _MOST_DRAWN
    for table in tables:
        quoted_here = table.start <= quote.start < table.end
        if room <= 0 and not quoted_here:
            continue
        parts.append(_prose(document.text, (position, table.start), quote).rstrip("\n"))
        parts.append(
            source_table_html(document, table, quote, words, beside=_ROWS_OF_PAGE, alone=False)
        )
        room -= min(table.end - table.start, _WIDEST_DRAWN)
        position = table.end
    return "".join([*parts, _prose(document.text, (position, len(document.text)), quote)])


def _prose(whole: str, span: tuple[int, int], quote: Quoted) -> str:
    """Returns a stretch of a text, what is quoted in it highlighted."""
    start, end = span
    first, last = max(start, quote.start), min(end, quote.end)
    if first >= last:
        return text(whole[start:end])
    marks = [(a - first, b - first) for a, b in quote.marks]
    return text(whole[start:first]) + mark(whole[first:last], marks) + text(whole[last:end])


def page_html(words: Wording, name: str, content: str) -> str:
    """Returns a page outside the chat, readable without scripts."""
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title(name)} · Tenkyo</title>"
        f'<base href="{attribute(root())}/">'
        '<link rel="icon" href="ui/icon.svg">'
        '<link rel="stylesheet" href="ui/tokens.css">'
        '<link rel="stylesheet" href="ui/tables.css">'
        '<link rel="stylesheet" href="ui/document.css"></head><body>'
        f'<header><a href="./">{text(words("back-to-chat"))}</a></header>'
        f"<main>{content}</main></body></html>"
    )


def _copy_button(label: str, copied: str, action: str) -> str:
    return (
        f'<button type="button" class="button" data-do="{action}" data-copy="{attribute(copied)}">'
        f"{text(label)}</button>"
    )
