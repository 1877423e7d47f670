"""Text to index terms.

Words of alphabetic scripts are folded and stemmed by the language of their document. Runs of
scripts that put no spaces between words, or hang particles on them, become overlapping pairs of
characters. A word of a question, whose language is hard to tell, takes every form that it has in
one of the languages indexed.

Where letters and digits meet there is a border, so that a code is the same with and without its
hyphen; numbers are read whole (`index/text/numerals.py`), and so are names with a sign, such as
C++. Documents have what such a whole is made of as well: a question looks for the whole.

Words that are written in several ways (`index/text/variants.py`) have a term for each: Chinese the
simplified one, Japanese one without okurigana, Arabic and Hebrew one without clitics.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from index.text.folding import bare, fold, unmarked
from index.text.function_words import function_words
from index.text.informal import INFORMAL, contracted
from index.text.language import chinese_function_words, told_by_words
from index.text.numerals import FIGURES, SEPARATORS, is_loose, reading, reads_with_point, value_of
from index.text.variants import inflected, shortened, simplified, without_clitics

ANALYSIS = 3
"""Counts the changes of what a text becomes: an index that was made before another is made anew."""

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
_LETTER = rf"(?:[^\W\d_{_UNSPACED}]|[{_WITHIN}])"
# A number ends where no letter follows, or a word of several, such as its unit: h2o is a word.
_NUMBER_ENDS = rf"(?!\d|{_LETTER}(?!{_LETTER})|{_LETTER}{{2,}}\d)"
_COUNTED = rf"第(?:[{FIGURES}]+|\d+)[条項号章節款編版回](?:の(?:[{FIGURES}]+|\d+))?"
_RUN = re.compile(
    # Most words, at once: nothing that could make more of them follows.
    rf"(?P<plain>[A-Za-z]+(?![\w+#&{_WITHIN}]))"
    rf"|(?P<counted>{_COUNTED})"
    rf"|(?P<unspaced>(?:(?!第)[{_UNSPACED}]|(?!{_COUNTED})第)+)"
    rf"|(?P<number>(?:\d{{1,3}}(?:[{SEPARATORS}，．]\d{{3}})+(?!\d)(?:[.,．，]\d+)?"
    rf"|\d+(?:[.,．，]\d+)*){_NUMBER_ENDS}|\d+{_NUMBER_ENDS})"
    # A name with a sign; letters that digits follow, and the "v" before a release.
    rf"|(?P<signed>{_LETTER}+(?:\+\+(?![^\W\d]|\+)|[+#](?![\w+#])|(?:&{_LETTER}+)+)"
    rf"|(?<![\w.])\.{_LETTER}{{2,}}(?![\d_]))"
    rf"|(?P<word>{_LETTER}{{2,}}(?=\d+(?!\d|{_LETTER}))|[vV](?=\d+[.．]\d)|(?:{_LETTER}|\d)+)"
    r"|(?P<sign>[€$£¥￥§])"
)
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
# Signs that stand for a word, in some languages for another one than in the others.
_SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen", "§": "section"}
_SIGNS_IN = {
    ("¥", "ja"): "円",
    ("¥", "zh"): "元",
    ("§", "de"): "paragraph",
    ("£", "de"): "pfund",
}
_WORDS = ("plain", "word")
_FIGURE_RUN = re.compile(rf"[{FIGURES}]+|\d+")
_PIECE = re.compile(rf"\d+|{_LETTER}{{2,}}")
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
class TermRun:
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


def runs(text: str, languages: Sequence[str] = ("en",)) -> Iterator[TermRun]:
    """Yields the words and unspaced runs of a question with their places.

    `languages` are those it may find passages of, the most common one first.
    """
    languages = languages or ("en",)
    told = told_by_words(text, languages)
    function = function_words(told) | INFORMAL.get(told, frozenset())
    small = contracted(text) if told == "en" else []
    for run in _RUN.finditer(text):
        kind = run.lastgroup
        said = kind in _WORDS and bare(run.group()) in function
        said = said and not in_capitals(run.group(), text)
        columns = _columns(run, languages)
        said = said or any(start <= run.start() < end for start, end in small)
        empty = chinese_function_words(run.group()) if kind == "unspaced" else frozenset()
        found = tuple(
            Term(c, said or n in empty or _HIRAGANA.fullmatch(c[0]) is not None)
            for n, c in enumerate(columns)
        )
        if found:  # Invisible characters alone are no word.
            spaced = kind not in ("unspaced", "counted")
            yield TermRun(run.start(), run.end(), run.group(), found, spaced)


def _columns(run: re.Match[str], languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Returns the terms of a run of a question, each with all the forms that it may have."""
    if run.lastgroup == "number":
        return _asked_number(fold(run.group()))
    if run.lastgroup == "signed":
        return [(unmarked(fold(run.group())),)]
    if run.lastgroup == "unspaced":
        return _asked_pairs(fold(run.group()), languages)
    if run.lastgroup in _WORDS:
        forms = dict.fromkeys(term for code in languages for term in terms(run.group(), code))
        return [tuple(forms)] if forms else []
    columns = (terms(run.group(), language) for language in languages)
    return [tuple(dict.fromkeys(column)) for column in zip(*columns, strict=True)]


def _asked_pairs(folded: str, languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Returns the pairs of a run, each with its shorter, its simplified and its inflected forms."""
    written, shorter = _pairs(folded), shortened(folded)
    other = inflected(folded)
    plain = _pairs(simplified(folded)) if "zh" in languages else written
    forms = zip(written, plain, strict=True)
    return [
        tuple(dict.fromkeys([*form, shorter.get(place, form[0]), *other.get(place, ())]))
        for place, form in enumerate(forms)
    ]


def _pairs(run: str) -> list[str]:
    """Returns the overlapping pairs of characters of a run; of a single one, itself."""
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))]


def _asked_number(folded: str) -> list[tuple[str, ...]]:
    """Returns a number in each way of writing, and its parts where it may be several."""
    read = [reading(folded, point=point) for point in (True, False)]
    whole = tuple(dict.fromkeys(each for each in read if each))
    several = not all(read) or is_loose(folded)
    parts = _PIECE.findall(folded) if several else []
    found: list[tuple[str, ...]] = [(part,) for part in parts]
    return [whole, *found] if whole else found


def in_capitals(word: str, text: str) -> bool:
    """Tells whether a word stands out of a text by its capitals, as the name IT does, not "it"."""
    return len(word) > 1 and word.isupper() and not text.isupper()


def signed(folded: str) -> list[str]:
    """Returns the names with a sign in a folded text: c++, .net, r&d."""
    return [run.group() for run in _RUN.finditer(folded) if run.lastgroup == "signed"]


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
        kind, text = run.lastgroup, run.group()
        if kind in _WORDS:
            yield from _word(text[:_LONGEST_WORD], language)
        elif kind == "unspaced":
            yield from _pairs(simplified(text) if language == "zh" else text)
            # At the end, so that the pairs of the text stand side by side.
            yield from dict.fromkeys(shortened(text).values())
        elif kind == "number":
            yield from _number(text, language)
        elif kind == "signed":
            yield unmarked(text[:_LONGEST_WORD])
            yield from (stem(piece[:_LONGEST_WORD], language) for piece in _PIECE.findall(text))
        elif kind == "counted":
            yield _counted(text)
        else:
            yield _SIGNS_IN.get((text, language)) or stem(_SIGNS[text], language)


def _word(text: str, language: str) -> Iterator[str]:
    found = [text, without_clitics(unmarked(text), language)]
    yield from dict.fromkeys(stem(word, language) for word in found if word)


def _number(text: str, language: str) -> Iterator[str]:
    """Yields a number as a language writes it, then the numbers that it is made of."""
    if text.isdecimal():
        yield text
        return
    whole = reading(text, point=reads_with_point(language))
    if whole:
        yield whole
    # The thousands of a number are none by themselves.
    if whole is None or is_loose(text) or not whole.isdecimal():
        yield from _PIECE.findall(text)


def _counted(text: str) -> str:
    """Returns 第三条 as 第3条."""
    return _FIGURE_RUN.sub(lambda figures: str(value_of(figures.group())), text)
