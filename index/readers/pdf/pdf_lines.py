"""The text of PDF pages, character by character, through pdfium."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.readers.pdf.drawn_lines import drawn_lines
from index.readers.pdf.overprint import without_overprint
from index.readers.pdf.page_lines import (
    Glyph,
    PageLine,
    PageLines,
    TextRun,
    is_wide,
    joined_columns,
    runs_of,
    written,
)
from index.readers.pdf.page_rows import level_parts
from index.readers.pdf.turned import Corners, Rotation, quarters_of
from index.text.function_words import languages_with

_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_NAME_LENGTH = 128
# pdfium marks the hyphen of a word that is broken at the end of a line as one of the first two.
_LINE = re.compile(r"(?P<line>[^\r\n\x02\ufffe\xad]+)(?P<hyphen>[\x02\ufffe\xad]?)")
_DIGIT = re.compile(r"\d")
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_SMALL, _HIGH = 0.85, 0.15  # Of the size of the letters beside them.
_FEW_LETTERS, _SPACE, _APART = 3, 0.125, 4  # Between words, in heights of a line and usual gaps.
_HALF = 2  # Quarters by which a page upside down is turned.
_SAMPLE, _FEWEST, _COMMON = 200, 10, 20
_PUNCTUATION = ".,;:!?()[]\"'"
_WORD = re.compile(r"\S+")
_PLAIN = re.compile(r"[!-~\xa1-\xac\xae-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2e7f]+")


def page_lines(page: pdfium.PdfPage, number: int) -> PageLines:
    """Returns the lines of a page in pdfium's reading order."""
    text = page.get_textpage()
    try:
        characters = _Characters(text.raw)
        if characters.are_unmapped():
            return PageLines(number, page.get_height(), [], unmapped=True)
        width, height = page.get_size()
        sideways = page.get_rotation() in (90, 270)
        turn = characters.turn((height, width) if sideways else (width, height))
        once = without_overprint(characters.lines(number))
        level = (part for line in once for part in level_parts(line))
        lines = joined_columns(level)
        drawn = turn.drawn(drawn_lines(page))
        return PageLines(number, turn.upright_height, lines, drawn, turn=turn)
    finally:
        text.close()


class _Characters:
    """The characters of a page; its calls share their structures, for there are millions."""

    def __init__(self, page: raw.FPDF_TEXTPAGE) -> None:
        self._page = page
        self._rect = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._turn = Rotation(0, 0.0, 0.0)

    def lines(self, number: int) -> Iterator[PageLine]:
        text = self._text()
        for found in _LINE.finditer(text):
            runs = list(self._runs(text, *found.span("line")))
            if self._turn.quarters == _HALF:  # Pieces of a line come from right to left.
                runs.sort(key=lambda run: run.corners[0])
                runs = [replace(run, spaced=True) for run in runs]
            if runs:
                first = found.start() + len(found["line"]) - len(found["line"].lstrip())
                bold = self._is_bold(first) and self._is_bold(found.end("line") - 1)
                yield PageLine(number, runs, self._size(first), bold, broken=bool(found["hyphen"]))

    def turn(self, size: tuple[float, float]) -> Rotation:
        """Returns how the page is turned to be read, and reads it so from now on."""
        count = raw.FPDFText_CountChars(self._page)
        sample = range(0, count, count // _SAMPLE + 1)
        angles = [raw.FPDFText_GetCharAngle(self._page, i) for i in sample]
        self._turn = Rotation(quarters_of(angle for angle in angles if angle >= 0), *size)
        return self._turn

    def are_unmapped(self) -> bool:
        """Tells whether the fonts do not say which letters they show, and the codes are none.

        Then there are next to no words among them that texts of some language are full of.
        """
        count = raw.FPDFText_CountChars(self._page)
        sample = range(0, count, count // _SAMPLE + 1)
        unsure = sum(raw.FPDFText_HasUnicodeMapError(self._page, i) == 1 for i in sample)
        if 2 * unsure <= len(sample):
            return False
        words = [word.strip(_PUNCTUATION).casefold() for word in self._text().split()]
        known = sum(len(word) > 1 and bool(languages_with(word)) for word in words)
        return len(words) >= _FEWEST and _COMMON * known < len(words)

    def _text(self) -> str:
        """Returns the characters of the page, one each, whatever they are."""
        count = raw.FPDFText_CountChars(self._page)
        buffer = (ctypes.c_ushort * (count + 1))()
        if raw.FPDFText_GetText(self._page, 0, count, buffer) == count + 1:
            text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text
        # Some characters count twice, or not at all: only one by one are they where they are.
        return "".join(chr(raw.FPDFText_GetUnicode(self._page, i)) for i in range(count))

    def _runs(self, text: str, begin: int, end: int) -> Iterator[TextRun]:
        for word in _WORD.finditer(text, begin, end):
            spaced = word.start() > begin and not self._is_layout(text, word.start())
            if _PLAIN.fullmatch(word.group()):
                for n, (first, last) in enumerate(self._parts(*word.span())):
                    shown = self._raised(first, last, text[first:last])
                    yield TextRun.at(shown, self._span(first, last), spaced=spaced or n > 0)
            else:
                runs = runs_of(self._glyphs(text, *word.span()))
                yield from (replace(run, spaced=spaced) for run in runs[:1])
                yield from runs[1:]

    def _parts(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Yields the words that stand close together, yet not as close as their letters do."""
        if end - begin >= _FEW_LETTERS:
            corners = [self._corners(i) for i in range(begin, end)]
            gaps = [b[0] - a[2] for a, b in pairwise(corners)]
            height = corners[0][3] - corners[0][1]
            least = max(_SPACE * height, _APART * abs(median(gaps)))
            for n, gap in enumerate(gaps, begin + 1):
                if gap > least:
                    yield begin, n
                    begin = n
        yield begin, end

    def _raised(self, begin: int, end: int, text: str) -> str:
        """Returns a word with the figures that are set small and high as such: 10⁶, not 106."""
        if end - begin < 2 or not _DIGIT.search(text):
            return text
        sizes = (raw.FPDFText_GetFontSize(self._page, i) for i in (begin, end - 1))
        if len(set(sizes)) == 1:
            return text
        all_sizes = [raw.FPDFText_GetFontSize(self._page, i) for i in range(begin, end)]
        size = max(all_sizes)
        base = self._height(begin + all_sizes.index(size))
        return "".join(
            letter.translate(_SUPERSCRIPTS)
            if own < _SMALL * size and self._height(begin + n) > base + _HIGH * size
            else letter
            for n, (letter, own) in enumerate(zip(text, all_sizes, strict=True))
        )

    def _height(self, i: int) -> float:
        """Returns the height of the line that a character stands on."""
        raw.FPDFText_GetCharOrigin(self._page, i, self._x, self._y)
        x, y = float(self._x.value), float(self._y.value)
        return self._turn.upright((x, y, x, y))[1]

    def _is_layout(self, text: str, start: int) -> bool:
        """Tells whether the space before a word is only a gap between Japanese characters."""
        beside_wide = start > 1 and is_wide(text[start - 2]) and is_wide(text[start])
        return beside_wide and bool(raw.FPDFText_IsGenerated(self._page, start - 1) == 1)

    def _span(self, begin: int, end: int) -> Corners:
        """Returns the box of a word: that of its first and its last letter together."""
        left, bottom, right, top = self._corners(begin)
        if end - begin > 1:
            other = self._corners(end - 1)
            left, bottom = min(left, other[0]), min(bottom, other[1])
            right, top = max(right, other[2]), max(top, other[3])
        return left, bottom, right, top

    def _glyphs(self, text: str, begin: int, end: int) -> Iterator[Glyph]:
        for i in range(begin, end):
            letters = written(ord(text[i]))
            if letters.strip():
                yield Glyph(letters, self._corners(i))

    def _corners(self, i: int) -> Corners:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._page, i, rect)
        left, right = sorted((rect.left, rect.right))
        bottom, top = sorted((rect.bottom, rect.top))
        return self._turn.upright((left, bottom, right, top))

    def _size(self, i: int) -> float:
        raw.FPDFText_GetMatrix(self._page, i, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return round(2 * scale * float(raw.FPDFText_GetFontSize(self._page, i))) / 2

    def _is_bold(self, i: int) -> bool:
        name = ctypes.create_string_buffer(_NAME_LENGTH)
        raw.FPDFText_GetFontInfo(self._page, i, name, _NAME_LENGTH, None)
        return bool(_BOLD.search(name.value))
