"""Blocks: the smallest stretches of a passage that stand by themselves.

A paragraph, a list with the line that introduces it, a question with its answer, a row of a table.
What is longer than a reader takes in at once is cut between sentences or items.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.evidence.list_forms import is_introduction, is_item
from index.text.sentences import Span, sentences
from index.text.sentences import blocks as paragraphs
from index.text.table_rows import rows_within
from index.text.width import columns
from index.types import Passage

WIDEST = 560
"""How many columns a block has at most, save one that is a single sentence."""

# Of how many passages the blocks are kept: those of the last few questions.
_KEPT = 1_024
# A stretch narrower than this that ends without a stop is read as a heading.
_NARROWEST = 60
# More characters than the mark of an item has, and the first one after it.
_LONGEST_MARK = 20
# What is spoken has no paragraphs: a block of it is narrower.
_WIDEST_SPOKEN = 280
_HEADING = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*:?\s*$|[-=~^\"'*+]{3,}\s*$")
_ENDS = ".!;。．！；…|»”\"')）」』"


def blocks_of(passage: Passage) -> list[Span]:
    """Returns the blocks of a passage in reading order, as offsets in its document.

    Of a table, each row is one.
    """
    rows = rows_within(passage.document, passage.start, passage.end)
    if rows is not None:
        return rows
    return [(passage.start + a, passage.start + b) for a, b in _blocks_in(passage.text)]


@lru_cache(maxsize=_KEPT)
def _blocks_in(text: str) -> tuple[Span, ...]:
    stretches = _joined(text, list(paragraphs(text, 0, len(text))))
    return tuple(piece for stretch in stretches for piece in _cut(text, stretch))


def _joined(text: str, stretches: Sequence[Span]) -> Iterator[Span]:
    """Joins what only leads to what follows it, and items with the list that they stand in."""
    start, leads, listed = -1, False, False
    last = -1
    for first, end in stretches:
        item = is_item(text[first:end])
        if start >= 0 and not (leads or (listed and item)):
            yield start, last
            start = -1
        listed = item or (leads and listed)
        if start < 0:
            start = first
        last, leads = end, _leads(text[first:end])
        listed = listed or is_introduction(text[first:end])
    if start >= 0:
        yield start, last


def _leads(stretch: str) -> bool:
    """Tells whether a stretch is a heading, a question or a line that introduces another."""
    line = stretch.rstrip().rsplit("\n", 1)[-1]
    bare = line.rstrip("* _")
    if is_introduction(bare) or bare.endswith(("?", "？")) or _HEADING.match(line):
        return True
    return columns(stretch) <= _NARROWEST and not bare.endswith(tuple(_ENDS)) and not is_item(line)


def _cut(text: str, stretch: Span) -> Iterator[Span]:
    """Cuts a stretch that is too wide into even runs of sentences or lines."""
    width = columns(text[slice(*stretch)])
    if width <= _WIDEST_SPOKEN:
        yield stretch
        return
    parts = list(_with_nested(text, sentences(text, *stretch)))
    widest = _WIDEST_SPOKEN if _is_spoken(text, parts) else WIDEST
    share = width / -(-width // widest)
    if share == width:
        yield stretch
        return
    start, filled = parts[0][0], 0
    for number, (first, end) in enumerate(parts):
        wide = columns(text[first:end])
        if filled and filled + wide / 2 > share:
            yield start, parts[number - 1][1]
            start, filled = first, 0
        filled += wide
    yield start, parts[-1][1]


def _with_nested(text: str, parts: Iterable[Span]) -> Iterator[Span]:
    """Joins an item with those that are indented below it, as long as they fit into a block.

    They are parts of what it says: it often is the beginning of their sentence.
    """
    lines = list(_by_line(text, parts))
    at = 0
    while at < len(lines):
        start, last = lines[at][0][0], at
        for below in range(at + 1, len(lines)):
            fits = columns(text[start : lines[below][-1][1]]) <= WIDEST
            if not (fits and _is_below(text, start, lines[below][0][0])):
                break
            last = below
        yield from [(start, lines[last][-1][1])] if last > at else lines[at]
        at = last + 1


def _by_line(text: str, parts: Iterable[Span]) -> Iterator[list[Span]]:
    line: list[Span] = []
    for start, end in parts:
        if line and "\n" in text[line[-1][1] : start]:
            yield line
            line = []
        line.append((start, end))
    if line:
        yield line


def _is_below(text: str, item: int, other: int) -> bool:
    """Tells whether the second of two items begins further from the margin than the first.

    How far that is where a passage begins is not known.
    """
    both = all(is_item(text[start : start + _LONGEST_MARK]) for start in (item, other))
    return both and item > 0 and _indent(text, item) < _indent(text, other)


def _indent(text: str, start: int) -> int:
    """Returns how many columns stand before an offset on its line; 0 where something is said."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return 0 if before.strip() else len(before.expandtabs(4))


def _is_spoken(text: str, parts: Sequence[Span]) -> bool:
    """Tells whether parts follow each other on a line without a stop between them."""
    gaps = pairwise(parts)
    return any(
        text[end - 1].isalnum() and "\n" not in text[end:start] for (_, end), (start, _) in gaps
    )
