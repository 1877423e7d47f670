"""A table of a document as HTML, drawn around the rows that are quoted."""

from assistant.tables.source_table import Quoted, SourceCell, SourceTable, source_table
from index.types import Document, Section
from prompts.catalogues import Wording
from ui.html.markup import marked, text
from ui.html.tables import MOST_COLUMNS, Caption, left_out, names_html, row_html, table_html


def source_table_html(
    document: Document, table: Section, quote: Quoted, words: Wording, *, beside: int, alone: bool
) -> str:
    """Returns a table with at most `beside` rows above what is quoted of it, and below.

    One that stands `alone` has a caption that shows; elsewhere, the text above says the same.
    """
    found = source_table(document, table, quote, beside=beside, most_columns=MOST_COLUMNS)
    heading = table.heading[-1] if table.heading else document.title
    named = found.caption or heading
    caption = Caption(named, alone and bool(found.caption), document.language)
    return (
        _line(words("earlier-rows"), found.earlier)
        + table_html(caption, _names(found), _rows(found), words)
        + left_out(found.more_columns, words)
        + _line(words("later-rows"), found.later)
    )


def _line(said: str, needed: bool) -> str:
    return f'<p class="left-out">{text(said)}</p>' if needed else ""


def _names(table: SourceTable) -> str:
    form = _cited(anchored=True) if table.names_quoted else ""
    return f"<tr{form}>{names_html(table.names)}</tr>" if any(table.names) else ""


def _rows(table: SourceTable) -> str:
    anchored, parts = not table.names_quoted, []
    for row in table.rows:
        form = _cited(anchored=anchored) if row.quoted else ""
        anchored = anchored and not row.quoted
        answering = [n for n, cell in enumerate(row.cells) if cell.marks]
        # What a row is called answers only where nothing else in it does.
        answering = [n for n in answering if n > 0] or answering
        parts.append(f"<tr{form}>{row_html(map(_cell, row.cells), answering)}</tr>")
    return "".join(parts)


def _cited(*, anchored: bool) -> str:
    """Returns the attributes of a row that is quoted; the first one is where the page opens."""
    anchor = ' id="quote"' if anchored else ""
    return f'{anchor} class="cited"'


def _cell(cell: SourceCell) -> str:
    if cell.quoted is None:
        return text(cell.text)
    start, end = cell.quoted
    words = marked(cell.text[start:end], [(a - start, b - start) for a, b in cell.marks])
    return f"{text(cell.text[:start])}<mark>{words}</mark>{text(cell.text[end:])}"
