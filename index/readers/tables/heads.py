"""Which rows of a table name its columns, and what each column is then called.

Names are text above values: numbers, amounts, dates. A year or a date is a name where what stands
below it is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.tables.grid import Row

COLONS = (":", "：")
LOOK_AHEAD = 40
"""How many rows of a table are looked at to tell its heads."""

MAX_NAME = 80
_MOST_HEADS = 5
_NUMBER = re.compile(
    r"(?:[A-Z]{3} ?|[^\W\d_]{1,2}[$€£¥] ?)?[-–−+(<>≤≥~±]*[\d.,:/\s%€$£¥()'–−+×^*eE-]*\d"
    r"[\d.,:/\s%‰€$£¥)'°²³*–−-]*(?:[^\W\d_]{1,3}[²³]?\.?|[A-Za-z]{1,4}/[A-Za-z]{1,4})?\)?"
)
_NOTHING = re.compile(r"[-–—.…*/]+|n/?a|N/?A|x")
_YEAR = re.compile(
    r"(?:FY ?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?(?:[*¹²³]|年度?|년)?|\d{1,2}/(?:19|20)\d\d"
)
_DATE = re.compile(
    r"(?:\d{4}-\d\d?(?:-\d\d?)?|\d{1,2}[./]\d{1,2}[./](?:\d\d)?(?:\d\d)?"
    r"|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?)(?: \d\d?:\d\d(?::\d\d)?)?"
)
_DIGIT, _FORMULA = re.compile(r"\d"), "="
_COUNTED = re.compile(r"(\D*)(\d+)(\D*)")
_LONGEST_CODE = 24


@dataclass(frozen=True, slots=True)
class Name:
    """What a column is called: the texts of its heads from above, and in which row each stands."""

    parts: tuple[tuple[str, int, int], ...] = ()
    """Text, row and column of each."""

    @property
    def text(self) -> str:
        """The name as one text: "2022, Revenue"."""
        texts = [text for text, _, _ in self.parts]
        return "".join(text + joint_after(text) for text in texts[:-1]) + "".join(texts[-1:])


@dataclass(frozen=True, slots=True)
class Heads:
    """The first rows of a table: lines that stand above it, then `count` rows of names.

    `lines` is how many rows come before the first that names columns; `captions` are texts in the
    rows of names that are about the table as a whole.
    """

    lines: int = 0
    count: int = 0
    names: tuple[Name, ...] = ()
    captions: tuple[str, ...] = ()


def joint_after(text: str) -> str:
    """Returns what stands between a part of a name and the next: no second comma."""
    return " " if text.endswith(",") else ", "


def is_number(text: str) -> bool:
    """Tells whether a cell holds a number, a date, an amount."""
    return len(text) <= _LONGEST_CODE and bool(_NUMBER.fullmatch(text.strip()))


def is_value(text: str) -> bool:
    """Tells whether a cell holds a number, or a mark for none."""
    return is_number(text) or bool(_NOTHING.fullmatch(text))


def is_period(text: str) -> bool:
    """Tells whether a cell holds a year or a date."""
    return bool(_YEAR.fullmatch(text) or _DATE.fullmatch(text))


def heads_of(rows: Sequence[Row]) -> Heads:
    """Returns which of the first rows of a table are its heads, and what they call the columns."""
    first = list(rows[:LOOK_AHEAD])
    lines = _lines_above(first)
    body = first[lines:]
    count = _count(body)
    if not count:
        return Heads()
    return _named(body[:count], body[count:], lines)


def begins_anew(rows: Sequence[Row], known: frozenset[str]) -> bool:
    """Tells whether a row inside a table names columns anew, though no blank row parts it.

    It must stand above numbers, and name nothing in the first column, or half of what was `known`
    as a name before.
    """
    row, filled = rows[0], rows[0].filled
    again = sum(row.text(n) in known for n in filled)
    unlabelled = not row.text(0) and len(filled) > 1
    if len(rows) < 2 or not known or not (2 * again >= len(filled) or unlabelled):
        return False
    return any(n > 0 for n in filled) and not _has_values(rows, 0) and _count(rows) > 0


def repeats(row: Row, names: Sequence[Name]) -> bool:
    """Tells whether a row is one of those that name the columns, again."""
    filled = row.filled
    texts = [
        {text for text, _, _ in names[n].parts} if n < len(names) else set[str]() for n in filled
    ]
    return len(filled) > 1 and all(
        row.text(n) in known for n, known in zip(filled, texts, strict=True)
    )


def _lines_above(rows: Sequence[Row]) -> int:
    """Returns how many rows above the heads hold a single text: a title, a unit, a period."""
    width = max((len(row.filled) for row in rows), default=0)
    count = 0
    while count < len(rows) - 1 and width > 1 and _is_line(rows[count]):
        count += 1
    return count if count < len(rows) - 1 else 0


def _is_line(row: Row) -> bool:
    """Tells whether a row is one text in the first column, or over all of them."""
    filled = row.filled
    whole = len(row.across) == len(row.cells) - 1
    return len(filled) == 1 and (filled[0] == 0 or whole) and not row.down


def _count(rows: Sequence[Row]) -> int:
    """Returns how many of the first rows name columns."""
    if len(rows) < 2:
        return 0
    values = next((n for n in range(len(rows)) if _has_values(rows, n)), len(rows))
    named = sum(len({row.text(n) for n in row.filled}) > 1 for row in rows[:values])
    marked = _marked(rows)
    if not marked and (values == 0 or not _are_names(rows[0])):
        return 0
    if values == len(rows) or named > _MOST_HEADS:
        return max(marked, _count_of_texts(rows))
    count = max(marked, _reach(rows))
    while count < values and _goes_on(rows, count):
        count += 1
    count = max(marked, min(count, values))
    if marked or len(rows[0].filled) > 2 or count > 1:
        return count
    return count if _is_pair_of_names(rows, count) else 0


def _is_pair_of_names(rows: Sequence[Row], count: int) -> bool:
    """Tells whether two texts name columns: the second is no fact itself, and above numbers."""
    last = rows[0].filled[-1]
    name = rows[0].text(last)
    below = [row.text(last) for row in rows[count:] if row.text(last)]
    numeric = 2 * sum(is_number(t) or t.startswith(_FORMULA) for t in below) >= len(below) > 0
    corner = not rows[0].text(0) and all(row.text(0) for row in rows[count:])
    if _DIGIT.search(name) and not is_number(name):
        return corner and numeric
    return bool(below) and (corner or numeric)


def _marked(rows: Sequence[Row]) -> int:
    """Returns how many rows the file marks as those of the names; none if it marks all rows."""
    count = 0
    while count < len(rows) and rows[count].marked and not _is_label(rows[count]):
        count += 1
    return count if count < len(rows) and count <= _MOST_HEADS else 0


def _is_label(row: Row) -> bool:
    return row.filled == [0]


def _count_of_texts(rows: Sequence[Row]) -> int:
    """Returns how many rows of a table without numbers at its top name columns."""
    row = rows[0]
    texts = [row.text(n) for n in row.filled]
    below = any(is_number(text) for each in rows[1:] for text in each.cells)
    different = len(set(texts)) == len(texts)
    if (
        not different
        or not (len(texts) > 2 or row.across or below)
        or 2 * len(texts) < len(row.cells) - len(row.across)
    ):
        return 0
    reach = _reach(rows)
    groups = bool(row.across) and reach == 1 and len(rows) > 2
    return reach + 1 if groups and not rows[1].across else reach


def _reach(rows: Sequence[Row]) -> int:
    """Returns how many rows the cells of the first one reach down, at least 1."""
    count = 1
    while count < min(len(rows) - 1, _MOST_HEADS) and rows[count].down:
        spanned = rows[count].down - rows[count].across
        # A cell of the first column that all rows share is a label, not a name.
        if not any(rows[0].text(n) for n in spanned) or len(rows[count].filled) == len(spanned):
            break
        count += 1
    return count


def _goes_on(rows: Sequence[Row], place: int) -> bool:
    """Tells whether a row under one of names is another: it names parts of what is above."""
    above, row = rows[place - 1], rows[place]
    named = [n for n in row.filled if n > 0]
    if not named or not _are_names(row, distinct=False):
        return False
    texts = [above.text(n) for n in above.filled]
    groups = bool(above.across) or len(set(texts)) < len(texts)
    # A year beside a text that is about the table: a label has values.
    below_names = not above.text(0) and any(is_number(row.text(n)) for n in named)
    return groups or not row.text(0) or below_names or any(not above.text(n) for n in named)


def are_pairs(row: Row) -> bool:
    """Tells whether several labels with a colon stand in a row, each before its value."""
    filled = row.filled
    ends = [row.text(column).endswith(COLONS) for column in filled]
    return len(filled) > 2 and ends == [place % 2 == 0 for place in range(len(filled))]


def _are_names(row: Row, *, distinct: bool = True) -> bool:
    if are_pairs(row):
        return False
    texts = [row.text(n) for n in row.filled]
    short = all(len(text) <= MAX_NAME for text in texts) or row.marked
    unlike = len(set(texts)) == len(texts) or not distinct or bool(row.across)
    return bool(texts) and short and (unlike or not row.text(0)) and any(n > 0 for n in row.filled)


def _has_values(rows: Sequence[Row], place: int) -> bool:
    """Tells whether a row has a number that names no column, or stands for nothing."""
    row = rows[place]
    numbers = [n for n in row.filled if is_number(row.text(n))]
    blanks = [n for n in row.filled if n > 0 and _NOTHING.fullmatch(row.text(n))]
    if not numbers:
        return bool(blanks) and len(blanks) >= len(row.filled) - 1
    below = rows[place + 1 : place + 8]
    if _name_by_kind(row, numbers, below):
        return False
    return place > 0 or not _counts(row, numbers, below)


def _name_by_kind(row: Row, numbers: Sequence[int], below: Sequence[Row]) -> bool:
    """Tells whether all numbers of a row are years or dates, and most below them are none."""
    texts = [row.text(n) for n in numbers]
    for kind in (_YEAR, _DATE):
        if all(kind.fullmatch(text) for text in texts):
            under = [each.text(n) for each in below for n in numbers if each.text(n)]
            alike = sum(bool(kind.fullmatch(text)) for text in under)
            return bool(under) and 2 * alike < len(under)
    return False


def _counts(row: Row, numbers: Sequence[int], below: Sequence[Row]) -> bool:
    """Tells whether the numbers of a row count what stands below them, in rows that do not."""
    first = min((n for each in below for n in each.filled), default=0)
    if len(numbers) < 3 or first in numbers or len(numbers) < len(row.filled) - 1:
        return False
    same = any(_is_count(each, numbers, first=None) for each in below)
    return bool(below) and _is_count(row, numbers) and not same


def _is_count(row: Row, columns: Sequence[int], first: int | None = 1) -> bool:
    """Tells whether cells count on by one, up from `first` where nothing stands beside numbers."""
    found = [_COUNTED.fullmatch(row.text(n)) for n in columns]
    counted = [match for match in found if match and len(match[2]) < _LONGEST_CODE]
    if len(counted) < len(found) or len({(match[1], match[3]) for match in counted}) != 1:
        return False
    numbers = [int(match[2]) for match in counted]
    beside = bool(counted[0][1] or counted[0][3])
    return all(b - a == 1 for a, b in pairwise(numbers)) and (
        beside or first is None or numbers[0] <= first
    )


def _named(heads: Sequence[Row], body: Sequence[Row], lines: int) -> Heads:
    width = max(len(row.cells) for row in heads)
    captions: list[str] = []
    columns: list[list[tuple[str, int, int]]] = [[] for _ in range(width)]
    for place, row in enumerate(heads):
        last = place == len(heads) - 1
        for column, (text, source) in _groups(row, heads[-1], last=last).items():
            part = (text, lines + place, source)
            if text not in [known for known, _, _ in columns[column]]:
                columns[column].append(part)
        captions += _about_all(row, heads[place + 1 :], body)
    for column in range(width):
        columns[column] = [part for part in columns[column] if part[0] not in captions]
    names = tuple(Name(tuple(parts)) for parts in columns)
    return Heads(lines, len(heads), names, tuple(dict.fromkeys(captions)))


def _about_all(row: Row, below: Sequence[Row], body: Sequence[Row]) -> list[str]:
    """Returns the texts of a row of names that are about the whole table.

    In the corner above the names; alone in its row; or over a column that is empty.
    """
    if not below:
        return []
    found = []
    corner = row.text(0)
    if corner and not below[0].text(0):
        found.append(corner)
    others = [n for n in row.filled if n > 0]
    if len(others) == 1 and others[0] + 1 not in row.across:
        found.append(row.text(others[0]))
    for n in others:
        empty = not any(each.text(n) for each in (*below, *body))
        if empty and n + 1 not in row.across:
            found.append(row.text(n))
    return found


def _groups(row: Row, names: Row, *, last: bool) -> dict[int, tuple[str, int]]:
    """Returns the text that a row of names has for each column, and where it stands.

    A text with nothing beside it is that of the columns around it, unless cells are spanned.
    """
    source = 0
    found: dict[int, tuple[str, int]] = {}
    for n, text in enumerate(row.cells):
        source = source if n in row.across else n
        if text:
            found[n] = (text, source)
    if last or row.across or row.down:
        return found
    own = {n: each for n, each in found.items() if n > 0}
    runs = _runs(names)
    inside = [[n for n in own if n in run] for run in runs]
    if len(runs) > 1 and all(len(each) == 1 for each in inside):
        for run, (at,) in zip(runs, inside, strict=True):
            found |= dict.fromkeys(run, own[at])
        return found
    for n in range(1, len(names.cells)):
        if n not in found and n - 1 in found and n - 1 > 0 and names.text(n):
            found[n] = found[n - 1]
    return found


def _runs(names: Row) -> list[range]:
    """Returns the columns that belong together: until one has no name, or a name comes again."""
    runs: list[range] = []
    start, seen = -1, set[str]()
    for n in range(1, len(names.cells) + 1):
        text = names.text(n)
        if start >= 0 and (not text or text in seen):
            runs.append(range(start, n))
            start = -1
            seen = set()
        if text and start < 0:
            start = n
        seen.add(text)
    return runs
