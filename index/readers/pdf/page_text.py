"""From paragraphs on pages to canonical text, with the page and the box of every word."""

from array import array
from collections.abc import Iterator, Sequence

from index.boxes import encode
from index.readers.builder import MAX_HEADING, one_line
from index.readers.extraction import Extraction
from index.readers.outline import Heading, outline
from index.readers.pdf.page_layout import Paragraph, mark_headings, paragraphs
from index.readers.pdf.page_lines import Line, PageLines, Run, is_wide
from index.types import Page


def text_of(
    pages: Sequence[PageLines], title: str, levels: Sequence[int], remarks: Sequence[str]
) -> Extraction:
    """Puts the text of pages together.

    `levels` are those of the table of contents, whose entries the lines name; without, headings
    are found by their letters. Without a title, the largest heading of the first page is taken.
    """
    found = paragraphs(pages)
    if levels:
        for paragraph in found:
            entry = paragraph.lines[0].entry
            paragraph.level = levels[entry - 1] if entry else 0
    else:
        mark_headings(found)
    name = title or _largest(found)
    writer = _Writer(_compounds(found))
    for paragraph in found:
        writer.write(paragraph)
    text = "".join(writer.parts)
    sections = outline(name, writer.headings, len(text)).sections
    boxes = encode(writer.words)
    return Extraction(
        text, name, sections, tuple(writer.pages), boxes=boxes, remarks=tuple(remarks)
    )


class _Writer:
    """Writes words one after another, and notes where each comes to stand."""

    def __init__(self, compounds: frozenset[str]) -> None:
        self._compounds = compounds
        self._length = 0
        self.parts: list[str] = []
        self.words = array("d")  # A `Word` after the other: there are millions.
        self.pages: list[Page] = []
        self.headings: list[Heading] = []

    def write(self, paragraph: Paragraph) -> None:
        if self.parts:
            self._add("\n\n")
        start, first = self._length, len(self.parts)
        before: Line | None = None
        for line in paragraph.lines:
            if before:
                self._add(self._joint(before, line))
            for n, run in enumerate(line.runs):
                self._word(run, line.page, spaced=run.spaced and n > 0)
            before = line
        if paragraph.level:
            name = one_line("".join(self.parts[first:]))[:MAX_HEADING]
            self.headings.append(Heading(start, self._length, paragraph.level, name))

    def _word(self, run: Run, page: int, *, spaced: bool) -> None:
        if spaced:
            self._add(" ")
        if not self.pages or self.pages[-1].number != page:
            self.pages.append(Page(self._length, page))
        self.words.extend((self._length, len(run.text), page, *run.corners))
        self._add(run.text)

    def _joint(self, before: Line, line: Line) -> str:
        """Returns what stands between two lines of a paragraph."""
        last, first = before.runs[-1].text, line.runs[0].text
        if before.broken:
            compound = f"{last}-{first}".strip(".,;:!?()\"'").lower()
            kept = compound in self._compounds or not first[0].islower()
            return "-" if kept else ""
        if last.endswith("-") and len(last) > 1:
            return ""
        return "" if is_wide(last[-1]) or is_wide(first[0]) else " "

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _compounds(found: Sequence[Paragraph]) -> frozenset[str]:
    """Returns the words that are written with a hyphen where no line ends."""
    return frozenset(
        run.text.strip(".,;:!?()\"'").lower() for run in _runs(found) if "-" in run.text[1:-1]
    )


def _runs(found: Sequence[Paragraph]) -> Iterator[Run]:
    return (run for paragraph in found for line in paragraph.lines for run in line.runs)


def _largest(found: Sequence[Paragraph]) -> str:
    first = found[0].lines[0].page if found else 0
    headings = [p for p in found if p.level and p.lines[0].page == first]
    # The first of the largest: titles stand above what they are the title of.
    best = max(headings, key=lambda p: p.lines[0].size, default=None)
    return one_line(best.text)[:MAX_HEADING] if best else ""
