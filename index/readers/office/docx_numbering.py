"""The marks of numbered paragraphs, which a DOCX file does not hold: they are counted."""

import re
from collections import defaultdict
from dataclasses import dataclass

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_MAX_STYLES = 20
_BULLETS = "•‣▪–—◦○●■□◆◇・※*-"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style and those it is based on say: their names, and their numbering."""

    names: tuple[str, ...] = ()
    numbering: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, document: Document) -> None:
        """Takes the definitions from the document."""
        self._styles = {
            style.get(f"{_W}styleId", ""): style
            for style in document.styles.element.iter(f"{_W}style")
        }
        self._known: dict[str, Style] = {}
        self._levels = _definitions(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def style_of(self, paragraph: etree._Element) -> Style:
        """Returns the style of a paragraph."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style_id = named.get(f"{_W}val", "") if named is not None else ""
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def mark(self, paragraph: etree._Element) -> str:
        """Returns the next mark of a paragraph, such as "-" or "2.1"; empty if it has none."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        numbering = own if own is not None else self.style_of(paragraph).numbering
        if numbering is None:
            return ""
        number, level = _value(numbering, "numId"), int(_value(numbering, "ilvl") or 0)
        levels = self._levels.get(number)
        if not levels or level not in levels:
            return ""
        return self._next(number, level, levels)

    def _next(self, number: str, level: int, levels: dict[int, _Level]) -> str:
        counts = self._counts[number]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        here = levels[level]
        if here.kind == "bullet":
            return here.pattern if here.pattern in _BULLETS and here.pattern else "-"
        if here.kind == "none":
            return ""

        def place(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            start = levels[other].start if other in levels else 1
            kind = levels[other].kind if other in levels else "decimal"
            return _counted(counts.get(other, start), kind)

        return _PLACE.sub(place, here.pattern)

    def _resolved(self, style_id: str) -> Style:
        names: list[str] = []
        numbering: etree._Element | None = None
        for _ in range(_MAX_STYLES):
            style = self._styles.get(style_id)
            if style is None:
                break
            name = style.find(f"{_W}name")
            names.append(name.get(f"{_W}val", "") if name is not None else "")
            own = style.find(f"{_W}pPr/{_W}numPr")
            numbering = own if numbering is None else numbering
            base = style.find(f"{_W}basedOn")
            style_id = base.get(f"{_W}val", "") if base is not None else ""
        return Style(tuple(names), numbering)


def _definitions(document: Document) -> dict[str, dict[int, _Level]]:
    """Returns the levels of each numbering by its id."""
    ending = "/numbering"
    parts = [r for r in document.part.rels.values() if r.reltype.endswith(ending)]
    if not parts or parts[0].is_external:
        return {}
    root = document.part.numbering_part.element
    abstract = {
        a.get(f"{_W}abstractNumId", ""): {
            int(level.get(f"{_W}ilvl", "0")): _level(level) for level in a.iter(f"{_W}lvl")
        }
        for a in root.iter(f"{_W}abstractNum")
    }
    return {
        number.get(f"{_W}numId", ""): abstract.get(_value(number, "abstractNumId"), {})
        for number in root.iter(f"{_W}num")
    }


def _level(level: etree._Element) -> _Level:
    start = _value(level, "start")
    return _Level(
        kind=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText"),
        start=int(start) if start.isdigit() else 1,
    )


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return str(child.get(f"{_W}val", "")) if child is not None else ""


def _counted(number: int, kind: str) -> str:
    if kind.endswith("Letter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letters.upper() if kind.startswith("upper") else letters
    if kind.endswith("Roman"):
        roman = _roman(number)
        return roman.upper() if kind.startswith("upper") else roman
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_SMALL):
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text
