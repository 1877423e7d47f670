"""Lines that say one thing of one name: "Archive: 4462", "Cocoa 2.80 €", 「書庫：4462」."""

import re
from collections.abc import Collection

from index.text.function_words import function_words
from index.text.terms import terms

_NUMBER = r"[€$£¥]?\d(?:[\d.,:/'’ -]*\d)?\s?(?:[^\W\d_]{1,3}\b|[€$£¥%]|円)?"
_LINE = re.compile(
    rf"[\s*+•-]*(?P<label>[^\n:：;|\d]{{1,40}}?)\s*(?:[:：]\s*(?P<value>\S[^\n:：;|]{{0,60}})"
    rf"|[ \t]\s*(?P<number>{_NUMBER}))\s*",
)
_STOPS = (".", "!", "?", "。", "！", "？")


def label_of(line: str) -> str:
    """Returns the name that a line says one thing of, empty if it is another kind of line.

    >>> label_of("Archive: 4462"), label_of("Bun 1.40 €"), label_of("It opens at 9.")
    ('Archive', 'Bun', '')
    """
    match = _LINE.fullmatch(line)
    if match is None or (match["value"] or "").rstrip().endswith(_STOPS):
        return ""
    return match["label"].strip()


def is_asked(label: str, asked: Collection[str], language: str) -> bool:
    """Tells whether a question, by its terms, has all telling words of a label."""
    telling = set(terms(label, language)) - function_words(language)
    return bool(telling) and telling <= set(asked)
