"""Times that a text names: days, months, quarters, years, and the end of one.

"March 31, 2015", "Q1 2015", "end of 2014", "im ersten Quartal 2015", 平成27年. Each is a stretch of
days, so that what two texts call differently can be compared.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import normalize

_MONTHS = (
    "january jan januar janvier janv enero ene",
    "february feb februar février févr febrero",
    "march mar märz mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août agosto ago",
    "september sept sep septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre déc diciembre dic",
)
_NUMBER_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_ORDINALS = {
    **dict.fromkeys("first 1st ersten erstes erste 1. premier 1er primer 1".split(), 1),
    **dict.fromkeys("second 2nd zweiten zweites zweite 2. deuxième 2e segundo 2".split(), 2),
    **dict.fromkeys("third 3rd dritten drittes dritte 3. troisième 3e tercer 3".split(), 3),
    **dict.fromkeys("fourth 4th vierten viertes vierte 4. quatrième 4e cuarto 4".split(), 4),
}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(rf"({'|'.join(_ERAS)})(元|\d{{1,2}})年")
_Y = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_M = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\b\.?"
_D = r"(?<!\d)(?P<day>[0-3]?\d)"
_END = (
    r"\b(?:(?:the )?(?:end|close) of(?: the year)?|year[- ]end|ende(?: des jahres)?|fin|finales de)"
)
_ENDING = re.compile(
    r"(?:(?P<months>three|six|nine|twelve|3|6|9|12) months?|(?P<quarter>quarter)|(?P<half>half)"
    r"|(?P<whole>year)) (?:ended|ending)(?: on| in)?[\s,:]*$"
)
_LENGTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


@dataclass(frozen=True, slots=True)
class Time:
    """The days from `first` to `last`, both within it."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def nearness(self, other: "Time") -> int:
        """Tells how near another comes: 3 the same, 2 the day that ends it, 1 within it, else 0."""
        if self == other:
            return 3
        if self.last == other.last and (self.is_day or other.is_day):
            return 2
        inner, outer = sorted((self, other), key=lambda time: time.last - time.first)
        return int(outer.first <= inner.first and inner.last <= outer.last)


def nearest(asked: Sequence[Time], named: Sequence[Sequence[Time]]) -> list[int]:
    """Returns which of some names, each with its times, come nearest to what is asked for.

    Of several times that are asked for, each has its own; none if no name has any of them.
    """
    found = set[int]()
    for time in asked:
        ranks = [max((time.nearness(own) for own in times), default=0) for times in named]
        best = max(ranks, default=0)
        found.update(n for n, rank in enumerate(ranks) if rank == best > 0)
    return sorted(found)


def names_years(name: str, years: Sequence[str]) -> bool:
    """Tells whether a name has all of some years, of several also by their last two digits.

    >>> names_years("deaths_00_14", ["2000", "2014"]), names_years("room 14", ["2014"])
    (True, False)
    """
    numbers = re.findall(r"\d+", name)
    return all(year in numbers or (len(years) > 1 and year[2:] in numbers) for year in years)


def is_month(word: str) -> bool:
    """Tells whether a word is the name of a month: a number beside it is that of a day."""
    return word.casefold().rstrip(".") in _NUMBER_OF


def times_in(text: str) -> tuple[Time, ...]:
    """Returns the times that a text names; of a date that can be read in two ways, both.

    >>> [str(time.last) for time in times_in("end of 2014 and Q1 2015")]
    ['2014-12-31', '2015-03-31']
    """
    return _read(text)[0]


def without_times(text: str) -> str:
    """Returns a text, folded, without the times that it names.

    >>> without_times("Debt at the end of 2014?").split()
    ['debt', 'at', '?']
    """
    return _read(text)[1]


@lru_cache(maxsize=2_048)
def _read(text: str) -> tuple[tuple[Time, ...], str]:
    left = _ERA.sub(_western, normalize("NFKC", text).casefold().replace("_", " "))
    if not any(map(str.isdecimal, left)):
        return (), left
    found: list[tuple[int, Time]] = []
    for pattern, read in _FORMS:
        for match in list(pattern.finditer(left)):
            times = list(read(match))
            if times:
                found += [(match.start(), _ended(left[: match.start()], t)) for t in times]
                left = left[: match.start()] + "\0" * len(match[0]) + left[match.end() :]
    ordered = sorted(found, key=lambda each: each[0])
    return tuple(dict.fromkeys(time for _, time in ordered)), left.replace("\0", " ")


def _western(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _ended(before: str, time: Time) -> Time:
    """Returns the time that ends with another: "three months ended March 31, 2015"."""
    match = _ENDING.search(before)
    if match is None or (not time.is_day and time.first.day != 1):
        return time
    months = 12 if match["whole"] else 6 if match["half"] else 3
    if match["months"]:
        months = _LENGTHS.get(match["months"]) or int(match["months"])
    began = time.last.year * 12 + time.last.month - months
    return Time(date(began // 12, began % 12 + 1, 1), time.last)


def _days(year: int, first: int, last: int) -> Time:
    """Returns the days from the first of a month to the end of another."""
    return Time(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _day(match: re.Match[str]) -> Iterator[Time]:
    month = match["month"]
    number = int(month) if month.isdecimal() else _NUMBER_OF[month.rstrip(".")]
    yield from _one(int(match["year"]), number, int(match["day"]))


def _slashed(match: re.Match[str]) -> Iterator[Time]:
    year, one, other = int(match["year"]), int(match["a"]), int(match["b"])
    yield from _one(year, other, one)
    if one != other:
        yield from _one(year, one, other)


def _one(year: int, month: int, day: int) -> Iterator[Time]:
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        yield Time(date(year, month, day), date(year, month, day))


def _month(match: re.Match[str]) -> Iterator[Time]:
    month = match["month"]
    number = int(month) if month.isdecimal() else _NUMBER_OF[month.rstrip(".")]
    if 1 <= number <= 12:
        yield _days(int(match["year"]), number, number)


def _quarter(match: re.Match[str]) -> Iterator[Time]:
    number, year = _ORDINALS[match["n"]], match["year"]
    yield _days(int(year) if len(year) == 4 else 2000 + int(year), 3 * number - 2, 3 * number)


def _half(match: re.Match[str]) -> Iterator[Time]:
    number = _ORDINALS[match["n"]]
    if number < 3:
        yield _days(int(match["year"]), 6 * number - 5, 6 * number)


def _last(make: Callable[[re.Match[str]], Iterator[Time]]) -> Callable[..., Iterator[Time]]:
    """Returns what reads the last day of a time."""

    def last(match: re.Match[str]) -> Iterator[Time]:
        for time in make(match):
            yield Time(time.last, time.last)

    return last


def _year(match: re.Match[str]) -> Iterator[Time]:
    year = match["year"]
    yield _days(int(year) if len(year) == 4 else 2000 + int(year), 1, 12)


def _years(match: re.Match[str]) -> Iterator[Time]:
    first, until = int(match["year"]), match["until"]
    last = int(until) if len(until) == 4 else first // 100 * 100 + int(until)
    if first < last:
        yield Time(date(first, 1, 1), date(last, 12, 31))


_NTH = rf"(?P<n>{'|'.join(re.escape(each) for each in sorted(_ORDINALS, key=len, reverse=True))})"
_OF = r"(?: of| de| du| des jahres| im jahr| in)?(?: the)?(?: fiscal)?(?: year)? ?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Time]]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_Y}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _day),
        (rf"{_Y}年(?P<month>\d\d?)月(?P<day>\d\d?)日", _day),
        (rf"(?<!\d)(?P<day>\d\d?)\.(?P<month>\d\d?)\.{_Y}", _day),
        (rf"(?<!\d)(?P<a>\d\d?)/(?P<b>\d\d?)/{_Y}", _slashed),
        (rf"\b{_M} {_D}(?:st|nd|rd|th)?,? {_Y}", _day),
        (rf"{_D}(?:st|nd|rd|th|er|\.)?(?: of| de)? {_M},?(?: de| of)? {_Y}", _day),
        (rf"{_END} {_M},? {_Y}", _last(_month)),
        (rf"{_Y}年(?P<month>\d\d?)月末", _last(_month)),
        (rf"{_Y}年(?P<month>\d\d?)月", _month),
        (rf"\bq(?P<n>[1-4])[ /-]?'?{_Y}", _quarter),
        (rf"{_Y}[ -]?q(?P<n>[1-4])\b", _quarter),
        (r"(?<!\d)(?P<n>[1-4])q[ /-]?'?(?P<year>(?:20)?\d\d)(?!\d)", _quarter),
        (
            rf"\b{_NTH} (?:fiscal |calendar )?(?:quarter|quartal|vierteljahr|trimestre){_OF}{_Y}",
            _quarter,
        ),
        (rf"{_Y}年度?(?:の)?第(?P<n>[1-4])四半期", _quarter),
        (rf"\b{_NTH} (?:half|halbjahr|semestre){_OF}{_Y}", _half),
        (rf"\bh(?P<n>[12])[ /-]?{_Y}", _half),
        (rf"\b{_M},?(?: de| of)? {_Y}", _month),
        (rf"{_END}(?: of)? {_Y}", _last(_year)),
        (rf"{_Y}年末", _last(_year)),
        (rf"(?<!\d){_Y} ?[/–-] ?(?P<until>(?:20)?\d\d)(?!\d|[/.-])", _years),
        (r"\b(?:fy|fiscal(?: year)?|financial year) ?'?(?P<year>(?:19|20)?\d\d)(?!\d)", _year),
        (rf"(?<![\d.,]){_Y}(?![.,]\d)", _year),
    )
)
