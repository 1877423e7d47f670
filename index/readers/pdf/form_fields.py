"""What was typed into or ticked in the fields of a form, as lines where the fields are."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pdf.page_lines import PageLine, PageLines, TextRun
from index.readers.pdf.turned import Corners

_TICKED = "\u2611"
_MOST_FIELDS = 5_000
_SIZE, _LEAST = 10.0, 4.0
_TYPED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_BOXES = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    value: str
    corners: Corners


def with_fields(
    read: PageLines, page: pdfium.PdfPage, form: pdfium.PdfFormEnv | None
) -> list[PageLine]:
    """Returns the lines of a page with what its form fields hold, behind what stands beside each.

    Else behind what stands right above it; without either a field is a line of its own, named by
    the name that the form gives it.
    """
    found, number = list(read.lines), read.number
    for drawn in _fields(page, form) if form else ():
        field = replace(drawn, corners=read.turn.upright(drawn.corners))
        left, _, right, _ = field.corners
        beside = (n for n, line in enumerate(found) if _is_beside(line, field.corners))
        above = (n for n, line in enumerate(found) if _is_above(line, field.corners))
        place = max(beside, key=lambda n: found[n].right, default=None)
        edge = left
        if place is None:
            place, edge = max(above, key=lambda n: -found[n].bottom, default=None), right
        if place is None:
            text = f"{field.name}: {field.value}" if field.name else field.value
            found.append(PageLine(number, _runs(text, field.corners, _SIZE), _SIZE, whole=True))
        else:
            found[place] = _with_value(found[place], field, edge)
    return found


def _is_beside(line: PageLine, corners: Corners) -> bool:
    """Tells whether a line begins to the left of a field at its height."""
    left, bottom, _, top = corners
    _, low, _, high = line.runs[0].corners  # What was filled in may stand lower.
    return bottom - 1 < (low + high) / 2 < top + 1 and line.left < left


def _is_above(line: PageLine, corners: Corners) -> bool:
    left, _, right, top = corners
    over = any(run.corners[0] < right and run.corners[2] > left for run in line.runs)
    return over and -1 < line.runs[0].corners[1] - top < line.size


def _with_value(line: PageLine, field: _Field, edge: float) -> PageLine:
    """Returns a line with the value of a field behind the last of its words before an edge."""
    value = _runs(field.value, field.corners, line.size)
    place = sum(run.corners[0] < edge for run in line.runs)
    first = replace(value[0], spaced=True)
    runs = [*line.runs[:place], first, *value[1:], *line.runs[place:]]
    if place < len(line.runs):
        runs[place + len(value)] = replace(line.runs[place], spaced=True)
    return PageLine(line.page, runs, line.size, line.bold, line.broken, line.entry, whole=True)


def _runs(text: str, corners: Corners, size: float) -> list[TextRun]:
    """Returns the words of a text that fills a field, side by side."""
    left, bottom, right, top = corners
    middle = (bottom + top) / 2
    height = min(top - bottom, 1.2 * size)
    words, runs, done = text.split(), list[TextRun](), 0
    step = min((right - left) / max(len(text), 1), 0.55 * size)
    for word in words:
        start = left + done * step
        box = (start, middle - height / 2, start + len(word) * step, middle + height / 2)
        runs.append(TextRun.at(word, box, spaced=bool(runs)))
        done += len(word) + 1
    return runs


def _fields(page: pdfium.PdfPage, form: pdfium.PdfFormEnv) -> Iterator[_Field]:
    for n in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, n)
        if not annotation:
            continue
        try:
            field = _field(annotation, form)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if field:
            yield field


def _field(annotation: raw.FPDF_ANNOTATION, form: pdfium.PdfFormEnv) -> _Field | None:
    """Returns what a field shows, None if it shows nothing."""
    kind = raw.FPDFAnnot_GetFormFieldType(form.raw, annotation)
    hidden = raw.FPDFAnnot_GetFlags(annotation) & (
        raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
    )
    rect = raw.FS_RECTF()
    if hidden or not raw.FPDFAnnot_GetRect(annotation, rect):
        return None
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    value = _value(annotation, form, kind)
    if not value or right - left < _LEAST or top - bottom < _LEAST:
        return None
    name = _string(raw.FPDFAnnot_GetFormFieldName, form, annotation)
    return _Field(name, value, (left, bottom, right, top))


def _value(annotation: raw.FPDF_ANNOTATION, form: pdfium.PdfFormEnv, kind: int) -> str:
    if kind in _TYPED:
        return " ".join(_string(raw.FPDFAnnot_GetFormFieldValue, form, annotation).split())
    if kind in _BOXES and raw.FPDFAnnot_IsChecked(form.raw, annotation):
        return _TICKED
    return ""


def _string(call: Callable[..., int], form: pdfium.PdfFormEnv, annotation: object) -> str:
    length = call(form.raw, annotation, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    call(form.raw, annotation, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
