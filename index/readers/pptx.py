"""PPTX: slide by slide, the title as heading, then text, tables and notes."""

import io
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as PresentationType
from pptx.slide import Slide
from pptx.table import Table
from pptx.table import _Cell as TableCell
from pptx.text.text import TextFrame

from index.errors import UnreadableError
from index.readers.archive import office_package
from index.readers.builder import TextBuilder, one_line
from index.readers.extraction import Extraction, Options
from index.readers.grid import Cell, spread
from index.readers.tables import add_table

_DAMAGE = (
    *(PythonPptxError, BadZipFile, KeyError, ValueError, TypeError, AttributeError),
    *(IndexError, etree.LxmlError),
)
_MAX_DEPTH = 20
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
        return _read(Presentation(io.BytesIO(data)))
    except _DAMAGE as error:
        raise UnreadableError(f"the file is damaged: {error}") from error


def _read(presentation: PresentationType) -> Extraction:
    builder = TextBuilder()
    for number, slide in enumerate(presentation.slides, 1):
        builder.page(number)
        _add_slide(builder, slide)
    named = one_line(presentation.core_properties.title or "")
    return builder.finish("" if named.lower() in _NO_TITLE else named, page_unit="slide")


def _add_slide(builder: TextBuilder, slide: Slide) -> None:
    title = slide.shapes.title
    if title is not None:
        builder.heading(title.text_frame.text, 1)
    others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    _add_shapes(builder, others, 0)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = one_line(slide.notes_slide.notes_text_frame.text)
        builder.paragraph(f"Notes: {notes}" if notes else "")


def _add_shapes(builder: TextBuilder, shapes: Iterable[Any], depth: int) -> None:
    for shape in shapes if depth < _MAX_DEPTH else ():
        if shape.is_placeholder and shape.placeholder_format.type.name in _FURNITURE:
            continue
        if hasattr(shape, "shapes"):
            _add_shapes(builder, shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False):
            add_table(builder, spread(_rows(shape.table)))
        elif shape.has_text_frame:
            _add_text(builder, shape.text_frame)


def _rows(table: Table) -> Iterator[list[Cell]]:
    for number, row in enumerate(table.rows):
        cells = (cell for cell in row.cells if not cell.is_spanned)
        yield [_cell(cell, head=table.first_row and number == 0) for cell in cells]


def _cell(cell: TableCell, *, head: bool) -> Cell:
    whole = cell.is_merge_origin
    columns, rows = (cell.span_width, cell.span_height) if whole else (1, 1)
    return Cell(cell.text, columns, rows, head=head)


def _add_text(builder: TextBuilder, frame: TextFrame) -> None:
    """Adds the paragraphs of a shape; several are the items of a list."""
    lines = [line for p in frame.paragraphs if (line := one_line(p.text))]
    for line in lines:
        if len(lines) > 1:
            builder.item(line)
        else:
            builder.paragraph(line)
