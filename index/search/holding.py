"""The passages that have certain words: all of them, where a search has only the best.

Each word counts in any form that it has in a language indexed, as in a search. A passage has the
words of its title and its headings too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from index.text.sentences import Span
from index.text.terms import Term, TermRun, runs, terms
from index.types import Passage


@dataclass(frozen=True, slots=True)
class Holding:
    """The passages that have every one of some terms.

    `documents` has the id of the document of each, by the id of the passage, in order; `read`
    returns passages by their ids, without those that are gone.
    """

    terms: tuple[Term, ...]
    documents: Mapping[str, str]
    read: Callable[[Sequence[str]], Mapping[str, Passage]]

    def within(self, documents: Set[str]) -> "Holding":
        """Returns those of some documents, by their ids; all of them if there are none."""
        if not documents:
            return self
        kept = {passage: d for passage, d in self.documents.items() if d in documents}
        return replace(self, documents=kept)


def telling_terms(text: str, languages: Sequence[str]) -> tuple[Term, ...]:
    """Returns the terms of a text that say what, not how, is asked; each once."""
    found = (term for run in runs(text, languages) for term in run.terms if not term.function)
    return tuple(dict.fromkeys(found))


def has_all(wanted: Sequence[Term], text: str, language: str) -> bool:
    """Tells whether a text in some language has every one of some terms."""
    said = set(terms(text, language))
    return all(not said.isdisjoint(term.forms) for term in wanted)


def spans_of(wanted: Sequence[Term], text: str, language: str) -> list[Span]:
    """Returns where the terms stand in a text, in order; in scripts without spaces, overlapping."""
    forms = {form for term in wanted for form in term.forms}
    return [span for run in runs(text, [language]) for span in _spans(run, forms)]


def _spans(run: TermRun, forms: set[str]) -> Iterator[Span]:
    if run.spaced:
        if any(not forms.isdisjoint(term.forms) for term in run.terms):
            yield run.start, run.end
        return
    for place, term in enumerate(run.terms):
        if not forms.isdisjoint(term.forms):
            yield run.start + place, min(run.start + place + 2, run.end)
