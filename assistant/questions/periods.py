"""Periods of time that a question names: a year, a month, "last week", 「先週」."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

_LANGUAGES = ["en", "ja"]
_LONGEST = 40
_SINCE = re.compile(r"^(?:since|after|from) |(?:以降|以来|から)(?:に|の)?$", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:before|until|up to) |(?:以前|より前|まで)(?:に|の)?$", re.IGNORECASE)
_BEFORE_IT = re.compile(r"^(?:in|on|of|during|within|dated|the year) ", re.IGNORECASE)
_SPAN = re.compile(
    r"^(?:the )?(?:last|past) (?P<count>\w+ (?:days|weeks|months|years))$", re.IGNORECASE
)
_SPAN_JA = re.compile(r"^(?:ここ|過去|最近の?)?(?P<count>\d{1,3}(?:日|週間|か月|ヶ月|年))間?$")
# Two numbers without a year are of a release rather than of a day: "what's new in 2.10".
_RELEASE = re.compile(r"v?\d{1,3}\.\d{1,3}")
_OF_YEAR_JA = re.compile(r"^(\d{4})年度?$")


@dataclass(frozen=True, slots=True)
class Period:
    """The time from `start` up to, but without, `end`; None where it is open.

    `stamps` are forms in which a title or the name of a file may write it.
    """

    start: datetime | None
    end: datetime | None
    stamps: tuple[str, ...] = ()

    def holds(self, moment: datetime | None) -> bool:
        """Tells whether a moment lies in it; one that is not known does not."""
        if moment is None:
            return False
        after = self.start is None or moment >= self.start
        return after and (self.end is None or moment < self.end)

    def is_named_in(self, text: str) -> bool:
        """Tells whether a text names it in figures, such as 2023 or 2023-04."""
        return any(re.search(rf"(?<!\d){re.escape(s)}(?!\d)", text) for s in self.stamps)


class _Dated(Protocol):
    date_obj: datetime | None
    period: str


class _DateParser(Protocol):
    def get_date_data(self, date_string: str) -> _Dated: ...


def period(text: str, now: datetime) -> Period | None:
    """Returns the period that a text names as a whole, None if it names none.

    `now` is with its time zone, in which days begin.
    """
    bare = text.strip(" .?!,。？")
    if not bare or len(bare) > _LONGEST:
        return None
    since, until = _SINCE.search(bare), _UNTIL.search(bare)
    bare = _BEFORE_IT.sub("", _UNTIL.sub("", _SINCE.sub("", bare))).strip()
    if _RELEASE.fullmatch(bare):
        return None
    if span := _SPAN.match(bare) or _SPAN_JA.match(bare):
        ago = f"{span['count']} ago" if span["count"].isascii() else f"{span['count']}前"
        found = _found(ago, now)
        return Period(found[0], None) if found else None
    found = _found(_OF_YEAR_JA.sub(r"\1", bare), now)
    if found is None:
        return None
    start, end, stamps = found
    if since and not _is_year_only(since, stamps):
        return Period(start, None)
    return Period(None, start) if until else Period(start, end, stamps)


def _is_year_only(since: re.Match[str], stamps: tuple[str, ...]) -> bool:
    """Tells whether "from 2023" is meant as in "a letter from 2023"."""
    return since.group().strip().lower() == "from" and bool(stamps)


def _found(text: str, now: datetime) -> tuple[datetime, datetime, tuple[str, ...]] | None:
    data = _parser(now.date().isoformat()).get_date_data(text)
    if data.date_obj is None:
        return None
    day = data.date_obj.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=now.tzinfo)
    match data.period:
        case "year":
            start = day.replace(month=1, day=1)
            return start, start.replace(year=start.year + 1), (f"{start.year}",)
        case "month":
            start = day.replace(day=1)
            named = (f"{start:%Y-%m}", f"{start:%Y_%m}", f"{start:%Y%m}", f"{start:%Y.%m}")
            return start, (start + timedelta(days=31)).replace(day=1), named
        case "week":
            start = day - timedelta(days=day.weekday())
            return start, start + timedelta(days=7), ()
    return day, day + timedelta(days=1), (f"{day:%Y-%m-%d}", f"{day:%Y_%m_%d}", f"{day:%Y%m%d}")


@cache
def _parser(today: str) -> _DateParser:
    # Loading it takes half a second, which only a question with a date is to wait for.
    from dateparser.date import DateDataParser

    parser: _DateParser = DateDataParser(
        languages=_LANGUAGES,
        settings={
            "RELATIVE_BASE": datetime.fromisoformat(today),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_MONTH_OF_YEAR": "first",
        },
    )
    return parser
