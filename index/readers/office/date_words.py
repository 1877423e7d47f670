"""What a date format calls months and days of the week, in the language that it names.

A format names its language as Windows numbers them, [$-407], or by its code, [$-de-DE]. The names
are those of Unicode's CLDR (https://cldr.unicode.org), read by Babel.
"""

import re
from datetime import datetime
from functools import lru_cache
from locale import windows_locale

from babel import Locale, UnknownLocaleError

_NAMED = re.compile(r"\[\$[^\]-]*-(?:(?P<number>[0-9A-Fa-f]{3,8})|(?P<code>[a-z]{2}(?:-\w+)*))\]")
# Days that are written "aaa" are of these languages, Japanese where none is named.
_OF_ONE_SIGN = ("ja", "zh", "ko")


def language_of(number_format: str) -> str:
    """Returns the code of the language that a format names, empty for none.

    >>> language_of("[$-407]d. mmmm yyyy"), language_of("[$-fr-FR]mmmm"), language_of("d/m/yy")
    ('de', 'fr', '')
    """
    found = _NAMED.search(number_format)
    if found is None:
        return ""
    if found["code"]:
        return str(found["code"]).partition("-")[0]
    return windows_locale.get(int(found["number"], 16) & 0xFFFF, "").partition("_")[0]


def month_name(moment: datetime, language: str, *, whole: bool) -> str:
    """Returns the month of a date: "January", or "Jan" where not the whole name is asked for."""
    names = _locale(language or "en").months
    found = names["format"]["wide"] if whole else names["stand-alone"]["abbreviated"]
    return str(found[moment.month])


def day_name(moment: datetime, language: str, *, whole: bool) -> str:
    """Returns the day of the week of a date: "Monday", or "Mon"."""
    names = _locale(language or "en").days
    found = names["format"]["wide"] if whole else names["stand-alone"]["abbreviated"]
    return str(found[moment.weekday()])


def day_sign(moment: datetime, language: str, *, whole: bool) -> str:
    """Returns the day of the week as Japanese formats ask for it: 月曜日, or 月."""
    spoken = language or "ja"
    if whole or spoken not in _OF_ONE_SIGN:
        return day_name(moment, spoken, whole=whole)
    return str(_locale(spoken).days["stand-alone"]["narrow"][moment.weekday()])


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
