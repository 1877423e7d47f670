"""How a run looks in a terminal: figures as tables, and what to make of them."""

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.evaluation.changes import Change, Changes
from assistant.evaluation.questions import shortened
from assistant.evaluation.runs import EvaluationRun
from assistant.evaluation.summary import (
    ANSWER_METRICS,
    ASK_METRICS,
    CITATION_METRICS,
    SEARCH_METRICS,
    Figures,
    Latency,
    Metric,
    Summary,
)
from assistant.evaluation.thresholds import Threshold
from index.text.control_characters import printable

_CHANGES_SHOWN = 10
_QUESTION = 70


def run_view(run: EvaluationRun, summary: Summary, changes: Changes | None) -> RenderableType:
    """Returns the figures of a run, and how they differ from an earlier one."""
    parts: list[RenderableType] = [
        _table("Search", "answerable", SEARCH_METRICS, summary),
        _table("Answers", "questions", ANSWER_METRICS, summary),
        _table("Citations", "answerable", CITATION_METRICS, summary),
        Text(
            f"A search took {latency_text(summary.search_ms)}, an answer"
            f" {latency_text(summary.ask_ms)}."
        ),
        Text(threshold_hint(run, summary.threshold)),
    ]
    if changes:
        parts += _change_parts(changes)
    return Group(*parts)


def value_text(metric: Metric, value: float) -> str:
    """Returns a figure as it is shown; a dash where there is none."""
    return "–" if isnan(value) else f"{value:,.{metric.digits}f}"


def difference_text(metric: Metric, before: float, now: float) -> str:
    """Returns by how much a figure grew or fell; nothing where it is as it was, or is none."""
    shown = f"{now - before:+,.{metric.digits}f}"
    return "" if isnan(now - before) or float(shown.replace(",", "")) == 0 else shown


def latency_text(latency: Latency) -> str:
    """Returns a median and a 95th percentile in words."""
    return f"{latency.p50:,.1f} ms (19 of 20 at most {latency.p95:,.1f} ms)"


def threshold_hint(run: EvaluationRun, best: Threshold | None) -> str:
    """Returns which threshold tells answerable questions from others best, in a sentence or two."""
    if best is None:
        return (
            "To choose a threshold, add questions that the documents do not answer"
            " beside those that they do."
        )
    rough = f" That is few: {best.answerable} answerable questions and {best.others} others."
    if best.value == run.threshold:
        said = (
            f"The threshold, {run.threshold:g}, is the best here (balanced accuracy"
            f" {best.accuracy:.3f})."
        )
    else:
        said = (
            f"Best threshold here: {best.value:g} (balanced accuracy {best.accuracy:.3f}; now"
            f" {run.threshold:g}, {best.present_accuracy:.3f}). Set it with TENKYO_THRESHOLD."
        )
    return said + (rough if best.is_rough else "")


def skipped_line(path: Path, lines: Sequence[int]) -> str:
    """Returns which lines of a question file are left out because nobody has filled them in."""
    shown = ", ".join(map(str, lines[:_CHANGES_SHOWN])) + (", …" if lines[_CHANGES_SHOWN:] else "")
    left_out = "1 line is" if len(lines) == 1 else f"{len(lines):,} lines are"
    return f"{left_out} left out of {str(path)!r}: fill in 'answerable' and 'gold' on {shown}."


def _table(title: str, counted: str, metrics: Sequence[Metric], summary: Summary) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("", overflow="ellipsis", no_wrap=True, max_width=18)
    for name in (counted, *(metric.name for metric in metrics)):
        table.add_column(name, justify="right", no_wrap=True)
    for name, figures in _rows(summary):
        count = figures.ask.questions if counted == "questions" else figures.search.questions
        values = [value_text(metric, metric.value(figures)) for metric in metrics]
        table.add_row(printable(name), f"{count:,}", *values)
    return table


def _rows(summary: Summary) -> Iterator[tuple[str, Figures]]:
    yield "all", summary.figures
    yield from ((group.value, group.figures) for group in summary.groups)


def _change_parts(changes: Changes) -> Iterator[RenderableType]:
    yield Text(f"\n{changes_line(changes)}")
    if not changes.common:
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "before", "now", "difference"):
        table.add_column(name, justify="right" if name else "left")
    for metric in (*SEARCH_METRICS, *ASK_METRICS):
        before, now = metric.value(changes.before), metric.value(changes.now)
        difference = difference_text(metric, before, now)
        table.add_row(metric.name, value_text(metric, before), value_text(metric, now), difference)
    yield table
    for name, some in (("better", changes.better), ("worse", changes.worse)):
        yield Text(f"{len(some):,} {'question is' if len(some) == 1 else 'questions are'} {name}")
        yield from (Text(f"  {_change_line(change)}") for change in some[:_CHANGES_SHOWN])
        if some[_CHANGES_SHOWN:]:
            yield Text(f"  … and {len(some) - _CHANGES_SHOWN:,} more; see them with --html FILE")


def changes_line(changes: Changes) -> str:
    """Returns what two runs are compared on, in a sentence."""
    said = f"Compared with the run of {changes.at}, on the {changes.common:,} questions of both"
    if changes.added or changes.gone:
        said += f" ({changes.added:,} new or changed, {changes.gone:,} gone or changed)"
    return f"{said}."


def _change_line(change: Change) -> str:
    question = printable(shortened(change.now.case.question, _QUESTION))
    return f"{printable(change.now.case.id)}: {question} ({change.became})"
