"""A quote in its source as HTML: in the pane beside the chat, and in the whole document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.access.attached import shown_path
from assistant.conversations.permalinks import address_of
from assistant.tables.source_table import Quoted, table_quoted
from index.types import Document, Section
from prompts.catalogues import Wording
from ui.edge.root_path import relative, root
from ui.html.markup import attribute, marked, place_in, text, title
from ui.sources.page_picture import zoom_html
from ui.sources.source_table import source_table_html

_SENTENCES_AROUND = 3
_FARTHEST = 1_600
_ROWS_AROUND = 5
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[」』）”]*|(?:\r?\n[^\S\n]*){2,}")

_MOST_MARKS = 500
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
    """Reads marks as a citation's button sends them: "12-15,20-24"; nonsense is left out.

    They are in order, and no word is in two of them, as it is with those of a citation.
    """
    marks: list[tuple[int, int]] = []
    for start, end in sorted((int(start), int(end)) for start, end in _MARK.findall(sent)):
        if not marks or start >= marks[-1][1]:
            marks.append((start, end))
    return tuple(marks[:_MOST_MARKS])


def source_html(document: Document, quote: Quoted, words: Wording, picture: str = "") -> str:
    """Returns what the source pane shows: where the quote stands, and the quote in its context.

    With a picture of its page, as HTML, that comes first, and the words are one click away.
    """
    start, end = quote.start, quote.end
    where = place_in(document, start, words)
    url = document_url(document, start, end)
    sent = ",".join(f"{first}-{last}" for first, last in quote.marks)
    opened = url.replace("#", f"?marks={sent}#") if sent else url
    return (
        f'<h2 class="source-title" tabindex="-1">{text(document.title)}</h2>'
        + (f'<p class="source-place">{text(where)}</p>' if where else "")
        + views_html(picture, _excerpt(document, quote, words), words)
        + '<div class="source-actions">'
        + f'<a class="button" href="{attribute(opened)}" target="_blank">'
        + f"{text(words('open-document'))}</a>"
        + _copy_button(words("copy-quote"), quoted(document, start, end, words), "copy")
        + _copy_button(words("copy-link"), url.removesuffix("#quote"), "copy-link")
        + "</div>"
    )


def views_html(picture: str, excerpt: str, words: Wording) -> str:
    """Returns the words of a source, behind the picture of their page if there is one."""
    if not picture:
        return excerpt
    buttons = "".join(
        f'<button type="button" class="button" data-do="show-view" data-view="{view}"'
        f' aria-pressed="{pressed}">{text(words(f"view-{view}"))}</button>'
        for view, pressed in (("page", "true"), ("text", "false"))
    )
    return (
        f'<div class="views" role="group" aria-label="{attribute(words("view-choose"))}">{buttons}'
        f'{zoom_html(words)}</div><div class="view" data-view="page">{picture}</div>'
        f'<div class="view" data-view="text" hidden>{excerpt}</div>'
    )


def quoted(document: Document, start: int, end: int, words: Wording) -> str:
    """Returns a quote with its reference, as plain text."""
    where = ", ".join(filter(None, [document.title, place_in(document, start, words)]))
    quoted = words("quotation", quote=document.text[start:end])
    return f"{quoted}\n{where} ({shown_path(document.path)})"


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
        '<link rel="stylesheet" href="ui/page.css">'
        '<link rel="stylesheet" href="ui/document.css"></head><body>'
        f'<header><a href="./">{text(words("back-to-chat"))}</a></header>'
        f"<main>{content}</main></body></html>"
    )


def _copy_button(label: str, copied: str, action: str) -> str:
    return (
        f'<button type="button" class="button" data-do="{action}" data-copy="{attribute(copied)}">'
        f"{text(label)}</button>"
    )
