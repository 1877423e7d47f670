"""The text of a piece of a web page as its words stand there, whatever becomes of it."""

from lxml import etree

# What no browser shows as text of the page, and what is handled by itself.
_APART = frozenset(
    "script style noscript template head title svg math iframe object select option button input"
    " textarea canvas audio video map rp rt".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font hi i ins kbd label mark q ref ruby s"
    " samp small span strike strong sub sup time tt u var wbr".split()
)


def page_text(root: etree._Element) -> str:
    """Returns the words of an element; those in different blocks are apart."""
    pieces: list[str] = []
    apart: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append("" if apart is not None else element.tail or "")
        elif event == "start" and apart is None:
            if _name(element) in _APART:
                apart = element
            else:
                pieces += [_gap(element), element.text or ""]
        elif event == "end" and apart in (None, element):
            apart = None
            tail = element.tail or "" if element is not root else ""
            pieces += [_gap(element), tail]
    return "".join(pieces)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _gap(element: etree._Element) -> str:
    return "" if _name(element) in _INLINE else " "
