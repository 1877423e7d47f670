"""What every reader finds out about a text besides the text itself."""

from dataclasses import dataclass

from index.types import Section


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


def outline(title: str, headings: list[Heading], end: int, start: int = 0) -> Outline:
    """Cuts `text[start:end]` at its headings into sections, each with its heading path.

    A heading equal to the title is left out of the path, and no section covers a heading line.
    """
    sections: list[Section] = []
    path: list[Heading] = []
    for heading in headings:
        if start < heading.start:
            sections.append(Section(start, heading.start, _names(path, title)))
        path = [*(h for h in path if h.level < heading.level), heading]
        start = heading.end
    sections.append(Section(start, end, _names(path, title)))
    return Outline(title, tuple(sections))


def _names(path: list[Heading], title: str) -> tuple[str, ...]:
    return tuple(h.text for h in path if h.text != title)
