"""Numbers of spreadsheet cells as their number format shows them (ECMA-376, part 1, 18.8.31)."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])*)(?:;|$)')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<test>[<>=]{1,2}-?[\d.]+)\]|(?P<none>\[[^\]]*\]|_.|\*.)"
    r"|(?P<general>general|standard)|(?P<exponent>[Ee][+-])|(?P<mark>[0#?.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_TEST = re.compile(r"([<>=]{1,2})(-?[\d.]+)")
_DIGITS = "0#?"
_LARGEST = 1e21  # Beyond, a number is written as a power of ten.
_MOST_PLACES, _MOST_DENOMINATOR = 30, 9_999
_MOST_DIGITS = 200
# Of how many format codes is kept what they mean: all cells of a column have the same.
_FORMATS = 1_024


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a format: `mark` is one of `0#?.,%/E@G`, empty for a `text` that stays."""

    mark: str
    text: str


def shown_number(value: float, code: str) -> str:
    """Returns a number as a format code shows it; codes without sense show the plain number."""
    if not math.isfinite(value) or abs(value) >= _LARGEST:
        return plain_number(value)
    sections, tests = _read(code)
    chosen, keeps_sign = _chosen(value, len(sections), tests)
    parts = sections[chosen] if sections else []
    if not parts:
        return plain_number(value) if len(sections) < 2 else ""
    sign = "-" if value < 0 and keeps_sign else ""
    text = _written(abs(value), parts)
    # What is rounded to nothing has no sign.
    return (sign if any(c in "123456789" for c in text) else "") + text.strip()


def shown_text(value: str, code: str) -> str:
    """Returns a text as a format code shows it: with what stands around its `@`."""
    last = _SECTION.findall(code)[3:4] or [code]
    parts = _parts(last[0])
    if not any(part.mark == "@" for part in parts) or any(
        p.mark in _DIGITS for p in parts if p.mark
    ):
        return value
    return "".join(value if part.mark == "@" else part.text for part in parts)


def plain_number(value: float) -> str:
    """Returns a number as a cell without a format shows it."""
    if not math.isfinite(value):
        return str(value)
    if isinstance(value, int) or value == int(value):
        return str(int(value)) if abs(value) < _LARGEST else f"{value:g}"
    return f"{value:.10g}"


@lru_cache(maxsize=_FORMATS)
def _read(code: str) -> tuple[list[list[_Part]], list[tuple[str, float] | None]]:
    """Returns the sections of a format code, and the test that each begins with."""
    texts = _SECTION.findall(code)
    sections = [_parts(section) for section in texts]
    sections = sections[:-1] if len(sections) > 1 and not sections[-1] else sections
    return sections, [_test(section) for section in texts]


@lru_cache(maxsize=_FORMATS)
def _parts(section: str) -> list[_Part]:
    found = []
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "mark":
            found.append(_Part(text, text))
        elif kind == "exponent":
            found.append(_Part("E", text))
        elif kind == "general":
            found.append(_Part("G", text))
        elif kind not in ("none", "test"):
            found.append(_Part("", text))
    return found


def _test(section: str) -> tuple[str, float] | None:
    found = next((m["test"] for m in _TOKEN.finditer(section) if m["test"]), None)
    match = _TEST.fullmatch(found) if found else None
    try:
        return (match[1], float(match[2])) if match else None
    except ValueError:
        return None


def _chosen(
    value: float, count: int, tests: Sequence[tuple[str, float] | None]
) -> tuple[int, bool]:
    """Returns which section shows a number, and whether that adds the sign."""
    for place, test in enumerate(tests[:count]):
        if test and _holds(value, *test):
            return place, not (test[0][0] == "<" and test[1] <= 0)
    if any(tests[:count]):
        free = [n for n in range(min(count, 3)) if tests[n] is None]
        return (free[-1] if free else 0), True
    if value < 0 and count > 1:
        return 1, False
    return (2 if value == 0 and count > 2 else 0), True


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }.get(sign, False)


def _written(value: float, parts: Sequence[_Part]) -> str:
    marks = [part.mark for part in parts]
    if not any(mark and mark in _DIGITS for mark in marks):
        plain = plain_number(value)
        return "".join(plain if part.mark in ("G", "@") else part.text for part in parts)
    if "E" in marks:
        return _scientific(value, parts)
    if "/" in marks:
        return _fraction(value, parts)
    return _decimal(value, parts)


def _decimal(value: float, parts: Sequence[_Part]) -> str:
    """Fills the digits of a number into a format from the point outwards."""
    point = next((n for n, part in enumerate(parts) if part.mark == "."), len(parts))
    places = min(sum(part.mark in _DIGITS for part in parts[point:] if part.mark), _MOST_PLACES)
    digits = [n for n, part in enumerate(parts) if part.mark and part.mark in _DIGITS]
    last = max((n for n in digits if n < point), default=-1)
    # A comma behind the last digit divides by a thousand.
    ends = {*range(last + 1, point), *range(digits[-1] + 1, len(parts))}
    scaled = sum(parts[n].mark == "," for n in ends)
    grouped = any(part.mark == "," for part in parts[: max(last, 0)])
    hundreds = sum(part.mark == "%" for part in parts)
    amount = Decimal(repr(value)).scaleb(2 * hundreds - 3 * scaled)
    whole, _, decimals = f"{_rounded(amount, places):f}".partition(".")
    before = _whole(whole, parts[:point], grouped=grouped)
    after = _decimals(decimals, parts[point:])
    return before + after


def _rounded(amount: Decimal, places: int) -> Decimal:
    with localcontext(prec=_MOST_DIGITS):
        return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _whole(digits: str, parts: Sequence[_Part], *, grouped: bool) -> str:
    left = list(digits.lstrip("0"))
    first = next((n for n, part in enumerate(parts) if part.mark and part.mark in _DIGITS), None)
    found: list[str] = []
    written = 0
    for n in range(len(parts) - 1, -1, -1):
        part = parts[n]
        if part.mark and part.mark in _DIGITS:
            wanted = len(left) if n == first else 1
            for _ in range(max(wanted, 1)):
                digit = left.pop() if left else {"0": "0"}.get(part.mark, "")
                if digit and grouped and written and written % 3 == 0:
                    found.append(",")
                written += bool(digit)
                found.append(digit)
        elif part.mark != ",":
            found.append(part.text)
    if first is None and left:
        found += reversed(left)
    return "".join(reversed(found))


def _decimals(digits: str, parts: Sequence[_Part]) -> str:
    if not parts:
        return ""
    marks = [n for n, part in enumerate(parts) if part.mark and part.mark in _DIGITS]
    shown = dict(zip(marks, digits, strict=False))
    for n in reversed(marks):
        if parts[n].mark == "0" or shown.get(n, "0") != "0":
            break
        shown[n] = ""
    point = "." if any(shown.values()) else ""
    others = (part.text if not part.mark or part.mark == "%" else "" for part in parts)
    return point + "".join(shown.get(n, other) for n, other in enumerate(others))


def _scientific(value: float, parts: Sequence[_Part]) -> str:
    at = next(n for n, part in enumerate(parts) if part.mark == "E")
    point = next((n for n in range(at) if parts[n].mark == "."), at)
    places = sum(part.mark in _DIGITS for part in parts[point:at] if part.mark)
    width = sum(part.mark in _DIGITS for part in parts[at:] if part.mark)
    mantissa, _, exponent = f"{value:.{min(places, _MOST_PLACES)}E}".partition("E")
    sign = "-" if exponent.startswith("-") else "+" if parts[at].text.endswith("+") else ""
    around = "".join(part.text for part in parts if not part.mark)
    return f"{mantissa}E{sign}{exponent[1:].lstrip('0').rjust(width, '0')}{around}"


def _fraction(value: float, parts: Sequence[_Part]) -> str:
    """Writes "1 1/4": what stands before the last blank before the bar is the whole number."""
    bar = next(n for n, part in enumerate(parts) if part.mark == "/")
    code = "".join(part.text for part in parts[:bar])
    below = "".join(part.text for part in parts[bar + 1 :])
    fixed = re.match(r"\s*(\d*[1-9]\d*)", below)
    width = min(sum(part.mark in _DIGITS for part in parts[bar + 1 :] if part.mark), 4)
    number = Fraction(repr(value))
    whole = int(number) if re.search(r"[0#?]\s+[0#?]+\s*$", code) else 0
    rest = number - whole
    if fixed:
        under = min(int(fixed[1]), _MOST_DENOMINATOR)
        over = int(rest * under + Fraction(1, 2))
    else:
        near = rest.limit_denominator(min(10**width - 1, _MOST_DENOMINATOR) or 1)
        over, under = near.numerator, near.denominator
    if over == under and whole:
        whole, over = whole + 1, 0
    shown = [str(whole)] if whole or not over else []
    return " ".join([*shown, *([f"{over}/{under}"] if over else [])])
