"""HTML tables in Markdown, drawn as Markdown's own: every character of a cell stays at its place.

A text in which they are drawn is as long as before, so that offsets in it are those of the file.
Only the tags, their attributes and the white space around cells become blanks, bars and rules.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markdown_it import MarkdownIt

from index.readers.tables.grid import spread
from index.readers.tables.heads import heads_of
from index.readers.web.markdown_cells import MarkedCell, MarkedTable

_BEGIN, _END = (re.compile(tag, re.IGNORECASE) for tag in (r"<table\b", r"</table\s*>"))
_LONGEST = 200_000
_LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_BLANK_LINE = "\n\n"


def with_drawn_tables(text: str, *, comments: bool = False) -> str:
    """Returns a Markdown text with its HTML tables drawn as `| a | b |`, offsets unchanged.

    A cell that spans others stands where it begins, beside or above empty ones. The caption, and
    rows of a single text above the names, are text above the table. Comments become blanks; with
    `comments` a table that has some stays as it is written.

    So does a table where drawing it would lose something: one with a table or a picture inside a
    cell, with names in several rows, with bars in its cells and no room to mark them as such.
    """
    if "<table" not in text.lower():
        return text
    pieces, done = [], 0
    for start, end, parted in _tables(text):
        if drawn := _drawn(MarkedTable(text[start:end], kept=comments), text[start:end], parted):
            pieces += [text[done:start], drawn]
            done = end
    return "".join([*pieces, text[done:]])


def _tables(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yields where the tables stand, and whether their HTML block begins with something else."""
    offsets = list(accumulate(map(len, _LINE.split(text)), initial=0))
    ends = [match.end() for match in _END.finditer(text)]
    parser = MarkdownIt("commonmark")
    parser.core.ruler.disable(["inline", "text_join"])
    done = 0
    for token in parser.parse(text):
        if token.type != "html_block" or not token.map or token.level:
            continue
        first, last = (offsets[line] for line in token.map)
        for start in (match.start() for match in _BEGIN.finditer(text, first, last)):
            # A block of HTML ends at a blank line, and the table may go on after it.
            place = bisect(ends, start)
            end = ends[place] if place < len(ends) else start
            if done <= start < end <= start + _LONGEST:
                yield start, end, bool(text[first:start].strip())
                done = end


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text that stays where it is, and the signs that have to stand before it.

    A line of text begins right after them: blanks in front of it would make it code.
    """

    signs: str
    cell: MarkedCell
    line: bool = False


def _drawn(table: MarkedTable, markup: str, parted: bool) -> str | None:
    """Returns a table as Markdown draws it, in as many characters, None if it cannot be.

    `parted`: a blank line has to part it from what stands before it in its block.
    """
    pieces = _pieces(table, markup, parted) if table.is_plain else []
    drawn, bars = "", list[int]()
    for signs, cell, line in ((each.signs, each.cell, each.line) for each in pieces):
        # A bar after a backslash parts nothing.
        signs = f" {signs}" if drawn.endswith("\\") else signs
        room = cell.start - len(drawn)
        if len(signs) > room:
            return None
        drawn += signs.rjust(room) if line else signs.ljust(room)
        said = cell.drawn(markup)
        bars += [len(drawn) + match.start() for match in re.finditer(r"\|", said) if not line]
        drawn += said
    if not pieces:
        return None
    drawn += f" |{_BLANK_LINE}".rjust(len(markup) - len(drawn))
    return _with_marked(drawn, bars)


def _with_marked(drawn: str, bars: Sequence[int]) -> str | None:
    """Returns a drawn table with a backslash before each bar that is text, None without room."""
    signs = list(drawn)
    for bar in bars:
        if signs[bar - 1] not in (" ", "\\"):
            return None
        signs[bar - 1] = "\\"
    return "".join(signs)


def _pieces(table: MarkedTable, markup: str, parted: bool) -> list[_Piece]:
    """Returns the texts of a table in order, none if Markdown has no such table."""
    width = max((row[-1].column + 1 for row in table.rows), default=0)
    filled = [any(cell.spans for cell in row) for row in table.rows]
    read = spread([cell.read(markup, width) for cell in row] for row in table.rows)
    heads = heads_of([row for row, said in zip(read, filled, strict=True) if said])
    rows = [row for row, said in zip(table.rows, filled, strict=True) if said]
    if width < 2 or not rows or heads.count > 1:
        return []
    lines = [cell for row in rows[: heads.lines] for cell in row if cell.spans]
    above = [table.caption, *lines] if table.caption.spans else lines
    pieces = [_Piece(_BLANK_LINE, cell, line=True) for cell in above]
    before = _BLANK_LINE if above or parted else ""
    body = rows[heads.lines :]
    named = heads.count > 0 and len(body) > 1
    return pieces + list(_body(body, width, before, named=named))


def _body(
    rows: Sequence[Sequence[MarkedCell]], width: int, before: str, *, named: bool
) -> Iterator[_Piece]:
    """Yields the cells of the rows below what stands above them, which ends with `before`.

    Below the first row, or below one of no names where that is none of names, stands the rule.
    """
    rule = "-|" * (width - 1) + "-\n"
    ahead = before or "\n" if named else f"{before}{'|' * (width + 1)}\n{rule}"
    for number, row in enumerate(rows):
        column, own = -1, {cell.column for cell in row}
        for cell in (cell for cell in row if cell.spans):
            # What spans rows leaves no room between bars below it, an empty cell a blank.
            bars = ["| " if n in own else "|" for n in range(column + 1, cell.column)]
            yield _Piece(f"{ahead}{''.join(bars)}|", cell)
            ahead, column = "", cell.column
        names = named and number == 0
        ahead = "|" * (width - column) + f"\n{rule}" if names else "|\n"
