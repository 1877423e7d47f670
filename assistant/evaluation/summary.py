"""A run boiled down to figures: in all, and by language and kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.evaluation.metrics import (
    DEPTH,
    AskScore,
    SearchScore,
    mean,
    percentile,
    recall,
    score_judged,
    score_ranks,
)
from assistant.evaluation.runs import EvaluationRun, Result
from assistant.evaluation.thresholds import Threshold, best_threshold


@dataclass(frozen=True, slots=True)
class Figures:
    """How good search and answers are on some questions."""

    search: SearchScore
    ask: AskScore


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of the questions whose `field` (language or kind) is `value`."""

    field: str
    value: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Latency:
    """The median and the 95th percentile of a time, in milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run. `curve` holds recall@k for k from 1 to 10."""

    figures: Figures
    groups: tuple[Group, ...]
    curve: tuple[float, ...]
    threshold: Threshold | None
    search_ms: Latency
    ask_ms: Latency


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure: its name, its value, how many digits are shown, and which way is better.

    `better` is 1 where more is, -1 where less is, 0 where neither is.
    """

    name: str
    value: Callable[[Figures], float]
    digits: int = 3
    better: int = 1


SEARCH_METRICS = (
    Metric("recall@1", lambda f: f.search.recall_1),
    Metric("recall@5", lambda f: f.search.recall_5),
    Metric("recall@10", lambda f: f.search.recall_10),
    Metric("needs@5", lambda f: f.search.needs_5),
    Metric("needs@10", lambda f: f.search.needs_10),
    Metric("mrr@10", lambda f: f.search.mrr_10),
    Metric("map@10", lambda f: f.search.map_10),
)
ANSWER_METRICS = (
    Metric("right", lambda f: f.ask.right),
    Metric("answered", lambda f: f.ask.answered),
    Metric("refused", lambda f: f.ask.refused),
    Metric("misled", lambda f: f.ask.misled, better=-1),
    Metric("auroc", lambda f: f.ask.auroc),
    Metric("chars", lambda f: f.ask.chars, digits=0, better=0),
)
CITATION_METRICS = (
    Metric("complete", lambda f: f.ask.complete),
    Metric("hit", lambda f: f.ask.hit),
    Metric("hit1", lambda f: f.ask.hit1),
    Metric("precise", lambda f: f.ask.precise),
    Metric("exact", lambda f: f.ask.exact),
)
ASK_METRICS = (*ANSWER_METRICS, *CITATION_METRICS)


def figures_of(results: Sequence[Result]) -> Figures:
    """Returns the figures of some results."""
    return Figures(
        search=score_ranks([(result.case, result.ranks) for result in results]),
        ask=score_judged([result.judged for result in results]),
    )


def summarise(run: EvaluationRun) -> Summary:
    """Returns the figures of a run."""
    results = run.results
    return Summary(
        figures=figures_of(results),
        groups=(
            *_groups(results, "language", lambda result: result.case.language),
            *_groups(results, "kind", lambda result: result.case.kind),
        ),
        curve=recall_curve(results),
        threshold=best_threshold([result.reply for result in results], run.threshold),
        search_ms=_latency([result.search_ms for result in results]),
        ask_ms=_latency([result.ask_ms for result in results]),
    )


def recall_curve(results: Sequence[Result]) -> tuple[float, ...]:
    """Returns recall@k for k from 1 to 10; NaN where no question is answerable."""
    ranked = [result.ranks for result in results if result.case.answerable]
    return tuple(mean(recall(ranks, k) for ranks in ranked) for k in range(1, DEPTH + 1))


def _groups(
    results: Sequence[Result], field: str, value_of: Callable[[Result], str]
) -> list[Group]:
    """Returns the figures of each value, by its name; none where all have the same one."""
    by_value: dict[str, list[Result]] = {}
    for result in results:
        by_value.setdefault(value_of(result), []).append(result)
    if len(by_value) < 2:
        return []
    return [Group(field, value, figures_of(some)) for value, some in sorted(by_value.items())]


def _latency(milliseconds: Sequence[float]) -> Latency:
    return Latency(percentile(milliseconds, 0.5), percentile(milliseconds, 0.95))
