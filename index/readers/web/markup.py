"""The blocks of HTML elements in reading order: headings, paragraphs, lists, tables, code."""

from collections.abc import Iterator
from statistics import median

from lxml import etree

from index.readers.builder import TextBuilder, one_line
from index.readers.tables.grid import Cell, spread
from index.readers.tables.lines import add_table
from index.readers.web.list_marks import marked_items

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = frozenset(
    "script style noscript template svg math iframe object head title select button input textarea"
    " option canvas audio video map".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font hi i ins kbd label mark q ref rp rt"
    " ruby s samp small span strike strong sub sup time tt u var wbr img picture".split()
)
_READINGS = frozenset(("rp", "rt"))  # How characters are pronounced: not part of the sentence.
_MAX_DEPTH = 250
_MAX_SPAN = 1_000
_INNER = (*_HEADINGS, "ul", "ol", "pre", "table")
_FEWEST, _SHORT, _LONG = 2, 80, 500  # Rows of several cells; characters in most, and in each.
_ITEM = "\x1f"  # Where an item of a list follows another.


def add_markup(builder: TextBuilder, root: etree._Element) -> None:
    """Adds what an element holds."""
    walker = _TextWalker(builder)
    walker.walk(root, 0)
    walker.flush()


class _TextWalker:
    """Collects running text until a block ends."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._pieces: list[str] = []
        self._mark = ""

    def flush(self) -> None:
        text = one_line("".join(self._pieces))
        self._pieces = []
        if text and self._mark:
            self._builder.item(text, self._mark)
            self._mark = ""
        else:
            self._builder.paragraph(text)

    def walk(self, element: etree._Element, depth: int) -> None:
        self._pieces.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and depth < _MAX_DEPTH:
                self._visit(child, child.tag.rpartition("}")[2].lower(), depth + 1)
            self._pieces.append(child.tail or "")

    def _visit(self, element: etree._Element, tag: str, depth: int) -> None:
        if tag in _SKIPPED or tag in _READINGS or _is_hidden(element):
            return
        if tag in _INLINE:
            self.walk(element, depth)
        elif tag == "br":
            self._break(element)
        else:
            self.flush()
            self._block(element, tag, depth)
            self.flush()

    def _block(self, element: etree._Element, tag: str, depth: int) -> None:
        if tag in _HEADINGS:
            self._builder.heading(_text(element), _HEADINGS[tag])
        elif tag == "pre":
            self._builder.verbatim("".join(element.itertext()))
        elif tag in ("ul", "ol"):
            self._list(element, depth)
        elif tag == "table" and not _is_layout(element):
            self._table(element)
        else:
            self.walk(element, depth)

    def _break(self, element: etree._Element) -> None:
        """Ends the paragraph if two breaks follow each other; one is only a line's end."""
        before = element.getprevious()
        double = before is not None and before.tag == "br" and not (before.tail or "").strip()
        if double:
            self.flush()
        else:
            self._pieces.append(" ")

    def _list(self, element: etree._Element, depth: int) -> None:
        for child, mark in marked_items(element):
            self._mark = mark
            self.walk(child, depth)
            self.flush()
            self._mark = ""

    def _table(self, table: etree._Element) -> None:
        caption = table.find("caption")
        about = "" if caption is None else _text(caption)
        self._builder.paragraph(about)
        add_table(self._builder, spread(_rows(table)), about)


def _rows(table: etree._Element) -> Iterator[list[Cell]]:
    for row in table.iter("tr"):
        if not _is_hidden(row):
            names = row.getparent().tag == "thead"
            cells = (cell for cell in row if cell.tag in ("td", "th") and not _is_hidden(cell))
            yield [_cell(cell, names=names) for cell in cells]


def _cell(cell: etree._Element, *, names: bool) -> Cell:
    columns, rows = (_span(cell, name) for name in ("colspan", "rowspan"))
    return Cell(_text(cell), columns, rows, head=names or cell.tag == "th")


def _span(cell: etree._Element, name: str) -> int:
    """Returns how many columns or rows a cell spans; none at all means: all that follow."""
    span = cell.get(name, "1").strip()
    if not (span.isascii() and span.isdigit() and len(span) < 6):
        return 1
    return min(int(span), _MAX_SPAN) or (_MAX_SPAN if name == "rowspan" else 1)


def _is_layout(table: etree._Element) -> bool:
    """Tells whether a table only places things: it holds tables, or lists and headings.

    Where cells name others, or several rows of short cells stand below each other, it is one of
    values, and a list in a cell is the text of the cell.
    """
    if table.get("role") == "presentation":
        return True
    if next(table.iterdescendants(*_INNER), None) is None:
        return False
    return next(table.iterdescendants("table"), None) is not None or not _holds_values(table)


def _holds_values(table: etree._Element) -> bool:
    rows = [[c for c in row if c.tag in ("td", "th")] for row in table.iter("tr")]
    lengths = [[len(_text(cell)) for cell in row] for row in rows]
    several = [row for row in lengths if sum(map(bool, row)) > 1]
    if len(several) < _FEWEST or 2 * len(several) <= len(rows):
        return False
    if any(cell.tag == "th" for row in rows for cell in row):
        return True
    every = [length for row in several for length in row]
    return median(every) <= _SHORT and max(every) <= _LONG


def _text(element: etree._Element) -> str:
    """Returns the text of an element; what stands in different blocks is not run together."""
    text = ""
    for item in map(one_line, "".join(_pieces(element)).split(_ITEM)):
        joint = ", " if text[-1:].isalnum() else " " if text else ""
        text += joint + item if item else ""
    return text


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    ordered = element.tag == "ol"
    marks = {item: f"{mark} " for item, mark in marked_items(element)} if ordered else {}
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag and tag not in _SKIPPED and tag not in _READINGS and not _is_hidden(child):
            gap = "" if tag in _INLINE else " "
            again = tag == "li" and next(child.itersiblings("li", preceding=True), None) is not None
            yield _ITEM if again else gap
            yield marks.get(child, "")
            yield from _pieces(child)
            yield gap
        yield child.tail or ""


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
