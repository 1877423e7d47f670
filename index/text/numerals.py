"""Numbers as they are written: with separators, as releases, and in Chinese characters.

1,250 is 1.250 in Germany, 1 250 in France and １，２５０ in Japan. What stands between the digits
of one is either a separator of thousands, which exactly three digits follow, or the decimal mark. A
language has the one or the other for it; a release such as 2.10 has neither.
"""

import re

# Languages that write a point where others write a comma.
_WITH_POINT = frozenset("ar en fa ga he hi ja km ko lo my th zh".split())
_SPACES = " \u00a0\u2009\u202f"
SEPARATORS = f"{_SPACES}'’,."
"""What may stand between the digits of a number."""

_MARKS = {",": ",", ".": ".", "’": "'", "'": "'", **dict.fromkeys(_SPACES, " ")}
_GROUPED = re.compile(r"(\d{1,3}(?:([^\d])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?")
_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
FIGURES = "".join([*_FIGURES, *_UNITS])
"""The characters that numbers are written with in Chinese and Japanese."""


def reads_with_point(language: str) -> bool:
    """Tells whether a language writes a decimal point, not a decimal comma."""
    return language in _WITH_POINT


def reading(number: str, *, point: bool) -> str | None:
    """Returns a folded number in one way of writing, None if it is several numbers side by side.

    >>> reading("1,250", point=True), reading("1.250,50", point=False), reading("2.10", point=True)
    ('1250', '1250.50', '2.10')
    """
    if number.isdecimal():
        return number
    decimal = "." if point else ","
    plain = "".join(_MARKS.get(c, c) for c in number)
    grouped = _GROUPED.fullmatch(plain)
    if grouped and grouped[2] != decimal and grouped[3] in (None, decimal):
        whole = grouped[1].replace(grouped[2], "")
        return f"{whole}.{grouped[4]}" if grouped[4] else whole
    parts = plain.split(decimal)
    if len(parts) == 2 and all(map(str.isdecimal, parts)):
        return ".".join(parts)
    # Releases, dates and addresses of machines.
    return plain if all(map(str.isdecimal, plain.split("."))) else None


def is_loose(number: str) -> bool:
    """Tells whether a number has plain spaces in it, and so may be several."""
    return " " in number


def value_of(figures: str) -> int:
    """Returns the value of a number in Chinese characters, up to thousands, or in digits.

    >>> value_of("二十三"), value_of("二〇二四"), value_of("12")
    (23, 2024, 12)
    """
    if figures.isdecimal():
        return int(figures)
    if not any(figure in _UNITS for figure in figures):
        return int("".join(str(_FIGURES[figure]) for figure in figures))
    total, digit = 0, 0
    for figure in figures:
        if figure in _UNITS:
            total += (digit or 1) * _UNITS[figure]
            digit = 0
        else:
            digit = _FIGURES[figure]
    return total + digit
