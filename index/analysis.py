"""Text to index terms, the same for passages and questions.

Words of alphabetic scripts are folded and stemmed; runs of Chinese and Japanese characters, which
have no spaces, become overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_HAN_AND_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
_RUN = re.compile(rf"([{_HAN_AND_KANA}]+)|((?:[^\W_{_HAN_AND_KANA}]|[\u0300-\u036f])+)")
_HIRAGANA = re.compile(r"[\u3041-\u3096]+")
_LONGEST_WORD = 64

# The closed classes of English, with the verbs of asking: they say how, not what, is asked.
FUNCTION_WORDS = frozenset(
    "a about above after again all also am an and any are as at be because been before being below"
    " between both but by can could did do does doing down during each else ever every few for from"
    " further get give had has have having he her here hers him his how i if in into is it its just"
    " know let like many may me might more most much must my no nor not now of off on once one only"
    " or other our out over own please said same say says shall she should so some such tell than"
    " that the their them then there these they thing things this those through to too under until"
    " up us use very want was we were what when where whether which while who whom whose why will"
    " with would yes you your describe explain example examples matter matters"
    " important importance happen happens happened".split()
)


@dataclass(frozen=True, slots=True)
class Run:
    """A word, or a run of Chinese or Japanese: `text[start:end]`, with its index terms."""

    start: int
    end: int
    terms: tuple[str, ...]
    spaced: bool
    """Whether the script puts spaces between words, so that the run is one word."""


def fold(text: str) -> str:
    """Returns the text as it is compared: full-width and half-width forms and case made equal."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms(text: str) -> list[str]:
    """Returns the index terms of a text, in order, with repetitions.

    >>> terms("The Cables of 東京都")
    ['the', 'cabl', 'of', '東京', '京都']
    """
    return list(_terms(fold(text)))


def runs(text: str) -> Iterator[Run]:
    """Yields the words and the Chinese and Japanese runs of a text with their places."""
    for run in _RUN.finditer(text):
        yield Run(run.start(), run.end(), tuple(terms(run.group())), run[1] is None)


def is_function_term(term: str) -> bool:
    """Tells whether a term says how, not what, is asked: "which", "does", 「です」."""
    return term in _function_terms() or _HIRAGANA.fullmatch(term) is not None


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


@lru_cache(maxsize=1)
def _function_terms() -> frozenset[str]:
    return frozenset(stem(word) for word in FUNCTION_WORDS)
