"""What a reader gets to see of a document: a page as it looks where there is one, else its text."""

from dataclasses import replace

from assistant.pages.page_views import MarkKind, Pages
from index.errors import BusyError, UnreadableError
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.sources.document_page import MOST_FOUND, OpenedDocument, document_page
from ui.sources.page_picture import picture_html
from ui.sources.passage import source_html


def reading_html(
    pages: Pages, opened: OpenedDocument, words: Wording, *, above: str = "", beside: str = ""
) -> str:
    """Returns the content of the page of a whole document, with what is looked for in it."""
    document, find = opened.document, opened.request.find
    opened = replace(opened, found=tuple(pages.find(document, find, MOST_FOUND)))
    opened, note = _viewed(pages, opened, words)
    return document_page(opened, words, above=above + note, beside=beside)


def pane_html(pages: Pages, opened: OpenedDocument, words: Wording) -> str:
    """Returns what the source pane shows: the page of the quote, and the quote in its context."""
    opened, note = _viewed(pages, opened, words)
    quote, picture = opened.quote, ""
    if opened.view is not None:
        said = opened.document.text[quote.start : quote.end]
        picture = picture_html(opened.document, opened.view, said, words, anchor="place")
    return note + source_html(opened.document, quote, words, picture)


def _viewed(pages: Pages, opened: OpenedDocument, words: Wording) -> tuple[OpenedDocument, str]:
    """Returns the document with a view of its page, or a line that says why there is none."""
    document, drawn = opened.document, pages.are_pictures(opened.document)
    if not pages.has_original(document):
        return opened, _note(words("page-not-kept")) if drawn else ""
    opened = replace(opened, pictured=drawn, has_original=True)
    if not drawn or opened.request.as_text:
        return opened, ""
    marked = {
        MarkKind.QUOTED: [(opened.quote.start, opened.quote.end)],
        MarkKind.ANSWERS: opened.quote.marks,
        MarkKind.FOUND: opened.found,
        MarkKind.CURRENT: [opened.current] if opened.current else [],
    }
    try:
        return replace(opened, view=pages.view(document, opened.number, marked)), ""
    except BusyError:
        return opened, _note(words("page-busy"))
    except UnreadableError:
        return opened, _note(words("page-not-drawn", number=str(opened.number)))


def _note(line: str) -> str:
    return f'<p class="page-note" role="note">{text(line)}</p>'
