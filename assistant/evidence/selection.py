"""Which sentences answer a question, by the form of answer that it wants."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer_types.kinds import OTHER, STEPS
from assistant.evidence.comparisons import about_both
from assistant.evidence.disagreement import disagreement
from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import choose
from assistant.evidence.in_force import Fits, in_force_first, marked, note
from assistant.evidence.list_forms import is_introduction
from assistant.evidence.lists import ASKED_FOR, IN_PASSING, WholeList, whole_list
from assistant.questions.language import answer_language
from assistant.questions.question_forms import (
    COMPARISON,
    LIST,
    question_form,
    wants_items,
    wants_list,
)
from index.search.holding import has_all, telling_terms

# How near to the best a sentence must be whose list is the answer.
_LIST_NEAR = 0.85
_LISTS_TRIED = 4


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences of an answer in the order they are read, and a line to be said beside them."""

    chosen: tuple[Evidence, ...]
    note: str = ""


def select(
    evidence: Sequence[Evidence],
    question: str,
    kind: str = OTHER,
    said: str = "",
    fits: Fits = bool,
) -> Selection:
    """Chooses the sentences of an answer from evidence that is not empty, best first.

    `kind` is what the question asks for by its meaning: a list, steps, or another thing. What is
    not in force comes last and is marked, if something else `fits` the question. What was `said`
    earlier is no support again, but it answers, and it tells what is in force and where the
    documents disagree.
    """
    ordered, notice = in_force_first(evidence, question, fits)
    selection = _selected(ordered, question, kind, said)
    if notice is None:
        return selection
    return Selection(tuple(marked(selection.chosen, notice)), note(notice, question))


def _selected(evidence: Sequence[Evidence], question: str, kind: str, said: str) -> Selection:
    form = question_form(question)
    if form.kind == COMPARISON and (both := about_both(evidence, form.subjects)):
        return Selection(tuple(both))
    if listed := _list(evidence, question, kind):
        return Selection((listed.evidence,), listed.note(answer_language(question)))
    chosen = choose(evidence, said)
    found = None if form.kind == COMPARISON else disagreement(evidence)
    if found is None:
        return Selection(tuple(chosen))
    rest = [e for e in chosen[1:] if e is not found.other]
    return Selection((chosen[0], found.other, *rest), found.note(answer_language(question)))


def _list(evidence: Sequence[Evidence], question: str, kind: str) -> WholeList | None:
    """Returns the list that the best evidence begins or, if one is asked for, stands in."""
    best, named = evidence[0], question_form(question).kind == LIST
    items = wants_items(question) or kind == LIST
    wanted = named or items or kind == STEPS or wants_list(question)
    near = [e for e in evidence[:_LISTS_TRIED] if e.score >= _LIST_NEAR * best.score]
    for candidate in near if named else [best]:
        if candidate is not best and not _is_about(candidate, question):
            continue
        leads = wanted or is_introduction(candidate.text)
        unled = wanted and _is_headed(candidate, question)
        limits = ASKED_FOR if wanted else IN_PASSING
        if leads and (listed := whole_list(candidate, limits, unled=unled, after=items)):
            return listed
    return None


def _is_about(evidence: Evidence, question: str) -> bool:
    """Tells whether the heading over a list, or its lead line, has a telling word of the question.

    An item that has one says so of itself alone.
    """
    listed = whole_list(evidence, ASKED_FOR)
    lead = listed.evidence.text.split("\n", 1)[0] if listed else ""
    return _is_headed(evidence, question, lead)


def _is_headed(evidence: Evidence, question: str, lead: str = "") -> bool:
    """Tells whether the heading over a block has a telling word of the question."""
    passage = evidence.hit.passage
    language = passage.document.language
    said = f"{' '.join(passage.heading[-1:]) or passage.document.title} {lead}"
    return any(has_all([t], said, language) for t in telling_terms(question, [language]))
