"""Running heads, feet and page numbers: lines in the margin that come again from page to page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.readers.pdf.page_lines import Line, PageLines

_MARGIN = 0.13  # Share of the page's height, above and below.
_OUTERMOST = 3
_NEAR, _TIMES = 4, 3
_LEVEL = 3.0  # Points between lines that stand at the same height.
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)

Key = tuple[str, int]


def without_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """Returns the pages without the lines that stand at the same height of three near pages."""
    keys = [{id(line): list(_keys(line, page)) for line in _outer(page)} for page in pages]
    counts = [Counter({key for found in page.values() for key in found}) for page in keys]
    kept = []
    for n, page in enumerate(pages):
        window: Counter[Key] = sum(counts[max(0, n - _NEAR) : n + _NEAR + 1], Counter())
        lines = [x for x in page.lines if not _repeats(keys[n].get(id(x), []), window)]
        kept.append(PageLines(page.number, page.height, lines))
    return kept


def _outer(page: PageLines) -> Iterator[Line]:
    by_height = sorted(page.lines, key=lambda line: -line.top)
    yield from (x for x in by_height[:_OUTERMOST] if x.bottom > (1 - _MARGIN) * page.height)
    yield from (x for x in by_height[-_OUTERMOST:] if x.top < _MARGIN * page.height)


def _keys(line: Line, page: PageLines) -> Iterator[Key]:
    """Yields what a line may be recognised by: its words, with a number that counts the pages."""
    level = round(line.bottom / _LEVEL)
    text = " ".join(line.text.split())
    if _ROMAN.fullmatch(text):
        yield "roman", level
    yield text, level
    numbers = list(_NUMBER.finditer(text))
    for number in {numbers[0], numbers[-1]} if numbers else ():
        if len(number.group()) < 6:
            ahead = int(number.group()) - page.number
            yield f"{text[: number.start()]}#{ahead}#{text[number.end() :]}", level


def _repeats(keys: list[Key], window: "Counter[Key]") -> bool:
    # A height at the border between two levels may be rounded either way.
    return any(
        window[text, level] + max(window[text, level - 1], window[text, level + 1]) >= _TIMES
        for text, level in keys
    )
