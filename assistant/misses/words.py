"""Which words of a question one text has and another has not, as the index compares them."""

from collections.abc import Iterator, Sequence

from index.passages.cutting import context_of
from index.text.terms import TermRun, runs, terms
from index.types import Passage


def lacking(
    question: str, passage: Passage, missed: Sequence[Passage], languages: Sequence[str]
) -> tuple[str, ...]:
    """Returns the words of a question that a passage has and the missed ones have not, in order.

    Words that only say how something is asked are left out. The title and the headings of a passage
    count as its own, as in the search.
    """
    has = _terms_of(passage)
    others = frozenset[str]().union(*map(_terms_of, missed))
    found = (
        word
        for run in runs(question, languages)
        for word in _pieces(
            run, [_is_in(has, run, n) and not _is_in(others, run, n) for n in range(len(run.terms))]
        )
    )
    return tuple(dict.fromkeys(found))


def _terms_of(passage: Passage) -> frozenset[str]:
    return frozenset(terms(context_of(passage) + passage.text, passage.document.language))


def _is_in(has: frozenset[str], run: TermRun, number: int) -> bool:
    term = run.terms[number]
    return not term.function and not has.isdisjoint(term.forms)


def _pieces(run: TermRun, wanted: Sequence[bool]) -> Iterator[str]:
    """Yields a word that is wanted; of an unspaced run the stretches of which all pairs are."""
    if run.spaced or len(wanted) != max(1, len(run.text) - 1):
        if any(wanted):
            yield run.text
        return
    start = 0
    while start < len(wanted):
        end = start
        while end < len(wanted) and wanted[end]:
            end += 1
        if end > start:
            yield run.text[start : end + 1]
        start = end + 1
