"""DOCX: headings, lists with their marks, tables row by row, footnotes where they are called.

Read is what the page shows: hidden, struck-out and deleted text, comments, heads and feet of pages
are not in it.
"""

import io
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from lxml import etree

from index.errors import UnreadableError
from index.readers.accounting import Held
from index.readers.archive import office_package
from index.readers.builder import TextBuilder, one_line
from index.readers.equations import M, linear
from index.readers.extraction import Extraction, Options
from index.readers.office.charts import add_chart, add_diagram
from index.readers.office.docx_numbering import Numbering
from index.readers.office.docx_styles import TextStyles, position
from index.readers.office.docx_tables import CONTAINERS, inside, only_places, rows_of
from index.readers.office.inserted import add_inserted
from index.readers.office.office_account import held_in
from index.readers.office.symbols import symbol
from index.readers.omissions import Omission
from index.readers.raised import lowered, raised
from index.readers.tables.lines import add_table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGE = (OpcError, BadZipFile, KeyError, ValueError, TypeError, AttributeError, etree.LxmlError)
# What is not on the page: field codes, readings of characters, what older programs see instead.
_SKIPPED = frozenset(
    (
        *(f"{_W}{name}" for name in ("instrText", "delText", "rPr", "pPr", "rt")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_GONE = (f"{_W}del", f"{_W}moveFrom")
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_NEW_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
_CHARTS = (_CHART, _DIAGRAM, _NEW_CHART, _EMBEDDED)
_DRAWN = (*_CHARTS, f"{_W}txbxContent")
_NOTES = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_MAX_DEPTH = 20
_NOTE_PARTS = {"footnote": "/footnotes", "endnote": "/endnotes"}


def read(data: bytes, options: Options) -> Extraction:
    """Reads a Word document.

    Raises:
        UnreadableError: it is damaged, encrypted or malicious.
    """
    data = office_package(data)
    try:
        document = Document(io.BytesIO(data))
        return _Reader(document, options).read(held_in(data))
    except _DAMAGE as error:
        raise UnreadableError(f"the file is damaged: {error}") from error


class _Reader:
    """Walks through one document."""

    def __init__(self, document: DocumentType, options: Options) -> None:
        self._document, self._options = document, options
        self._builder = TextBuilder(hidden=options.hidden)
        self._styles = TextStyles(document)
        self._numbering = Numbering(document)
        self._notes = _notes(document)
        self._called: list[str] = []
        self._title = ""

    def read(self, held: Iterable[Held]) -> Extraction:
        self._blocks(self._document.element.body, 0)
        self._builder.account(held)
        named = one_line(self._document.core_properties.title or "")
        sensible = named.lower() not in ("", "word document", "untitled", "title")
        return self._builder.finish(self._title or (named if sensible else ""))

    def _blocks(self, parent: etree._Element, depth: int) -> None:
        for element in parent if depth < _MAX_DEPTH else ():
            if element.tag == f"{_W}p":
                self._paragraph(element, depth)
            elif element.tag == f"{_W}tbl":
                self._table(element, depth)
            elif element.tag in CONTAINERS:
                self._blocks(element, depth + 1)
            elif element.tag == f"{_W}altChunk":
                add_inserted(self._builder, self._part(element, "id"), self._options)
            elif element.tag.startswith(M):
                self._builder.paragraph(linear(element))
            self._add_notes()

    def _table(self, table: etree._Element, depth: int) -> None:
        """Adds a table; one that only places others is none: its cells are read in turn."""
        if depth + 1 == _MAX_DEPTH or not only_places(table):
            add_table(self._builder, rows_of(table, self._cell_text))
            self._add_notes()
            for paragraph in table.iter(f"{_W}p"):
                self._add_drawn(paragraph, depth, _CHARTS)
            return
        for row in inside(table, f"{_W}tr"):
            for cell in inside(row, f"{_W}tc"):
                self._blocks(cell, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> None:
        text = one_line(self._text(paragraph))
        style = self._numbering.style_of(paragraph)
        mark = self._numbering.mark(paragraph)
        mark = mark if text else ""
        level = _level(style.names, paragraph)
        if level is not None:
            self._heading(f"{mark} {text}".strip(), level)
        elif mark:
            self._builder.item(text, mark)
        else:
            self._builder.paragraph(text)
        self._add_notes()
        self._add_drawn(paragraph, depth, _DRAWN)

    def _add_drawn(self, paragraph: etree._Element, depth: int, kinds: Iterable[str]) -> None:
        for drawn in paragraph.iter(*kinds):
            if not any(above.tag in (*_SKIPPED, *_GONE) for above in drawn.iterancestors()):
                self._drawn(drawn, depth)

    def _cell_text(self, cell: etree._Element) -> str:
        """Returns the text of a cell, its paragraphs with their numbers; signs number nothing."""
        texts: list[str] = []
        for paragraph in cell.iter(f"{_W}p"):
            if not any(above.tag in _SKIPPED for above in paragraph.iterancestors()):
                mark = self._numbering.mark(paragraph)
                counts = any(character.isalnum() for character in mark)
                texts += [mark if counts else "", one_line(self._text(paragraph))]
        return " ".join(filter(None, texts))

    def _drawn(self, element: etree._Element, depth: int) -> None:
        """Adds what is no running text: a text box, a chart, a diagram."""
        if element.tag == _CHART and (chart := self._part(element, "id")):
            add_chart(self._builder, chart.blob)
        elif element.tag == _DIAGRAM and (diagram := self._part(element, "dm")):
            add_diagram(self._builder, diagram.blob)
        elif element.tag == f"{_W}txbxContent":
            self._blocks(element, depth + 1)
        else:
            self._builder.omit(Omission.FILE if element.tag == _EMBEDDED else Omission.CHART)

    def _part(self, element: etree._Element, relation: str) -> Part | None:
        """Returns the part of the file that an element names, if there is one."""
        named = element.get(f"{_RELATIONS}{relation}", "")
        found = self._document.part.rels.get(named)
        return None if found is None or found.is_external else found.target_part

    def _heading(self, text: str, level: int) -> None:
        if level == 0 and text and not self._title:
            self._title = text
        self._builder.heading(text, max(level, 1))

    def _text(self, element: etree._Element) -> str:
        """Returns the text that shows of a paragraph, and what is hidden if that is to be read."""
        groups = groupby(self._runs(element, element), key=lambda piece: piece[0])
        pairs = [(kind, "".join(text for _, text in group)) for kind, group in groups]
        return "".join(self._builder.unless_hidden(k, t) if k else t for k, t in pairs)

    def _runs(
        self, element: etree._Element, paragraph: etree._Element
    ) -> Iterator[tuple[Omission | None, str]]:
        """Yields the pieces of a paragraph, each with why it does not show if so."""
        for child in element:
            if child.tag == f"{_W}r":
                hiding = self._styles.hiding(child, paragraph)
                yield hiding, _placed("".join(self._pieces(child)), position(child))
            elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
                yield None, linear(child)
            elif child.tag in _GONE:
                yield Omission.DELETED, "".join(t.text or "" for t in child.iter(f"{_W}delText"))
            elif child.tag not in _SKIPPED and child.tag != f"{_W}txbxContent":
                yield from self._runs(child, paragraph)

    def _pieces(self, run: etree._Element) -> Iterator[str]:
        for child in run:
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif child.tag in _NOTES:
                yield self._call(child)
            elif child.tag == f"{_W}sym":
                yield symbol(child.get(f"{_W}font", ""), child.get(f"{_W}char", ""))
            elif child.tag not in _SKIPPED and child.tag not in _DRAWN:
                yield from self._pieces(child)

    def _call(self, reference: etree._Element) -> str:
        """Returns the mark of a note, and remembers to add its text below."""
        kind = "footnote" if "footnote" in reference.tag else "endnote"
        note = self._notes.get((kind, reference.get(f"{_W}id", "")))
        if note is None:
            return ""
        number, text = note
        self._called.append(f"[{number}] {text}")
        return f"[{number}]"

    def _add_notes(self) -> None:
        called, self._called = self._called, []
        for note in called:
            self._builder.paragraph(note)


def _placed(text: str, place: str) -> str:
    """Returns text as it is written above or below its line."""
    if place == "superscript":
        return raised(text)
    return lowered(text) if place == "subscript" else text


def _level(names: tuple[str, ...], paragraph: etree._Element) -> int | None:
    """Returns the level of a heading, 0 for the title, None for other paragraphs."""
    for name in names:
        if name.lower() == "title":
            return 0
        if found := _HEADING.match(name):
            return int(found[1])
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    value = outline.get(f"{_W}val", "9") if outline is not None else "9"
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _notes(document: DocumentType) -> dict[tuple[str, str], tuple[int, str]]:
    """Returns the footnotes and endnotes by kind and id: their number and text."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for relation in document.part.rels.values():
        for kind, ending in _NOTE_PARTS.items():
            if relation.is_external or not relation.reltype.endswith(ending):
                continue
            root = etree.fromstring(relation.target_part.blob, parser)
            for note in root.iter(f"{_W}{kind}"):
                text = one_line("".join(t.text or "" for t in note.iter(f"{_W}t")))
                if text and note.get(f"{_W}type") is None:
                    found[kind, note.get(f"{_W}id", "")] = (len(found) + 1, text)
    return found
