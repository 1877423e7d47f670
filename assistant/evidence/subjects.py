"""Whether two passages speak of the same thing, by what their documents and headings name.

Two parts, clients or sites have two prices, and do not disagree; two editions of one rule do.
"""

import re
from pathlib import PurePosixPath

from index.text.folding import fold
from index.text.function_words import function_words
from index.text.terms import terms
from index.types import Document, Passage

# What tells editions of one document apart: years and dates, releases, and their state.
_EDITION = re.compile(
    r"(?<![a-z])(?:v|ver|version|rev|revision|release|edition|ed)[\s._-]*\d+(?:[._]\d+)*"
    r"|(?<![a-z0-9-])(?:fy ?)?(?:19|20)\d\d(?:[-_./]\d{1,2}){0,2}(?![a-z0-9-])"
    r"|\d+(?:st|nd|rd|th) edition"
    r"|(?<!\w)(?:old|new|current|previous|former|archived?|draft|final|updated?|copy)(?!\w)"
    r"|(?:19|20)\d\d年度?版?|令和\d+年度?|平成\d+年度?|第?\d+版|[旧新]版?|改[訂正]版?",
    re.IGNORECASE,
)
_SEPARATORS = str.maketrans("_/-", "   ")
# Documents that share so many headings are forms that are filled in for several things.
_OF_ONE_FORM = 2


def without_edition(name: str) -> str:
    """Returns the name of a document without what tells its editions apart.

    >>> without_edition("Leave policy v2 (2024)")
    'leave policy  ()'
    """
    return _EDITION.sub("", fold(name))


def of_different_things(one: Passage, other: Passage) -> bool:
    """Tells whether two passages are about two things of one kind.

    Their names have something in common, and each has something that the other has not; or their
    documents are of one form and have nothing in common in their names.
    """
    mine, theirs = _named(one), _named(other)
    if mine == theirs:
        mine, theirs = _path(one.document), _path(other.document)
    differ = bool(mine - theirs) and bool(theirs - mine)
    return differ and (bool(mine & theirs) or _of_one_form(one.document, other.document))


def say_different_things(one: str, other: str, language: str) -> bool:
    """Tells whether each of two sentences has a word that the other lacks, numbers left out."""
    first, second = (_telling(re.sub(r"\d[\d.,:]*", " ", fold(t)), language) for t in (one, other))
    return bool(first - second) and bool(second - first)


def _named(passage: Passage) -> frozenset[str]:
    names = " ".join([passage.document.title, *passage.heading])
    return _telling(without_edition(names).translate(_SEPARATORS), passage.document.language)


def _path(document: Document) -> frozenset[str]:
    path = PurePosixPath(document.path).with_suffix("").as_posix()
    return _telling(without_edition(path).translate(_SEPARATORS), document.language)


def _telling(text: str, language: str) -> frozenset[str]:
    empty = function_words(language)
    return frozenset(term for term in terms(text, language) if term not in empty)


def _of_one_form(one: Document, other: Document) -> bool:
    mine, theirs = ({s.heading[-1] for s in d.sections if s.heading} for d in (one, other))
    return len(mine & theirs) >= _OF_ONE_FORM
