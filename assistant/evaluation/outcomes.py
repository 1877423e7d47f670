"""What became of a question, from right to wrong."""

from collections.abc import Sequence
from enum import StrEnum

from assistant.evaluation.cases import WHOLE_KINDS
from assistant.evaluation.metrics import reciprocal_rank
from assistant.evaluation.runs import Result


class CaseOutcome(StrEnum):
    """What became of a question: the words are those of the page."""

    RIGHT = "rightly answered"
    PART = "only a part of what it needs is cited"
    LATER = "a later citation is right"
    REFUSED = "rightly refused"
    MISSED = "refused, though the documents answer"
    WRONG = "answered, and no citation is right"
    UNFOUNDED = "answered, though the documents do not"


_WORTH = {
    CaseOutcome.RIGHT: 3,
    CaseOutcome.REFUSED: 3,
    CaseOutcome.PART: 2,
    CaseOutcome.LATER: 2,
    CaseOutcome.MISSED: 1,
    CaseOutcome.WRONG: 0,
    CaseOutcome.UNFOUNDED: 0,
}


def outcome_of(result: Result) -> CaseOutcome:
    """Returns what became of a question."""
    reply = result.reply
    if not reply.answerable:
        return CaseOutcome.UNFOUNDED if reply.answered else CaseOutcome.REFUSED
    if not reply.answered:
        return CaseOutcome.MISSED
    if result.judged.right:
        return CaseOutcome.RIGHT
    if not reply.hit:
        return CaseOutcome.WRONG
    return CaseOutcome.PART if result.case.kind in WHOLE_KINDS else CaseOutcome.LATER


def worth(result: Result) -> tuple[int, float, float]:
    """Returns how good a result is.

    First counts what became of the question, then how much of what it needs is cited, then how soon
    gold was found.
    """
    found = reciprocal_rank(result.ranks)
    return _WORTH[outcome_of(result)], result.judged.complete, found


def worst(results: Sequence[Result], number: int) -> list[Result]:
    """Returns the results that most need a look, the worst first.

    Wrong answers come first, the surest before; then refusals, the least sure before; then answers
    that are right only later on, or in part.
    """
    faulty = [
        result for result in results if _WORTH[outcome_of(result)] < _WORTH[CaseOutcome.RIGHT]
    ]
    return sorted(faulty, key=_by_need)[:number]


def _by_need(result: Result) -> tuple[int, float, str]:
    kind = _WORTH[outcome_of(result)]
    sure = result.reply.confidence
    return kind, sure if kind else -sure, result.case.id
