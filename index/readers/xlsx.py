"""XLSX: every visible sheet under its name, a row a line with the names of its columns."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from index.errors import UnreadableError
from index.readers.archive import office_package
from index.readers.builder import TextBuilder, one_line
from index.readers.cell_format import shown
from index.readers.extraction import Extraction, Options
from index.readers.grid import Row
from index.readers.sheets import add_sheet
from index.readers.xlsx_beside import Beside

_DAMAGE = (
    *(InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError),
    *(ParseError, XMLSyntaxError, DefusedXmlException, IndexError, OSError),
)


def read(data: bytes, options: Options) -> Extraction:
    """Reads the values of a workbook as its cells show them, never the formulas.

    Raises:
        UnreadableError: it is damaged, encrypted or malicious.
    """
    data = office_package(data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _read(data, archive)
    except _DAMAGE as error:
        raise UnreadableError(f"the file is damaged: {error}") from error


def _read(data: bytes, archive: ZipFile) -> Extraction:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    builder = TextBuilder()
    visible = frozenset(s.title for s in workbook.worksheets if s.sheet_state == "visible")
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            builder.remarks.append(f"the hidden sheet {sheet.title!r} is left out")
            continue
        sheet.reset_dimensions()  # What a file says about its size may be wrong.
        builder.heading(sheet.title, 1)
        beside = Beside(archive, sheet._worksheet_path, visible)
        add_sheet(builder, beside.watching(_rows(sheet)))
        beside.add(builder, sheet.title)
    title = workbook.properties.title or ""
    return builder.finish(title, page_unit="row")


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[Row]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = (shown(cell.value, getattr(cell, "number_format", "")) for cell in row)
        yield Row(tuple(map(one_line, texts)), number=number)
