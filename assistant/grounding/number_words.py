"""Numbers in words, up to nine hundred and ninety-nine: "twenty-one", "dreißig", "deux cents".

CLDR spells no numbers in a form that is at hand, and they are a closed class of each language. One
alone is none: "one" and "ein" are articles and pronouns as well.
"""

import re
from dataclasses import dataclass
from functools import cache

_EN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DE = (
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn"
).split()
_DE_TENS = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_FR = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
).split()
_FR_TENS = "vingt trente quarante cinquante soixante".split()
_ES = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve"
).split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language: 1 to 99, and hundreds with what joins the rest to them."""

    small: dict[str, int]
    hundreds: dict[str, int]
    join: str
    ending: str = r"\b"

    @property
    def pattern(self) -> str:
        """What matches a number of two and more in words."""
        small, hundreds = _any(self.small), _any(self.hundreds)
        several = _any({word: value for word, value in self.small.items() if value > 1})
        return rf"\b(?:(?:{hundreds})(?:{self.join}(?:{small}))?|(?:{several}))(?:{self.ending})"

    def value(self, words: str) -> int:
        """Returns the value of what the pattern matches."""
        said = words.replace("-", " ")
        if said in self.plain_small:
            return self.plain_small[said]
        hundreds = max((h for h in self.plain_hundreds if said.startswith(h)), key=len)
        rest = re.sub(rf"^(?:{self.join})", "", said[len(hundreds) :]).strip()
        return self.plain_hundreds[hundreds] + self.plain_small.get(rest, 0)

    @property
    def plain_small(self) -> dict[str, int]:
        """The small numbers without hyphens."""
        return {word.replace("-", " "): value for word, value in self.small.items()}

    @property
    def plain_hundreds(self) -> dict[str, int]:
        """The hundreds without hyphens."""
        return {word.replace("-", " "): value for word, value in self.hundreds.items()}


def _any(words: dict[str, int]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\-", "[- ]") for word in longest)


def _english() -> NumberWords:
    small = {word: n for n, word in enumerate(_EN, start=1)}
    for n, ten in enumerate(_EN_TENS, start=2):
        small[ten] = 10 * n
        small |= {f"{ten}-{one}": 10 * n + k for k, one in enumerate(_EN[:9], start=1)}
    hundreds = {f"{one} hundred": 100 * n for n, one in enumerate(_EN[:9], start=1)}
    hundreds |= {"hundred": 100, "a hundred": 100, "one thousand": 1_000, "a thousand": 1_000}
    return NumberWords(small, hundreds, r"(?: and)? ")


def _german() -> NumberWords:
    small = {word: n for n, word in enumerate(_DE, start=1)} | {"zwo": 2}
    for n, ten in enumerate(_DE_TENS, start=2):
        small[ten] = 10 * n
        small |= {f"{one}und{ten}": 10 * n + k for k, one in enumerate(_DE[:9], start=1)}
    hundreds = {f"{one}hundert": 100 * n for n, one in enumerate(_DE[:9], start=1)}
    return NumberWords(
        small, hundreds | {"hundert": 100, "tausend": 1_000}, "(?:und)?", r"\b|(?=tausend)"
    )


def _french() -> NumberWords:
    small = {word: n for n, word in enumerate(_FR, start=1)}
    for n, ten in enumerate(_FR_TENS, start=2):
        small |= {ten: 10 * n, f"{ten} et un": 10 * n + 1, f"{ten}-et-un": 10 * n + 1}
        small |= {f"{ten}-{one}": 10 * n + k for k, one in enumerate(_FR[1:9], start=2)}
    # Seventy is sixty and ten, ninety four times twenty and ten.
    small |= {"soixante et onze": 71, "quatre-vingts": 80, "quatre-vingt": 80}
    small |= {f"soixante-{one}": 60 + k for k, one in enumerate(_FR[9:], start=10)}
    small |= {f"quatre-vingt-{one}": 80 + k for k, one in enumerate(_FR, start=1)}
    hundreds = {f"{one} cent{s}": 100 * n for n, one in enumerate(_FR[:9], 1) for s in ("", "s")}
    return NumberWords(small, hundreds | {"cent": 100, "mille": 1_000}, "[- ]")


def _spanish() -> NumberWords:
    small = {word: n for n, word in enumerate(_ES, start=1)} | {"veinte": 20}
    small |= {f"veinti{one}": 20 + k for k, one in enumerate(_ES[:9], start=1)}
    small |= {"veintidós": 22, "veintitrés": 23, "veintiséis": 26}
    for n, ten in enumerate(_ES_TENS, start=3):
        small[ten] = 10 * n
        small |= {f"{ten} y {one}": 10 * n + k for k, one in enumerate(_ES[:9], start=1)}
    hundreds = {"cien": 100, "ciento": 100, "mil": 1_000}
    names = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
    for n, word in enumerate(names.split(), start=2):
        hundreds |= {f"{word}os": 100 * n, f"{word}as": 100 * n}
    return NumberWords(small, hundreds, " ")


@cache
def number_words(language: str) -> NumberWords:
    """Returns the number words of a language, the English ones of one that is not known here."""
    made = {"de": _german, "fr": _french, "es": _spanish}
    return made.get(language, _english)()
