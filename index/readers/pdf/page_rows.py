"""The rows of a page: what stands at one height, cut where gaps are wider than between words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from index.readers.pdf.page_lines import PageLine, TextRun, is_wide

GAP = 1.0
"""How wide a gap between words is, in sizes of their letters, that parts two pieces of a row."""

_LEVEL = 0.5  # Share of the height of the lower one by which two lines of a row overlap.


@dataclass(frozen=True)
class PageRow:
    """Pieces of lines at one height, from left to right."""

    pieces: tuple[PageLine, ...]

    @cached_property
    def size(self) -> float:
        """The size of its letters in points."""
        return max(piece.size for piece in self.pieces)

    @cached_property
    def top(self) -> float:
        """Its upper edge, that of most of its letters."""
        return median(piece.top for piece in self.pieces)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return median(piece.bottom for piece in self.pieces)

    @cached_property
    def left(self) -> float:
        """Its left edge."""
        return self.pieces[0].left

    @cached_property
    def right(self) -> float:
        """Its right edge."""
        return max(piece.right for piece in self.pieces)

    @property
    def text(self) -> str:
        """What stands in it."""
        return " ".join(piece.text for piece in self.pieces)


def rows_of(lines: Iterable[PageLine], gap: float = GAP) -> list[PageRow]:
    """Returns the rows of a page from top to bottom."""
    groups: list[list[PageLine]] = []
    for line in sorted(lines, key=lambda each: -(each.top + each.bottom)):
        if groups and _is_level(groups[-1][0], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_row(group, gap) for group in groups]


def _is_level(a: PageLine, b: PageLine) -> bool:
    over = min(a.top, b.top) - max(a.bottom, b.bottom)
    return over > _LEVEL * min(a.top - a.bottom, b.top - b.bottom)


def _row(lines: Sequence[PageLine], gap: float) -> PageRow:
    pieces = [piece for line in lines for piece in pieces_of(line, gap)]
    return PageRow(tuple(sorted(pieces, key=lambda piece: (piece.left, piece.right))))


def pieces_of(line: PageLine, gap: float = GAP) -> Iterator[PageLine]:
    """Cuts a line at its wide gaps."""
    if line.whole:
        yield line
        return
    runs: list[TextRun] = []
    right = 0.0
    for run in line.runs:
        left, _, end, _ = run.corners
        if runs and left - right > gap * line.size:
            yield part_of(line, runs)
            runs = []
        right = end if not runs else max(right, end)
        runs.append(run)
    yield line if len(runs) == len(line.runs) else part_of(line, runs, last=True)


def level_parts(line: PageLine) -> Iterator[PageLine]:
    """Cuts a line where its words stand at another height: the file may set two lines as one."""
    start = 0
    for n in range(1, len(line.runs) + 1):
        if n < len(line.runs) and not _is_apart(line.runs[n - 1], line.runs[n]):
            continue
        last = n == len(line.runs)
        if start == 0 and last:
            yield line
        else:
            part = part_of(line, line.runs[start:n], last=last)
            part.size = round(2 * line.size * _height(line.runs[start]) / _height(line.runs[0])) / 2
            yield part
        start = n


def _is_apart(a: TextRun, b: TextRun) -> bool:
    if is_wide(a.text[0]) or is_wide(b.text[0]):
        return False  # They may be set downwards.
    return b.corners[1] >= a.corners[3] or b.corners[3] <= a.corners[1]


def _height(run: TextRun) -> float:
    return max(run.corners[3] - run.corners[1], 0.1)


def part_of(line: PageLine, runs: Sequence[TextRun], *, last: bool = False) -> PageLine:
    """Returns a line of some of the words of another."""
    first = replace(runs[0], spaced=False)
    broken = line.broken and last
    return PageLine(line.page, [first, *runs[1:]], line.size, line.bold, broken, line.entry)
