"""Where text without stops is cut: transcripts, captions, notes typed in a hurry."""

import re
from collections.abc import Iterator

from index.text.width import columns

# In columns. Between two marks nobody writes this much; a piece of speech is about half of that.
_LONGEST_UNMARKED = 240
_PIECE = 160
# From here on scripts put no spaces between words.
_UNSPACED = 0x2E80
_MARK = re.compile(r"[,;:.!?…—–()\[\]、，；：。！？（）「」|]|\s[-*•·]\s")
# Words that begin a clause more often than they stand within one.
_OPENING = frozenset(
    "and but so then because okay ok well yeah now if when while we they he she there or also"
    " und aber dann also weil wenn wir et mais alors donc parce quand nous y pero entonces porque"
    " cuando e ma allora perché quando en maar dus want toen".split()
)
_WORD = re.compile(r"\S+")
_SPEAKER = re.compile(
    r"(?:[\[(]\d{1,2}:\d{2}(?::\d{2})?[.,\d]*[\])]"
    r"|\d{1,2}:\d{2}(?::\d{2})?\s+(?=[A-Z\[]))|[A-Z\u3040-\u30ff\u4e00-\u9fff][\w .'’-]{0,30}[:：]"
)


def is_turn(line: str) -> bool:
    """Tells whether a line begins with who speaks, or when."""
    return _SPEAKER.match(line) is not None


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields a sentence whole or, if it has too long a stretch without any mark, in pieces.

    A piece begins at a line, after a mark, or before a word that begins clauses, if it can.
    """
    begin = start
    for first, last in _between_marks(text, start, end):
        while _is_wide(text, first, last) and (cut := _cut(text, first, last)) < last:
            yield begin, begin + len(text[begin:cut].rstrip())
            while cut < last and text[cut].isspace():
                cut += 1
            begin = first = cut
    yield begin, end


def _between_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _MARK.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _is_wide(text: str, start: int, end: int) -> bool:
    return columns(text[start : min(end, start + _LONGEST_UNMARKED + 1)]) > _LONGEST_UNMARKED


def _cut(text: str, start: int, end: int) -> int:
    """Returns where the first piece of a stretch ends: at best at a border, late in the piece."""
    width, latest, borders, opening = 0, start, 0, 0
    for word in _WORD.finditer(text, start, min(end, start + _LONGEST_UNMARKED)):
        width += columns(text[latest : word.start()])
        latest = word.start()
        if width > _PIECE:
            break
        if width >= _PIECE / 2:
            borders = latest
            if word.group().lower() in _OPENING or _begins(text, latest):
                opening = latest
    return opening or borders or _at_most(text, start, end)


def _begins(text: str, at: int) -> bool:
    before = text[max(0, at - 2) : at]
    return "\n" in before or _MARK.search(before) is not None


def _at_most(text: str, start: int, end: int) -> int:
    """Returns where a stretch without a space is as wide as a piece; a word of letters is whole."""
    width = 0
    for at in range(start, end):
        width += columns(text[at])
        if width >= _PIECE and (text[at].isspace() or ord(text[at]) >= _UNSPACED):
            return at + 1
    return end
