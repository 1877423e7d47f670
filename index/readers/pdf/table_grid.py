"""From the cells of a table on pages to the rows that all readers hand over."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from index.readers.pdf.page_lines import PageLine
from index.readers.pdf.table_cells import Cells, PageCell, PdfTable, is_figure
from index.readers.tables.grid import Row
from index.readers.tables.heads import LOOK_AHEAD, Heads, heads_of

Places = dict[tuple[int, int], PageCell]
"""Which cell stands in a row and a column, both from 0."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST = 8  # Rows among which the names of a table are.
_MOST_BETWEEN = 2  # Lines, at most, that part a table of one page.
_APART, _INDENT = 3.0, 3.0  # Sizes of letters down to such a line, and from the edge to it.
_SHORT = 80  # Letters of a line that says that a table goes on.
_CONTINUED = re.compile(
    r"\b(?:continued|cont['’.]?d?|fortsetzung|suite|continuación|cont\.)\W*$|（?(?:続き|つづき)）?$"
    r"|^\W*(?:continued|fortsetzung|suite|continuación)\b",
    re.IGNORECASE,
)
_FEW = 3  # Lines, at most, of a page on which only the rest of a table stands.
_Item = PageLine | PdfTable


def grid_of(table: PdfTable, spelled: Callable[[PageCell], str]) -> tuple[list[Row], Places]:
    """Returns the rows of a table, every cell in each place that it spans, and the cells there.

    `spelled` gives the text of a cell.
    """
    places: Places = {}
    across: list[set[int]] = [set() for _ in table.rows]
    down: list[set[int]] = [set() for _ in table.rows]
    for n, row in enumerate(table.rows):
        for cell in row:
            for place in range(n, min(n + cell.rows, len(table.rows))):
                for column in range(cell.column, cell.column + cell.span):
                    places.setdefault((place, column), cell)
                    across[place] |= {column} if column > cell.column else set()
                    down[place] |= {column} if place > n else set()
    texts = {id(cell): spelled(cell) for row in table.rows for cell in row}
    rows = []
    for n in range(len(table.rows)):
        cells = [places.get((n, column)) for column in range(table.width)]
        named = tuple(texts[id(cell)] if cell else "" for cell in cells)
        marked = _is_marked(table.rows[n])
        rows.append(Row(named, frozenset(across[n]), frozenset(down[n]), marked=marked))
    return rows, places


def _is_marked(row: Cells) -> bool:
    """Tells whether a row is all in bold and has no figures but years: it may be one of heads."""
    bold = len(row) > 1 and all(line.bold for cell in row for line in cell.lines)
    return bold and not any(is_figure(cell.text) and not _YEAR.fullmatch(cell.text) for cell in row)


def with_whole_tables(pages: Iterable[Sequence[_Item]]) -> list[_Item]:
    """Returns what stands on all pages, a table that goes on at the top of the next page as one."""
    found: list[_Item] = []
    parts: list[PdfTable] = []  # Those of the table that may go on, which stands at `last`.
    last = -1
    for items in pages:
        items = _with_what_lies_between(items)
        first = items[0] if items else None
        place = int(len(items) > 1 and _says_continued(first) and not _names_columns(items[1]))
        rest = items[place] if items else None
        if parts and isinstance(rest, PdfTable) and _goes_on(parts, rest):
            parts.append(rest)
            items = [*items[:place], *items[place + 1 :]]
        inside = [n for n, item in enumerate(items) if isinstance(item, PdfTable)]
        if inside or len(items) > _FEW:
            _put(found, last, parts)
            last = len(found) + inside[-1] if inside else -1
            parts = [item for item in items if isinstance(item, PdfTable)][-1:]
        found += items
    _put(found, last, parts)
    return found


def _names_columns(item: _Item) -> bool:
    """Tells whether a table has names of its own, so that it reads by itself."""
    return isinstance(item, PdfTable) and bool(_heads(item).count)


def _says_continued(item: _Item | None) -> bool:
    """Tells whether a short line only says that what is below it goes on: "Table 3 (continued)"."""
    return (
        isinstance(item, PageLine)
        and len(item.text) <= _SHORT
        and _CONTINUED.search(item.text) is not None
    )


def _with_what_lies_between(items: Sequence[_Item]) -> list[_Item]:
    """Joins tables of one page that are one: a line or two in it run over its columns."""
    found: list[_Item] = []
    for item in items:
        found.append(item)
        above = next((n for n in range(len(found) - 2, -1, -1) if _is_table(found[n])), -1)
        between = found[above + 1 : -1]
        if above >= 0 and isinstance(item, PdfTable) and len(between) <= _MOST_BETWEEN:
            one = _as_one(found[above], between, item)
            found[above:] = [one] if one else found[above:]
    return found


def _is_table(item: _Item) -> bool:
    return isinstance(item, PdfTable)


def _as_one(above: _Item, between: Sequence[_Item], below: PdfTable) -> PdfTable | None:
    """Returns two tables and the lines between them as one table, None if they are two."""
    if not isinstance(above, PdfTable) or not _goes_on([above], below):
        return None
    left = min(line.left for line in above.lines)
    rows: list[Cells] = []
    for line in between:
        if not isinstance(line, PageLine) or abs(line.left - left) > _INDENT * line.size:
            return None
        rows.append((PageCell((line,), 0, above.width),))
    heights = [min(x.bottom for x in above.lines), *(row[0].lines[0].bottom for row in rows)]
    heights.append(max(x.top for x in below.lines))
    size = median(line.size for line in below.lines)
    near = all(-size < a - b < _APART * size for a, b in pairwise(heights))
    return PdfTable((*above.rows, *rows, *below.rows), above.width) if near else None


def _put(found: list[_Item], place: int, parts: Sequence[PdfTable]) -> None:
    """Puts a table made of its parts in the place of the first."""
    if len(parts) > 1:
        rows = tuple(row for part in parts for row in part.rows)
        found[place] = PdfTable(rows, parts[0].width)


def _goes_on(parts: Sequence[PdfTable], other: PdfTable) -> bool:
    """Tells whether a table has the same columns at the same places, and no names of its own."""
    pairs = list(zip(_columns(parts[-1]), _columns(other), strict=False))
    apart = [a and b and not (a[0] < b[1] and b[0] < a[1]) for a, b in pairs]
    if parts[-1].width != other.width or any(apart):
        return False
    heads = _heads(other)
    known = {cell.text for row in parts[0].rows[:_FIRST] for cell in row}
    return all(text in known for name in heads.names for text, _, _ in name.parts)


def _heads(table: PdfTable) -> Heads:
    rows, _ = grid_of(PdfTable(table.rows[:LOOK_AHEAD], table.width), lambda cell: cell.text)
    return heads_of(rows)


def _columns(table: PdfTable) -> list[tuple[float, float] | None]:
    """Returns from where to where the text of each column reaches."""
    found: list[tuple[float, float] | None] = [None] * table.width
    for line, column in (
        (line, cell.column)
        for row in table.rows
        for cell in row
        if cell.span == 1
        for line in cell.lines
    ):
        old = found[column] or (line.left, line.right)
        found[column] = (min(old[0], line.left), max(old[1], line.right))
    return found
