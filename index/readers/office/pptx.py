"""PPTX: slide by slide, the title as heading, then text, tables, charts, diagrams, notes.

Hidden slides are left out, with a remark, as is what is struck out.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.parts.slide import SlidePart
from pptx.presentation import Presentation as PresentationType
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.table import _Cell as TableCell
from pptx.text.text import TextFrame

from index.errors import UnreadableError
from index.readers.accounting import Held
from index.readers.archive import office_package
from index.readers.builder import MAX_HEADING, TextBuilder, one_line
from index.readers.extraction import Extraction, Options
from index.readers.office.charts import add_chart, add_diagram
from index.readers.office.office_account import held_in
from index.readers.office.pptx_text import (
    all_text,
    choose_newest,
    is_hidden,
    numbered,
    paragraphs,
)
from index.readers.omissions import Omission
from index.readers.tables.grid import Cell, spread
from index.readers.tables.lines import add_table

_DAMAGE = (
    *(PythonPptxError, BadZipFile, KeyError, ValueError, TypeError, AttributeError),
    *(IndexError, etree.LxmlError),
)
_MAX_DEPTH = 20
_OFF = ("0", "false")
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_NEW_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_EMBEDDED = "{http://schemas.openxmlformats.org/presentationml/2006/main}oleObj"
# What is drawn, and the name of the relation to the part that says it.
_DRAWN = {_CHART: "id", _DIAGRAM: "dm", _NEW_CHART: "id", _EMBEDDED: "id"}
_NO_TITLE = ("", "powerpoint presentation", "presentation", "untitled")
# Dates, numbers and footers repeat on every slide.
_FURNITURE = ("DATE", "SLIDE_NUMBER", "FOOTER", "HEADER")


def read(data: bytes, options: Options) -> Extraction:
    """Reads a presentation.

    Raises:
        UnreadableError: it is damaged, encrypted or malicious.
    """
    data = office_package(data)
    try:
        return _read(Presentation(io.BytesIO(data)), options, held_in(data))
    except _DAMAGE as error:
        raise UnreadableError(f"the file is damaged: {error}") from error


def _read(presentation: PresentationType, options: Options, held: Iterable[Held]) -> Extraction:
    builder = TextBuilder(hidden=options.hidden)
    for number, slide in enumerate(presentation.slides, 1):
        builder.page(number)
        _add_slide(builder, slide, number)
    builder.account(held)
    named = one_line(presentation.core_properties.title or "")
    return builder.finish("" if named.lower() in _NO_TITLE else named, page_unit="slide")


def _add_slide(builder: TextBuilder, slide: Slide, number: int) -> None:
    choose_newest(slide.element)
    if slide.element.get("show", "1") in _OFF:
        builder.place = f"(number {number})"
        mark = builder.unless_hidden(Omission.SLIDE, all_text(slide.element) or "-")
        if not mark:
            return
        builder.paragraph(f"[{Omission.SLIDE.value[0]}]")
    builder.place = f"on slide {number}"
    title = slide.shapes.title
    if title is not None:
        _add_title(builder, paragraphs(builder, title.text_frame._txBody))
    others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    _add_shapes(builder, others, 0)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = " ".join(paragraphs(builder, slide.notes_slide.notes_text_frame._txBody))
        builder.paragraph(f"Notes: {notes}" if notes else "")
    _count_comments(builder, slide.part)


def _add_title(builder: TextBuilder, lines: Sequence[str]) -> None:
    """Adds the title of a slide; of a very long one, the first paragraph is the title."""
    whole = " ".join(lines)
    builder.heading(whole if len(whole) <= MAX_HEADING else lines[0], 1)
    for line in lines[1:] if len(whole) > MAX_HEADING else ():
        builder.item(line)


def _add_shapes(builder: TextBuilder, shapes: Iterable[Any], depth: int) -> None:
    for shape in shapes if depth < _MAX_DEPTH else ():
        if shape.is_placeholder and shape.placeholder_format.type.name in _FURNITURE:
            continue
        hidden = is_hidden(shape._element)
        if hidden and not builder.unless_hidden(Omission.HIDDEN, all_text(shape._element)):
            continue
        if hasattr(shape, "shapes"):
            _add_shapes(builder, shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False):
            add_table(builder, spread(_rows(builder, shape.table)))
        elif shape.has_text_frame:
            _add_text(builder, shape.text_frame, hidden=hidden)
        else:
            _add_drawn(builder, shape)


def _add_drawn(builder: TextBuilder, shape: BaseShape) -> None:
    """Adds a chart or a diagram; what else is embedded is noted."""
    for element in shape._element.iter(*_DRAWN):
        named = element.get(f"{_RELATIONS}{_DRAWN[element.tag]}", "")
        relation = shape.part.rels.get(named)
        part = None if relation is None or relation.is_external else relation.target_part
        if element.tag == _CHART and part is not None:
            add_chart(builder, part.blob)
        elif element.tag == _DIAGRAM and part is not None:
            add_diagram(builder, part.blob)
        else:
            builder.omit(Omission.FILE if element.tag == _EMBEDDED else Omission.CHART)


def _count_comments(builder: TextBuilder, slide: SlidePart) -> None:
    for relation in slide.rels.values():
        if relation.is_external or not relation.reltype.endswith("/comments"):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        for comment in root.iter("{*}cm"):
            builder.omit(Omission.COMMENT, " ".join(comment.itertext()))


def _rows(builder: TextBuilder, table: Table) -> Iterator[list[Cell]]:
    for number, row in enumerate(table.rows):
        cells = (cell for cell in row.cells if not cell.is_spanned)
        yield [_cell(builder, cell, head=table.first_row and number == 0) for cell in cells]


def _cell(builder: TextBuilder, cell: TableCell, *, head: bool) -> Cell:
    whole = cell.is_merge_origin
    columns, rows = (cell.span_width, cell.span_height) if whole else (1, 1)
    text = " ".join(paragraphs(builder, cell._tc))
    return Cell(text, columns, rows, head=head)


def _add_text(builder: TextBuilder, frame: TextFrame, *, hidden: bool) -> None:
    """Adds the paragraphs of a shape; several are the items of a list, as is one with a number."""
    lines = numbered(builder, frame._txBody)
    for number, text in lines:
        line = f"[{Omission.HIDDEN.value[0]}: {text}]" if hidden else text
        if number or len(lines) > 1:
            builder.item(line, number or "-")
        else:
            builder.paragraph(line)
