"""Numbers and what they count: each is found again however it is written, and with its unit.

"Two weeks" are 14 days, and neither is 14 hours. A unit is one of measure; what is counted
otherwise, as in "three chairs", is not looked at.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.grounding.number_words import number_words

_DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_SCALES = {
    **dict.fromkeys(["thousand", "tausend", "mille", "mil"], 10**3),
    **dict.fromkeys(["million", "millions", "mn", "mio", "millionen"], 10**6),
    **dict.fromkeys(["billion", "billions", "bn", "mrd", "milliarden"], 10**9),
    **dict.fromkeys(["trillion", "trillions"], 10**12),
    **_LARGE,
}
_COUNTERS = (
    "年月日人件個本回割分円つ歳章条項号節カか国社箇ヶ世位番倍度時秒名台校区県市町村"
    "枚冊匹頭軒戸棟班室階泊便錠滴週期束箱袋杯画部巻話問点級歩株口票組語営以"
)
# Behind these a number is written out in Chinese; in Japanese they are words of other kinds.
_COUNTERS_OF = {"zh": "天周个年月日人名元块件台次岁小分秒时米公克吨升层条章页位倍成点"}
_KANJI = "[〇一二两三四五六七八九十百千]"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_HALF_OF_DAY = re.compile(r"(?::\d\d)?\s?(?P<half>[ap])\.?\s?m\b")
_BEFORE_HALF = re.compile(r"(?:午(?P<half>[前後])|(?P<zh>上午|下午))\Z")
_NOON, _CLOCK = 12, "clock"
_AFTER = re.compile(rf"[\s-]?(?P<scale>{_SCALE})(?![a-z])")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")

_MEASURES: dict[str, dict[str, int | Decimal]] = {
    "time": {
        "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos 秒": 1,
        "min mins minute minutes minuten minuto minutos 分 分钟": 60,
        "h hour hours hrs stunde stunden heure heures hora horas 時間 小时": 3_600,
        "day days tag tage tagen jour jours día días 日 日間 営業日 天": 86_400,
        "week weeks woche wochen semaine semaines semana semanas 週 週間 周 星期": 604_800,
    },
    "calendar": {
        "month months monat monate monaten mois mes meses か月 カ月 ヶ月 箇月 ヵ月 か月間 个月": 1,
        "year years jahr jahre jahren an ans année années año años 年 年間": 12,
    },
    "length": {
        "mm millimetre millimetres millimeter millimeters ミリメートル": 1,
        "cm centimetre centimetres centimeter centimeters zentimeter センチ センチメートル": 10,
        "metre metres meter meters mètre mètres metros メートル": 1_000,
        "inch inches zoll pouces pulgadas": Decimal("25.4"),
        "foot feet ft": Decimal("304.8"),
        "yard yards yd": Decimal("914.4"),
        "mile miles": 1_609_344,
        "km kilometre kilometres kilometer kilometers kilomètres キロメートル": 1_000_000,
    },
    "mass": {
        "mg milligram milligrams ミリグラム": 1,
        "g gram grams gramm grammes グラム": 1_000,
        "kg kilogram kilograms kilogramm kilogrammes キログラム": 1_000_000,
        "t tonne tonnes tonnen トン": 1_000_000_000,
    },
    "volume": {
        "ml millilitre millilitres milliliter milliliters ミリリットル": 1,
        "l litre litres liter liters リットル": 1_000,
    },
    "share": {"% percent prozent パーセント": 1, "割": 10},
    "euros": {"euro euros € eur ユーロ": 1},
    "dollars": {"dollar dollars $ ドル": 1},
    "francs": {"franc francs franken chf": 1},
    "yen": {"yen 円 ¥": 1},
    # Of money and of weight, which nobody takes for each other.
    "pounds": {"pound pounds £ gbp lb lbs ポンド": 1},
    "yuan": {"yuan 元 块 人民币 cny rmb": 1},
    "energy": {"wh": 1, "kwh": 1_000, "mwh": 1_000_000, "gwh": 1_000_000_000},
}
_UNITS = {
    unit: (measure, Decimal(factor))
    for measure, units in _MEASURES.items()
    for names, factor in units.items()
    for unit in names.split()
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
# Words that may stand for a number which somebody else writes in figures.
_IMPLIED = {
    "one": "1", "single": "1", "once": "1", "both": "2", "double": "2", "dozen": "12",
    "noon": "12", "midday": "12", "midnight": "0 12 24", "fortnight": "14 2",
    "half": "0.5 50 30 6", "quarter": "0.25 25 15 3", "一": "1", "半": "0.5 50 2", "倍": "2",
} | {word: f"{value} {100 / value:g}" for value, word in enumerate(_ORDINALS, start=1)}  # fmt: skip
_IMPLYING = re.compile(r"\b(?:[a-z]+(?=s?\b))|[一半倍]")
_AND_A_HALF = re.compile(r"(?:\s\w+)?\sand a half\b")
_HALF = Decimal("0.5")
_UNIT = re.compile(
    r"[\s-]*(?:(?:working|business|calendar|consecutive|full|whole) )?"
    rf"(?P<unit>{'|'.join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))})"
    r"(?![a-zà-ÿ2²/]|(?<=[日分年週秒])[\u4e00-\u9fff])|\sper\scent\b"
)
_BEFORE = re.compile(r"([$€¥£])\s?\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, and what it is a number of.

    `readings` are several where 1.234 may be a thousand or a fraction. `measure` names what is
    measured, empty where that is unknown; `amounts` are the readings in the smallest unit of it.
    """

    readings: frozenset[Decimal]
    measure: str = ""
    amounts: frozenset[Decimal] = frozenset()

    def agrees(self, other: "Quantity") -> bool:
        """Tells whether two may be the same: the same number, and no other unit."""
        if self.measure and other.measure:
            return self.measure == other.measure and bool(self.amounts & other.amounts)
        return bool(self.readings & other.readings)


def quantities(text: str, language: str = "en") -> Iterator[Quantity]:
    """Yields each number of a text, in figures or in words, with its unit.

    Words are those of English, and of the text's language.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    for match in _number(language).finditer(folded):
        scale = _AFTER.match(folded, match.end())
        factor = _SCALES[scale["scale"]] if scale else 1
        measure, size = _unit(folded, match.start(), scale.end() if scale else match.end())
        for found in _readings(match, language):
            more = _HALF if _AND_A_HALF.match(folded, match.end()) else 0
            if hours := _hours(found, folded, match):
                yield Quantity(frozenset(found) | hours, _CLOCK, hours)
                continue
            readings = frozenset((r + more) * factor for r in found)
            amounts = frozenset(reading * size for reading in readings) if measure else readings
            yield Quantity(readings, measure, amounts)


def without_numbers(text: str) -> str:
    """Returns a text, folded, without its numbers."""
    return _number("en").sub(" ", unicodedata.normalize("NFKC", text).casefold())


@cache
def _number(language: str) -> re.Pattern[str]:
    """Returns what matches a number in a text of a language."""
    counters = _COUNTERS + _COUNTERS_OF.get(language, "")
    words = dict.fromkeys(
        (number_words(language).pattern, number_words("en").pattern, r"\btwice\b")
    )
    return re.compile(
        r"(?<![a-z\d.,])(?<!\d:(?=00(?!\d)))(?P<figure>\d+(?:[.,'’ \u00a0\u202f]\d+)*)"
        rf"|(?P<word>{'|'.join(words)})"
        rf"|(?P<kanji>{_KANJI}(?:{_KANJI}|[万億兆])*(?:・{_KANJI}+)?)"
        rf"(?=[{counters}\u30a1-\u30fa%、。]|\Z)"
        rf"|(?<=分の)(?P<parts>{_KANJI}+)"
    )


def implied(text: str) -> Iterator[Quantity]:
    """Yields what words of a text may mean in figures: a fortnight 14 days, a half 50 %."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for match in _IMPLYING.finditer(folded):
        if meant := _IMPLIED.get(match.group()):
            yield Quantity(frozenset(map(Decimal, meant.split())))


def _unit(folded: str, start: int, end: int) -> tuple[str, Decimal]:
    if after := _UNIT.match(folded, end):
        return _UNITS[after["unit"] or "%"]
    if before := _BEFORE.search(folded, 0, start):
        return _UNITS[before[1]]
    return "", Decimal(1)


def _hours(found: list[Decimal], folded: str, match: re.Match[str]) -> frozenset[Decimal]:
    """Returns the hours that a number is with its half of the day, empty without one.

    5 p.m. is 17, and no 5 a.m.
    """
    after = _HALF_OF_DAY.match(folded, match.end())
    before = _BEFORE_HALF.search(folded, max(0, match.start() - 2), match.start())
    if (after or before) is None or folded[: match.start()].endswith(":"):
        return frozenset()
    said = after["half"] if after else before and (before["half"] or before["zh"])
    later = _NOON if said in ("p", "後", "下午") else 0
    return frozenset(n % _NOON + later for n in found if n <= _NOON)


def _readings(match: re.Match[str], language: str) -> Iterator[list[Decimal]]:
    """Yields what each number in a match may mean."""
    if word := match["word"]:
        yield [Decimal(2 if word == "twice" else _value_of(word, language))]
        return
    if kanji := match["kanji"] or match["parts"]:
        yield [_kanji_value(kanji)]
        return
    figure = match["figure"]
    grouped, decimal = _GROUPED.fullmatch(figure), _DECIMAL.fullmatch(figure)
    if grouped or decimal:
        whole = [Decimal(re.sub(r"\D", "", figure))] if grouped else []
        yield whole + ([Decimal(f"{decimal[1]}.{decimal[2]}")] if decimal else [])
    else:
        # A date or the number of a section: each of its parts has to be found.
        yield from ([Decimal(part)] for part in re.findall(r"\d+", figure))


def _value_of(words: str, language: str) -> int:
    own = number_words(language)
    known = re.fullmatch(own.pattern.removeprefix(r"\b").removesuffix(f"(?:{own.ending})"), words)
    return (own if known else number_words("en")).value(words)


def _kanji_value(figures: str) -> Decimal:
    whole, point, fraction = figures.partition("・")
    if point:
        return Decimal(f"{_kanji_whole(whole)}.{''.join(str(_DIGITS[f]) for f in fraction)}")
    return Decimal(_kanji_whole(whole))


def _kanji_whole(figures: str) -> int:
    total = 0
    for part in re.findall("[^万億兆]+[万億兆]?", figures):
        large = _LARGE.get(part[-1], 1)
        total += _below_ten_thousand(part.rstrip("万億兆")) * large
    return total


def _below_ten_thousand(figures: str) -> int:
    if not any(figure in _TENS for figure in figures):
        return int("".join(str(_DIGITS[figure]) for figure in figures))
    total, digit = 0, 0
    for figure in figures:
        if figure in _TENS:
            total, digit = total + (digit or 1) * _TENS[figure], 0
        else:
            digit = _DIGITS[figure]
    return total + digit
