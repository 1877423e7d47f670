"""Cutting a document into passages at section, paragraph and sentence borders.

Lengths are the caller's own, mostly in tokens of the embedder. Borders follow the text, not a
window: passages neither overlap nor cut a sentence, save one that is by itself too long.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.text.sentences import Span, blocks, rows, sentences
from index.types import Section

_IN_NUMBERS = (".", ",", "’", "'", ":")

CountTokens = Callable[[Sequence[str]], Sequence[int]]

# Changing any of these changes every passage, so the home folder records them.
TARGET_TOKENS = 210
MAX_CHARACTERS = 1_200
CHUNKING = f"sections-{TARGET_TOKENS}-{MAX_CHARACTERS}-4"


@dataclass(frozen=True, slots=True)
class Chunk:
    """The place of a passage: `text[start:end]`, under a heading path."""

    start: int
    end: int
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    tokens: int
    block: int
    """Which paragraph of the section the unit belongs to."""


def chunks(
    text: str, sections: Sequence[Section], budgets: Sequence[int], count: CountTokens
) -> Iterator[Chunk]:
    """Yields the passages of `text` in reading order.

    `budgets` holds the most tokens of a passage for each section; `count` gives the number of
    tokens of each of several texts, special tokens left out.
    """
    for section, budget in zip(sections, budgets, strict=True):
        for start, end in _packed(_units(text, section, budget, count), budget):
            yield Chunk(start, end, section.path)


def _units(text: str, section: Section, budget: int, count: CountTokens) -> list[_Unit]:
    """Cuts a section into sentences, and sentences that no passage could hold into pieces."""
    spans = [
        (piece, number)
        for number, block in enumerate(blocks(text, section.start, section.end))
        for sentence in _parts(text, block, section)
        for piece in _pieces(text, sentence)
    ]
    counts = count([text[start:end] for (start, end), _ in spans])
    return [
        unit
        for ((start, end), block), tokens in zip(spans, counts, strict=True)
        for unit in _within_budget(text, _Unit(start, end, tokens, block), budget, count)
    ]


def _parts(text: str, block: Span, section: Section) -> Iterator[Span]:
    """Yields the sentences of a paragraph, or the rows of a table, which are never cut apart."""
    return sentences(text, *block) if section.columns is None else rows(text, *block)


def _within_budget(text: str, unit: _Unit, budget: int, count: CountTokens) -> list[_Unit]:
    if unit.tokens <= budget or unit.end - unit.start < 2:
        return [unit]
    parts = -(-unit.tokens // budget) + 1
    spans = list(_pieces(text, (unit.start, unit.end), (unit.end - unit.start) // parts + 1))
    counts = count([text[start:end] for start, end in spans])
    return [
        piece
        for (start, end), tokens in zip(spans, counts, strict=True)
        for piece in _within_budget(text, _Unit(start, end, tokens, unit.block), budget, count)
    ]


def _pieces(text: str, span: Span, longest: int = MAX_CHARACTERS) -> Iterator[Span]:
    """Cuts a span into stretches of at most `longest` characters, after a clause or a word."""
    start, end = span
    while end - start > longest:
        cut = _cut(text, start, start + longest)
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut(text: str, start: int, latest: int) -> int:
    earliest = (start + latest) // 2
    for marks in ("\n", ";；", ",，、", " "):
        found = max(_last(text, mark, earliest, latest) for mark in marks)
        if found > earliest:
            return found if text[found].isspace() else found + 1
    return next((n for n in range(latest, earliest, -1) if not _is_inside_number(text, n)), latest)


def _last(text: str, mark: str, earliest: int, latest: int) -> int:
    """Returns the last place of a mark that does not group the digits of a number."""
    found = text.rfind(mark, earliest, latest)
    while found > earliest and mark == "," and _is_inside_number(text, found + 1):
        found = text.rfind(mark, earliest, found)
    return found


def _is_inside_number(text: str, place: int) -> bool:
    """Tells whether a cut before a place would part the digits of a number."""
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    if before[-1:] in _IN_NUMBERS:
        return before[:-1].isdecimal() and after[:1].isdecimal()
    if after[:1] in _IN_NUMBERS:
        return before[-1:].isdecimal() and after[1:].isdecimal()
    return before[-1:].isdecimal() and after[:1].isdecimal()


def _packed(units: Sequence[_Unit], budget: int) -> Iterator[Span]:
    """Joins paragraphs while they fit together, and spreads a long one over even passages."""
    open_span: Span | None = None
    filled = 0
    for _, group in groupby(units, key=lambda unit: unit.block):
        paragraph = list(group)
        tokens = sum(unit.tokens for unit in paragraph)
        end = paragraph[-1].end
        if open_span and filled + tokens <= budget and end - open_span[0] <= MAX_CHARACTERS:
            open_span, filled = (open_span[0], end), filled + tokens
            continue
        if open_span:
            yield open_span
        *whole, last = _spread(paragraph, tokens, budget)
        yield from ((group[0].start, group[-1].end) for group in whole)
        open_span, filled = (last[0].start, last[-1].end), sum(unit.tokens for unit in last)
    if open_span:
        yield open_span


def _spread(units: list[_Unit], tokens: int, budget: int) -> list[list[_Unit]]:
    """Splits a paragraph into runs of sentences of about equal length that fit."""
    characters = units[-1].end - units[0].start
    parts = max(-(-tokens // budget), -(-characters // MAX_CHARACTERS))
    share = tokens / parts
    runs: list[list[_Unit]] = [[]]
    filled = 0
    for unit in units:
        over = filled + unit.tokens > budget or (
            runs[-1] and unit.end - runs[-1][0].start > MAX_CHARACTERS
        )
        if runs[-1] and (over or filled + unit.tokens / 2 > share):
            runs.append([])
            filled = 0
        runs[-1].append(unit)
        filled += unit.tokens
    return runs
