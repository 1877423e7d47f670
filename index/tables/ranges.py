"""Ranges of numbers as texts write them: "under 18", "1-3 days", "ab 6 Jahren", 3年以上.

What tells one is a closed class of each language: the words of comparison before a number or after
its unit, and what stands between two.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from unicodedata import normalize

from index.text.folding import bare
from index.text.function_words import function_words
from index.text.locale_words import FIRST_SYLLABLE, length_of_time
from index.text.numerals import reading, reads_with_point
from index.text.terms import terms

_LONGEST = 200
_MONEY = "€$£¥₹"
_SCALES = {
    3: "thousand|tausend|tsd\\.?|mille|mil|k|千",
    4: "万",
    6: "million(?:s|en)?|millon(?:es)?|mio\\.?",
    8: "億",
}
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:['’ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    rf"(?: ?(?P<scale>{'|'.join(_SCALES.values())})(?![a-z]))?"
)
# Times of the day, dates, fractions and ordinals measure nothing.
_NO_AMOUNT = re.compile(r"\d[:/]\d|\d(?:st|nd|rd|th)\b")
_BEFORE = {
    "<=": "no more than|not more than|at most|up to|until|maximum|max\\.?|hochstens|maximal|bis zu"
    "|bis|jusqu'?a|au plus|au maximum|hasta|como maximo|a lo sumo|≤|<=|至多|不超过|最多",
    ">=": "no less than|not less than|no fewer than|at least|from|minimum|min\\.?|mindestens|ab"
    "|a partir de|au moins|desde|al menos|como minimo|≥|>=|至少",
    ">": "(?:more|greater|longer|older|higher|larger|bigger|heavier) than|over|above|exceeding"
    "|beyond|mehr als|langer als|alter als|hoher als|uber|plus de|superieure? a|au-dela de"
    "|au-dessus de|mas de|mayore?s? (?:de|que|a)|superiore?s? a|por encima de|>|超过|大于",
    "<": "(?:less|fewer|shorter|younger|lower|smaller|lighter) than|under|below|weniger als"
    "|kurzer als|junger als|unter|moins de|inferieure? a|au-dessous de|en dessous de|menos de"
    "|menore?s? (?:de|que|a)|inferiore?s? a|por debajo de|<|不足|少于|低于",
}
_AND = "(?:and|or|&|und|oder|et|ou|y|o|u)"
_AFTER = {
    ">=": rf"{_AND} (?:more|over|above|up|older|longer|mehr|alter|langer|daruber|plus|mas|mayores)"
    "|en adelante|\\+|plus\\b|以上",
    "<=": rf"{_AND} (?:less|fewer|under|below|younger|weniger|junger|darunter|moins|menos|menores)"
    "|以下|以内|まで",
    ">": "を?(?:超|上回)|より(?:多|大き|長|高)",
    "<": "未満|を?下回|より(?:少な|小さ|短|低)",
}
_TO = re.compile(
    r" ?(?:-|–|—|−|~|〜|～|to|through|and|bis|und|a|et|y|から|至|到|以上|以上[、~〜])"
    rf" ?(?P<under>(?:less than|under|below|unter|weniger als|moins de|menos de) )?[{_MONEY}]?"
)
_BETWEEN = re.compile(r"(?:between|zwischen|entre) ?$")
_JOINS = re.compile(r" ?(?:and|und|et|y) ")
_WORD = re.compile(r"[^\W\d_]+|%|[€$£¥₹]")
_UNDER_AFTER = re.compile(r"未満|を?下回")


_BEFORES = tuple(
    (sense, re.compile(rf"(?:^|(?<!\w))(?:{words}) ?(?:the |de |den |der )?$"))
    for sense, words in _BEFORE.items()
)
_AFTERS = tuple((sense, re.compile(words)) for sense, words in _AFTER.items())
_UNSPACED = re.compile(rf"[^\W\dぁ-ん]{{1,3}}?(?={'|'.join(_AFTER.values())}|[\Wぁ-ん]|$)")
_STARTS_AFTER = re.compile("|".join(_AFTER.values()))
_YEARS = (False, 12)
_AGES = frozenset("age ages alter edad 年齢".split())
_SPOKEN = ("en", "de", "fr", "es", "ja")
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`, which may be infinite, or be no part of it themselves.

    `unit` is the word after the numbers, or the sign of money before them; `noun` the word before.
    """

    low: Decimal
    high: Decimal
    low_in: bool = True
    high_in: bool = True
    unit: str = ""
    noun: str = ""

    @property
    def is_point(self) -> bool:
        """Whether it is a single number."""
        return self.low == self.high

    def holds(self, other: "Range") -> bool:
        """Tells whether all of another range is in this one."""
        low, high = self.low_in or not other.low_in, self.high_in or not other.high_in
        from_low = self.low < other.low or (self.low == other.low and low)
        to_high = self.high > other.high or (self.high == other.high and high)
        return from_low and to_high

    def times(self, factor: int) -> "Range":
        """Returns the range in another unit, of which one is as much as `factor` of its own."""
        return replace(self, low=self.low * factor, high=self.high * factor)


@lru_cache(maxsize=4_096)
def range_of(text: str, language: str) -> Range | None:
    """Returns the range that the numbers of a text are, None if they are none or several.

    >>> range_of("moins de 4 ans", "fr").high, range_of("moins de 4 ans", "fr").high_in
    (Decimal('4'), False)
    """
    said = bare(normalize("NFKC", text))
    found = list(_NUMBER.finditer(said))
    if len(text) > _LONGEST or not 0 < len(found) < 3 or _NO_AMOUNT.search(said):
        return None
    if any(m.start() and said[m.start() - 1].isalpha() and _is_spaced(said, m) for m in found):
        return None
    numbers = [number for match in found if (number := _value(match, language)) is not None]
    if len(numbers) < len(found):
        return None
    before, after = said[: found[0].start()], said[found[-1].end() :]
    low, high = numbers[0], numbers[-1]
    unit, rest = _unit(after)
    if len(found) == 1:
        made = _with_bound(low, before.rstrip(_MONEY + " "), rest)
    else:
        between = said[found[0].end() : found[1].start()]
        made = _between(low, high, before, between, rest)
        unit = unit or _unit(between)[0]
    money = next((sign for sign in before[-2:] if sign in _MONEY), "")
    return replace(made, unit=money or unit, noun=_last_word(before)) if made else None


def _value(number: re.Match[str], language: str) -> Decimal | None:
    read = reading(number["digits"], point=reads_with_point(language))
    scale = number["scale"] or ""
    power = next((n for n, words in _SCALES.items() if re.fullmatch(words, scale)), 0)
    return Decimal(read).scaleb(power) if read and read.count(".") < 2 else None


def _is_spaced(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1] < FIRST_SYLLABLE


def _unit(after: str) -> tuple[str, str]:
    """Returns the unit that a text after a number begins with, and what follows it."""
    said = after.lstrip(" -\u00a0\u202f")
    if said[:1] >= FIRST_SYLLABLE:
        unit = next((said[:n] for n in range(4, 0, -1) if length_of_time(said[:n])), "")
        if not unit and (other := _UNSPACED.match(said)):
            unit = other.group()
        return unit, said[len(unit) :]
    word = _WORD.match(said)
    if word is None or _STARTS_AFTER.match(said):
        return "", said
    return word.group(), said[word.end() :]


def _last_word(before: str) -> str:
    words = _WORD.findall(before.rstrip(_MONEY + " ")[-40:])
    return words[-1] if words and before.rstrip(_MONEY + " ").endswith(words[-1]) else ""


def _with_bound(number: Decimal, before: str, after: str) -> Range | None:
    """Returns the range that one number is with what stands around it."""
    found = [(match.start(), sense) for sense, words in _BEFORES if (match := words.search(before))]
    # "No more than" is not more than.
    senses = {sense for start, sense in found if start == min(found)[0]}
    said = after.lstrip(" ,")
    senses |= {sense for sense, words in _AFTERS if words.match(said)}
    if len(senses) > 1:
        return None
    sense = next(iter(senses), "")
    return Range(
        number if sense in ("", ">", ">=") else -_INFINITE,
        number if sense in ("", "<", "<=") else _INFINITE,
        low_in=sense != ">",
        high_in=sense != "<",
    )


def _between(low: Decimal, high: Decimal, before: str, between: str, after: str) -> Range | None:
    """Returns the range from one number to another, None where two stand for themselves."""
    _, rest = _unit(between)
    to = _TO.fullmatch(between) or _TO.fullmatch(rest)
    joined = to is not None and _JOINS.fullmatch(to.group()) is not None
    if to is None or low >= high or (joined and not _BETWEEN.search(before)):
        return None
    under = bool(to["under"]) or _UNDER_AFTER.match(after) is not None
    return Range(low, high, high_in=not under)


def in_one_unit(asked: Range, given: Range, name: str, language: str) -> tuple[Range, Range] | None:
    """Returns what a question measures and a range of a column with a `name`, in one unit.

    None if they measure different things as far as their words tell, or lengths of time of which
    neither is a number of the other: days and months. Years that are asked for measure an age.
    """
    named = frozenset(terms(name, language))
    lengths = map(length_of_time, (given.unit, *_WORD.findall(bare(name))))
    mine, its = length_of_time(asked.unit), next(filter(None, lengths), None)
    if mine and its:
        same = mine[0] == its[0]
        return (asked.times(mine[1]), given.times(its[1])) if same else None
    said = [word for word in (asked.unit, asked.noun) if not _is_empty(word)]
    own = named | frozenset([*terms(given.unit, language), given.unit])
    fits = not said or not own.isdisjoint([said[0], *terms(said[0], language)])
    aged = mine == _YEARS and not given.unit and not _AGES.isdisjoint(bare(name).split())
    return (asked, given) if fits or aged else None


def _is_empty(word: str) -> bool:
    return not word or word in _empty_words()


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(bare(word) for each in _SPOKEN for word in function_words(each))
