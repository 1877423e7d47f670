"""Comparisons as tables: for a terminal, or as Markdown to paste into a page."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from rich.table import Table

from tests.bench.compare import Comparison, Figures, Start

COLUMNS = ("", "Tenkyo", "yardstick", "ratio")


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: its label and unit, which way is better, and its value."""

    label: str
    better: str
    value: Callable[[Figures], float]
    digits: int = 1


def _ask(value: Callable[..., float]) -> Callable[[Figures], float]:
    return lambda figures: value(figures.ask) if figures.ask else float("nan")


MEASURES = (
    Measure("passages", "", lambda f: f.passages, 0),
    Measure("build, s", "↓", lambda f: f.build_seconds, 2),
    Measure("passages / s", "↑", lambda f: f.passages_per_second),
    Measure("characters / s", "↑", lambda f: f.characters_per_second, 0),
    Measure("peak memory, build, MB", "↓", lambda f: f.build_peak_mb, 0),
    Measure("peak memory, build and search, MB", "↓", lambda f: f.peak_mb, 0),
    Measure("disk, MB", "↓", lambda f: f.disk_mb),
    Measure("search p50, ms", "↓", lambda f: f.search_p50_ms),
    Measure("search p95, ms", "↓", lambda f: f.search_p95_ms),
    Measure("ask p50, ms", "↓", lambda f: f.ask_p50_ms),
    Measure("ask p95, ms", "↓", lambda f: f.ask_p95_ms),
    Measure("ask over search p50, ms", "↓", lambda f: f.ask_over_search_p50_ms),
    Measure("ask over search p95, ms", "↓", lambda f: f.ask_over_search_p95_ms),
    Measure("follow-up completed, p50 CPU, ms", "↓", lambda f: f.resolve_p50_ms, 2),
    Measure("follow-up completed, p95 CPU, ms", "↓", lambda f: f.resolve_p95_ms, 2),
    Measure("recall@1", "↑", lambda f: f.search.recall_1, 3),
    Measure("recall@5", "↑", lambda f: f.search.recall_5, 3),
    Measure("recall@10", "↑", lambda f: f.search.recall_10, 3),
    Measure("needs@5", "↑", lambda f: f.search.needs_5, 3),
    Measure("needs@10", "↑", lambda f: f.search.needs_10, 3),
    Measure("mrr@10", "↑", lambda f: f.search.mrr_10, 3),
    Measure("map@10", "↑", lambda f: f.search.map_10, 3),
    Measure("ask: right", "↑", _ask(lambda a: a.right), 3),
    Measure("ask: complete", "↑", _ask(lambda a: a.complete), 3),
    Measure("ask: exact", "↑", _ask(lambda a: a.exact), 3),
    Measure("ask: hit", "↑", _ask(lambda a: a.hit), 3),
    Measure("ask: hit1", "↑", _ask(lambda a: a.hit1), 3),
    Measure("ask: precise", "↑", _ask(lambda a: a.precise), 3),
    Measure("ask: answered", "↑", _ask(lambda a: a.answered), 3),
    Measure("ask: refused", "↑", _ask(lambda a: a.refused), 3),
    Measure("ask: auroc", "↑", _ask(lambda a: a.auroc), 3),
    Measure("ask: chars", "", _ask(lambda a: a.chars), 0),
)


def cells(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Return the lines of the table as text: label, Tenkyo, yardstick, Tenkyo / yardstick."""
    return [_line(measure, comparison) for measure in MEASURES]


def title(comparison: Comparison) -> str:
    """Return what was measured, in one line."""
    size = f"files: {comparison.files:,}, characters: {comparison.characters:,}"
    return f"{comparison.name} ({size}, questions: {comparison.questions:,})"


def start_line(start: Start) -> str:
    """Return the start of the command beside that of Python, in one line."""
    ratio = start.help_ms / start.python_ms
    return (
        f"tenkyo --help {start.help_ms:.0f} ms, python -c pass {start.python_ms:.0f} ms,"
        f" ratio {ratio:.2f}"
    )


def table(comparison: Comparison) -> Table:
    """Return the comparison as a table for a terminal."""
    shown = Table(title=title(comparison), title_justify="left")
    for place, name in enumerate(COLUMNS):
        shown.add_column(name, justify="right" if place else "left", no_wrap=True)
    for line in cells(comparison):
        shown.add_row(*line)
    return shown


def markdown(comparison: Comparison) -> str:
    """Return the comparison as a Markdown section."""
    head = f"| {' | '.join(COLUMNS)} |\n|---|---:|---:|---:|"
    lines = "\n".join(f"| {' | '.join(line)} |" for line in cells(comparison))
    return f"### {title(comparison)}\n\n{head}\n{lines}\n"


def _line(measure: Measure, comparison: Comparison) -> tuple[str, str, str, str]:
    ours, theirs = measure.value(comparison.tenkyo), measure.value(comparison.yardstick)
    ratio = ours / theirs if theirs else float("nan")
    label = f"{measure.label} {measure.better}".strip()
    return label, _text(ours, measure.digits), _text(theirs, measure.digits), _text(ratio, 2)


def _text(value: float, digits: int) -> str:
    return "–" if isnan(value) else f"{value:,.{digits}f}"
