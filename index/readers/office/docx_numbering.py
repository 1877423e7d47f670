"""The marks of numbered paragraphs, which a DOCX file does not hold: they are counted."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from docx.document import Document
from lxml import etree

from index.readers.list_numbers import written_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_MAX_STYLES = 20
_OFF = ("0", "false", "off")
_BULLETS = "•‣▪–—◦○●■□◆◇・※*-"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style and those it is based on say: their names, and their numbering.

    `numbered` is the id of the style that the numbering stands in.
    """

    names: tuple[str, ...] = ()
    numbering: etree._Element | None = None
    numbered: str = ""


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list counts. `style` is that of its paragraphs, where it is for one."""

    kind: str
    pattern: str
    start: int
    style: str = ""
    plain: bool = False  # All numbers in the mark are decimal ones.
    goes_on: bool = False  # It does not begin anew below a higher level.


@dataclass(frozen=True, slots=True)
class _List:
    """A list: all of one definition go on with its count; `begins` are levels that begin anew."""

    definition: str
    levels: dict[int, _Level]
    begins: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, document: Document) -> None:
        """Takes the definitions from the document."""
        self._styles = {
            style.get(f"{_W}styleId", ""): style
            for style in document.styles.element.iter(f"{_W}style")
        }
        self._known: dict[str, Style] = {}
        self._lists = _lists(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun = set[str]()

    def style_of(self, paragraph: etree._Element) -> Style:
        """Returns the style of a paragraph."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style_id = named.get(f"{_W}val", "") if named is not None else ""
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def mark(self, paragraph: etree._Element) -> str:
        """Returns the next mark of a paragraph, such as "-" or "2.1"; empty if it has none.

        One without text counts as well; one that is deleted or hidden does not.
        """
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = self.style_of(paragraph)
        numbering = own if own is not None else style.numbering
        if numbering is None or _is_gone(paragraph):
            return ""
        inherited = style.numbering if style.numbering is not None else numbering
        given = _value(numbering, "numId")
        number = given or _value(inherited, "numId")
        found = self._lists.get(number)
        if found is None:
            return ""
        named = _value(numbering, "ilvl")
        by_style = "" if own is not None and given else style.numbered
        level = int(named) if named.isdecimal() else _level_of(found, by_style)
        return self._next(number, level, found) if level in found.levels else ""

    def _next(self, number: str, level: int, found: _List) -> str:
        counts, levels = self._counts[found.definition], found.levels
        if number not in self._begun:
            self._begun.add(number)
            for begun, start in found.begins.items():
                counts[begun] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            if deeper not in levels or not levels[deeper].goes_on:
                del counts[deeper]
        here = levels[level]
        if here.kind == "bullet":
            return here.pattern if here.pattern in _BULLETS and here.pattern else "-"
        if here.kind == "none":
            return ""

        def place(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            start = levels[other].start if other in levels else 1
            kind = levels[other].kind if other in levels and not here.plain else "decimal"
            return written_number(counts.get(other, start), kind)

        return _PLACE.sub(place, here.pattern)

    def _resolved(self, style_id: str) -> Style:
        names: list[str] = []
        numbering: etree._Element | None = None
        numbered = ""
        for _ in range(_MAX_STYLES):
            style = self._styles.get(style_id)
            if style is None:
                break
            name = style.find(f"{_W}name")
            names.append(name.get(f"{_W}val", "") if name is not None else "")
            own = style.find(f"{_W}pPr/{_W}numPr")
            if numbering is None and own is not None:
                numbering, numbered = own, style_id
            base = style.find(f"{_W}basedOn")
            style_id = base.get(f"{_W}val", "") if base is not None else ""
        return Style(tuple(names), numbering, numbered)


def _is_gone(paragraph: etree._Element) -> bool:
    """Tells whether the end of a paragraph is deleted or hidden, so that it counts nothing."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    gone = ("del", "moveFrom", "vanish") if mark is not None else ()
    found = (mark.find(f"{_W}{name}") for name in gone)
    return any(e is not None and e.get(f"{_W}val", "1") not in _OFF for e in found)


def _level_of(found: _List, style: str) -> int:
    """Returns the level that is for paragraphs of a style, the first where none is."""
    return next((n for n, level in found.levels.items() if style and level.style == style), 0)


def _lists(document: Document) -> dict[str, _List]:
    """Returns the lists by their ids."""
    ending = "/numbering"
    parts = [r for r in document.part.rels.values() if r.reltype.endswith(ending)]
    if not parts or parts[0].is_external:
        return {}
    root = document.part.numbering_part.element
    definitions = {a.get(f"{_W}abstractNumId", ""): a for a in root.iter(f"{_W}abstractNum")}
    styled = {_value(a, "styleLink"): name for name, a in definitions.items()}
    styled.pop("", None)
    # Those of a style of lists are defined where the style is.
    same = {name: styled.get(_value(a, "numStyleLink"), name) for name, a in definitions.items()}
    levels = {name: _levels(definition) for name, definition in definitions.items()}
    return {
        number.get(f"{_W}numId", ""): _list(number, same[name], levels[same[name]])
        for number in root.iter(f"{_W}num")
        if (name := _value(number, "abstractNumId")) in definitions
    }


def _list(number: etree._Element, definition: str, levels: dict[int, _Level]) -> _List:
    begins: dict[int, int] = {}
    own = dict(levels)
    for changed in number.iter(f"{_W}lvlOverride"):
        named, start = changed.get(f"{_W}ilvl", ""), _value(changed, "startOverride")
        if named.isdecimal():
            own |= _levels(changed)
            if start.isdecimal() and int(named) in own:
                begins[int(named)] = int(start)
                own[int(named)] = replace(own[int(named)], start=int(start))
    return _List(definition, own, begins)


def _levels(definition: etree._Element) -> dict[int, _Level]:
    found = definition.iter(f"{_W}lvl")
    return {int(level.get(f"{_W}ilvl", "0")): _level(level) for level in found}


def _level(level: etree._Element) -> _Level:
    start = _value(level, "start")
    plain = level.find(f"{_W}isLgl")
    return _Level(
        kind=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText"),
        start=int(start) if start.isdigit() else 1,
        style=_value(level, "pStyle"),
        plain=plain is not None and plain.get(f"{_W}val", "1") not in _OFF,
        goes_on=_value(level, "lvlRestart") == "0",
    )


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return str(child.get(f"{_W}val", "")) if child is not None else ""
