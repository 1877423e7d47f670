"""The rows of a sheet as it shows them: merged cells filled, hidden rows and columns left out.

The sheet is read row by row, however long it is. What a file says about merged cells stands behind
its rows, so it is looked up before.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, islice
from typing import IO, Any
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from lxml.etree import iterparse
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser

from index.readers.builder import TextBuilder, one_line
from index.readers.office.cell_format import shown
from index.readers.omissions import Omission
from index.readers.outline import MOST_COLUMNS
from index.readers.tables.grid import Row
from index.readers.tables.heads import LOOK_AHEAD, heads_of

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_PIECE, _LONGEST_TAG, _MOST_MERGED = 1 << 20, 200, 100_000
_YEARS = range(1900, 2101)
# Formats of dates and times that Excel has in Chinese, Japanese, Korean and Thai, each its own: a
# file has but their number (ECMA-376, part 1, 18.8.30). What they show is written as ISO has it.
_EASTERN = frozenset((*range(27, 37), *range(50, 59), *range(71, 82)))

Range = tuple[int, int, int, int]
"""The first column and row, and the last ones, counted from 1."""


class _FormulaParser(WorkSheetParser):  # type: ignore[misc]
    """Keeps formulas whose value the file does not hold.

    A long sheet takes half the time by lxml's parser. Of what is beside the rows, only the widths
    of columns are read: they tell which are hidden.
    """

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        for element in _ends(self.source, (COL_TAG, ROW_TAG)):
            if element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            else:
                yield self.parse_row(element)

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG) if cell["value"] is None else None
        if formula is not None:
            cell["value"] = _Formula(f"={formula.text or '…'}")
        return cell


def _ends(source: IO[bytes], tags: tuple[str, ...]) -> Iterator[Any]:
    """Yields the elements of some names when they are read; what was yielded is let go.

    Raises:
        ValueError: the sheet declares entities, which no program that writes sheets does.
    """
    limits: dict[str, Any] = {"resolve_entities": False, "load_dtd": False, "no_network": True}
    for _, element in iterparse(source, tag=tags, collect_ids=False, **limits):
        if element.getroottree().docinfo.doctype:
            raise ValueError("a sheet declares entities")
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula without a value."""

    text: str


@dataclass(slots=True)
class _Spanning:
    """A merged cell that the rows have come to, and its text."""

    place: Range
    text: str


def rows_of(sheet: ReadOnlyWorksheet, archive: ZipFile, builder: TextBuilder) -> Iterator[Row]:
    """Yields the rows of a sheet that show, with their numbers; notes what is left out.

    A blank row stands for each gap between rows.
    """
    return _SheetCells(sheet, _merged(archive, sheet._worksheet_path), builder).rows()


def _merged(archive: ZipFile, path: str) -> dict[int, list[Range]]:
    """Returns the merged cells of a sheet by the row that they begin in."""
    found: dict[int, list[Range]] = {}
    count, before = 0, b""
    with archive.open(path.removeprefix("/")) as opened:
        while (piece := opened.read(_PIECE)) and count < _MOST_MERGED:
            window = before + piece
            last = 0
            for match in _MERGED.finditer(window):
                place = range_boundaries(match[1].decode())
                found.setdefault(place[1], []).append(place)
                last, count = match.end(), count + 1
            before = window[max(last, len(window) - _LONGEST_TAG) :]
    return found


@dataclass(slots=True)
class _SheetCells:
    """A sheet while its rows are read."""

    sheet: ReadOnlyWorksheet
    merged: Mapping[int, list[Range]]
    builder: TextBuilder
    _open: list[_Spanning] = field(default_factory=list)
    _hidden: dict[int, list[str]] = field(default_factory=dict)
    _formulas: int = 0
    _columns: frozenset[int] = frozenset()

    def rows(self) -> Iterator[Row]:
        rest = self._whole_rows()
        first = list(islice(rest, LOOK_AHEAD))
        if self._columns:
            # What is hidden helps to tell the names of the columns from values.
            first = [each for _, band in groupby(first, _has_text) for each in _marked(list(band))]
        for row in chain(first, rest):
            yield self._without(row, self._columns)
        self._tell()

    def _whole_rows(self) -> Iterator[Row]:
        """Yields the rows with what stands in hidden columns."""
        before = 0
        with self.sheet._get_source() as source:
            parser = self._parser(source)
            for number, cells in parser.parse():
                if not before:
                    self._columns = _hidden_columns(parser.column_dimensions)
                attributes = parser.row_dimensions.pop(str(number), {})
                if number > before + 1:
                    yield Row((), number=before + 1)
                before = number
                row = self._row(number, cells)
                if _is_true(attributes.get("hidden")):
                    row = self._unless_hidden(row)
                yield row

    def _parser(self, source: IO[bytes]) -> _FormulaParser:
        book = self.sheet.parent
        return _FormulaParser(
            source,
            self.sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats | self._eastern(),
            timedelta_formats=book._timedelta_formats,
        )

    def _eastern(self) -> set[int]:
        """Returns the styles whose format shows a date in the languages of East Asia."""
        styles = enumerate(self.sheet.parent._cell_styles)
        return {n for n, style in styles if style.numFmtId in _EASTERN}

    def _row(self, number: int, cells: list[dict[str, Any]]) -> Row:
        texts: dict[int, str] = {}
        bold = bool(cells)
        for cell in cells:
            # What stands beyond the last column that is told apart, the last one holds together.
            value, column = cell["value"], min(cell["column"], MOST_COLUMNS) - 1
            if value is None:
                continue
            if text := self._text(value, cell["style_id"]):
                texts[column] = "; ".join(filter(None, (texts.get(column, ""), text)))
                bold = bold and self._is_bold(cell["style_id"]) and not _is_amount(value)
        across, down = self._spread(number, texts)
        width = max(texts, default=-1) + 1
        found = tuple(texts.get(n, "") for n in range(width))
        return Row(found, across, down, number, marked=bold and bool(texts))

    def _text(self, value: object, style: int) -> str:
        if isinstance(value, _Formula):
            self._formulas += 1
            return one_line(value.text)
        return one_line(shown(value, self._format(style)))

    def _format(self, style: int) -> str:
        styles = self.sheet.parent._cell_styles
        number = styles[style].numFmtId if 0 <= style < len(styles) else 0
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        own = self.sheet.parent._number_formats[number - BUILTIN_FORMATS_MAX_SIZE :][:1]
        return str(own[0]) if own else ""

    def _is_bold(self, style: int) -> bool:
        book = self.sheet.parent
        if not 0 <= style < len(book._cell_styles):
            return False
        font = book._cell_styles[style].fontId
        return font < len(book._fonts) and bool(book._fonts[font].b)

    def _spread(self, number: int, texts: dict[int, str]) -> tuple[frozenset[int], frozenset[int]]:
        """Fills merged cells; returns the columns that repeat what is left, and what is above."""
        for place in self.merged.get(number, ()):
            if text := texts.get(place[0] - 1, ""):
                self._open.append(_Spanning(place, text))
        across, down = set[int](), set[int]()
        for spanning in self._open:
            first, top, last, _ = spanning.place
            columns = range(first - 1, min(last, MOST_COLUMNS))
            texts.update(dict.fromkeys(columns, spanning.text))
            across.update(columns[1:])
            down.update(columns if number > top else ())
        self._open = [each for each in self._open if each.place[3] > number]
        return frozenset(across), frozenset(down)

    def _unless_hidden(self, row: Row) -> Row:
        """Returns what is to be read of a hidden row: nothing, or its first cell marked."""
        filled = row.filled
        if not filled:
            return row
        text = " ".join(row.text(n) for n in filled)
        marked = self.builder.unless_hidden(Omission.ROW, text)
        if not marked:
            return Row((), number=row.number)
        first = filled[0]
        label = f"[{Omission.ROW.value[0]}] {row.text(first)}"
        return replace(row, cells=(*row.cells[:first], label, *row.cells[first + 1 :]))

    def _without(self, row: Row, hidden: frozenset[int]) -> Row:
        """Returns a row without what stands in hidden columns, or with their first cells marked."""
        if hidden.isdisjoint(range(len(row.cells))):
            return row
        texts = list(row.cells)
        for n in (n for n in row.filled if n in hidden and n not in row.down):
            first = n not in self._hidden
            self._hidden.setdefault(n, []).append(row.text(n))
            if first:
                texts[n] = f"[{Omission.COLUMN.value[0]}] {row.text(n)}"
        if self.builder.reads_hidden:
            return replace(row, cells=tuple(texts))
        cells = tuple("" if n in hidden else text for n, text in enumerate(row.cells))
        across = frozenset(n for n in row.across if not {n, n - 1} & hidden)
        return Row(cells, across, row.down - hidden, row.number, row.marked)

    def _tell(self) -> None:
        """Notes the hidden columns that hold anything, and the formulas without a value."""
        for texts in self._hidden.values():
            self.builder.unless_hidden(Omission.COLUMN, "\n".join(texts))
        for _ in range(self._formulas):
            self.builder.omit(Omission.FORMULA)


def _has_text(row: Row) -> bool:
    return bool(row.filled)


def _marked(band: Sequence[Row]) -> list[Row]:
    """Returns rows between blank ones, those marked that name columns."""
    heads = heads_of(band)
    named = range(heads.lines, heads.lines + heads.count)
    return [replace(row, marked=row.marked or n in named) for n, row in enumerate(band)]


def _hidden_columns(dimensions: Mapping[str, Mapping[str, str]]) -> frozenset[int]:
    found = set[int]()
    for each in dimensions.values():
        if _is_true(each.get("hidden")):
            last = min(int(each.get("max", 0)), MOST_COLUMNS)
            found.update(range(int(each.get("min", 1)) - 1, last))
    return frozenset(found)


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _is_amount(value: object) -> bool:
    """Tells whether a value is a number that is no year: such a row does not name columns."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and value not in _YEARS
