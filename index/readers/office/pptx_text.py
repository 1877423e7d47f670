"""The text of PPTX shapes: paragraphs with their signs and equations, nothing that is hidden."""

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from index.readers.builder import TextBuilder, one_line
from index.readers.equations import M, linear
from index.readers.list_numbers import written_number
from index.readers.omissions import Omission
from index.readers.raised import lowered, raised

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRUCK = ("sngStrike", "dblStrike")
_OFF = ("", "0", "false")
# How a scheme counts, by how its name begins, and what stands around the number, by how it ends
# (ST_TextAutonumberScheme).
_KINDS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "arabicDb": "decimalFullWidth",
    "circleNum": "decimalEnclosedCircle",
    "ea1Jpn": "japaneseCounting",
    "ea1Ch": "chineseCounting",
}
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Minus": "- {} -"}
_NO_NUMBER = (f"{A}buNone", f"{A}buChar", f"{A}buBlip")


def choose_newest(root: etree._Element) -> None:
    """Puts what newer programs show in the place of alternatives, so that nothing hides in them."""
    for alternatives in list(root.iter(f"{_MC}AlternateContent")):
        parent = alternatives.getparent()
        chosen = alternatives.find(f"{_MC}Choice")
        if parent is None or chosen is None:
            continue
        for child in list(chosen):
            alternatives.addprevious(child)
        parent.remove(alternatives)


def paragraphs(builder: TextBuilder, body: etree._Element) -> list[str]:
    """Returns the lines of a text body that show something, with the numbers of lists."""
    return [f"{number} {text}".lstrip() for number, text in numbered(builder, body)]


def numbered(builder: TextBuilder, body: etree._Element) -> list[tuple[str, str]]:
    """Returns the lines of a text body that show something, each with its number, such as "2."."""
    numbers = _numbers(body)
    texts = (paragraph_text(builder, paragraph) for paragraph in body.iter(f"{A}p"))
    return [(number, text) for number, text in zip(numbers, texts, strict=True) if text]


def _numbers(body: etree._Element) -> list[str]:
    """Returns the number of each paragraph, empty where it has none, as they are counted.

    What is empty has no number and ends no list. A list goes on after deeper levels, and begins
    anew after another one of its own level, or after one above it.
    """
    counts: dict[int, tuple[str, int, int]] = {}
    numbers = []
    for paragraph in body.iter(f"{A}p"):
        number = ""
        if all_text(paragraph):
            level, counted = _counted(paragraph, body.find(f"{A}lstStyle"))
            before = counts.get(level)
            counts = {above: count for above, count in counts.items() if above < level}
            if counted is not None:
                scheme, start = counted
                goes_on = before is not None and before[:2] == counted
                count = before[2] + 1 if before is not None and goes_on else start
                counts[level] = (scheme, start, count)
                number = _written(count, scheme)
        numbers.append(number)
    return numbers


def _counted(
    paragraph: etree._Element, style: etree._Element | None
) -> tuple[int, tuple[str, int] | None]:
    """Returns the level of a paragraph, and the scheme and the first number of its list, if any."""
    own = paragraph.find(f"{A}pPr")
    named = own.get("lvl", "0") if own is not None else "0"
    level = int(named) if named.isdecimal() else 0
    of_level = style.find(f"{A}lvl{level + 1}pPr") if style is not None else None
    for properties in (own, of_level):
        for child in properties if properties is not None else ():
            if child.tag == f"{A}buAutoNum":
                start = child.get("startAt", "1")
                return level, (child.get("type", ""), int(start) if start.isdecimal() else 1)
            if child.tag in _NO_NUMBER:
                return level, None
    return level, None


def _written(number: int, scheme: str) -> str:
    kind = next((_KINDS[begin] for begin in _KINDS if scheme.startswith(begin)), "decimal")
    around = next((_AROUND[end] for end in _AROUND if scheme.endswith(end)), "{}")
    return around.format(written_number(number, kind))


def paragraph_text(builder: TextBuilder, paragraph: etree._Element) -> str:
    """Returns the text of a paragraph that shows, and what is struck out if that is to be read."""
    groups = groupby(_pieces(paragraph), key=lambda piece: piece[0])
    pairs = [(kind, "".join(text for _, text in group)) for kind, group in groups]
    return one_line("".join(builder.unless_hidden(k, t) if k else t for k, t in pairs))


def is_hidden(shape: etree._Element) -> bool:
    """Tells whether a shape is switched off in the selection pane."""
    named = next(shape.iter("{*}cNvPr"), None)
    return named is not None and named.get("hidden", "") not in _OFF


def all_text(element: etree._Element) -> str:
    """Returns every text that an element holds."""
    return one_line(" ".join(t.text or "" for t in element.iter(f"{A}t", f"{M}t")))


def _pieces(paragraph: etree._Element) -> Iterator[tuple[Omission | None, str]]:
    for child in paragraph:
        if child.tag == f"{A}br":
            yield None, "\n"
        elif child.tag in (f"{A}r", f"{A}fld"):
            yield _run(child)
        elif isinstance(child.tag, str) and etree.QName(child).localname == "m":
            yield None, "".join(map(linear, child))


def _run(run: etree._Element) -> tuple[Omission | None, str]:
    text = run.findtext(f"{A}t") or ""
    properties = run.find(f"{A}rPr")
    if properties is None:
        return None, text
    shift = properties.get("baseline", "0").rstrip("%")
    if shift.startswith("-"):
        text = lowered(text)
    elif shift.strip("0."):
        text = raised(text)
    return Omission.STRUCK if properties.get("strike") in _STRUCK else None, text
