"""Figures above and below the line: 10 with a raised 5 is 10⁵, and neither 105 nor two words."""

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SPACED = str.maketrans("", "", " \u2009\u202f\xa0")


def raised(text: str) -> str:
    """Returns figures and signs as they are written above the line; letters stay as they are."""
    return _moved(text, _RAISED)


def lowered(text: str) -> str:
    """Returns figures and signs as they are written below the line; letters stay as they are."""
    return _moved(text, _LOWERED)


def _moved(text: str, table: dict[int, int]) -> str:
    bare = text.translate(_SPACED)
    if any(c.isdecimal() for c in bare) and all(ord(c) in table for c in bare):
        return bare.translate(table)
    return text
