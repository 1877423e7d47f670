"""Equations of web pages (MathML) as linear text, in the notation of those of Office files."""

from collections.abc import Callable

from lxml import etree

from index.readers.builder import one_line
from index.readers.equations import above, below, grouped, joined

_SKIPPED = ("annotation", "annotation-xml", "mphantom")


def linear(element: etree._Element) -> str:
    """Returns an equation, or a part of one, as a line of text."""
    tag = element.tag if isinstance(element.tag, str) else "annotation"
    name = tag.rpartition("}")[2].rpartition(":")[2]
    if name in _SKIPPED:
        return ""
    write = _FORMS.get(name)
    if write:
        return write([linear(child) for child in element])
    pieces = [element.text or ""]
    for child in element:
        pieces += [linear(child), child.tail or ""]
    return joined(piece if piece.strip() else "" for piece in map(one_line, pieces))


def _part(parts: list[str], place: int) -> str:
    return parts[place] if place < len(parts) else ""


def _superscript(parts: list[str]) -> str:
    return grouped(_part(parts, 0)) + above(_part(parts, 1))


def _subscript(parts: list[str]) -> str:
    return grouped(_part(parts, 0)) + below(_part(parts, 1))


def _both(parts: list[str]) -> str:
    return _subscript(parts) + above(_part(parts, 2))


def _fraction(parts: list[str]) -> str:
    return f"{grouped(_part(parts, 0))}/{grouped(_part(parts, 1))}"


def _square_root(parts: list[str]) -> str:
    return f"√({joined(parts)})"


def _root(parts: list[str]) -> str:
    return f"√[{_part(parts, 1)}]({_part(parts, 0)})"


def _matrix(parts: list[str]) -> str:
    return f"[{'; '.join(parts)}]"


def _row(parts: list[str]) -> str:
    return ", ".join(parts)


_FORMS: dict[str, Callable[[list[str]], str]] = {
    **dict.fromkeys(("msup", "mover"), _superscript),
    **dict.fromkeys(("msub", "munder"), _subscript),
    **dict.fromkeys(("msubsup", "munderover"), _both),
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "mtable": _matrix,
    **dict.fromkeys(("mtr", "mlabeledtr"), _row),
}
