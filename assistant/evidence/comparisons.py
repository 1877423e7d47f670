"""Comparisons: an answer about two things has a sentence about each."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.evidence.evidence import Evidence
from assistant.evidence.row_asked_for import row_label
from index.text.function_words import function_words
from index.text.terms import terms

_ENOUGH = 0.6


def about_both(evidence: Sequence[Evidence], subjects: Sequence[str]) -> list[Evidence]:
    """Returns the best sentences about two things, best first; none if one is not spoken of.

    A sentence that speaks of both comes first, then the best about each. A document that is named
    after one of them speaks of it throughout.
    """
    shares = [_spoken_of(each, subjects) for each in evidence]
    both = [e for e, has in zip(evidence, shares, strict=True) if all(has)][:2]
    each = [
        next((e for e, has in zip(evidence, shares, strict=True) if has[i]), None)
        for i in range(len(subjects))
    ]
    if not both and None in each:
        return []
    return list(dict.fromkeys([*both, *(e for e in each if e is not None)]))


def _spoken_of(evidence: Evidence, subjects: Sequence[str]) -> list[bool]:
    """Tells of each subject whether a sentence, its headings or its document speak of it."""
    passage = evidence.hit.passage
    language = passage.document.language
    path = str(PurePosixPath(passage.document.path).with_suffix(""))
    name = " ".join([passage.document.title, path])
    said = " ".join([evidence.text, *passage.heading[-1:]])
    # A document that is named after both tells them apart no further.
    wanted = [_words(subject, language) for subject in subjects]
    own = [w.difference(*(v for v in wanted if v is not w)) for w in wanted]
    named = [not words.isdisjoint(_words(name, language)) for words in own]
    label = _words(row_label(evidence), language)
    if all(own) and any(words <= label for words in own):
        # Rows of one table are told apart by their labels alone.
        return [words <= label for words in own]
    has = _words(said if all(named) else f"{said} {name}", language)
    return [len(words & has) >= _ENOUGH * max(1, len(words)) for words in wanted]


def _words(text: str, language: str) -> frozenset[str]:
    return frozenset(terms(text, language)) - function_words("en")
