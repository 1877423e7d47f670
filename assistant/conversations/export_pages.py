"""Exports as pages for people, in Markdown and HTML, with the data inside.

The same export always gives the same page, so that a page can be compared with its own data.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from assistant.conversations.exports import (
    Export,
    ExportedCitation,
    ExportedConversation,
    ExportedTurn,
    embedded_json,
    export_json,
)
from assistant.tables.markdown_table import markdown_table, numbers
from assistant.tables.plain_html import STYLE, table_html
from assistant.tables.row_table import RowTable, in_order
from prompts.catalogues import Wording, wording

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|#])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_STYLE = (
    "body{max-width:44em;margin:2em auto;padding:0 1em;line-height:1.6;"
    "font-family:system-ui,'Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',sans-serif}"
    "blockquote{margin:.5em 0;padding:.2em 1em;border-left:3px solid #b98000;white-space:pre-wrap}"
    f".place{{color:#59635f;font-size:.85em;overflow-wrap:anywhere}}h2{{margin-top:2em}}{STYLE}"
)


def export_markdown(export: Export) -> str:
    """Returns an export as Markdown, its data in a comment at the end."""
    words = wording(export.language)
    blocks = [
        block
        for conversation in export.conversations
        for block in _conversation_markdown(conversation, words)
    ]
    data = f"<!-- tenkyo-export\n{embedded_json(export)}\n-->"
    return "\n\n".join([*blocks, "---", _marked_down(words("export-note")), data]) + "\n"


def export_html(export: Export) -> str:
    """Returns an export as a page that needs nothing else, its data in a script element."""
    words = wording(export.language)
    alone = len(export.conversations) == 1
    title = export.conversations[0].title if alone else words("export-title")
    body = "\n".join(
        block
        for conversation in export.conversations
        for block in _conversation_html(conversation, words)
    )
    return (
        f'<!doctype html>\n<html lang="{_text(export.language)}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)} · Tenkyo</title><style>{_STYLE}</style></head>\n<body><main>\n"
        f'{body}\n</main><footer class="place">{_text(words("export-note"))}</footer>\n'
        f'<script type="application/json" id="tenkyo-export">\n{embedded_json(export)}\n</script>'
        "\n</body></html>\n"
    )


FORMATS: Mapping[str, Callable[[Export], str]] = MappingProxyType(
    {"md": export_markdown, "html": export_html, "json": export_json}
)
"""What writes an export, by the end of the file's name."""


def _conversation_markdown(conversation: ExportedConversation, words: Wording) -> Iterator[str]:
    yield f"# {_marked_down(_line(conversation.title))}"
    yield _marked_down(conversation.updated)
    for turn in conversation.turns:
        yield f"## {_marked_down(_line(turn.question))}"
        yield from (_marked_down(line) for line in _above(turn, words))
        for part in _answer(turn):
            if isinstance(part, RowTable):
                yield markdown_table(part, _marked_down_cell)
            else:
                yield "  \n".join(_marked_down(line) for line in part)
        for citation in turn.citations:
            lines = _marked_down(citation.quote).splitlines()
            yield "\n".join(f"> {line.strip()}".rstrip() for line in lines)
            yield "  \n".join(_marked_down(line) for line in _reference(citation, words))


def _conversation_html(conversation: ExportedConversation, words: Wording) -> Iterator[str]:
    yield f"<h1>{_text(conversation.title)}</h1>"
    yield f'<p class="place">{_text(conversation.updated)}</p>'
    for turn in conversation.turns:
        yield f"<section><h2>{_text(turn.question)}</h2>"
        yield from (f'<p class="place">{_text(line)}</p>' for line in _above(turn, words))
        for part in _answer(turn):
            if isinstance(part, RowTable):
                yield table_html(part, turn.question)
            else:
                yield f"<p>{'<br>'.join(_text(line) for line in part)}</p>"
        for citation in turn.citations:
            yield f"<blockquote>{_text(citation.quote)}</blockquote>"
            lines = (_text(line) for line in _reference(citation, words))
            yield f'<p class="place">{"<br>".join(lines)}</p>'
        yield "</section>"


def _above(turn: ExportedTurn, words: Wording) -> Iterator[str]:
    """Yields what stands between a question and its answer: of a perhaps, that it is only that."""
    if turn.standalone_question != turn.question:
        yield words("export-searched", question=turn.standalone_question)
    if turn.stopped:
        yield words("export-stopped")
    if turn.sentences and not turn.answered:
        yield turn.remark


def _answer(turn: ExportedTurn) -> list[list[str] | RowTable]:
    """Returns an answer in order: its tables, and between them lines, one or those of a list."""
    listed = bool(turn.answered and turn.remark and turn.sentences)
    parts: list[list[str] | RowTable] = [[_line(turn.remark)]] if listed else []
    said: list[str] = []
    for _, part in in_order(turn.sentences, turn.tables):
        if isinstance(part, RowTable):
            parts += [*_lines(said, listed=listed), part]
            said = []
        else:
            said.append(f"{_line(part.text)} {numbers(part.citations)}")
    parts += _lines(said, listed=listed)
    return parts or [[turn.remark or "…"]]


def _lines(said: list[str], *, listed: bool) -> list[list[str] | RowTable]:
    """Returns sentences as one line, items of a list as one each; nothing for none."""
    if not said:
        return []
    return [[f"• {item}" for item in said] if listed else [" ".join(said)]]


def _reference(citation: ExportedCitation, words: Wording) -> list[str]:
    page = words("export-page", number=str(citation.page)) if citation.page is not None else ""
    where = " › ".join(filter(None, [citation.title, citation.heading, page]))
    place = words("export-place", start=str(citation.start), end=str(citation.end))
    return [
        f"[{citation.number}] {_line(where)}",
        f"{_line(citation.file)}, {place}",
        f"{words('export-version')}: {citation.version}",
        f"{words('export-address')}: {citation.address}",
    ]


def _text(value: str) -> str:
    return escape(value).replace("\r", "&#13;")


def _line(value: str) -> str:
    return " ".join(value.split())


def _marked_down_cell(value: str, answers: bool) -> str:
    cell = _marked_down(_line(value))
    return f"**{cell}**" if answers and cell else cell


def _marked_down(value: str) -> str:
    """Escapes text so that Markdown shows it as it is."""
    return _LINE_START.sub(_escaped_start, _SPECIAL.sub(r"\\\1", value))


def _escaped_start(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign}\\" if sign.isdigit() else f"{found[1]}\\{sign}"
