"""The lines of a page as a PDF or a scan shows them: words, their places and their size."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self
from unicodedata import normalize

from index.readers.pdf.drawn_lines import Drawn
from index.readers.pdf.turned import Corners, Rotation

_UNSEEN = frozenset((0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), 0x2060, 0xFEFF))
_CORNERS = struct.Struct("4f")
_EVEN = 0.5  # How far, in points, a character may stand off its place in an even run.


@dataclass(frozen=True, slots=True)
class TextRun:
    """A word, or Japanese characters of equal width; `spaced` says that a space stands before.

    There are millions of them, so the corners are kept packed.
    """

    text: str
    packed: bytes
    spaced: bool

    @classmethod
    def at(cls, text: str, corners: Corners, *, spaced: bool = False) -> Self:
        """Makes a run at a place."""
        return cls(text, _CORNERS.pack(*corners), spaced)

    @property
    def corners(self) -> Corners:
        """Where it stands."""
        left, bottom, right, top = _CORNERS.unpack(self.packed)
        return left, bottom, right, top


@dataclass(slots=True)
class PageLine:
    """A line of a page.

    `size` is that of its letters in points. `broken` says that a word is cut at its end. `entry` is
    the number of the entry in the table of contents that it is the heading of, 0 for none. `whole`
    says that its words belong together however far apart they stand, as a label and what is filled
    in.
    """

    page: int
    runs: list[TextRun]
    size: float
    bold: bool = False
    broken: bool = False
    entry: int = 0
    whole: bool = False
    left: float = field(init=False)
    bottom: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)

    def __post_init__(self) -> None:
        """Measures the line."""
        corners = [run.corners for run in self.runs]
        self.left, self.bottom = min(c[0] for c in corners), min(c[1] for c in corners)
        self.right, self.top = max(c[2] for c in corners), max(c[3] for c in corners)

    @property
    def text(self) -> str:
        """The line as it reads."""
        return "".join(" " * run.spaced + run.text for run in self.runs).lstrip(" ")

    @property
    def is_upright(self) -> bool:
        """Whether this is a column of Japanese that is read downwards."""
        tall = self.top - self.bottom > 2 * (self.right - self.left)
        return tall and all(is_wide(run.text[0]) for run in self.runs)


@dataclass(slots=True)
class PageLines:
    """The lines of one page in reading order; `number` counts from 1, `height` is in points.

    `drawn` are the lines that are drawn on it. `unmapped` says that its fonts do not tell which
    letters they show, so that it is read as a scan or not at all; `scanned` that most of it is the
    picture of a page. All places are those of the page
    turned as `turn` says.
    """

    number: int
    height: float
    lines: list[PageLine]
    drawn: Drawn = field(default_factory=Drawn)
    unmapped: bool = False
    scanned: bool = False
    turn: Rotation = field(default_factory=lambda: Rotation(0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and the box it stands in."""

    text: str
    corners: Corners


def joined_columns(lines: Iterable[PageLine]) -> list[PageLine]:
    """Joins the characters of upright Japanese, which come as lines of their own, to columns."""
    found: list[PageLine] = []
    for line in lines:
        if found and _is_below(found[-1], line):
            found[-1] = _column([found[-1], line])
        else:
            found.append(_column([line]) if line.is_upright else line)
    return found


def _is_below(column: PageLine, line: PageLine) -> bool:
    """Tells whether a line is a single wide character right below others."""
    above = column.runs[-1].text
    if len(line.runs) > 1 or len(column.runs) > 1 or not is_wide(above[-1]):
        return False
    if not is_wide(line.text[0]) or line.right - line.left > 1.6 * line.size:
        return False
    aligned = abs(line.left + line.right - column.left - column.right) < 1.6 * line.size
    narrow = column.right - column.left < 1.6 * line.size
    return aligned and narrow and abs(column.bottom - line.top) < 1.1 * line.size


def _column(parts: list[PageLine]) -> PageLine:
    """Makes one run of a column: pdfium may have cut it anywhere."""
    corners = (
        min(part.left for part in parts),
        min(part.bottom for part in parts),
        max(part.right for part in parts),
        max(part.top for part in parts),
    )
    text = "".join(run.text for part in parts for run in part.runs)
    first = parts[0]
    return PageLine(first.page, [TextRun.at(text, corners)], first.size, first.bold)


def is_wide(letter: str) -> bool:
    """Tells whether a character belongs to a script that is written without spaces."""
    return (
        "\u2e80" <= letter <= "\u30ff"
        or "\u3400" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or "\ufe30" <= letter <= "\ufe4f"
        or "\uff00" <= letter <= "\uffef"
        or letter >= "\U00020000"
    )


def written(code: int) -> str:
    """Returns what a character code stands for: ligatures and upright forms as plain letters."""
    if (
        code < 32
        or code in _UNSEEN
        or 0xD800 <= code < 0xE000
        or 0xFFFE <= code <= 0xFFFF
        or code > 0x10FFFF
    ):
        return ""
    letter = chr(code)
    if code < 0x2E80:
        return " " if code in (0xA0, 0x2007, 0x202F) else letter
    forms = 0xFB00 <= code <= 0xFB06 or 0xFE10 <= code <= 0xFE4F or 0x2E80 <= code <= 0x2FDF
    return normalize("NFKC", letter) if forms else letter


def runs_of(glyphs: Iterable[Glyph]) -> list[TextRun]:
    """Joins the characters of a word to runs."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        if found and _joins(found[-1], glyph):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [_run(run) for run in found]


def _run(glyphs: list[Glyph]) -> TextRun:
    corners = [g.corners for g in glyphs]
    union = (
        min(c[0] for c in corners),
        min(c[1] for c in corners),
        max(c[2] for c in corners),
        max(c[3] for c in corners),
    )
    return TextRun.at("".join(g.text for g in glyphs), union)


def _joins(run: list[Glyph], glyph: Glyph) -> bool:
    """Tells whether a character goes on with a run: a letter of a word, or evenly spaced."""
    wide = is_wide(glyph.text[0])
    if wide != is_wide(run[0].text[0]):
        return False
    return not wide or _is_even(run, glyph)


def _is_even(run: list[Glyph], glyph: Glyph) -> bool:
    left, bottom, right, top = run[0].corners
    width, height, count = right - left, top - bottom, len(run)
    beside = abs(glyph.corners[0] - (left + count * width)) < _EVEN
    below = abs(glyph.corners[3] - (top - count * height)) < _EVEN
    level = abs(glyph.corners[1] - bottom) < _EVEN and beside
    upright = abs(glyph.corners[0] - left) < _EVEN and below
    # A run of two must already show which way it goes: its longer side is where it is cut.
    return abs(glyph.corners[2] - glyph.corners[0] - width) < _EVEN and (level or upright)
