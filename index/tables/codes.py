"""What codes stand for, where a table has them instead of words: fr, DE, USD, kWh, Mon, Q3.

By Unicode's CLDR (https://cldr.unicode.org), read by Babel, in the languages of the interface. A
code alone may be a word ("it", "US", "So"), so it takes several of a kind beside each other to tell
codes from words; what no word looks like, a unit or a currency, tells by itself. Names in one of
the languages stand for those in the others.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from babel import Locale

from index.text.language import is_spaced

LANGUAGES = ("en", "ja", "de", "fr", "es")
"""The languages in which codes are explained."""

_SEVERAL = 2
_KEPT = 1_024
_LONGEST = 40
_ORDINALS = {
    "en": "first second third fourth",
    "de": "erstes zweites drittes viertes",
    "fr": "premier deuxième troisième quatrième",
    "es": "primer segundo tercer cuarto",
    "ja": "第1 第2 第3 第4",
}
_QUARTERS = {
    "en": "quarter",
    "de": "Quartal",
    "fr": "trimestre",
    "es": "trimestre",
    "ja": "四半期",
}
_DOLLARS = ("CAD", "AUD", "HKD")
Pair = tuple[str, str]
Names = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Codes of a kind: how to list each with what it stands for, and how many tell the kind.

    `named` says that their names stand for each other as well: Germany for Deutschland.
    """

    pairs: Callable[[Locale], Iterator[Pair]]
    least: int = _SEVERAL
    named: bool = True


@lru_cache(maxsize=_KEPT)
def meanings(codes: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Returns what each of some texts beside each other stands for, nothing for what is no code.

    >>> meanings(("Town", "fr", "de"))[1][:1], meanings(("Name", "it"))
    (('French',), ((), ()))
    """
    found: list[dict[str, None]] = [{} for _ in codes]
    for kind in _KINDS:
        known = _names(kind)
        told = [known.get(code.strip(), ()) if len(code) <= _LONGEST else () for code in codes]
        if len({code for code, names in zip(codes, told, strict=True) if names}) >= kind.least:
            for own, names in zip(found, told, strict=True):
                own.update(dict.fromkeys(names))
    return tuple(map(tuple, found))


@cache
def _names(kind: _Kind) -> dict[str, tuple[str, ...]]:
    """Returns the names of each code of a kind, and of each name, those in English first."""
    found: dict[str, dict[str, None]] = {}
    for language in LANGUAGES:
        for code, name in kind.pairs(Locale.parse(language)):
            found.setdefault(code, {})[name] = None
    known = {code: tuple(names) for code, names in found.items()}
    same = {name: names for names in known.values() for name in names} if kind.named else {}
    return {**same, **known}


def _languages(locale: Locale) -> Iterator[Pair]:
    for code, name in locale.languages.items():
        if len(code) in (2, 3):
            yield code, name
            yield code.upper(), name


def _territories(locale: Locale) -> Iterator[Pair]:
    yield from ((c, n) for c, n in locale.territories.items() if len(c) == 2 and c.isalpha())


def _currencies(locale: Locale) -> Iterator[Pair]:
    """Yields currencies, also without the country: in a table of prices, "dollars" tells enough."""
    firsts = {locale.currencies[code].split()[0] for code in _DOLLARS}
    place = 0 if len(firsts) == 1 else -1
    for code, name in locale.currencies.items():
        forms = locale._data["currency_names_plural"].get(code, {})
        for form in (name, *forms.values()):
            yield code, form
            yield code, form.split()[place]


def _units(locale: Locale) -> Iterator[Pair]:
    """Yields signs of units of several letters with what they are called for one and for many."""
    for unit, patterns in locale._data["unit_patterns"].items():
        short = patterns.get("short", {}).get("other", "").replace("{0}", "").strip()
        if len(short) < _SEVERAL or unit.startswith("duration"):
            continue
        for count in ("one", "other"):
            name = patterns.get("long", {}).get(count, "").replace("{0}", "").strip()
            if name not in ("", short):
                yield short, name


def _days(locale: Locale) -> Iterator[Pair]:
    for other in map(Locale.parse, LANGUAGES):
        yield from _calendar(locale.days["format"], other.days["format"])


def _months(locale: Locale) -> Iterator[Pair]:
    for other, form in product(map(Locale.parse, LANGUAGES), ("format", "stand-alone")):
        yield from _calendar(locale.months[form], other.months["format"])


def _calendar(names: Names, others: Names) -> Iterator[Pair]:
    for length in ("abbreviated", "short"):
        for number, short in dict(names.get(length, {})).items():
            for code in {short, short.rstrip(".")} - {names["wide"][number]}:
                yield code, others["wide"][number]


def _quarters(locale: Locale) -> Iterator[Pair]:
    language = locale.language
    joint = " " if is_spaced(language) else ""
    for number, wide in locale.quarters["format"]["wide"].items():
        ordinal = _ORDINALS[language].split()[number - 1]
        yield from (
            (f"Q{number}", name) for name in (wide, f"{ordinal}{joint}{_QUARTERS[language]}")
        )


_KINDS = (
    *map(_Kind, (_languages, _territories, _days, _months, _quarters)),
    _Kind(_currencies, 1, named=False),
    _Kind(_units, 1, named=False),
)
