"""Plain text: decoding it without loss, and finding the lines that act as headings."""

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

from index.errors import UnreadableError
from index.readers.extraction import Extraction, Options
from index.readers.japanese_mail import has_escapes, japanese_mail
from index.readers.outline import Heading, Outline, outline
from index.text.width import columns

_SAMPLE = 65_536
# A heading is short, in columns: a full-width character counts as two.
_MAX_HEADING = 100
_SENTENCE_MARK = re.compile(r"[.!?;,:…][\"'”’»)]*$|\. |[。！？、；，]")
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"[-*+•·|>]|\(?\d+[.)]\s|\(?[a-zA-Z][.)]\s|\(\d+\)")
# What texts are written in, and what the wrong byte order never turns another letter into.
_WRITTEN = re.compile(
    r"[\t\n\r -~\xa0-\u024f\u0370-\u052f\u2010-\u203b\u20ac\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
    r"\uff00-\uffef]"
)
_TELLING = re.compile(r"[\t\n\r -~\u3000-\u30ff]")
_WESTERN_MARKS = frozenset("\xa0£©«®°²³´»¿–—‘’“”„•…€™œŒ§")
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Tried in this order when the text is not UTF-8: the first that fits and reads like a language.
_LEGACY = ("cp932", "euc_jp")


def read(data: bytes, options: Options) -> Extraction:
    """Reads a plain text; its canonical text is the decoded file, untouched.

    Raises:
        UnreadableError: the bytes are not text.
    """
    text = decode(data)
    found = read_text(text)
    return Extraction(text, found.title, found.sections)


def decode(data: bytes) -> str:
    """Decodes a text file exactly; newlines and a UTF-8 byte order mark stay as they are.

    Raises:
        UnreadableError: the bytes are not text.
    """
    if data.startswith(_UTF16_BOMS):
        return _decode_strictly(data, "utf-16")
    if b"\0" in data[:_SAMPLE]:
        return _decode_strictly(data, _utf16_without_mark(data[:_SAMPLE]))
    if has_escapes(data):
        with suppress(UnicodeError):
            return _checked(japanese_mail(data))
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
    if len(line) > _MAX_HEADING or columns(line) > _MAX_HEADING:
        return False
    if _SENTENCE_MARK.search(line) or _ITEM.match(line):
        return False
    if i + 1 == len(lines) or not any(c.isalpha() for c in line):
        return False
    if i > 0 and not _blank_between(text, lines[i - 1], lines[i]):
        return False
    following = lines[i + 1].group().strip()
    if _blank_between(text, lines[i], lines[i + 1]):
        return len(following) > len(line) or i == 0
    return len(following) > max(_MAX_HEADING, 2 * len(line))


def _blank_between(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    return text.count("\n", a.end(), b.start()) > 1 or text.count("\r", a.end(), b.start()) > 2


def _utf16_without_mark(sample: bytes) -> str:
    """Names the byte order of unmarked UTF-16: the one in which it reads like a language."""
    read = {name: sample.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")}
    best = max(read, key=lambda name: len(_TELLING.findall(read[name])))
    if len(_WRITTEN.findall(read[best])) < 0.95 * len(read[best]):
        raise UnreadableError("the file is binary, not text")
    return best


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
    if _is_damaged_utf8(data):
        raise UnreadableError("the file is damaged: it is UTF-8 but for some bytes")
    if _looks_western(data):
        return _decode_strictly(data, "cp1252")
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableError("the file is binary, or text in an unknown encoding")
    return _decode_strictly(data, best.encoding)


def _is_damaged_utf8(data: bytes) -> bool:
    """Tells whether few of the characters beyond ASCII are wrong: other encodings have no right."""
    text = data.decode("utf-8", "replace")
    foreign = sum(not c.isascii() for c in text)
    return text.count("\ufffd") < 0.1 * foreign


def _looks_western(data: bytes) -> bool:
    """Tells whether a text is mostly ASCII letters, with some that cp1252 makes accented ones."""
    text = data[:_SAMPLE].decode("cp1252", "replace")
    foreign = [c for c in text if not c.isascii()]
    letters = sum(c.isascii() and c.isalpha() for c in text)
    written = sum(c in _WESTERN_MARKS or "À" <= c <= "ÿ" for c in foreign)
    return len(foreign) < 0.4 * letters and written >= 0.9 * len(foreign)


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
