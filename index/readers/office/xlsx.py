"""XLSX: every visible sheet under its name, a row a line with the names of its columns."""

import io
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from index.errors import UnreadableError
from index.readers.archive import office_package
from index.readers.builder import TextBuilder
from index.readers.extraction import Extraction, Options
from index.readers.office.sheets import add_sheet
from index.readers.office.xlsx_beside import Beside
from index.readers.office.xlsx_cells import rows_of

_DAMAGE = (
    *(InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError),
    *(ParseError, XMLSyntaxError, DefusedXmlException, IndexError, OSError),
)


def read(data: bytes, options: Options) -> Extraction:
    """Reads the values of a workbook as its cells show them, formulas only where there is none.

    Raises:
        UnreadableError: it is damaged, encrypted or malicious.
    """
    data = office_package(data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _read(data, archive, hidden=options.hidden)
    except _DAMAGE as error:
        raise UnreadableError(f"the file is damaged: {error}") from error


def _read(data: bytes, archive: ZipFile, *, hidden: bool) -> Extraction:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    builder = TextBuilder(hidden=hidden)
    visible = frozenset(s.title for s in workbook.worksheets if s.sheet_state == "visible")
    for sheet in workbook.worksheets:
        shows = sheet.sheet_state == "visible"
        if not shows:
            builder.remarks.append(_of_hidden(sheet.title, read=hidden))
        if not (shows or hidden):
            continue
        sheet.reset_dimensions()  # What a file says about its size may be wrong.
        builder.heading(sheet.title if shows else f"[hidden sheet] {sheet.title}", 1)
        builder.place = f"on the sheet {sheet.title!r}"
        beside = Beside(archive, sheet._worksheet_path, visible)
        add_sheet(builder, beside.watching(rows_of(sheet, archive, builder)))
        beside.add(builder, sheet.title)
    title = workbook.properties.title or ""
    return builder.finish(title, page_unit="row")


def _of_hidden(title: str, *, read: bool) -> str:
    if read:
        return f"the hidden sheet {title!r} is read, and marked as such"
    return f"the hidden sheet {title!r} is left out"
