"""Which text of a DOCX file does not show, or stands above or below its line."""

from collections.abc import Mapping

from docx.document import Document
from lxml import etree

from index.readers.omissions import Omission

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDING = {"vanish": Omission.HIDDEN, "strike": Omission.STRUCK, "dstrike": Omission.STRUCK}
_OFF = ("0", "false", "off", "none")
_MAX_STYLES = 20


class TextStyles:
    """Looks up what the properties of a run and its styles say of how it shows."""

    def __init__(self, document: Document) -> None:
        """Takes the styles from the document."""
        self._styles = {
            style.get(f"{W}styleId", ""): style
            for style in document.styles.element.iter(f"{W}style")
        }
        self._known: dict[str, Mapping[str, bool]] = {}
        self._defaults = {
            style.get(f"{W}type", ""): style.get(f"{W}styleId", "")
            for style in self._styles.values()
            if style.get(f"{W}default", "0") not in _OFF
        }

    def hiding(self, run: etree._Element, paragraph: etree._Element | None) -> Omission | None:
        """Returns why a run does not show as text that holds; None: it does."""
        own = _flags(run.find(f"{W}rPr"))
        by_run = self._of(_value(run, "rPr", "rStyle") or self._defaults.get("character", ""))
        by_paragraph: Mapping[str, bool] = {}
        if paragraph is not None:
            named = _value(paragraph, "pPr", "pStyle") or self._defaults.get("paragraph", "")
            by_paragraph = self._of(named)
        for name, kind in _HIDING.items():
            # A style for letters undoes what the style of the paragraph does: both are switches.
            styled = by_run.get(name, False) != by_paragraph.get(name, False)
            if own.get(name, styled):
                return kind
        return None

    def _of(self, style_id: str) -> Mapping[str, bool]:
        if style_id not in self._known:
            found: dict[str, bool] = {}
            style, seen = self._styles.get(style_id), 0
            while style is not None and seen < _MAX_STYLES:
                found = {**_flags(style.find(f"{W}rPr")), **found}
                base = style.find(f"{W}basedOn")
                style = self._styles.get(base.get(f"{W}val", "")) if base is not None else None
                seen += 1
            self._known[style_id] = found
        return self._known[style_id]


def position(run: etree._Element) -> str:
    """Returns "superscript" or "subscript" for text that stands above or below its line."""
    return _value(run, "rPr", "vertAlign")


def _flags(properties: etree._Element | None) -> dict[str, bool]:
    if properties is None:
        return {}
    found = ((name, properties.find(f"{W}{name}")) for name in _HIDING)
    return {name: e.get(f"{W}val", "1") not in _OFF for name, e in found if e is not None}


def _value(element: etree._Element, properties: str, name: str) -> str:
    found = element.find(f"{W}{properties}/{W}{name}")
    return str(found.get(f"{W}val", "")) if found is not None else ""
