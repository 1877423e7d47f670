"""Charts of Office files as the tables that they are drawn from, and diagrams as their items."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice

from lxml import etree

from index.readers.builder import TextBuilder, one_line
from index.readers.office.cell_format import shown
from index.readers.omissions import Omission
from index.readers.tables.grid import Row
from index.readers.tables.lines import add_table

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MAX_BYTES, _MAX_POINTS, _MAX_SERIES = 20_000_000, 2_000, 100
_MAX_DEPTH = 20
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General|Standard', re.IGNORECASE)
_DATE_MARK = re.compile(r"[ydh]", re.IGNORECASE)
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_NOT_WRITTEN = ("doc", "pres", "parTrans", "sibTrans")


@dataclass(frozen=True, slots=True)
class _Series:
    """What is drawn in one colour: its name, where its points stand, and their values."""

    name: str
    places: tuple[str, ...]
    values: tuple[str, ...]
    points: int


def add_chart(builder: TextBuilder, data: bytes, read: Collection[str] = ()) -> None:
    """Adds the title of a chart and a row for each place on its axis; it may be cut, and says so.

    One that only draws what stands in sheets that are `read` gives its titles. A chart that cannot
    be read is noted as left out.
    """
    root = _parsed(data)
    if _is_drawn_from(root, read):
        builder.paragraph("; ".join(_titles(root)))
        return
    series = [_series(each, root) for each in islice(root.iter(f"{_C}ser"), _MAX_SERIES)]
    if not any(each.values for each in series):
        builder.omit(Omission.CHART)
        return
    builder.paragraph("; ".join(_titles(root)))
    for places, group in groupby(series, key=lambda each: each.places):
        _add_series(builder, places, list(group))
    points = max(each.points for each in series)
    if points > _MAX_POINTS:
        builder.ignore(" ".join(value.text or "" for value in root.iter(f"{_C}v")))
        builder.remarks.append(f"of a chart only {_MAX_POINTS:,} of {points:,} points are read")


def add_diagram(builder: TextBuilder, data: bytes) -> None:
    """Adds the texts of a diagram (SmartArt), each below what it hangs on, as items."""
    root = _parsed(data)
    texts = {p.get("modelId", f"{n}"): _text(p) for n, p in enumerate(_points(root))}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(f"{_D}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            place = int(order) if order.isdecimal() else 0
            below.setdefault(link.get("srcId", ""), []).append((place, link.get("destId", "")))
    tops = [p.get("modelId", "") for p in root.iter(f"{_D}pt") if p.get("type") == "doc"]
    seen: dict[str, None] = {}
    for top in tops:
        _gather(top, below, seen, 0)
    for name in [*seen, *(name for name in texts if name not in seen)]:
        if texts.get(name):
            builder.item(texts[name])


def _is_drawn_from(root: etree._Element, sheets: Collection[str]) -> bool:
    places = [formula.text or "" for formula in root.iter(f"{_C}f")]
    names = {place.rpartition("!")[0].strip("'").replace("''", "'") for place in places}
    return bool(names) and names <= set(sheets)


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data if len(data) <= _MAX_BYTES else b"<too-large/>", parser)


def _add_series(builder: TextBuilder, places: Sequence[str], group: Sequence[_Series]) -> None:
    names = [each.name for each in group]
    length = max(len(places), *(len(each.values) for each in group))
    rows = [
        Row((_at(places, n), *(_at(each.values, n) for each in group)))
        for n in range(min(length, _MAX_POINTS))
    ]
    head = [Row(("", *names), marked=True)] if any(names) else []
    add_table(builder, [*head, *rows])


def _at(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""


def _series(element: etree._Element, root: etree._Element) -> _Series:
    from_1904 = root.find(f"{_C}date1904")
    late = from_1904 is not None and from_1904.get("val", "1") in ("1", "true")
    places = _first(element, "cat", "xVal")
    values = _first(element, "val", "yVal")
    name = element.find(f"{_C}tx")
    title = (
        " ".join(t.text or "" for t in name.iter(f"{_C}v", f"{_A}t")) if name is not None else ""
    )
    count = values.find(f".//{_C}ptCount") if values is not None else None
    said = count.get("val", "") if count is not None else ""
    there = sum(1 for _ in values.iter(f"{_C}pt")) if values is not None else 0
    points = max(there, int(said) if said.isdecimal() and there > _MAX_POINTS else 0)
    return _Series(one_line(title), _levels(places, late), _values(values, late), points)


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    found = (element.find(f"{_C}{name}") for name in names)
    return next((each for each in found if each is not None), None)


def _levels(axis: etree._Element | None, late: bool) -> tuple[str, ...]:
    """Returns the places of an axis; those of several levels have the outer ones in front."""
    levels = list(axis.iter(f"{_C}lvl")) if axis is not None else []
    if axis is None or not levels:
        return _values(axis, late)
    inner = _values(levels[0], late)
    outer = [_filled(_values(level, late), len(inner)) for level in reversed(levels[1:])]
    rows = zip(*outer, inner, strict=True)
    return tuple(" ".join(filter(None, row)) for row in rows)


def _filled(names: Sequence[str], length: int) -> list[str]:
    """Returns names of groups for each of their members: only the first of them has it."""
    filled, last = [], ""
    for place in range(length):
        last = _at(names, place) or last
        filled.append(last)
    return filled


def _values(holder: etree._Element | None, late: bool) -> tuple[str, ...]:
    if holder is None:
        return ()
    code = holder.findtext(f".//{_C}formatCode") or ""
    found: dict[int, str] = {}
    for point in holder.iter(f"{_C}pt"):
        place = point.get("idx", "")
        if place.isdecimal() and int(place) < _MAX_POINTS:
            own = point.get("formatCode") or code
            found[int(place)] = _shown(point.findtext(f"{_C}v") or "", own, late)
    return tuple(found.get(n, "") for n in range(max(found, default=-1) + 1))


def _shown(text: str, code: str, late: bool) -> str:
    try:
        number = float(text)
    except ValueError:
        return one_line(text)
    if not code:
        return text
    if _DATE_MARK.search(_LITERAL.sub("", code)) and 0 <= number < 3_000_000:
        return shown(_EPOCHS[late] + timedelta(days=number), code)
    return shown(int(number) if number.is_integer() else number, code)


def _titles(root: etree._Element) -> Iterator[str]:
    """Yields the titles of a chart and of its axes."""
    for title in root.iter(f"{_C}title"):
        text = one_line("".join(t.text or "" for t in title.iter(f"{_A}t", f"{_C}v")))
        if text:
            yield text


def _points(root: etree._Element) -> Iterator[etree._Element]:
    return (p for p in root.iter(f"{_D}pt") if p.get("type", "node") not in _NOT_WRITTEN)


def _text(point: etree._Element) -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{_A}t")) for p in point.iter(f"{_A}p"))
    return one_line(" ".join(paragraphs))


def _gather(
    top: str, below: dict[str, list[tuple[int, str]]], seen: dict[str, None], depth: int
) -> None:
    """Adds what hangs on an item to those seen, each once, in order."""
    for _, name in sorted(below.get(top, ())) if depth < _MAX_DEPTH else ():
        if name not in seen:
            seen[name] = None
            _gather(name, below, seen, depth + 1)
