"""A document as a readable page: headings, paragraphs, lists and tables, made of its own text.

No markup of the document is passed on: each block is an element of ours around escaped text.
"""

from itertools import groupby

from assistant.pages.blocks import Block, BlockKind, blocks_of, is_markdown, untold
from assistant.tables.source_table import Quoted
from index.types import Document
from prompts.catalogues import Wording
from ui.html.markup import attribute
from ui.sources.document_text import (
    MOST_DRAWN,
    ROWS_OF_PAGE,
    WIDEST_DRAWN,
    Highlights,
    Span,
    prose,
    shown_in,
)
from ui.sources.outline import outline_of
from ui.sources.source_table import source_table_html

_ELEMENTS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.ITEM: "li",
    BlockKind.CODE: "pre",
    BlockKind.QUOTATION: "blockquote",
}
_HIGHEST, _LOWEST = 2, 6


def readable_html(document: Document, span: Span, marked: Highlights, words: Wording) -> str:
    """Returns a stretch of a document as a page to read, what is quoted or found highlighted."""
    headings = dict.fromkeys(untold(document), 0)
    headings |= {entry.start: entry.depth for entry in outline_of(document)}
    parts, room = [], MOST_DRAWN
    for listed, group in groupby(blocks_of(document, span, headings), key=_is_item):
        lines = []
        for block in group:
            lines.append(_block(document, block, marked, words, drawn=room > 0))
            room -= min(block.end - block.start, WIDEST_DRAWN) if block.table else 0
        parts += ["<ul>", *lines, "</ul>"] if listed else lines
    language = attribute(document.language)
    form = "readable flowing" if is_markdown(document) else "readable"
    return f'<div class="{form}" lang="{language}">{"".join(parts)}</div>'


def slide_span(document: Document, number: int) -> Span:
    """Returns where the text of a slide stands; nothing if it has none."""
    starts = [*(page.start for page in document.pages), len(document.text)]
    for place, page in enumerate(document.pages):
        if page.number == number:
            return page.start, starts[place + 1]
    return 0, 0


def _is_item(block: Block) -> bool:
    return block.kind is BlockKind.ITEM


def _block(
    document: Document, block: Block, marked: Highlights, words: Wording, *, drawn: bool
) -> str:
    if block.table is not None:
        quote = shown_in(block.table, marked)
        if drawn or quote:
            return source_table_html(
                document,
                block.table,
                quote or Quoted(0, 0),
                words,
                beside=ROWS_OF_PAGE,
                alone=False,
            )
    said = prose(document.text, (block.start, block.end), marked, block.styles)
    if block.kind is BlockKind.HEADING:
        name = f"h{min(_HIGHEST + block.depth, _LOWEST)}"
    else:
        name = _ELEMENTS.get(block.kind, "p")
    deep = f' data-depth="{block.depth}"' if block.kind is BlockKind.ITEM and block.depth else ""
    return f'<{name} dir="auto"{deep}>{said}</{name}>'
