"""How text is compared: without regard to width, case, accents and invisible characters."""

import re
import unicodedata
from bisect import bisect_right

# Soft hyphens, joiners and direction marks, and the Arabic stroke that only stretches a word.
_INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200f\u2060\ufeff]")
# Accents of alphabetic scripts, and the vowel points of Hebrew and Arabic, which few people type.
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "’": "'"}
)


def fold(text: str) -> str:
    """Returns the text as it is compared: full-width and half-width forms and case made equal."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    # Case folding may take a letter apart again, as it does with the dotted capital i.
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def unmarked(folded: str) -> str:
    """Returns a folded word without accents, as it is typed on another country's keyboard."""
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFD", folded.translate(_UNDECOMPOSED))
    return unicodedata.normalize("NFC", _MARKS.sub("", apart))


def bare(word: str) -> str:
    """Returns a word folded and without accents."""
    return unmarked(fold(word))


def processed_length(text: str, most: int) -> int:
    """Returns how long a text is to what reads it: written, or folded where that is longer.

    One sign may fold to eighteen. What is longer than `most` as written is not folded whole.
    """
    return max(len(text), len(fold(text[: most + 1])))


def beginning(text: str, most: int) -> str:
    """Returns as much of the beginning of a text as has a processed length of at most `most`."""
    lengths = range(min(len(text), most) + 1)
    fitting = bisect_right(lengths, most, key=lambda end: processed_length(text[:end], most))
    return text[: fitting - 1]
