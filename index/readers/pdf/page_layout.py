"""From the lines of pages to paragraphs and headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.readers.pdf.page_lines import PageLine, is_wide
from index.readers.pdf.page_order import Item
from index.readers.pdf.table_cells import PdfTable

_ENDS = re.compile(r"[.!?:。！？：][\"'”’»)）」』\]]*$")
_ITEM = re.compile(
    r"(?:[-*•·‣▪–—○●■□◆◇・※]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s|[（(]\d{1,2}[)）]|[①-⑳]"
)
_LEADER = re.compile(r"(?:[.·…] ?){5,}\s*\w*$")
_HYPHENATED = re.compile(r"[^\W\d_][-‐]$")
_NEIGHBOURS = 6
_MAX_HEADING, _MAX_HEADING_LINES = 200, 3
_LARGER = 1.15
_LEVELS = 4
_PLAIN_LENGTH = 60


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `level` is that of a heading, from 1; 0 for other text."""

    lines: list[PageLine]
    level: int = 0

    @property
    def text(self) -> str:
        """The paragraph, roughly: enough to compare it with a name."""
        return " ".join(line.text for line in self.lines)


def paragraphs(items: Sequence[Item]) -> list[Paragraph | PdfTable]:
    """Groups the lines of all pages; a paragraph may go on over columns and pages, but no table."""
    lines = [item for item in items if isinstance(item, PageLine)]
    pitch = _pitch(lines)
    found: list[Paragraph | PdfTable] = []
    i = 0
    for item in items:
        if isinstance(item, PdfTable):
            found.append(item)
            continue
        around = lines[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS]
        last = found[-1] if found else None
        if isinstance(last, Paragraph) and _goes_on(
            last, item, _right_edge(lines[i - 1], around), pitch
        ):
            take_hyphen(last.lines[-1], item)
            last.lines.append(item)
        else:
            found.append(Paragraph([item]))
        i += 1
    return found


def mark_headings(blocks: Sequence[Paragraph | PdfTable]) -> None:
    """Makes headings of what is set larger than the text, or alone in bold; not of tables."""
    letters: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for line in (line for block in blocks for line in block.lines):
        letters[line.size] += len(line.text)
        bold[line.bold] += len(line.text)
    found = [block for block in blocks if isinstance(block, Paragraph)]
    body = letters.most_common(1)[0][0] if letters else 0.0
    sizes = sorted({_size(p) for p in found if _stands_out(p, body)}, reverse=True)
    levels = {size: min(n, _LEVELS) for n, size in enumerate(sizes, 1)}
    for paragraph in found:
        if _stands_out(paragraph, body):
            paragraph.level = levels[_size(paragraph)]
        elif bold[False] > bold[True] and _is_bold_line(paragraph, body):
            paragraph.level = min(len(sizes), _LEVELS) + 1


def _goes_on(paragraph: Paragraph, line: PageLine, right: float, pitch: dict[float, float]) -> bool:
    before = paragraph.lines[-1]
    if before.entry or line.entry:
        return before.entry == line.entry
    if _differs(before, line):
        return False
    if before.broken:
        return True
    if before.is_upright:
        return _runs_on(before, line)
    if line.page != before.page or line.bottom > before.top - 0.2 * line.size:
        return _is_beside(before, line) or _runs_on(before, line)
    if before.bottom - line.bottom > 1.3 * pitch.get(line.size, 1.4 * line.size) + 0.5:
        return False
    if _ENDS.search(before.text):
        return not _begins_anew(paragraph, line, right)
    return before.right > right - 0.4 * (right - before.left) or not _begins_large(line)


def _differs(before: PageLine, line: PageLine) -> bool:
    """Tells whether two lines look unlike, or the second is an item of a list."""
    other = abs(before.size - line.size) > 0.12 * before.size or before.bold != line.bold
    return other or bool(_ITEM.match(line.text)) or bool(_LEADER.search(before.text))


def take_hyphen(before: PageLine, line: PageLine) -> None:
    """Takes the hyphen of a word that goes on in the next line off the end of its line."""
    last = before.runs[-1]
    if _HYPHENATED.search(last.text) and line.text[0].islower():
        before.runs[-1] = replace(last, text=last.text[:-1])
        before.broken = True


def _is_beside(before: PageLine, line: PageLine) -> bool:
    """Tells whether a line stands at the same height, further to the right."""
    over = min(before.top, line.top) - max(before.bottom, line.bottom)
    return line.page == before.page and over > 0.5 * line.size and line.left > before.right - 1


def _runs_on(before: PageLine, line: PageLine) -> bool:
    """Tells whether a sentence goes on in the next column or on the next page."""
    if _ENDS.search(before.text):
        return False
    first = line.text[0]
    return first.islower() or (is_wide(before.text[-1]) and is_wide(first))


def _begins_anew(paragraph: Paragraph, line: PageLine, right: float) -> bool:
    """Tells whether a line after a full stop is indented, hangs out, or follows a short line."""
    before = paragraph.lines[-1]
    if before.right < right - max(3 * before.size, 0.1 * (right - before.left)):
        return True
    if line.left > before.left + 0.8 * line.size:
        return True
    return len(paragraph.lines) > 1 and line.left < before.left - 0.8 * line.size


def _begins_large(line: PageLine) -> bool:
    first = line.text.lstrip("\"'“‘(「『（")[:1]
    return not first.islower()


def _right_edge(line: PageLine, around: Sequence[PageLine]) -> float:
    """Returns how far the lines of the same column reach."""
    same = (
        x.right for x in around if x.page == line.page and abs(x.left - line.left) < 5 * line.size
    )
    return max(same, default=line.right)


def _pitch(lines: Sequence[PageLine]) -> dict[float, float]:
    """Returns the usual distance from line to line, for each size of letters."""
    distances: dict[float, list[float]] = {}
    for before, line in pairwise(lines):
        step = before.bottom - line.bottom
        like = before.page == line.page and before.size == line.size
        if like and _is_long(before) and 0 < step < 2.5 * line.size:
            distances.setdefault(line.size, []).append(step)
    return {size: _usual(steps) for size, steps in distances.items()}


def _is_long(line: PageLine) -> bool:
    """Tells whether a line is long enough to be one of a paragraph, not of a table or a figure."""
    return line.right - line.left > 10 * line.size


def _usual(steps: list[float]) -> float:
    if len(steps) < 5:
        return min(steps)
    # Most lines are inside paragraphs; where they are not, the smaller distances are. The smallest
    # of all may be that of two lines which are set too close.
    small = sorted(steps)[max(1, len(steps) // 10)]
    return min(median(steps), 1.5 * small)


def _size(paragraph: Paragraph) -> float:
    return paragraph.lines[0].size


def _is_short(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        len(paragraph.lines) <= _MAX_HEADING_LINES
        and len(text) <= _MAX_HEADING
        and any(c.isalpha() for c in text)
    )


def _stands_out(paragraph: Paragraph, body: float) -> bool:
    if _size(paragraph) < _LARGER * body or not _is_short(paragraph):
        return False
    return not (paragraph.text.endswith((".", "。")) and len(paragraph.text) > _PLAIN_LENGTH)


def _is_bold_line(paragraph: Paragraph, body: float) -> bool:
    if not all(line.bold for line in paragraph.lines) or _size(paragraph) < 0.95 * body:
        return False
    text = paragraph.text
    return _is_short(paragraph) and len(text) <= 2 * _PLAIN_LENGTH and not _ENDS.search(text)
