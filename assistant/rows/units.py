"""What a question compares with, in the unit of a column: 500 m are 0.5 where it has kilometres.

A unit that a column does not have, and cannot be turned into its own, compares with nothing there:
dollars with euros, hours with years of opening.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from index.text.cell_values import Value
from index.text.locale_words import length_of_time

_FACTORS: dict[str, dict[str, str]] = {
    "length": {
        "mm": "0.001",
        "cm": "0.01",
        "m metre metres meter meters": "1",
        "km kilometre kilometres kilometer kilometers": "1000",
        "ft foot feet": "0.3048",
        "mi mile miles": "1609.344",
    },
    "mass": {
        "mg": "0.001",
        "g gram grams gramm": "1",
        "kg kilogram kilograms kilogramm": "1000",
        "t tonne tonnes tonnen": "1000000",
        "lb lbs": "453.59237",
    },
    "volume": {"ml": "0.001", "cl": "0.01", "l litre litres liter liters": "1"},
    "data": {"kb": "1000", "mb": "1000000", "gb": "1000000000", "tb": "1000000000000"},
    "power": {"w": "1", "kw": "1000", "mw": "1000000", "gw": "1000000000"},
    "share": {"‰": "0.1", "% percent prozent": "1"},
    "€": {"€ eur euro euros": "1"},
    "$": {"$ usd dollar dollars": "1"},
    "£": {"£ gbp": "1"},
    "¥": {"¥ jpy yen 円": "1"},
    "chf": {"chf franc francs franken": "1"},
}
_SIZES = {
    unit: (kind, Decimal(factor))
    for kind, units in _FACTORS.items()
    for said, factor in units.items()
    for unit in said.split()
}
_MONEY = frozenset("€ $ £ ¥ chf".split())
_SCALES = {
    **dict.fromkeys("thousand thousands tsd tausend milliers miles 千".split(), 3),
    **dict.fromkeys("million millions mn mio millionen millones 百万".split(), 6),
    **dict.fromkeys("billion billions bn mrd milliarden".split(), 9),
    "万": 4,
    "億": 8,
}
# Beside money they are no metres and the like: "$m", "k€".
_SHORT_SCALES = {"k": 3, "t": 3, "m": 6, "b": 9}
_CLOCK = ":"


def in_units(value: Value, units: Iterable[str], *, dated: bool) -> Value | None:
    """Returns what a question compares with as a column has it, None if that has other units.

    `units` are those of the column and of its name, which may tell a scale as well; `dated` tells
    that it holds dates or times.
    """
    own = frozenset(units)
    if value.unit and value.unit not in own and (dated or _CLOCK in own):
        return None
    scaled = _scaled(value, own)
    if scaled is None or not value.unit or value.unit in own:
        return scaled
    mine, theirs = _size(value.unit), [size for unit in own if (size := _size(unit))]
    if mine is None:
        return scaled if not theirs else None
    kind, factor = mine
    if same := next((size for name, size in theirs if name == kind), None):
        return _times(scaled, factor / same)
    # "Price (per month)" measures money by any unit.
    other = any((name in _MONEY) == (kind in _MONEY) for name, _ in theirs)
    return None if other else scaled


def _scaled(value: Value, units: frozenset[str]) -> Value | None:
    """Returns a number in the thousands or millions of a column, None for one below those."""
    money = any((size := _size(unit)) and size[0] in _MONEY for unit in units)
    scales = {**_SCALES, **(_SHORT_SCALES if money else {})}
    power = next((scales[unit] for unit in units if unit in scales), 0)
    if not power:
        return value
    return _times(value, Decimal(1).scaleb(-power)) if abs(value.low).adjusted() >= power else None


def _times(value: Value, factor: Decimal) -> Value:
    return replace(value, low=value.low * factor, high=value.high * factor, unit="")


def _size(unit: str) -> tuple[str, Decimal] | None:
    """Returns what a unit measures and how much of it, None for a word that is none."""
    if unit in _SIZES:
        return _SIZES[unit]
    time = length_of_time(unit)
    return (f"time{time[0]}", Decimal(time[1])) if time else None
