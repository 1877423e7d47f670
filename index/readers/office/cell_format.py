"""Values of spreadsheet cells as a person sees them, by the cell's number format."""

import re
from datetime import date, datetime, time, timedelta

from index.readers.office.date_words import day_name, day_sign, language_of, month_name
from index.readers.office.number_format import shown_number, shown_text

_DATE_TOKEN = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|AM/PM|A/P|上午/下午|午前/午後|오전/오후'
    r"|g+|e+|y+|m+|d+|a{3,4}(?!a)|h+|s+(?:\.0+)?|.",
    re.IGNORECASE,
)
_HALVES = ("AM/PM", "A/P", "上午/下午", "午前/午後", "오전/오후")

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 1, 25), "明治"),
)


def shown(value: object, number_format: str) -> str:
    """Returns a cell's value as text; formats this does not know read as plain values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _date(value, number_format)
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, int | float):
        return shown_number(value, number_format)
    return shown_text(str(value), number_format)


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _date(value: datetime | date | time, number_format: str) -> str:
    moment = value if isinstance(value, datetime) else _moment(value)
    tokens = _DATE_TOKEN.findall(number_format.split(";")[0])
    # Where the program shows dates as its own language does, ISO is what everyone can read.
    if "mm-dd-yy" in number_format or not any(map(_tells, tokens)):
        return _iso(value)
    language = language_of(number_format)
    twelve = any(token.upper() in _HALVES for token in tokens)
    parts = []
    for n, token in enumerate(tokens):
        if len(token) > 2 and token[0] in "mMdDaA" and token.upper() not in _HALVES:
            parts.append(_named(moment, token, language))
            continue
        minutes = token[0] in "mM" and _near_time(tokens, n)
        parts.append(_date_part(moment, token, minutes=minutes, twelve=twelve))
    return "".join(parts).strip()


def _tells(token: str) -> bool:
    """Tells whether a part of a format shows a year, a day or an hour."""
    return token[0] in "yYdDhH" or (token[0] in "aA" and 2 < len(token) < 5 and "/" not in token)


def _named(moment: datetime, token: str, language: str) -> str:
    """Returns the name of a month or of a day of the week."""
    name = {"m": month_name, "d": day_name, "a": day_sign}[token[0].lower()]
    return name(moment, language, whole=len(token) > 3)


def _near_time(tokens: list[str], n: int) -> bool:
    before = next((t for t in reversed(tokens[:n]) if t[0].isalpha()), "")
    after = next((t for t in tokens[n + 1 :] if t[0].isalpha()), "")
    return before[:1] in ("h", "H") or after[:1] in ("s", "S")


def _date_part(moment: datetime, token: str, *, minutes: bool, twelve: bool) -> str:
    kind, count = token[0].lower(), len(token)
    if kind in '"\\[':
        return {'"': token[1:-1], "\\": token[1:], "[": ""}[kind]
    if token.upper() in _HALVES:
        return token.split("/")[moment.hour >= 12]
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    plain = {
        "g": _era(moment)[0][:count],
        "e": _padded(_era(moment)[1], count),
        "y": f"{moment.year:04}" if count > 2 else f"{moment.year % 100:02}",
        "m": _padded(moment.minute if minutes else moment.month, count),
        "d": _padded(moment.day, count),
        "h": _padded(hour, count),
        "s": _padded(moment.second, min(count, 2)),
    }
    return plain.get(kind, token)


def _era(moment: datetime) -> tuple[str, int]:
    """Returns the Japanese era of a day and the year in it; before the first, the year itself."""
    day = moment.date()
    first, name = next(
        ((first, name) for first, name in _ERAS if first <= day), (date(1, 1, 1), "")
    )
    return name, day.year - first.year + 1


def _padded(number: int, count: int) -> str:
    return f"{number:02}" if count > 1 else str(number)


def _moment(value: date | time) -> datetime:
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return datetime.combine(value, time())


def _iso(value: datetime | date | time) -> str:
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat()
