"""From paragraphs on pages to canonical text, with the page and the box of every word."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from index.passages.boxes import encode
from index.readers.builder import MAX_HEADING, one_line
from index.readers.extraction import Extraction
from index.readers.outline import outline
from index.readers.pdf.page_layout import Paragraph, mark_headings, paragraphs
from index.readers.pdf.page_lines import PageLines
from index.readers.pdf.page_order import arranged
from index.readers.pdf.table_cells import PdfTable
from index.readers.pdf.table_grid import with_whole_tables
from index.readers.pdf.text_writer import TextWriter, WrittenWords
from index.text.language import language

_MOST_CAPTION = 120
_NUMBER = re.compile(r"\d+")
_SAMPLE = 200  # Lines that tell the language.
_NEAR = 1.5  # Sizes of letters between a table and what says what it is about.


def text_of(
    pages: Sequence[PageLines], title: str, levels: Sequence[int], remarks: Sequence[str]
) -> Extraction:
    """Puts the text of pages together.

    `levels` are those of the table of contents, whose entries the lines name; without, headings
    are found by their letters. Without a title, the largest heading of the first page is taken.
    """
    blocks = paragraphs(with_whole_tables(arranged(page) for page in pages))
    found = [block for block in blocks if isinstance(block, Paragraph)]
    if levels:
        for paragraph in found:
            entry = paragraph.lines[0].entry
            paragraph.level = levels[entry - 1] if entry else 0
    else:
        mark_headings(blocks)
    name = title or _largest(found)
    turns = {page.number: page.turn for page in pages if page.turn.quarters}
    writer = TextWriter(_spelling(blocks), turns)
    for before, block in pairwise((None, *blocks)):
        if isinstance(block, Paragraph):
            writer.paragraph(block)
        elif isinstance(block, PdfTable):
            writer.table(block, _caption(before, block))
    text = "".join(writer.parts)
    sections = outline(name, writer.headings, len(text), tables=writer.tables).sections
    boxes = encode(writer.words)
    return Extraction(
        text, name, sections, tuple(writer.pages), boxes=boxes, remarks=tuple(remarks)
    )


def _caption(before: Paragraph | PdfTable | None, table: PdfTable) -> str:
    """Returns the line right above a table that says what it is about, its unit or its period."""
    if not isinstance(before, Paragraph) or before.level or len(before.lines) > 1:
        return ""
    line, first = before.lines[0], table.rows[0][0].lines[0]
    near = line.page == first.page and 0 <= line.bottom - first.top < _NEAR * line.size
    short = len(line.text) <= _MOST_CAPTION and not line.text.endswith((".", "。"))
    return line.text if near and short else ""


def _spelling(blocks: Sequence[Paragraph | PdfTable]) -> WrittenWords:
    found = [block for block in blocks if isinstance(block, Paragraph)]
    runs = (run for paragraph in found for line in paragraph.lines for run in line.runs)
    words = frozenset(run.text.strip(".,;:!?()\"'").lower() for run in runs)
    sample = " ".join(islice((line.text for block in blocks for line in block.lines), _SAMPLE))
    compounds = frozenset(word for word in words if "-" in word[1:-1])
    return WrittenWords(language(sample), words, compounds)


def _largest(found: Sequence[Paragraph]) -> str:
    first = found[0].lines[0].page if found else 0
    forms = Counter(_form(p) for p in found if p.level)
    headings = [p for p in found if p.level and p.lines[0].page == first and forms[_form(p)] == 1]
    # The first of the largest: titles stand above what they are the title of.
    best = max(headings, key=lambda p: p.lines[0].size, default=None)
    return one_line(best.text)[:MAX_HEADING] if best else ""


def _form(heading: Paragraph) -> str:
    """Returns a heading with all numbers alike: "Rule 1" is one of several, and no title."""
    return _NUMBER.sub("#", one_line(heading.text))
