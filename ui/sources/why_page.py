"""The form that asks why a passage was not found, and what it is told."""

from assistant.misses.miss import Miss
from assistant.misses.telling import COLUMNS, Compared, compared, miss_lines
from index.types import Document
from prompts.catalogues import Wording
from ui.html.markup import attribute, place_in, text
from ui.sources.passage import document_url

LONGEST_PASSAGE = 2_000
"""In characters; what is longer is named by its offsets."""


def why_link(document: Document, start: int, end: int, words: Wording) -> str:
    """Returns the way from a document, or a quote in it, to the form."""
    span = f"?span={start}-{end}" if start < end else ""
    url = f"documents/{document.id}/why{span}"
    return f'<a href="{attribute(url)}">{text(words("miss-heading"))}</a>'


def why_html(
    document: Document, question: str, passage: str, words: Wording, told: str = ""
) -> str:
    """Returns the heading and the form, with what became of the passage once it was asked."""
    action = attribute(f"documents/{document.id}/why")
    result = f'<div class="finding" role="status">{told}</div>' if told else ""
    return (
        f'<section class="why" aria-labelledby="why"><h2 id="why">{text(words("miss-heading"))}'
        f'</h2><p>{text(words("miss-intro"))}</p>{result}<form method="post" action="{action}">'
        f'<label for="why-question">{text(words("miss-question"))}</label>'
        f'<input id="why-question" name="question" required maxlength="2000" dir="auto"'
        f' value="{attribute(question)}">'
        f'<label for="why-passage">{text(words("miss-passage"))}</label>'
        f'<textarea id="why-passage" name="passage" rows="3" dir="auto"'
        f' maxlength="{LONGEST_PASSAGE}">{text_of_area(passage)}</textarea>'
        f'<button type="submit" class="button">{text(words("miss-ask"))}</button>'
        "</form></section>"
    )


def text_of_area(value: str) -> str:
    """Escapes the text of a text area, which holds no elements; a first line break stays."""
    return f"\n{attribute(value)}"


def miss_html(miss: Miss, words: Wording) -> str:
    """Returns why a passage was not found, and the passages that came first with their figures."""
    lines = "".join(f"<p>{text(line)}</p>" for line in miss_lines(miss, words))
    rows = compared(miss, words)
    return lines + (_table(rows, words) if rows else "")


def _table(rows: tuple[Compared, ...], words: Wording) -> str:
    names = [words(f"miss-column-{key}") for key in ("passage", *COLUMNS)]
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    body = "".join(_row(row, words) for row in rows)
    label = attribute(words("miss-outranked"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Compared, words: Wording) -> str:
    cells = "".join(f"<td>{text(figure)}</td>" for figure in row.figures)
    return f'<tr><th scope="row">{_named(row, words)}</th>{cells}</tr>'


def _named(row: Compared, words: Wording) -> str:
    if row.rival is None:
        return text(words("miss-this"))
    rival, document = row.rival, row.rival.passage.document
    where = ", ".join(filter(None, [document.title, place_in(document, rival.start, words)]))
    url = attribute(document_url(document, rival.start, rival.end))
    quote = f'<blockquote lang="{attribute(document.language)}" dir="auto">{text(rival.quote)}'
    return f'<a href="{url}">{text(where)}</a>{quote}</blockquote><p>{text(row.note)}</p>'
