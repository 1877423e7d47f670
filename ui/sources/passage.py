"""A quote in its source as HTML: in the pane beside the chat, and in the whole document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversations.permalinks import address_of
from index.types import Document
from prompts.catalogues import Wording
from ui.edge.root_path import relative, root
from ui.html.markup import attribute, marked, place_in, text, title

_SENTENCES_AROUND = 3
_FARTHEST = 1_600
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[」』）”]*|(?:\r?\n[^\S\n]*){2,}")

_MARK = re.compile(r"(?<![^,])(\d{1,9})-(\d{1,9})(?![^,])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text from `start` to `end` around a quote."""

    start: int
    end: int


def window(whole: str, start: int, end: int) -> Window:
    """Returns the stretch with some sentences on either side of a quote, cut where one ends."""
    first = max(0, start - _FARTHEST)
    before = [first + m.end() for m in _SENTENCE_END.finditer(whole[first : start + 1])]
    before = [0 if first == 0 else first, *(cut for cut in before if cut < start)]
    last = min(len(whole), end + _FARTHEST)
    after = [end + m.end() for m in _SENTENCE_END.finditer(whole[end:last]) if m.end() > 1]
    after.append(last)
    # One more than wanted: the nearest cut may be the quote's own border.
    return Window(before[-(_SENTENCES_AROUND + 1) :][0], after[: _SENTENCES_AROUND + 1][-1])


def document_url(document: Document, start: int, end: int) -> str:
    """Returns the permanent address of a quote, under which its document opens there."""
    address = address_of(document, start, document.text[start:end])
    return f"{relative(address.path)}#quote"


def read_marks(sent: str) -> list[tuple[int, int]]:
    """Reads marks as a citation's button sends them: "12-15,20-24"; nonsense is left out."""
    return [(int(start), int(end)) for start, end in _MARK.findall(sent)]


def source_html(
    document: Document,
    start: int,
    end: int,
    words: Wording,
    *,
    marks: Sequence[tuple[int, int]] = (),
) -> str:
    """Returns what the source pane shows: where the quote stands, and the quote in its context.

    `marks` are the words of the quote that answer, as offsets in the document.
    """
    where = place_in(document, start, words)
    url = document_url(document, start, end)
    return (
        f'<h2 class="source-title" tabindex="-1">{text(document.title)}</h2>'
        + (f'<p class="source-place">{text(where)}</p>' if where else "")
        + _excerpt(document, start, end, [(s - start, e - start) for s, e in marks])
        + '<div class="source-actions">'
        + f'<a class="button" href="{attribute(url)}" target="_blank">'
        + f"{text(words('open-document'))}</a>"
        + _copy_button(words("copy-quote"), quoted(document, start, end, words), "copy")
        + _copy_button(words("copy-link"), url.removesuffix("#quote"), "copy-link")
        + "</div>"
    )


def quoted(document: Document, start: int, end: int, words: Wording) -> str:
    """Returns a quote with its reference, as plain text."""
    where = ", ".join(filter(None, [document.title, place_in(document, start, words)]))
    return f"{words('quotation', quote=document.text[start:end])}\n{where} ({document.path})"


def _excerpt(document: Document, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    around = window(document.text, start, end)
    before = document.text[around.start : start].lstrip()
    after = document.text[end : around.end].rstrip()
    opening = "… " if document.text[: around.start].strip() else ""
    closing = " …" if document.text[around.end :].strip() else ""
    return (
        f'<div class="excerpt-text" lang="{attribute(document.language)}">'
        f'<span class="faded">{opening}{text(before)}</span>'
        f"{mark(document.text[start:end], marks)}"
        f'<span class="faded">{text(after)}{closing}</span></div>'
    )


def mark(quote: str, marks: Sequence[tuple[int, int]] = ()) -> str:
    """Returns a highlighted quote, whose `textContent` is the quote, some words of it stronger."""
    return f'<mark id="quote">{marked(quote, marks)}</mark>'


def document_html(
    document: Document, start: int, end: int, words: Wording, *, notice: str = ""
) -> str:
    """Returns the page of a whole document, the stretch from `start` to `end` highlighted."""
    whole = document.text
    body = text(whole[:start]) + (mark(whole[start:end]) if end > start else "") + text(whole[end:])
    return page_html(
        words,
        document.title,
        f'<p class="path">{text(document.path)}</p><h1>{text(document.title)}</h1>'
        f'{notice}<div class="document-text" lang="{attribute(document.language)}">{body}</div>',
    )


def page_html(words: Wording, name: str, content: str) -> str:
    """Returns a page outside the chat, readable without scripts."""
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title(name)} · Tenkyo</title>"
        f'<base href="{attribute(root())}/">'
        '<link rel="icon" href="ui/icon.svg">'
        '<link rel="stylesheet" href="ui/tokens.css">'
        '<link rel="stylesheet" href="ui/document.css"></head><body>'
        f'<header><a href="./">{text(words("back-to-chat"))}</a></header>'
        f"<main>{content}</main></body></html>"
    )


def _copy_button(label: str, copied: str, action: str) -> str:
    return (
        f'<button type="button" class="button" data-do="{action}" data-copy="{attribute(copied)}">'
        f"{text(label)}</button>"
    )
