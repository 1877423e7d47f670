"""What the cells of a column measure: numbers, amounts, times and dates that can be compared.

A number is read as its language writes it, with its sign, its scale ("1.2 million") and its unit.
What holds two numbers, such as a range, measures nothing here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from unicodedata import normalize

from index.text.numerals import reading, reads_with_point

NUMBER, DATE = "number", "date"
"""What a value is. A date counts days; a year alone is a number."""

_CURRENCY = r"[€$£¥₹₩]|[A-Z]{3}(?=[ \d])|[A-Z]{1,2}\$"
_DIGITS = r"\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*"
_SCALES = {
    **dict.fromkeys(("k", "thousand", "千"), 3),
    **dict.fromkeys(("m", "mn", "million", "millions"), 6),
    **dict.fromkeys(("bn", "b", "billion", "billions"), 9),
    "万": 4,
    "億": 8,
    "兆": 12,
}
_LONG_SCALES = "thousand|millions?|mn|billions?|bn|千|万|億|兆"
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-–−+])? ?(?P<money>{_CURRENCY})? ?(?P<minus>[-–−])?"
    rf"(?P<digits>{_DIGITS})(?P<power>[Ee][+-]?\d{{1,3}})?"
    rf"(?: ?(?P<scale>{_LONG_SCALES})(?![^\W\d_a-z])|(?P<short>[kKMB])(?![^\W\d_]))?"
    r" ?(?P<unit>[^\d()\s;:][^\d();:]{0,23})?(?P<close>\))?"
)
_CLOCK = re.compile(
    r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<number>\d\d?)(?:[-/.](?P<day>\d\d?))?(?:[T ]\d\d?:\d\d\S*)?",
        r"(?P<year>\d{4})年(?:(?P<number>\d\d?)月)?(?:(?P<day>\d\d?)日)?",
        r"(?P<day>\d\d?)\.(?P<number>\d\d?)\.(?P<year>\d{4})",
        rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th)?[ -])?{_MONTH},?[ -](?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    )
)
_SLASHED = re.compile(r"(?P<one>\d\d?)[/-](?P<other>\d\d?)[/-](?P<year>\d{4})")
_MARKS = re.compile(r"[*†‡]+$|\[\w{1,3}\]$")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit, or the days from the first to the last of a date, as ordinals."""

    low: Decimal
    high: Decimal
    unit: str = ""
    kind: str = NUMBER

    @property
    def is_year(self) -> bool:
        """Whether it is a number that can be a year."""
        return self.kind == NUMBER and not self.unit and bool(_YEAR.fullmatch(str(self.low)))


def values_of(texts: Sequence[str], language: str) -> list[Value | None]:
    """Returns what each cell of a column measures, None where it does not, or not like the others.

    What can be read in two ways, as 1.250 and 3/4/2024 can, is read as all of the column can;
    dates of which every one can be read in both measure nothing.
    """
    cleaned = [_MARKS.sub("", normalize("NFKC", text).strip()).strip() for text in texts]
    filled = [text for text in cleaned if text]
    best = _best(filled, language)
    if best is _by_day_first and all(map(_by_month_first, filled)):
        return [None] * len(texts)
    found = [best(text) if text else None for text in cleaned]
    units = {value.unit for value in found if value and value.unit}
    return found if len(units) < 2 else [None] * len(found)


def _best(texts: Sequence[str], language: str) -> Callable[[str], Value | None]:
    """Returns the way to read that reads most of some texts."""
    ways: tuple[Callable[[str], Value | None], ...] = (
        *(partial(_number, point=point) for point in _points(language)),
        *(_date, _by_day_first, _by_month_first, _clock),
    )
    with_digits = [text for text in texts if any(map(str.isdecimal, text))]
    best, most = ways[0], -1
    for way in ways:
        read = sum(way(text) is not None for text in with_digits)
        if read > most:
            best, most = way, read
        if most == len(with_digits):
            break
    return best


def value_of(text: str, language: str) -> Value | None:
    """Returns what one text measures, None if it does not."""
    return values_of([text], language)[0]


def years_between(first: int, last: int) -> Value:
    """Returns the days of some years as a value."""
    low, high = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    return Value(Decimal(low), Decimal(high), kind=DATE)


def _points(language: str) -> tuple[bool, bool]:
    point = reads_with_point(language)
    return point, not point


def _number(text: str, *, point: bool) -> Value | None:
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    read = reading(match["digits"], point=point)
    if read is None or read.count(".") > 1:
        return None
    amount = Decimal(read + (match["power"] or ""))
    scale = (match["scale"] or match["short"] or "").lower()
    amount = amount.scaleb(_SCALES.get(scale, 0))
    negative = match["open"] or match["sign"] in ("-", "–", "−") or match["minus"]
    amount = -amount if negative else amount
    unit = (match["money"] or match["unit"] or "").strip().casefold()
    if match["money"] and match["unit"] in ("m", "b"):
        amount = amount.scaleb(_SCALES[match["unit"]])
    return Value(amount, amount, unit)


def _clock(text: str) -> Value | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours = int(match["hours"])
    if match["half"]:
        hours = hours % 12 + (12 if match["half"] in "pP" else 0)
    minutes = Decimal(60 * hours + int(match["minutes"]))
    return Value(minutes, minutes, ":")


def _date(text: str) -> Value | None:
    match = next((m for pattern in _DATES if (m := pattern.fullmatch(text))), None)
    if match is None:
        return None
    named = match.groupdict()
    name = named.get("month")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else named.get("number")
    return _days(int(match["year"]), month, named.get("day"))


def _by_day_first(text: str) -> Value | None:
    match = _SLASHED.fullmatch(text)
    return _days(int(match["year"]), match["other"], match["one"]) if match else None


def _by_month_first(text: str) -> Value | None:
    match = _SLASHED.fullmatch(text)
    return _days(int(match["year"]), match["one"], match["other"]) if match else None


def _days(year: int, month: str | int | None, day: str | int | None) -> Value | None:
    """Returns the days that a date names, all of a year or a month where it says no more."""
    first = int(month or 1), int(day or 1)
    last = int(month or 12), int(day or 31)
    try:
        low = date(year, *first).toordinal()
    except ValueError:
        return None
    high = next(
        ordinal
        for back in range(4)
        if (ordinal := _ordinal(year, last[0], last[1] - back)) is not None
    )
    return Value(Decimal(low), Decimal(high), kind=DATE)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
