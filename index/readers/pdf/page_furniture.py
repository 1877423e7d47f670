"""Running heads, feet and page numbers: lines in the margin that come again from page to page.

The heads of a table may come again as well, and headings that count: both are kept. What has a
number of its own, that of a contract, an account, an edition, is read once: it may stand nowhere
else.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.pdf.page_lines import PageLine, PageLines
from index.readers.pdf.page_rows import PageRow, rows_of

_MARGIN = 0.13  # Share of the page's height, above and below.
_OUTERMOST = 3
_NEAR, _TIMES = 4, 3
_LEVEL = 3.0  # Points between lines that stand at the same height.
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_BARE = re.compile(r"[\W_]*(?:[^\W\d_]-)?\d{1,5}[\W_]*")
_ATTACHED, _APART = 1.2, 2.0  # Sizes of letters between a row and the next.
_ANYWHERE = -9
_RULE = re.compile(r"([-–—−_=*])(?: ?\1){4,}")  # A line drawn with letters.

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Key = tuple[str, int]


def without_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """Returns the pages without what comes again on three near pages and belongs to none of them.

    A rule that is made of letters says nothing either. What tells the document by a number stays
    where it stands first, in front of its page.

    Lines in the margin do so by their height, numbers that count the pages wherever they stand
    alone in the first or last row.
    """
    keys = [_keys_of(page) for page in pages]
    counts = [Counter({key for found in page.values() for key in found}) for page in keys]
    kept, told = [], set[str]()
    for n, page in enumerate(pages):
        window: Counter[Key] = sum(counts[max(0, n - _NEAR) : n + _NEAR + 1], Counter())
        ahead, lines = list[PageLine](), list[PageLine]()
        for line in (x for x in page.lines if not _RULE.fullmatch(x.text)):
            if not _repeats(keys[n].get(id(line), []), window):
                lines.append(line)
            elif line.text not in told and _tells(line, window):
                told.add(line.text)
                ahead.append(line)
        kept.append(replace(page, lines=[*ahead, *lines]))
    return kept


def _tells(line: PageLine, window: "Counter[Key]") -> bool:
    """Tells whether a line says the same on each page, with a number that is more than a year."""
    words = " ".join(line.text.split())
    named = _NUMBER.search(_YEAR.sub("", words)) and any(map(str.isalpha, words))
    return bool(named) and _repeats([(words, round(line.bottom / _LEVEL))], window)


def _keys_of(page: PageLines) -> dict[int, list[Key]]:
    """Returns what each line that may be furniture is recognised by."""
    rows = rows_of(page.lines)
    upper = [row for row in rows[:_OUTERMOST] if row.bottom > (1 - _MARGIN) * page.height]
    lower = [row for row in rows[-_OUTERMOST:] if row.top < _MARGIN * page.height]
    heads = _heads(rows, len(upper))
    found: dict[int, list[Key]] = {}
    for n, row in enumerate(upper):
        counts = not _is_heading(rows, n, page)
        for line in () if n in heads else _lines(row, page):
            found[id(line)] = list(_keys(line, page, counts=counts))
    for row in lower:
        for line in _lines(row, page):
            found[id(line)] = list(_keys(line, page))
    for row in (rows[0], rows[-1]) if rows else ():
        for line in _lines(row, page) if _BARE.fullmatch(row.text) else ():
            number = [(text, _ANYWHERE) for text, _ in _keys(line, page) if "#" in text]
            found[id(line)] = [*number, *_keys(line, page)]
    return found


def _lines(row: PageRow, page: PageLines) -> Iterator[PageLine]:
    """Yields the lines of a page that have their first word in a row."""
    first = {piece.runs[0].packed for piece in row.pieces}
    return (line for line in page.lines if line.runs[0].packed in first)


def _heads(rows: Sequence[PageRow], count: int) -> set[int]:
    """Returns which of the first rows are heads of a table: they stand right above columns."""
    heads: set[int] = set()
    for n, (row, below) in reversed(list(enumerate(pairwise(rows[: count + 1])))):
        close = row.bottom - below.top < _ATTACHED * max(row.size, below.size)
        if close and (n + 1 in heads or _is_above_columns(row, below)):
            heads.add(n)
    return heads


def _is_above_columns(row: PageRow, below: PageRow) -> bool:
    """Tells whether two pieces of a row or more stand above pieces of the next."""
    above = sum(
        any(a.left < b.right and b.left < a.right for b in below.pieces) for a in row.pieces
    )
    return above > 1 and len(below.pieces) > 1


def _is_heading(rows: Sequence[PageRow], place: int, page: PageLines) -> bool:
    """Tells whether a row that may count the pages is a heading, such as "Step 3".

    It stands alone at its height, and is set larger or darker than most of the page, or belongs to
    what is below it.
    """
    row = rows[place]
    if len(row.pieces) > 1 or _BARE.fullmatch(row.text) or place + 1 == len(rows):
        return False
    size, bold = _body(page)
    larger = row.size > size or (row.pieces[0].bold and not bold)
    return larger or row.bottom - rows[place + 1].top < _APART * row.size


def _body(page: PageLines) -> tuple[float, bool]:
    """Returns how large and whether in bold most of a page is set."""
    letters: Counter[tuple[float, bool]] = Counter()
    for line in page.lines:
        letters[line.size, line.bold] += sum(len(run.text) for run in line.runs)
    return letters.most_common(1)[0][0]


def _keys(line: PageLine, page: PageLines, *, counts: bool = True) -> Iterator[Key]:
    """Yields what a line may be recognised by: its words, with a number that counts the pages."""
    level = round(line.bottom / _LEVEL)
    text = " ".join(line.text.split())
    if _ROMAN.fullmatch(text):
        yield "roman", level
    yield text, level
    numbers = list(_NUMBER.finditer(text)) if counts else []
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
