"""Reading scanned pages with the `tesseract` command, words with their boxes."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pdf.page_lines import PageLine, TextRun, is_wide

_COMMAND = "tesseract"
_NO_LANGUAGE = b"Failed loading language"
_DOTS = 300  # An inch: what tesseract is made for.
_MAX_SIDE = 6_000  # Pixels, so that a poster does not need gigabytes.
_SECONDS = 120
_LEAST_CONFIDENCE = 10.0  # Below, it is dirt; Japanese words that are right have 20.
_POINTS = 72
_FEW_LETTERS = 300  # Of a stamp, a head, a number: what programs put onto a scanned page.
_MOST_PICTURES, _COVERED = 500, 0.7  # A scan may be cut into strips.
_PIXELS = 400  # How wide a page is drawn to see whether it looks like paper.
_PAPER, _DARKER, _INK = 170, 60, (0.001, 0.4)  # Of 255; and the shares of pixels that are ink.


class OcrError(Exception):
    """Raised when no page can be read; the text says why and what to do."""


def scanned_lines(page: pdfium.PdfPage, number: int, languages: str) -> list[PageLine]:
    """Returns the lines of a scanned page.

    Raises:
        OcrError: the command is missing, or does not know a language.
    """
    width, height = page.get_size()
    scale = min(_DOTS / _POINTS, _MAX_SIDE / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=True)
    image = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + bitmap.to_numpy().tobytes()
    bitmap.close()
    table = _tesseract(image, languages, round(scale * _POINTS))
    return list(_lines(table, number, scale, height))


def is_scan(page: pdfium.PdfPage, lines: Sequence[PageLine]) -> bool:
    """Tells whether a page with little text is the picture of one: paper, and ink on it."""
    if letters_in(lines) > _FEW_LETTERS:
        return False
    width, height = page.get_size()
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    boxes = (picture.get_bounds() for picture in islice(pictures, _MOST_PICTURES))
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    if covered < _COVERED * width * height:
        return False
    bitmap = page.render(scale=_PIXELS / max(width, 1.0), grayscale=True)
    shades = bitmap.to_numpy().astype(np.int16)
    bitmap.close()
    paper = float(np.median(shades))
    ink = float((shades < paper - _DARKER).mean())
    return paper >= _PAPER and _INK[0] <= ink <= _INK[1]


def letters_in(lines: Iterable[PageLine]) -> int:
    """Counts the characters of lines, without spaces."""
    return sum(len(run.text) for line in lines for run in line.runs)


def _tesseract(image: bytes, languages: str, dots: int) -> str:
    program = shutil.which(_COMMAND)
    if program is None:
        raise OcrError(
            "scanned pages need the command 'tesseract', which is missing;"
            " install it with: apt-get install tesseract-ocr"
        )
    command = [program, "stdin", "stdout", "-l", languages, "--dpi", str(dots), "tsv"]
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    if done.returncode or _NO_LANGUAGE in done.stderr:
        detail = " ".join(done.stderr.decode(errors="replace").split())[:300]
        raise OcrError(
            f"tesseract cannot read scanned pages with languages {languages!r}: {detail}"
        )
    return done.stdout.decode(errors="replace")


def _lines(table: str, number: int, scale: float, height: float) -> Iterator[PageLine]:
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row["level"] == "5" and (row["text"] or "").strip())
    sure = (row for row in words if float(row["conf"]) >= _LEAST_CONFIDENCE)
    for _, group in groupby(sure, key=lambda r: (r["block_num"], r["par_num"], r["line_num"])):
        runs = list(_runs(group, scale, height))
        tops = sorted(run.corners[3] - run.corners[1] for run in runs)
        # Letters differ in height, so sizes are rough: only clearly larger ones should differ.
        size = max(2.0, 2 * round(tops[len(tops) // 2] / 2))
        yield PageLine(number, runs, float(size))


def _runs(words: Iterable[dict[str, str]], scale: float, height: float) -> Iterator[TextRun]:
    before = ""
    for word in words:
        text = word["text"].strip()
        left, top = int(word["left"]) / scale, height - int(word["top"]) / scale
        right, bottom = left + int(word["width"]) / scale, top - int(word["height"]) / scale
        joined = before and is_wide(before[-1]) and is_wide(text[0])
        spaced = bool(before) and not joined
        yield TextRun.at(text, (left, bottom, right, top), spaced=spaced)
        before = text
