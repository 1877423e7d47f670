"""What of a web page shows, as a tree that holds nothing else.

What is hidden or struck out is left out and counted, what one click opens stays, figures above and
below a line become characters, equations lines of text.
"""

import re

from lxml import etree

from index.readers.builder import TextBuilder, one_line
from index.readers.omissions import Omission
from index.readers.raised import lowered, raised
from index.readers.web.mathml import linear
from index.readers.web.page_text import page_text

_STRUCK = ("s", "strike", "del")
_HIDING = re.compile(r"display:none|visibility:hidden")
_STRIKING = "line-through"
_PANEL = re.compile(
    r"(?:^|[\W_])(?:tabs?|tabpanel|panes?|panels?|accordion|collaps\w*|toggle\w*|expand\w*|faq)"
    r"(?:$|[\W_])",
    re.IGNORECASE,
)
_CONTROLS = ("aria-controls", "data-target", "data-bs-target")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")
_TEXTLESS = ("script", "style", "template", "noscript")
_PLACES = {"sup": raised, "sub": lowered}


def leave_what_shows(root: etree._Element, builder: TextBuilder) -> None:
    """Takes out of a tree what does not show, and notes in the builder what that was."""
    _open_panels(root)
    _take_out_hidden(root, builder)
    _write_signs(root)
    for element in root.iter("svg"):
        words = one_line(" ".join("".join(t.itertext()) for t in element.iter("text")))
        if words:
            builder.omit(Omission.DIAGRAM, words)


def _take_out_hidden(root: etree._Element, builder: TextBuilder) -> None:
    for element in list(root.iter("*")):
        kind = _hiding(element)
        if kind is not None and _is_in(element, root):
            _replace(element, builder.unless_hidden(kind, one_line(page_text(element))))


def _write_signs(root: etree._Element) -> None:
    """Writes equations as lines of text, and figures above and below the line as such."""
    for element in list(root.iter("math")):
        _replace(element, f" {linear(element)} " if element.get("display") else linear(element))
    for element in root.iter(*_PLACES):
        if len(element) == 0:
            element.text = _PLACES[element.tag](element.text or "")


def _open_panels(root: etree._Element) -> None:
    """Lets the panels of tabs and accordions show: one click opens them."""
    named = {name for e in root.iter("*") for key in _CONTROLS for name in _names(e.get(key))}
    for element in root.iter("*"):
        if _is_hiding(element) and (element.get("id") in named or _is_panel(element)):
            element.attrib.pop("hidden", None)
            element.attrib.pop("style", None)
    for button in root.iter("button"):
        if next(button.iterancestors(*_HEADINGS), None) is not None:
            button.tag = "span"  # It opens what stands below: its words are the heading.


def _names(value: str | None) -> list[str]:
    return [name.lstrip("#") for name in (value or "").split()]


def _is_panel(element: etree._Element) -> bool:
    if element.get("role") == "tabpanel" or element.get("hidden") == "until-found":
        return True
    return bool(_PANEL.search(element.get("class", "")) or _PANEL.search(element.get("id", "")))


def _is_hiding(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDING.search(_style(element)))


def _hiding(element: etree._Element) -> Omission | None:
    """Returns why an element does not show; None: it does, or holds no text by its nature."""
    if not isinstance(element.tag, str) or element.tag in _TEXTLESS:
        return None
    if _is_hiding(element):
        return Omission.HIDDEN
    struck = element.tag in _STRUCK or _STRIKING in _style(element)
    return Omission.STRUCK if struck else None


def _style(element: etree._Element) -> str:
    return "".join(element.get("style", "").split()).lower()


def _is_in(element: etree._Element, root: etree._Element) -> bool:
    """Tells whether an element still hangs on the tree: what held it may be out already."""
    return any(above is root for above in element.iterancestors())


def _replace(element: etree._Element, text: str) -> None:
    """Puts a text in the place of an element, with what follows it."""
    parent, before = element.getparent(), element.getprevious()
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)
