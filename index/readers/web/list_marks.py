"""The marks of the items of a list of HTML, which count from where the list says.

https://html.spec.whatwg.org/multipage/grouping-content.html#ordinal-value
"""

import re
from collections.abc import Iterator

from lxml import etree

from index.readers.list_numbers import written_number

_NUMBER = re.compile(r"\s*([+-]?\d{1,9})")
_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# Styles of CSS that are none of the above, and what Office files call them.
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "japanese-informal": "japaneseCounting",
    "katakana": "aiueo",
    "katakana-iroha": "iroha",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)\s*(?:;|$)")


def marked_items(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yields what a list holds, each item with its mark, "-", "3." or "c."; the rest without."""
    items = sum(child.tag == "li" for child in element)
    ordered, backwards = element.tag == "ol", element.get("reversed") is not None
    number = _value(element.get("start"), items if backwards else 1)
    kind = _kind(element)
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag != "li" or not ordered:
            yield child, "-" if child.tag == "li" else ""
            continue
        number = _value(child.get("value"), number)
        yield child, f"{written_number(number, kind)}."
        number += -1 if backwards else 1


def _value(text: str | None, otherwise: int) -> int:
    found = _NUMBER.match(text or "")
    return int(found[1]) if found else otherwise


def _kind(element: etree._Element) -> str:
    style = _STYLE.search(element.get("style", "").lower())
    named = _STYLES.get(style[1], "") if style else ""
    return named or _KINDS.get(element.get("type", ""), "decimal")
