"""Tables as HTML: each in a box of its own that scrolls, its cells read with their names."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.tables.row_table import RowTable, narrowed
from prompts.catalogues import Wording
from ui.html.markup import attribute, text

MOST_COLUMNS = 30
"""How many columns of a wide table are drawn."""

_TAG = re.compile(r"<[^>]*>")
_FIGURE = re.compile(r"\d")
# What is so short stands in one line, a figure with its sign and unit.
_SHORT = 8
_SHORT_FIGURE = 16


@dataclass(frozen=True, slots=True)
class Caption:
    """What a table is called. `name` stands above it if the document says so, and is read aloud."""

    name: str
    shown: bool
    language: str

    @property
    def html(self) -> str:
        """The `caption`."""
        form = "" if self.shown else ' class="unseen"'
        return f'<caption{form} dir="auto"><span>{text(self.name)}</span></caption>'


def table_html(caption: Caption, names: str, rows: str, words: Wording, **more: str) -> str:
    """Returns a table in its box: the row of its names, empty for none, and its other rows.

    `more` are further attributes of the box.
    """
    label = words("table-named", name=caption.name)
    extra = "".join(f' {key.replace("_", "-")}="{attribute(value)}"' for key, value in more.items())
    return (
        f'<div class="table-box" role="group" tabindex="0" aria-label="{attribute(label)}"{extra}>'
        f'<table class="rows" lang="{attribute(caption.language)}">{caption.html}'
        + (f"<thead>{names}</thead>" if names else "")
        + f"<tbody>{rows}</tbody></table></div>"
    )


def names_html(names: Sequence[str]) -> str:
    """Returns the cells with the names of columns; one without a name has no words for any."""
    return "".join(_name(name) for name in names)


def _name(name: str) -> str:
    # A name of joined words may break where they are joined.
    parted = text(name).replace("_", "_<wbr>")
    return f'<th scope="col" dir="auto">{parted}</th>' if name else "<td></td>"


def row_html(cells: Iterable[str], answering: Sequence[int] = ()) -> str:
    """Returns the cells of a row, given as HTML; the first says what the row is."""
    return "".join(_cell(cell, n in answering, first=n == 0) for n, cell in enumerate(cells))


def _cell(cell: str, answers: bool, *, first: bool) -> str:
    said = _TAG.sub("", cell)
    short = len(said) <= (_SHORT_FIGURE if _FIGURE.search(said) else _SHORT)
    classes = [*(["answers"] if answers else []), *(["short"] if short and said else [])]
    form = f' class="{" ".join(classes)}"' if classes else ""
    if first and cell:
        return f'<th scope="row" dir="auto"{form}>{cell}</th>'
    return f'<td dir="auto"{form}>{cell}</td>'


def answer_table(
    table: RowTable,
    caption: Caption,
    said: Sequence[str],
    chips: Callable[[Sequence[int]], str],
    words: Wording,
) -> str:
    """Returns rows of an answer as a table, its citations last.

    `said` are the rows as the document says them, which are read aloud as they arrive; `chips`
    returns what opens the sources of some citations.
    """
    shown, more = narrowed(table, MOST_COLUMNS)
    last = chips(table.head) or f'<span class="unseen">{text(words("sources"))}</span>'
    named = any(shown.names) or bool(table.head)
    names = f'<tr>{names_html(shown.names)}<th scope="col" class="chips">{last}</th></tr>'
    rows = "".join(
        f'<tr class="said" data-said="{attribute(line)}">'
        f"{row_html(map(_strong, row.cells, _marked(row.answering, row.cells)), row.answering)}"
        f'<td class="chips">{chips(row.citations)}</td></tr>'
        for row, line in zip(shown.rows, said, strict=True)
    )
    part = f"sentence-{table.first}"
    html = table_html(caption, names if named else "", rows, words, data_part=part)
    return html + left_out(more, words, data_part=f"{part}-columns")


def _marked(answering: Sequence[int], cells: Sequence[str]) -> list[bool]:
    return [n in answering for n in range(len(cells))]


def _strong(cell: str, answers: bool) -> str:
    return f"<b>{text(cell)}</b>" if answers else text(cell)


def left_out(columns: int, words: Wording, **more: str) -> str:
    """Returns the line that says how many columns are not shown, nothing if all are."""
    if not columns:
        return ""
    extra = "".join(f' {key.replace("_", "-")}="{attribute(value)}"' for key, value in more.items())
    line = words("more-columns", number=columns)
    return f'<p class="left-out"{extra}>{text(line)}</p>'
