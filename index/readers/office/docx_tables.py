"""The tables of a DOCX file: what is one, and what stands in each column of its rows."""

from collections.abc import Callable, Iterator

from lxml import etree

from index.readers.tables.grid import Row

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTAINERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins")
)
"""What may stand around paragraphs, rows and cells, and shows nothing itself."""

_MAX_SPAN = 100
_MOST_INNER = 3  # Rows of a table in a cell, at most, that are read as the text of the cell.


def rows_of(table: etree._Element, text_of: Callable[[etree._Element], str]) -> Iterator[Row]:
    """Yields the rows of a table, a cell that spans several rows in each of them."""
    above: Row | None = None
    for row in inside(table, f"{_W}tr"):
        # A row may begin further to the right than the others.
        cells = [""] * _number(row, "gridBefore", 0)
        across, down = set[int](), set[int]()
        for cell in inside(row, f"{_W}tc"):
            column, span = len(cells), _number(cell, "gridSpan", 1)
            goes_on = _goes_on(cell) and above is not None
            text = above.text(column) if above and goes_on else text_of(cell)
            cells += [text] * span
            across.update(range(column + 1, column + span))
            down.update(range(column, column + span) if goes_on else ())
        marked = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        above = Row(tuple(cells), frozenset(across), frozenset(down), marked=marked)
        yield above


def inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yields the rows of a table or the cells of a row, also where a content control holds them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in CONTAINERS:
            yield from inside(child, tag)


def only_places(table: etree._Element) -> bool:
    """Tells whether a table holds tables, and is not one of values with a small one in a cell."""
    inner = list(table.iterfind(f"{_W}tr//{_W}tbl"))
    if not inner:
        return False
    rows = list(inside(table, f"{_W}tr"))
    plain = [row for row in rows if row.find(f".//{_W}tbl") is None and _is_filled(row)]
    small = all(len(list(inside(each, f"{_W}tr"))) <= _MOST_INNER for each in inner)
    return not (small and len(plain) > 1 and 2 * len(plain) > len(rows))


def _is_filled(row: etree._Element) -> bool:
    """Tells whether two cells of a row or more hold text."""
    cells = inside(row, f"{_W}tc")
    return sum(any((t.text or "").strip() for t in cell.iter(f"{_W}t")) for cell in cells) > 1


def _goes_on(cell: etree._Element) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def _number(element: etree._Element, name: str, least: int) -> int:
    """Returns a number among the properties of a cell or a row."""
    properties = "trPr" if element.tag == f"{_W}tr" else "tcPr"
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return max(least, min(int(value), _MAX_SPAN)) if value.isdecimal() else least
