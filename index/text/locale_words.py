"""How a language names months, spans of time and money, by Unicode's CLDR; and its number words.

CLDR (https://cldr.unicode.org) is read by Babel. It spells no numbers, so the small ones, a closed
class of each language, stand here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_currency_name
from babel.units import format_unit

from index.text.folding import bare

# How long each is: in seconds, or in months, of which none is a number of days.
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_PERIODS = (*_SECONDS, *_MONTHS)
_READ = ("en", "de", "fr", "es", "ja", "zh", "ko")
# CLDR's plural forms of any language are reached by one of these.
_COUNTS = (1, 2, 3, 5, 11, 1.5)
_LENGTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_DOLLARS = ("CAD", "AUD", "HKD")
_CURRENCIES = (
    *_DOLLARS,
    *"EUR USD JPY GBP CHF SEK NOK DKK ISK PLN CZK HUF RON BGN RUB UAH TRY CNY KRW INR".split(),
    *"THB VND IDR MXN BRL ARS ZAR ILS AED SAR EGP".split(),
)
FIRST_SYLLABLE = "\u3041"
"""From here on a single character is a word: those of China, Japan and Korea."""
_NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_NUMBER_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty"
    " forty fifty sixty ninety hundred thousand a an",
    "ja": "一 二 三 四 五 六 七 八 九 十 百 千 万 数 半",
    "de": "ein eine einen einem einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
    " zwanzig dreißig hundert tausend",
    "fr": "un une deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent"
    " mille",
    "es": "un una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta"
    " cien mil",
    "it": "un una due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento"
    " mille",
    "pt": "um uma dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta"
    " cem mil",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig"
    " honderd duizend",
    "sv": "en ett två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio hundra tusen",
    "pl": "jeden jedna dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć dwanaście"
    " sto tysiąc",
    "ru": "один одна одного два две двух три трёх четыре пять шесть семь восемь девять"
    " десять двенадцать сто тысяча",
    "uk": "один одна два дві три чотири п'ять шість сім вісім дев'ять десять дванадцять сто тисяча",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on yirmi otuz yüz bin",
    "zh": "一 二 两 半 三 四 五 六 七 八 九 十 百 千 万",
    "ko": "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 백 천",
}


@dataclass(frozen=True, slots=True)
class LocaleWords:
    """Words of a language in small letters: months and weekdays, spans of time, money, numbers."""

    dates: frozenset[str]
    periods: frozenset[str]
    currencies: frozenset[str]
    numbers: frozenset[str]


@cache
def locale_words(language: str) -> LocaleWords:
    """Returns the words of a language by its code; none of one that CLDR does not know.

    >>> "tage" in locale_words("de").periods, "рублей" in locale_words("ru").currencies
    (True, True)
    """
    numbers = _small(_NUMBER_WORDS.get(language, "").split())
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return LocaleWords(frozenset(), frozenset(), frozenset(), numbers)
    return LocaleWords(
        _small(_dates(locale)), _small(_periods(locale)), _small(_money(locale)), numbers
    )


@cache
def _lengths() -> dict[str, tuple[bool, int]]:
    found: dict[str, tuple[bool, int]] = {}
    for locale, period in product(map(Locale.parse, _READ), _PERIODS):
        length = (period in _SECONDS, _SECONDS.get(period) or _MONTHS[period])
        for name in _called(period, locale):
            found.setdefault(bare(name), length)
    return found


def length_of_time(word: str) -> tuple[bool, int] | None:
    """Returns how long a span of time is that a word names in any of some languages.

    In seconds (True) or in months (False), as no number of days is a month.

    >>> length_of_time("weeks"), length_of_time("jahren"), length_of_time("kg")
    ((True, 604800), (False, 12), None)
    """
    return _lengths().get(bare(word))


def _small(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def _dates(locale: Locale) -> Iterator[str]:
    yield from get_month_names("wide", "format", locale).values()
    yield from get_day_names("wide", "format", locale).values()


def _periods(locale: Locale) -> Iterator[str]:
    for period in _PERIODS:
        yield from _called(period, locale)


def _called(period: str, locale: Locale) -> Iterator[str]:
    unit = f"duration-{period}"
    for length, count in product(_LENGTHS, _COUNTS):
        said = format_unit(count, unit, length, locale=locale)
        # What CLDR does not name in some number or length comes back as the name of the unit.
        names = _NAME.findall(said) if unit not in said else []
        yield from (name for name in names if len(name) > 1 or name >= FIRST_SYLLABLE)


def _money(locale: Locale) -> Iterator[str]:
    """Yields names of currencies, whole and without the country: Kanadischer Dollar, Dollar."""
    before = _names_money_first(locale)
    for code in _CURRENCIES:
        for count in _COUNTS:
            name = get_currency_name(code, count, locale)
            yield name
            words = name.split()
            yield words[0 if before else -1]


def _names_money_first(locale: Locale) -> bool:
    """Tells whether the country comes after the money, as in "dollar canadien"."""
    firsts = {get_currency_name(code, 1, locale).split()[0] for code in _DOLLARS}
    return len(firsts) == 1
