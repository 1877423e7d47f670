"""Comparisons: an answer about two things has a sentence about each."""

from collections.abc import Sequence

from assistant.evidence import Evidence
from index.analysis import terms
from index.function_words import function_words

_ENOUGH = 0.6


def about_both(evidence: Sequence[Evidence], subjects: Sequence[str]) -> list[Evidence]:
    """Returns the best sentences about two things, best first; none if one is not spoken of.

    A sentence that speaks of both comes first, then the best about each.
    """
    shares = [[_share(e, subject) >= _ENOUGH for subject in subjects] for e in evidence]
    both = [e for e, has in zip(evidence, shares, strict=True) if all(has)][:2]
    each = [
        next((e for e, has in zip(evidence, shares, strict=True) if has[i]), None)
        for i in range(len(subjects))
    ]
    if not both and None in each:
        return []
    return list(dict.fromkeys([*both, *(e for e in each if e is not None)]))


def _share(evidence: Evidence, subject: str) -> float:
    """Returns the share of the words of a subject that a sentence, or its headings, have."""
    passage = evidence.hit.passage
    language = passage.document.language
    empty = function_words("en")
    wanted = [term for term in terms(subject, language) if term not in empty]
    said = " ".join([evidence.text, *passage.heading[-1:]])
    has = set(terms(said, language))
    return sum(term in has for term in wanted) / max(1, len(wanted))
