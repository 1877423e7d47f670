"""Months and days of the week that a range holds without naming them: April in "March to May"."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

_MONTHS, _DAYS = "months", "days"
_LENGTHS = {_MONTHS: 12, _DAYS: 7}
_TO = r"\s*(?:[-–—~〜～]|to|until|till|through|thru|bis|à|au|al|a|hasta|から)\s*"
_OF_MONTH = r"(?:\s?\d{1,2}(?:st|nd|rd|th|日)?)?"
_BEFORE = r"(?:the |le |el |dem )?(?:\d{1,2}(?:st|nd|rd|th|\.)?(?: of| de)? ?)?"
_Named = tuple[str, int]
"""Of which cycle a name is, and the how manyth."""


def is_in_range(name: str, text: str, languages: Iterable[str]) -> bool:
    """Tells whether a month or a day of the week lies in a range that a text names.

    `languages` are those of the name and the text. False for any other name.
    """
    spoken = tuple(sorted(set(languages)))
    asked = _names(spoken).get(name.strip(". ").casefold())
    if asked is None:
        return False
    cycle, number = asked
    return any(
        (number - first) % _LENGTHS[cycle] <= (last - first) % _LENGTHS[cycle]
        for first, last in _ranges(text, spoken, cycle)
    )


def _ranges(text: str, languages: tuple[str, ...], cycle: str) -> Iterable[tuple[int, int]]:
    names = _names(languages)
    for match in _pattern(languages).finditer(text):
        first, last = (names[match[n].casefold()] for n in (1, 2))
        if first[0] == last[0] == cycle:
            yield first[1], last[1]


@lru_cache(maxsize=32)
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    listed = sorted(_names(languages), key=len, reverse=True)
    name = rf"(?<![a-z\u00df-\u024f])({'|'.join(map(re.escape, listed))})\.?"
    return re.compile(rf"{name}{_OF_MONTH}{_TO}{_BEFORE}{name}(?![a-z])", re.IGNORECASE)


@lru_cache(maxsize=32)
def _names(languages: tuple[str, ...]) -> dict[str, _Named]:
    return {name: named for each in languages for name, named in _names_in(each).items()}


@cache
def _names_in(language: str) -> dict[str, _Named]:
    """Returns the names of months and days in a language, long and short, in lower case."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, _Named] = {}
    for cycle in _LENGTHS:
        for forms in getattr(locale, cycle).values():
            for width in ("wide", "abbreviated"):
                for number, name in forms.get(width, {}).items():
                    bare = name.strip(".").casefold()
                    if len(bare) > 1:  # One character may be of a month or of a day.
                        found.setdefault(bare, (cycle, number))
    return found
