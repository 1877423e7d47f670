"""Words that are printed over themselves: to look bold, or with a shadow. They are read once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.readers.pdf.page_lines import PageLine, TextRun
from index.readers.pdf.turned import Corners

_BESIDE = 0.2
"""How far the second print stands from the first at most, in heights of the word.

A letter is at least as wide as that: a word that comes again stands further away.
"""


def without_overprint(lines: Iterable[PageLine]) -> Iterator[PageLine]:
    """Yields the lines of a page without the words that stand there already."""
    printed: dict[str, list[Corners]] = {}
    for line in lines:
        kept = [run for run in line.runs if _is_first(run, printed)]
        if len(kept) == len(line.runs):
            yield line
        elif kept:
            yield replace(line, runs=kept)


def _is_first(run: TextRun, printed: dict[str, list[Corners]]) -> bool:
    """Tells whether a word stands at its place for the first time, and notes it."""
    own = run.corners
    there = printed.setdefault(run.text, [])
    most = _BESIDE * (own[3] - own[1])
    if any(abs(own[0] - c[0]) <= most and abs(own[1] - c[1]) <= most for c in there):
        return False
    there.append(own)
    return True
