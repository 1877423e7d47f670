"""Writing the words of paragraphs and tables to a text, with the page and the box of each."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.readers.builder import MAX_HEADING, one_line
from index.readers.outline import Heading, Table
from index.readers.pdf.page_layout import Paragraph, take_hyphen
from index.readers.pdf.page_lines import PageLine, TextRun, is_wide
from index.readers.pdf.table_cells import PageCell, PdfTable
from index.readers.pdf.table_grid import Places, grid_of
from index.readers.pdf.turned import Rotation
from index.readers.tables.lines import TableLine, table_lines
from index.types import Page

_KEEPING = frozenset(("self", "ex", "quasi"))  # What is written with a hyphen before any word.
# What joins two words that share their end, of which the first is cut short: "Kranken- und
# Pflegeversicherung", "short- and long-term". Those of Dutch end words of other languages.
_JOINING = frozenset("und oder bzw sowie and or och eller og".split())
_DUTCH = frozenset(("en", "of"))
_AROUND = ".,;:!?()\"'"


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """How a document writes its words: in which language, and which it has where no line ends.

    `compounds` are those with a hyphen, which they keep where a line ends.
    """

    language: str = ""
    words: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()

    def is_cut_short(self, last: str, first: str) -> bool:
        """Tells whether a word that ends with a hyphen is whole, and the next one joins another."""
        joining = _JOINING | _DUTCH if self.language == "nl" else _JOINING
        joins = first.strip(_AROUND).lower() in joining
        return joins and f"{last.rstrip('-')}{first}".strip(_AROUND).lower() not in self.words


_Spelled = tuple[str, TextRun, int]
"""What stands before a word, the word, and its page."""


class TextWriter:
    """Writes words one after another, and notes where each comes to stand."""

    def __init__(self, spelling: WrittenWords, turns: Mapping[int, Rotation]) -> None:
        """Begins with nothing; `turns` has the pages that are turned to be read."""
        self._spelling = spelling
        self._turns = turns
        self._length = 0
        self.parts: list[str] = []
        self.words = array("d")  # A `BoxedWord` after the other: there are millions.
        self.pages: list[Page] = []
        self.headings: list[Heading] = []
        self.tables: list[Table] = []
        self._opened: int | None = None  # Where headings begin that nothing has followed yet.

    def paragraph(self, paragraph: Paragraph) -> None:
        """Writes a paragraph or a heading."""
        self._begin()
        start, first = self._length, len(self.parts)
        for before, run, page in self._spelled(paragraph.lines):
            self._add(before)
            self._turn(page)
            self._word(run, page)
        if paragraph.level:
            self._heading(
                one_line("".join(self.parts[first:]))[:MAX_HEADING], paragraph.level, start
            )
        else:
            self._opened = None

    def _heading(self, name: str, level: int, start: int) -> None:
        """Notes a heading. Its section begins with it, so that it is found and quoted as any text.

        Several headings without text between them belong to what comes after the last.
        """
        self._opened = start if self._opened is None else self._opened
        self.headings.append(Heading(self._opened, self._opened, level, name))

    def table(self, table: PdfTable, caption: str) -> None:
        """Writes a table, each row a line with the names of its columns."""
        self._opened = None
        for cell in (cell for row in table.rows for cell in row):
            for before, line in pairwise(cell.lines):
                take_hyphen(before, line)
        rows, places = grid_of(table, self._text_of)
        for row in table_lines(rows, caption):
            self._open(row)
            self._begin()
            self._row(row, places)
            if row.columns is not None:
                self.tables[-1] = replace(self.tables[-1], end=self._length)

    def _open(self, line: TableLine) -> None:
        """Begins a table where a row is not one of the table before it."""
        last = self.tables[-1] if self.tables else None
        if line.columns is None:
            return
        named = (line.columns, line.caption)
        if not last or last.end != self._length or (last.columns, last.caption) != named:
            self.tables.append(Table(self._length, self._length, line.columns, line.caption))

    def _row(self, line: TableLine, places: Places) -> None:
        cells = [places.get((row, column)) for _, row, column in line.pieces]
        own = [cell for cell in cells if cell]
        if own:
            self._turn(own[-1].lines[0].page)  # What names the columns may stand on another page.
        for (text, _, _), cell in zip(line.pieces, cells, strict=True):
            if cell:
                self._piece(text, cell)
            else:
                self._add(text)

    def _piece(self, text: str, cell: PageCell) -> None:
        """Writes as much of a cell as a text has."""
        left = len(text)
        for before, run, page in self._spelled(cell.lines):
            gap, word = before[:left], run.text[: left - len(before)] if left > len(before) else ""
            self._add(gap)
            if word:
                self._word(replace(run, text=word), page)
            left -= len(gap) + len(word)

    def _text_of(self, cell: PageCell) -> str:
        return "".join(before + run.text for before, run, _ in self._spelled(cell.lines))

    def _spelled(self, lines: Sequence[PageLine]) -> Iterator[_Spelled]:
        """Yields the words of lines that belong together, joined as they read."""
        before: PageLine | None = None
        for line in lines:
            gap = self._joint(before, line) if before else ""
            for n, run in enumerate(line.runs):
                yield gap if n == 0 else " " * run.spaced, run, line.page
            before = line

    def _joint(self, before: PageLine, line: PageLine) -> str:
        """Returns what stands between two lines of a paragraph."""
        last, first = before.runs[-1].text, line.runs[0].text
        cut_short = self._spelling.is_cut_short(last, first)
        if before.broken:
            if cut_short:
                return "- "
            compound = f"{last}-{first}".strip(_AROUND).lower()
            known = compound in self._spelling.compounds or last.strip("(\"'").lower() in _KEEPING
            return "-" if known or "-" in last or not first[0].islower() else ""
        if last.endswith("-") and len(last) > 1:
            return " " if cut_short else ""
        return "" if is_wide(last[-1]) or is_wide(first[0]) else " "

    def _begin(self) -> None:
        if self.parts:
            self._add("\n\n")

    def _turn(self, page: int) -> None:
        if not self.pages or self.pages[-1].number != page:
            self.pages.append(Page(self._length, page))

    def _word(self, run: TextRun, page: int) -> None:
        turn = self._turns.get(page)
        corners = turn.back(run.corners) if turn else run.corners
        self.words.extend((self._length, len(run.text), page, *corners))
        self._add(run.text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
