"""Text to index terms.

Words of alphabetic scripts are folded and stemmed by the language of their document. Runs of
scripts that put no spaces between words, or hang particles on them, become overlapping pairs of
characters. A word of a question, whose language is hard to tell, takes every form that it has in
one of the languages indexed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from index.folding import bare, fold, unmarked
from index.function_words import function_words
from index.language import told_by_words

# Chinese and Japanese, then Korean, Thai, Lao, Burmese and Khmer.
_UNSPACED = (
    "\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆"
    "\uac00-\ud7a3\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
)
# What Python's \w leaves out of a word: accents, vowel signs, soft hyphens and joiners.
_WITHIN = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u0900-\u0963\u0971-\u0dff\u200c\u200d"
)
_RUN = re.compile(rf"([{_UNSPACED}]+)|((?:[^\W_{_UNSPACED}]|[{_WITHIN}])+)")
_HIRAGANA = re.compile(r"[\u3041-\u3096]+")
_LONGEST_WORD = 64

_LATIN_STEMMERS = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hr": "serbian",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
_FOLDED_ONLY = frozenset({"lv", "sk", "sl"})
_OTHER_STEMMERS = {
    "ar": "arabic",
    "el": "greek",
    "fa": "persian",
    "hi": "hindi",
    "hy": "armenian",
    "ru": "russian",
    "sr": "serbian",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a pair of characters, of a question.

    `forms` are the index terms that it is found by; `function` tells whether it says how, not
    what, is asked: "which", "does", 「です」.
    """

    forms: tuple[str, ...]
    function: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A word, or a run of an unspaced script: `text[start:end]`, with its terms."""

    start: int
    end: int
    text: str
    terms: tuple[Term, ...]
    spaced: bool
    """Whether the script puts spaces between words, so that the run is one word."""


def terms(text: str, language: str = "en") -> list[str]:
    """Returns the index terms of a text in some language, in order, with repetitions.

    >>> terms("The Cables of 東京都")
    ['the', 'cabl', 'of', '東京', '京都']
    """
    return list(_terms(fold(text), language))


def runs(text: str, languages: Sequence[str] = ("en",)) -> Iterator[Run]:
    """Yields the words and unspaced runs of a question with their places.

    `languages` are those it may find passages of, the most common one first.
    """
    languages = languages or ("en",)
    function = function_words(told_by_words(text, languages))
    for run in _RUN.finditer(text):
        forms = (terms(run.group(), language) for language in languages)
        columns = [tuple(dict.fromkeys(column)) for column in zip(*forms, strict=True)]
        said = run[2] is not None and bare(run[2]) in function
        found = tuple(Term(c, said or _HIRAGANA.fullmatch(c[0]) is not None) for c in columns)
        if found:  # Invisible characters alone are no word.
            yield Run(run.start(), run.end(), run.group(), found, run[1] is None)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str = "en") -> str:
    """Returns the stem of a folded word (Snowball), without accents, which few people type."""
    algorithm = _algorithm(word, language)
    if algorithm == "english":
        word = unmarked(word)  # Accents are foreign to it, and tell its stemmer nothing.
    if algorithm is None or any(c.isdigit() for c in word):
        return unmarked(word)
    # A stemmer keeps state while it works, so threads must not share one.
    return unmarked(str(snowballstemmer.stemmer(algorithm).stemWord(word)))


def _algorithm(word: str, language: str) -> str | None:
    """Returns which stemmer takes a word, None if none does.

    A word in Latin letters within a text of another script is most often English.
    """
    if language in _LATIN_STEMMERS or language in _FOLDED_ONLY:
        return _LATIN_STEMMERS.get(language)
    return "english" if word.isascii() else _OTHER_STEMMERS.get(language)


def _terms(folded: str, language: str) -> Iterator[str]:
    for run in _RUN.finditer(folded):
        if run[1] is None:
            yield stem(run[2][:_LONGEST_WORD], language)
        elif len(run[1]) == 1:
            yield run[1]
        else:
            yield from (run[1][i : i + 2] for i in range(len(run[1]) - 1))
