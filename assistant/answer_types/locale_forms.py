"""What a price, a date, a span of time and a number look like in any language that CLDR knows."""

import re
from collections.abc import Collection
from functools import cache

from index.text.language import is_spaced
from index.text.locale_words import LocaleWords, locale_words

MONEY, DATE, NUMBER, DURATION = "money", "date", "number", "duration"

_DIGITS = r"\d[\d.,’' \u00a0\u202f]{0,20}(?<=\d)|\d"
# Days, months and years in figures, and times of the day.
_IN_FIGURES = (
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\b(?:1\d|20)\d\d\b"
    r"|\b(?:[01]?\d|2[0-4])(?::[0-5]\d| ?(?:h|uhr|点|點|时|時)(?![^\W\d_]))"
)
# Between a number and what it is of: "30 (thirty) calendar days", "5 Millionen Euro".
_BETWEEN = r"(?: ?\([^)]{1,16}\))?[\s\u00a0-]{0,2}(?:[^\W\d_]{2,14}[\s-]){0,2}?"
_FREE = re.compile(
    r"\b(?:kostenlos|kostenfrei|gebührenfrei|gratis|umsonst|gratuit|grátis|kosteloos|kostnadsfri"
    r"|bezpłatn|darmow|бесплатн|безкоштовн|ücretsiz|bedava)|免费|免費|무료",
    re.IGNORECASE,
)


@cache
def form_in(kind: str, language: str) -> re.Pattern[str] | None:
    """Returns what matches an answer of a kind in a language; None where that is not known."""
    words = locale_words(language)
    forms = {
        MONEY: lambda: _counted(words.currencies, words, language),
        DURATION: lambda: _counted(words.periods, words, language),
        DATE: lambda: _date(words, language),
        NUMBER: lambda: _number(words, language),
    }
    return re.compile(forms[kind](), re.IGNORECASE) if kind in forms else None


def could_be(kind: str, text: str, language: str) -> bool:
    """Tells whether a text may hold an answer of a kind, put in a way that is not known here.

    It costs nothing; or a span of time is named, if not how many of it, or the day when it ends.
    """
    if kind == MONEY:
        return _FREE.search(text) is not None
    if kind != DURATION:
        return False
    named = _named(locale_words(language).periods, language)
    ends = form_in(DATE, language)
    return any(each and each.search(text) for each in (named, ends))


@cache
def _named(names: frozenset[str], language: str) -> re.Pattern[str] | None:
    return re.compile(_any(names, language), re.IGNORECASE) if names else None


def _counted(names: frozenset[str], words: LocaleWords, language: str) -> str:
    between = _BETWEEN if is_spaced(language) else r"\s?个?"
    return rf"(?:{_number(words, language)}){between}(?:{_any(names, language)})"


def _date(words: LocaleWords, language: str) -> str:
    parts = [_IN_FIGURES, _any(words.dates, language), _counted(words.periods, words, language)]
    return "|".join(part for part in parts if part)


def _number(words: LocaleWords, language: str) -> str:
    spelt = "|".join(map(re.escape, sorted(words.numbers, key=lambda word: (-len(word), word))))
    if not spelt:
        return _DIGITS
    return rf"{_DIGITS}|\b(?:{spelt})\b" if is_spaced(language) else rf"{_DIGITS}|[{spelt}]"


def _any(names: Collection[str], language: str) -> str:
    """Returns what matches any of some names, also with an ending where words have spaces."""
    if not names:
        return r"(?!)"
    ordered = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    ended = rf"(?<![^\W\d_])(?:{ordered})[^\W\d_]{{0,4}}(?![^\W\d_])"
    return ended if is_spaced(language) else f"(?:{ordered})"
