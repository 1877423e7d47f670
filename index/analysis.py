"""Text to index terms, the same for passages and questions.

Words of alphabetic scripts are folded and stemmed; runs of Chinese and Japanese characters, which
have no spaces, become overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_HAN_AND_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
_RUN = re.compile(rf"([{_HAN_AND_KANA}]+)|((?:[^\W_{_HAN_AND_KANA}]|[\u0300-\u036f])+)")
_LONGEST_WORD = 64


def fold(text: str) -> str:
    """Returns the text as it is compared: full-width and half-width forms and case made equal."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms(text: str) -> list[str]:
    """Returns the index terms of a text, in order, with repetitions.

    >>> terms("The Cables of 東京都")
    ['the', 'cabl', 'of', '東京', '京都']
    """
    return list(_terms(fold(text)))


def _terms(folded: str) -> Iterator[str]:
    for run in _RUN.finditer(folded):
        if run[1] is None:
            yield stem(run[2][:_LONGEST_WORD])
        elif len(run[1]) == 1:
            yield run[1]
        else:
            yield from (run[1][i : i + 2] for i in range(len(run[1]) - 1))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Returns the English stem of a folded word (Porter 2); others pass almost unchanged."""
    if not word.isascii() or any(c.isdigit() for c in word):
        return word
    # A stemmer keeps state while it works, so threads must not share one.
    return str(snowballstemmer.stemmer("english").stemWord(word))
