"""The places of a table's cells: each row with a text in every column, spanned cells filled in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.readers.outline import MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is drawn, and how many columns and rows it spans. `head`: it names others."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with a text for every column, empty where nothing stands.

    `across` are the columns whose text repeats that of the cell to the left, because one cell spans
    both; `down` those whose text repeats that of the row above. `number` is what a person sees
    beside the row, 0 for none. `marked` says that the file itself marks the row as one of names.
    """

    cells: tuple[str, ...]
    across: frozenset[int] = frozenset()
    down: frozenset[int] = frozenset()
    number: int = 0
    marked: bool = False

    def text(self, column: int) -> str:
        """Returns the text in a column, empty beyond the last."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        """The columns in which a cell with text begins."""
        return [n for n, text in enumerate(self.cells) if text and n not in self.across]


@dataclass(slots=True)
class _Open:
    """A cell that goes on into the rows below."""

    text: str
    rows: int
    across: bool


def spread(rows: Iterable[Sequence[Cell]]) -> Iterator[Row]:
    """Yields rows of cells as they are drawn with every cell in each place that it spans."""
    below: dict[int, _Open] = {}
    for cells in rows:
        yield _spread(cells, below)


def _spread(cells: Sequence[Cell], below: dict[int, _Open]) -> Row:
    placed: dict[int, _Open] = {}
    down = {column for column, each in below.items() if each.rows > 0}
    for column in down:
        placed[column] = below[column]
        below[column].rows -= 1
    column = 0
    for cell in cells:
        while column in placed:
            column += 1
        if column >= MOST_COLUMNS:
            break
        first = column
        for place in range(first, min(first + max(cell.columns, 1), MOST_COLUMNS)):
            if place in down:
                break
            placed[place] = below[place] = _Open(cell.text, cell.rows - 1, place > first)
            column = place + 1
    width = max(placed, default=-1) + 1
    texts = tuple(placed[n].text if n in placed else "" for n in range(width))
    across = frozenset(n for n, each in placed.items() if each.across)
    named = [cell.head for cell in cells if cell.text]
    marked = bool(named) and all(named)
    return Row(texts, across, frozenset(down), marked=marked)
