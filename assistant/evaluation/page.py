"""A run as one HTML page that stands by itself: no script, and nothing fetched from anywhere."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.evaluation.cases import Span
from assistant.evaluation.changes import Change, Changes
from assistant.evaluation.outcomes import outcome_of, worst
from assistant.evaluation.plots import (
    HEIGHT,
    WIDTH,
    Plot,
    confidence_plot,
    latency_plot,
    recall_plot,
)
from assistant.evaluation.questions import shortened
from assistant.evaluation.runs import EvaluationRun, Result
from assistant.evaluation.summary import (
    ANSWER_METRICS,
    ASK_METRICS,
    CITATION_METRICS,
    SEARCH_METRICS,
    Metric,
    Summary,
)
from assistant.evaluation.texts import Texts
from assistant.evaluation.views import (
    changes_line,
    difference_text,
    latency_text,
    threshold_hint,
    value_text,
)

_TEMPLATES = Path(__file__).parent / "templates"
_WORST = 10
_CHANGES_SHOWN = 50
_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, and where they stand."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the page shows it: what was expected, what was cited, and what was found."""

    result: Result
    outcome: str
    expected: tuple[Quote, ...]
    cited: tuple[Quote, ...]
    found: tuple[Quote, ...]
    rank: str


def page_html(run: EvaluationRun, summary: Summary, changes: Changes | None, texts: Texts) -> str:
    """Returns the page of a run."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html").render(
        run=run,
        summary=summary,
        changes=changes,
        compared=changes_line(changes) if changes else "",
        differences=_differences(changes) if changes else (),
        lists=_lists(changes) if changes else (),
        plots=_plots(run, summary, changes),
        size=(WIDTH, HEIGHT),
        search_metrics=SEARCH_METRICS,
        answer_metrics=ANSWER_METRICS,
        citation_metrics=CITATION_METRICS,
        value_text=value_text,
        latency_text=latency_text,
        hint=threshold_hint(run, summary.threshold),
        worst=[_shown(result, texts) for result in worst(run.results, _WORST)],
    )


def _plots(run: EvaluationRun, summary: Summary, changes: Changes | None) -> tuple[Plot, ...]:
    replies = [result.reply for result in run.results]
    return (
        recall_plot(summary.curve, changes.curve if changes else ()),
        confidence_plot(
            [reply.confidence for reply in replies if reply.answerable],
            [reply.confidence for reply in replies if not reply.answerable],
            run.threshold,
        ),
        latency_plot(
            [result.ask_ms for result in run.results], summary.ask_ms.p50, summary.ask_ms.p95
        ),
    )


def _differences(changes: Changes) -> list[tuple[str, str, str, str, str]]:
    return [_difference(metric, changes) for metric in (*SEARCH_METRICS, *ASK_METRICS)]


def _difference(metric: Metric, changes: Changes) -> tuple[str, str, str, str, str]:
    """Returns a metric's name, before, now, difference, and whether that is better or worse."""
    before, now = metric.value(changes.before), metric.value(changes.now)
    shown = difference_text(metric, before, now)
    turn = (now - before) * metric.better if shown else 0
    verdict = "better" if turn > 0 else "worse" if turn < 0 else ""
    return metric.name, value_text(metric, before), value_text(metric, now), shown, verdict


def _lists(changes: Changes) -> list[tuple[str, int, tuple[Change, ...]]]:
    return [
        (name, len(some), some[:_CHANGES_SHOWN])
        for name, some in (("Better", changes.better), ("Worse", changes.worse))
    ]


def _shown(result: Result, texts: Texts) -> Shown:
    ranks = [rank for rank in result.ranks if rank is not None]
    return Shown(
        result=result,
        outcome=outcome_of(result),
        expected=tuple(_quote(span, texts) for span in result.case.gold),
        cited=tuple(
            Quote(address(cited.span), shortened(cited.quote, _QUOTE)) for cited in result.citations
        ),
        found=tuple(_quote(span, texts) for span in result.hits[:1]),
        rank=f"at rank {min(ranks)}" if ranks else "not among the first ten",
    )


def _quote(span: Span, texts: Texts) -> Quote:
    text = texts.find(span.file)
    return Quote(address(span), shortened(text[span.start : span.end], _QUOTE))


def address(span: Span) -> str:
    """Returns where a span stands: its file, and its first and last code point."""
    return f"{span.file}:{span.start}-{span.end}"
