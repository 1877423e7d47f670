"""What every reader finds out about a text besides the text itself."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.types import Section

MOST_COLUMNS = 2_000
"""How many columns of a table are read; what a cell spans beyond them is not."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's title (empty if it names none) and its sections in reading order."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line. `start` and `end` enclose the line; `level` counts from 1, outermost."""

    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A stretch of which every line is a row of a table with these names of columns."""

    start: int
    end: int
    columns: tuple[str, ...]
    caption: str = ""


def outline(
    title: str,
    headings: list[Heading],
    end: int,
    start: int = 0,
    *,
    tables: Sequence[Table] = (),
) -> Outline:
    """Cuts `text[start:end]` at its headings into sections, each with its heading path.

    A heading equal to the title is left out of the path, and no section covers a heading line. Each
    table is a section of its own.
    """
    sections: list[Section] = []
    path: list[Heading] = []
    for heading in headings:
        if start < heading.start:
            sections.append(Section(start, heading.start, _names(path, title)))
        path = [*(h for h in path if h.level < heading.level), heading]
        start = heading.end
    sections.append(Section(start, end, _names(path, title)))
    return Outline(title, tuple(with_tables(sections, tables)))


def with_tables(sections: Iterable[Section], tables: Sequence[Table]) -> Iterator[Section]:
    """Yields sections, cut where a table begins or ends; tables are in reading order."""
    waiting = deque(tables)
    for section in sections:
        start = section.start
        while waiting and waiting[0].start < section.end:
            table = waiting[0]
            first, last = max(table.start, start), min(table.end, section.end)
            if start < first:
                yield replace(section, start=start, end=first)
            if first < last:
                yield replace(
                    section, start=first, end=last, columns=table.columns, caption=table.caption
                )
            start = max(start, last)
            if table.end > section.end:
                break
            waiting.popleft()
        if start < section.end or start == section.start:
            yield replace(section, start=start)


def _names(path: list[Heading], title: str) -> tuple[str, ...]:
    return tuple(h.text for h in path if h.text != title)
