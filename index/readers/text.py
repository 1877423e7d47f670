"""Plain text: decoding it without loss, and finding the lines that act as headings."""

import codecs
import re
from unicodedata import east_asian_width

from charset_normalizer import from_bytes

from index.errors import UnreadableError
from index.readers.outline import Heading, Outline, outline

_SAMPLE = 65_536
# A heading is short, in columns: a full-width character counts as two.
_MAX_HEADING = 100
_SENTENCE_MARK = re.compile(r"[.!?;,:…][\"'”’»)]*$|\. |[。！？、；，]")
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"[-*+•·|>]|\(?\d+[.)]\s|\(?[a-zA-Z][.)]\s|\(\d+\)")
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Tried in this order when the text is not UTF-8: the first that fits and reads like a language.
_LEGACY = ("cp932", "euc_jp")


def decode(data: bytes) -> str:
    """Decodes a text file exactly; newlines and a UTF-8 byte order mark stay as they are.

    Raises:
        UnreadableError: the bytes are not text.
    """
    if data.startswith(_UTF16_BOMS):
        return _decode_strictly(data, "utf-16")
    if b"\0" in data[:_SAMPLE]:
        return _decode_strictly(data, _utf16_without_mark(data[:_SAMPLE]))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_legacy(data)
    return _checked(text)


def read_text(text: str) -> Outline:
    """Finds the title (the first line, if it reads like one) and the heading lines."""
    lines = [m for m in _LINE.finditer(text) if m.group().strip("\ufeff \t")]
    headings = [
        Heading(m.start(), m.end(), 2, m.group().strip("\ufeff \t"))
        for i, m in enumerate(lines)
        if _is_heading(text, lines, i)
    ]
    title = headings[0].text if headings and headings[0].start == lines[0].start() else ""
    return outline(title, headings, len(text))


def _is_heading(text: str, lines: list[re.Match[str]], i: int) -> bool:
    """Tells whether a short line without a full stop stands above a longer paragraph."""
    line = lines[i].group().strip("\ufeff \t")
    if _columns(line) > _MAX_HEADING or _SENTENCE_MARK.search(line) or _ITEM.match(line):
        return False
    if i + 1 == len(lines) or not any(c.isalpha() for c in line):
        return False
    if i > 0 and not _blank_between(text, lines[i - 1], lines[i]):
        return False
    following = lines[i + 1].group().strip()
    if _blank_between(text, lines[i], lines[i + 1]):
        return len(following) > len(line) or i == 0
    return len(following) > max(_MAX_HEADING, 2 * len(line))


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in line)


def _blank_between(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    return text.count("\n", a.end(), b.start()) > 1 or text.count("\r", a.end(), b.start()) > 2


def _utf16_without_mark(sample: bytes) -> str:
    """Names the byte order of unmarked UTF-16, told by where the zero bytes of Latin text are."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.2 * len(sample) or min(even, odd) > 0.05 * len(sample):
        raise UnreadableError("the file is binary, not text")
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"the file is damaged: {error.reason} as {encoding}") from error


def _decode_legacy(data: bytes) -> str:
    """Decodes text in an older encoding, preferring the Japanese ones where they fit."""
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_japanese(text):
            return text
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableError("the file is binary, or text in an unknown encoding")
    return _decode_strictly(data, best.encoding)


def _looks_japanese(text: str) -> bool:
    sample = text[:_SAMPLE]
    kana = sum("ぁ" <= c <= "ヶ" for c in sample)
    foreign = sum(not c.isascii() for c in sample)
    return kana > 0.2 * foreign


def _checked(text: str) -> str:
    """Returns the text, unless control characters show that it is binary data."""
    sample = text[:_SAMPLE]
    controls = sum(ord(c) < 32 and c not in "\t\n\r\x0b\x0c\x1b" for c in sample)
    if controls > 0.02 * len(sample):
        raise UnreadableError("the file is binary, not text")
    return text
