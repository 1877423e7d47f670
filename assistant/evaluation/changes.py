"""Two runs side by side: what became better, and what worse."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evaluation.outcomes import outcome_of, worth
from assistant.evaluation.runs import EvaluationRun, Result
from assistant.evaluation.summary import Figures, figures_of, recall_curve


@dataclass(frozen=True, slots=True)
class Change:
    """The same question in an earlier run and in this one."""

    before: Result
    now: Result

    @property
    def became(self) -> str:
        """What changed, in words."""
        before, now = outcome_of(self.before), outcome_of(self.now)
        if before != now:
            return f"{before} → {now}"
        cited = self.now.judged.complete - self.before.judged.complete
        if cited:
            return f"{now}, and {'more' if cited > 0 else 'less'} of what it needs is cited"
        return f"{now}, and found at another rank"


@dataclass(frozen=True, slots=True)
class Changes:
    """An earlier run and this one, on the `common` questions: those with the same answers.

    `added` and `gone` count the other questions of each. `better` and `worse` are in the order of
    the question file. `curve` is the earlier recall@k.
    """

    at: str
    common: int
    added: int
    gone: int
    before: Figures
    now: Figures
    curve: tuple[float, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


def compare(earlier: EvaluationRun, run: EvaluationRun) -> Changes:
    """Compares a run with an earlier one on the questions that both asked.

    What is needed, what is near and of which kind a question is, this run says of both.
    """
    before = {result.case.id: result for result in earlier.results}
    pairs = [
        Change(replace(before[now.case.id], case=now.case), now)
        for now in run.results
        if now.case.id in before and _same(before[now.case.id], now)
    ]
    return Changes(
        at=earlier.at,
        common=len(pairs),
        added=len(run.results) - len(pairs),
        gone=len(earlier.results) - len(pairs),
        before=figures_of([pair.before for pair in pairs]),
        now=figures_of([pair.now for pair in pairs]),
        curve=recall_curve([pair.before for pair in pairs]),
        better=_where(pairs, 1),
        worse=_where(pairs, -1),
    )


def _same(one: Result, other: Result) -> bool:
    a, b = one.case, other.case
    return (a.question, a.history, a.answerable, a.gold) == (
        b.question,
        b.history,
        b.answerable,
        b.gold,
    )


def _where(pairs: Sequence[Change], sign: int) -> tuple[Change, ...]:
    def sign_of(pair: Change) -> int:
        before, now = worth(pair.before), worth(pair.now)
        return (now > before) - (now < before)

    return tuple(pair for pair in pairs if sign_of(pair) == sign)
