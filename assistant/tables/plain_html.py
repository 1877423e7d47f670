"""A table as HTML that needs no other file, for pages that are saved and printed."""

from collections.abc import Iterable
from html import escape

from assistant.tables.markdown_table import numbers
from assistant.tables.row_table import RowTable, ShownRow

STYLE = (
    ".table{overflow-x:auto;margin:1em 0}table{border-collapse:collapse;font-size:.9em}"
    "caption{text-align:start;color:#59635f;padding:.2em 0}"
    "th,td{border:1px solid #c9cec8;padding:.25em .6em;text-align:start;vertical-align:top}"
    "thead th{background:#f1f3ee}tbody th{font-weight:400}"
    ".answers{background:#fdf1c7;font-weight:700}"
    "@media print{.table{overflow:visible}.answers{outline:2px solid #b98000}}"
)
"""How such tables look."""


def table_html(table: RowTable, name: str) -> str:
    """Returns a table; `name` is what it is called for who cannot see it, if it has no caption."""
    caption = f'<caption dir="auto">{_text(table.caption)}</caption>' if table.caption else ""
    head = f"<thead><tr>{_names(table)}</tr></thead>" if any(table.names) else ""
    rows = "".join(f"<tr>{_row(row)}</tr>" for row in table.rows)
    label = _text(table.caption or name)
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{label}">'
        f"<table>{caption}{head}<tbody>{rows}</tbody></table></div>"
    )


def _names(table: RowTable) -> str:
    return "".join(_name(name) for name in (*table.names, numbers(table.head)))


def _name(name: str) -> str:
    return f'<th scope="col" dir="auto">{_text(name)}</th>' if name else "<td></td>"


def _row(row: ShownRow) -> str:
    cells = "".join(_cells(row))
    return f"{cells}<td>{numbers(row.citations)}</td>"


def _cells(row: ShownRow) -> Iterable[str]:
    for n, cell in enumerate(row.cells):
        form = ' class="answers"' if n in row.answering else ""
        kind, scope = ("th", ' scope="row"') if n == 0 and cell else ("td", "")
        yield f'<{kind}{scope} dir="auto"{form}>{_text(cell)}</{kind}>'


def _text(value: str) -> str:
    return escape(" ".join(value.split()))
