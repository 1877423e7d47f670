"""A table as Markdown draws one."""

from collections.abc import Callable, Iterable

from assistant.tables.row_table import RowTable

Drawn = Callable[[str, bool], str]
"""How the text of a cell is written, and whether it answers."""


def bare_cell(text: str, _answers: bool) -> str:
    """Returns the text of a cell as it is, but for what would end the cell."""
    return " ".join(text.split()).replace("|", "\\|")


def markdown_table(table: RowTable, drawn: Drawn = bare_cell) -> str:
    """Returns a table as lines of Markdown, the numbers of what is cited in the last column."""
    names = [*(drawn(name, False) for name in table.names), drawn(numbers(table.head), False)]
    lines = [_line(names), _line("---" for _ in names)]
    for row in table.rows:
        cells = (drawn(cell, n in row.answering) for n, cell in enumerate(row.cells))
        lines.append(_line([*cells, drawn(numbers(row.citations), False)]))
    return "\n".join(lines)


def numbers(citations: Iterable[int]) -> str:
    """Returns the marks of citations: "[1][2]"."""
    return "".join(f"[{number}]" for number in citations)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
