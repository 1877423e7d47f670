"""What was written onto a page afterwards: typed text, which shows, and comments, which open."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.omissions import Omission, Omissions
from index.readers.pdf.page_lines import PageLine, PageLines, TextRun
from index.readers.pdf.turned import Corners

_MOST = 5_000
_SIZE, _SHORT = 10.0, 80
_COMMENTS = (
    *(raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE),
    *(raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_CARET),
)
_LABELS = (":", "：")
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def with_typed(read: PageLines, page: pdfium.PdfPage, omissions: Omissions) -> list[PageLine]:
    """Returns the lines of a page with what was typed onto it; counts the comments on it.

    What was typed behind a label is part of its line; else its lines stand behind those of the
    page.
    """
    found = list(read.lines)
    for kind, text, corners in _annotations(page):
        if kind in _COMMENTS:
            omissions.leave(Omission.COMMENT, "", text)
            continue
        upright = read.turn.upright(corners)
        place = _label(found, upright) if len(text) <= _SHORT and "\n" not in text else None
        if place is None:
            found += _lines(read.number, text, upright)
        else:
            line = found[place]
            typed = _lines(read.number, text, upright)[0]
            runs = [*line.runs, replace(typed.runs[0], spaced=True), *typed.runs[1:]]
            found[place] = PageLine(line.page, runs, line.size, line.bold, whole=True)
    return found


def attachments_of(document: pdfium.PdfDocument, omissions: Omissions) -> None:
    """Counts the files that are embedded in a document."""
    for _ in range(min(raw.FPDFDoc_GetAttachmentCount(document.raw), _MOST)):
        omissions.leave(Omission.FILE)


def _annotations(page: pdfium.PdfPage) -> Iterator[tuple[int, str, Corners]]:
    """Yields the kind, the text and the place of what says anything and is not hidden."""
    for n in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, n)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            rect = raw.FS_RECTF()
            hidden = raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN
            told = kind == raw.FPDF_ANNOT_FREETEXT or kind in _COMMENTS
            if told and not hidden and raw.FPDFAnnot_GetRect(annotation, rect):
                text = _contents(annotation)
                if text:
                    left, right = sorted((rect.left, rect.right))
                    bottom, top = sorted((rect.bottom, rect.top))
                    yield kind, text, (left, bottom, right, top)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: raw.FPDF_ANNOTATION) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length)
    text = bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def _label(lines: Sequence[PageLine], corners: Corners) -> int | None:
    """Returns the place of the line right before a box that ends with a colon."""
    left, bottom, _, top = corners
    before = (
        n
        for n, line in enumerate(lines)
        if bottom - 1 < (line.top + line.bottom) / 2 < top + 1 and line.right < left + line.size
    )
    nearest = max(before, key=lambda n: lines[n].right, default=None)
    labelled = nearest is not None and lines[nearest].text.endswith(_LABELS)
    return nearest if labelled else None


def _lines(number: int, text: str, corners: Corners) -> list[PageLine]:
    """Returns the lines of a text that fill a box from its top."""
    left, bottom, right, top = corners
    written = text.split("\n")
    height = max((top - bottom) / len(written), 1.0)
    size = min(_SIZE, height)
    found = []
    for n, line in enumerate(written):
        step = min((right - left) / max(len(line), 1), 0.55 * size)
        high = top - n * height
        runs, done = list[TextRun](), 0
        for word in line.split():
            start = left + done * step
            box = (start, high - size, start + len(word) * step, high)
            runs.append(TextRun.at(word, box, spaced=bool(runs)))
            done += len(word) + 1
        found.append(PageLine(number, runs, size, whole=True))
    return found
