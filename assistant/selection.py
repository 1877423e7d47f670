"""Which sentences answer a question, by the form of answer that it wants."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.list_forms import is_introduction
from assistant.comparisons import about_both
from assistant.disagreement import disagreement
from assistant.evidence import Evidence
from assistant.extractive import choose
from assistant.language import language_of
from assistant.lists import whole_list
from assistant.question_forms import COMPARISON, LIST, question_form

# How near to the best a sentence must be whose list is the answer.
_LIST_NEAR = 0.85
_LISTS_TRIED = 4


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences of an answer in the order they are read, and a line to be said beside them."""

    chosen: tuple[Evidence, ...]
    note: str = ""


def select(evidence: Sequence[Evidence], question: str) -> Selection:
    """Chooses the sentences of an answer from evidence that is not empty, best first."""
    form = question_form(question)
    if form.kind == COMPARISON and (both := about_both(evidence, form.subjects)):
        return Selection(tuple(both))
    if listed := _list(evidence, wanted=form.kind == LIST):
        return Selection((listed,))
    chosen = choose(evidence)
    found = None if form.kind == COMPARISON else disagreement(evidence)
    if found is None:
        return Selection(tuple(chosen))
    rest = [e for e in chosen[1:] if e is not found.other]
    return Selection((chosen[0], found.other, *rest), found.note(language_of(question)))


def _list(evidence: Sequence[Evidence], *, wanted: bool) -> Evidence | None:
    """Returns the list that the best evidence begins or, if one is asked for, stands in."""
    best = evidence[0]
    near = [e for e in evidence[:_LISTS_TRIED] if e.score >= _LIST_NEAR * best.score]
    for candidate in near if wanted else [best]:
        if (wanted or is_introduction(candidate.text)) and (listed := whole_list(candidate)):
            return listed
    return None
