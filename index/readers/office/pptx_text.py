"""The text of PPTX shapes: paragraphs with their signs and equations, nothing that is hidden."""

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from index.readers.builder import TextBuilder, one_line
from index.readers.equations import M, linear
from index.readers.omissions import Omission
from index.readers.raised import lowered, raised

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRUCK = ("sngStrike", "dblStrike")
_OFF = ("", "0", "false")


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
    """Returns the lines of a text body that show something."""
    texts = (paragraph_text(builder, paragraph) for paragraph in body.iter(f"{A}p"))
    return [text for text in texts if text]


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
