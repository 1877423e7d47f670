"""Equations of Office files (OMML) as linear text, much as Unicode's own notation writes them.

https://www.unicode.org/notes/tn28/
"""

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

from lxml import etree

from index.readers.raised import lowered, raised

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = re.compile(r"\w+|.", re.DOTALL)
_OPEN_SCRIPT = re.compile(r"[_^]\w+$")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_HAT = "\u0302"


def linear(element: etree._Element) -> str:
    """Returns an equation, or a part of one, as a line of text."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    write = _FORMS.get(name)
    return write(element) if write else joined(map(linear, element))


def joined(pieces: Iterable[str]) -> str:
    """Returns pieces one after the other; a letter below the line does not run into the next."""
    written: list[str] = []
    for piece in filter(None, pieces):
        if written and _OPEN_SCRIPT.search(written[-1]) and piece[0].isalnum():
            written.append(" ")
        written.append(piece)
    return "".join(written)


def _part(element: etree._Element, name: str) -> str:
    child = element.find(f"{M}{name}")
    return linear(child).strip() if child is not None else ""


def _parts(element: etree._Element, name: str) -> list[str]:
    return [linear(child).strip() for child in element.iterchildren(f"{M}{name}")]


def _property(element: etree._Element, name: str, default: str = "") -> str:
    found = element.find(f"{M}{etree.QName(element).localname}Pr/{M}{name}")
    return found.get(f"{M}val", "") if found is not None else default


def _is_set(element: etree._Element, name: str) -> bool:
    return _property(element, name, "0") in ("", "1", "on", "true")


def grouped(text: str) -> str:
    """Returns a part in parentheses, unless it is a single word or sign, or has them."""
    if _WORD.fullmatch(text) or not text or _is_enclosed(text):
        return text
    return f"({text})"


def _is_enclosed(text: str) -> bool:
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[0] == "(" and place == len(text) - 1
    return False


def above(text: str) -> str:
    """Returns what stands above the line, such as an exponent."""
    up = raised(text)
    return up if up != text or not text else f"^{grouped(text)}"


def below(text: str) -> str:
    """Returns what stands below the line, such as an index."""
    down = lowered(text)
    return down if down != text or not text else f"_{grouped(text)}"


def _script(element: etree._Element) -> str:
    base = grouped(_part(element, "e"))
    return base + below(_part(element, "sub")) + above(_part(element, "sup"))


def _before(element: etree._Element) -> str:
    return below(_part(element, "sub")) + above(_part(element, "sup")) + _part(element, "e")


def _fraction(element: etree._Element) -> str:
    above, below = grouped(_part(element, "num")), grouped(_part(element, "den"))
    return f"({above}¦{below})" if _property(element, "type") == "noBar" else f"{above}/{below}"


def _root(element: etree._Element) -> str:
    degree = "" if _is_set(element, "degHide") else _part(element, "deg")
    sign = _ROOTS.get(degree) or f"√[{degree}]"
    inner = _part(element, "e")
    return sign + (inner if _is_enclosed(inner) else f"({inner})")


def _operator(element: etree._Element) -> str:
    limits = below(_part(element, "sub")) + above(_part(element, "sup"))
    return f"{_property(element, 'chr', '∫')}{limits} {_part(element, 'e')}"


def _delimited(element: etree._Element) -> str:
    inner = _property(element, "sepChr", "|").join(_parts(element, "e"))
    return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")


def _function(element: etree._Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit_below(element: etree._Element) -> str:
    return grouped(_part(element, "e")) + f"_{grouped(_part(element, 'lim'))}"


def _limit_above(element: etree._Element) -> str:
    return grouped(_part(element, "e")) + f"^{grouped(_part(element, 'lim'))}"


def _matrix(element: etree._Element) -> str:
    rows = (", ".join(_parts(row, "e")) for row in element.iterchildren(f"{M}mr"))
    return f"[{'; '.join(rows)}]"


def _lines(element: etree._Element) -> str:
    return "; ".join(_parts(element, "e"))


def _accent(element: etree._Element) -> str:
    return normalize("NFC", grouped(_part(element, "e")) + _property(element, "chr", _HAT))


def _bar(element: etree._Element) -> str:
    return grouped(_part(element, "e")) + ("\u0305" if _property(element, "pos") else "\u0332")


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    **dict.fromkeys(("sSup", "sSub", "sSubSup"), _script),
    "sPre": _before,
    "f": _fraction,
    "rad": _root,
    "nary": _operator,
    "d": _delimited,
    "func": _function,
    "limLow": _limit_below,
    "limUpp": _limit_above,
    "m": _matrix,
    "eqArr": _lines,
    "acc": _accent,
    "bar": _bar,
}
