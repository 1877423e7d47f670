"""PDF: text in reading order by page, headings from the table of contents or the letters' size.

Running heads, feet and page numbers are left out, words broken at the end of a line are joined.
Every word keeps its box. Pages without text are scans: they are named, or read by OCR.
"""

import logging
import re
from collections.abc import Sequence
from itertools import groupby, islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.errors import UnreadableError
from index.readers.builder import one_line
from index.readers.extraction import Extraction, Options
from index.readers.omissions import Omissions
from index.readers.pdf.annotations import attachments_of, with_typed
from index.readers.pdf.form_fields import with_fields
from index.readers.pdf.ocr import OcrError, is_scan, letters_in, scanned_lines
from index.readers.pdf.page_furniture import without_furniture
from index.readers.pdf.page_lines import PageLine, PageLines
from index.readers.pdf.page_text import text_of
from index.readers.pdf.pdf_lines import page_lines

_MAX_ENTRIES, _MAX_DEPTH = 20_000, 10
_MAX_TITLE = 200
_NO_TITLE = re.compile(
    r"\W*(?:untitled|anonymous|unspecified|unknown|no title)\W*$|untitled|microsoft \w+ - "
    r"|.*\.(?:docx?|pptx?|xlsx?|indd|tex|pdf|dvi|qxd|rtf|odt|fm|html?|txt)$"
    r"|(?:presentation|document|title|slide) ?\d*$|無題|名称未設定",
    re.IGNORECASE,
)
_ALIKE = re.compile(r"[\W_]+")
_MAX_NAMED = 20
_REMEDY = "To read them, install tesseract and set TENKYO_OCR"
_MORE = 2  # Times as many letters as a page has that OCR must find on it, to be read instead.


def read(data: bytes, options: Options) -> Extraction:
    """Reads a PDF; one that opens with the empty password counts as not protected.

    Raises:
        UnreadableError: it is damaged, or protected with a password.
    """
    with open_pdf(data) as document:
        omissions = Omissions()
        pages, bare, damaged = _pages(document, omissions)
        partly = [page.number for page in pages if page.scanned]
        attachments_of(document, omissions)
        remarks = []
        if damaged:
            remarks.append(f"{_named(damaged)} cannot be opened")
        if (bare or partly) and options.ocr:
            unread = _read_scans(document, pages, [*bare, *partly], options.ocr, remarks)
            bare, partly = ([n for n in named if n in unread] for named in (bare, partly))
        unmapped = [page.number for page in pages if page.unmapped and page.number in bare]
        if unmapped:
            remarks.append(f"{_named(unmapped)}: the fonts do not tell which letters they show")
        if bare:
            remarks.append(_scanned(bare, options.ocr))
        if partly:
            remarks.append(_scanned(partly, options.ocr, "hardly any text"))
        remarks += omissions.remarks()
        kept = without_furniture(pages)
        levels = _mark_entries(kept, _entries(document))
        return text_of(kept, _title(document), levels, remarks)


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Opens a PDF.

    Raises:
        UnreadableError: it is damaged, or protected with a password.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            reason = "the file is protected with a password; save it without one"
        else:
            reason = f"the file is damaged: {error}"
        raise UnreadableError(reason) from error


def _pages(
    document: pdfium.PdfDocument, omissions: Omissions
) -> tuple[list[PageLines], list[int], list[int]]:
    """Returns the pages, and the numbers of those without text and of those that do not open."""
    pages, bare, damaged = [], [], []
    form = _form(document)
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            found = page_lines(page, number)
            found.lines = with_fields(found, page, form)
            found.lines = with_typed(found, page, omissions)
            found.scanned = bool(found.lines) and is_scan(page, found.lines)
            page.close()
        except pdfium.PdfiumError:
            damaged.append(number)
            continue
        pages.append(found)
        if not found.lines:
            bare.append(number)
    return pages, bare, damaged


def _form(document: pdfium.PdfDocument) -> pdfium.PdfFormEnv | None:
    """Returns what the fields of a form are read by, None for a document without."""
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return None
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # It warns of forms of another kind.
    document.init_forms()
    return document.formenv


def _read_scans(
    document: pdfium.PdfDocument,
    pages: list[PageLines],
    bare: Sequence[int],
    languages: str,
    remarks: list[str],
) -> set[int]:
    """Reads pages by OCR into `pages`; returns the numbers of those on which it finds nothing.

    A page that has some text keeps it unless there is much more.
    """
    by_number = {page.number: page for page in pages}
    unread = set(bare)
    try:
        for number in bare:
            page = by_number[number]
            read = scanned_lines(document[number - 1], number, languages)
            if letters_in(read) > _MORE * letters_in(page.lines):
                page.lines = read
            if read:
                unread.discard(number)
    except OcrError as error:
        remarks.append(str(error))
    return unread


def _scanned(numbers: Sequence[int], languages: str, found: str = "no text") -> str:
    if languages:
        return f"{_named(numbers)}: {found}, not even by OCR"
    return f"{_named(numbers)}: {found}, so scanned? {_REMEDY}"


def _named(numbers: Sequence[int]) -> str:
    """Returns "page 3" or "pages 3, 5-9"."""
    stretches = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in group]
        stretches.append(str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}")
    more = ", ..." if len(stretches) > _MAX_NAMED else ""
    return f"page{'s'[: len(numbers) - 1]} {', '.join(stretches[:_MAX_NAMED])}{more}"


def _title(document: pdfium.PdfDocument) -> str:
    """Returns the title that the file gives itself, unless it is only what a program put there."""
    title = one_line(document.get_metadata_value("Title"))
    sensible = any(c.isalpha() for c in title) and len(title) <= _MAX_TITLE
    return title if sensible and not _NO_TITLE.match(title) else ""


def _entries(document: pdfium.PdfDocument) -> list[tuple[int, str, int]]:
    """Returns the table of contents: level from 1, name, number of the page."""
    entries = []
    try:
        for bookmark in islice(document.get_toc(max_depth=_MAX_DEPTH), _MAX_ENTRIES):
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            if index is not None:
                entries.append((bookmark.level + 1, bookmark.get_title(), index + 1))
    except pdfium.PdfiumError:
        return []
    return entries


def _mark_entries(pages: Sequence[PageLines], entries: Sequence[tuple[int, str, int]]) -> list[int]:
    """Marks the lines that entries name; returns the entries' levels, if most have a line."""
    by_number = {page.number: page for page in pages}
    marked: list[PageLine] = []
    count = 0
    for n, (_, name, number) in enumerate(entries, 1):
        page = by_number.get(number)
        lines = _lines_named(name, page.lines) if page else []
        count += bool(lines)
        marked += lines
        for line in lines:
            line.entry = n
    if count * 2 > len(entries):
        return [level for level, _, _ in entries]
    for line in marked:
        line.entry = 0
    return []


def _lines_named(name: str, lines: Sequence[PageLine]) -> list[PageLine]:
    """Returns the one, two or three lines that together say a name, their number aside."""
    wanted = _alike(name)
    for first, line in enumerate(lines) if wanted else ():
        said, own = "", _alike(line.text)
        for last in range(first, min(first + 3, len(lines))):
            said += _alike(lines[last].text)
            if len(said) > len(wanted) + 12:
                break
            ahead = said.removesuffix(wanted)
            numbered = not ahead or (ahead.isdigit() and ahead != own)
            if said.endswith(wanted) and numbered and not line.entry:
                return list(lines[first : last + 1])
    return []


def _alike(text: str) -> str:
    return _ALIKE.sub("", text).casefold()
