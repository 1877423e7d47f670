"""The command `tenkyo eval`: asks every question of a file, and says how good that was."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.assistant import Assistant
from assistant.audit.whole_file import check_writable, write_whole
from assistant.evaluation.asking import ask_all
from assistant.evaluation.cases import Case
from assistant.evaluation.changes import Changes, compare
from assistant.evaluation.questions import read_question_file
from assistant.evaluation.runs import RUN, EvaluationRun, Result, read_run
from assistant.evaluation.summary import (
    ASK_METRICS,
    SEARCH_METRICS,
    Figures,
    Summary,
    summarise,
)
from assistant.evaluation.texts import Texts
from assistant.evaluation.views import run_view, skipped_line
from assistant.terminal.exit_status import WRONG_USE
from assistant.terminal.terminal import console
from assistant.terminal.unexpected import say
from index.command_line import command
from index.errors import NoIndexError, UsageError

_PROBLEMS_SHOWN = 20
_OBJECT = TypeAdapter(dict[str, object])


def evaluate(
    assistant: Assistant, options: argparse.Namespace, write: Callable[[str], object]
) -> int:
    """Measures the questions of a file and shows or writes the figures; returns the exit status.

    Raises:
        UsageError: a file cannot be read or written, or holds no question that can be asked.
    """
    _check_places(options)
    earlier = read_run(options.baseline) if options.baseline else None
    if not assistant.overview().documents:
        raise NoIndexError(f"Nothing is indexed. Start with: {command('index FOLDER')}")
    texts = Texts(assistant.library.records)
    asked = read_question_file(options.questions, texts, assistant.settings.max_question)
    if asked.problems:
        return _tell_problems(asked.problems)
    if asked.incomplete:
        say(skipped_line(options.questions, asked.incomplete))
    if not asked.cases:
        raise UsageError(f"No question to ask in {str(options.questions)!r}. Add some lines to it.")
    run = _run(assistant, options.questions, asked.cases, texts)
    summary, changes = summarise(run), compare(earlier, run) if earlier else None
    _write_files(options, run, (summary, changes), texts, write)
    return 0


def _check_places(options: argparse.Namespace) -> None:
    for place in (options.json, options.html):
        if place is None or str(place) == "-":
            continue
        check_writable(place)
        if place.resolve() == options.questions.resolve():
            raise UsageError(f"{str(place)!r} holds the questions. Write to another file.")


def _tell_problems(problems: tuple[str, ...]) -> int:
    for problem in problems[:_PROBLEMS_SHOWN]:
        say(problem)
    if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
        say(f"… and {more:,} more such lines; nothing was asked.")
    return WRONG_USE


def _run(
    assistant: Assistant, questions: Path, cases: tuple[Case, ...], texts: Texts
) -> EvaluationRun:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return EvaluationRun(
        version=version("tenkyo"),
        at=at,
        questions=questions.name,
        model=assistant.library.status().model,
        threshold=assistant.settings.threshold,
        results=_results(assistant, cases, texts),
    )


def _results(assistant: Assistant, cases: tuple[Case, ...], texts: Texts) -> tuple[Result, ...]:
    """Asks all questions behind a bar on stderr, where that is a terminal."""
    shown = console(stderr=True)
    columns = (TextColumn("Asking"), BarColumn(30), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        try:
            return tuple(bar.track(ask_all(assistant, cases, texts), total=len(cases)))
        except KeyboardInterrupt:
            raise KeyboardInterrupt("no file was written") from None


def _write_files(
    options: argparse.Namespace,
    run: EvaluationRun,
    figures: tuple[Summary, Changes | None],
    texts: Texts,
    write: Callable[[str], object],
) -> None:
    summary, changes = figures
    if str(options.json) == "-":
        write(run_json(run, summary))
    else:
        console().print(run_view(run, summary, changes))
    if options.html:
        from assistant.evaluation.page import page_html

        write_whole(options.html, page_html(run, summary, changes, texts).encode())
    if options.json and str(options.json) != "-":
        write_whole(options.json, run_json(run, summary).encode())


def run_json(run: EvaluationRun, summary: Summary) -> str:
    """Returns a run and its figures as JSON: what `--baseline` reads, and other programs too."""
    groups: dict[str, dict[str, object]] = {"language": {}, "kind": {}}
    for group in summary.groups:
        groups[group.field][group.value] = _named(group.figures)
    best = summary.threshold
    whole = {
        "figures": {
            "all": _named(summary.figures),
            **groups,
            "recall": summary.curve,
            "best_threshold": best,
            "search_ms": summary.search_ms,
            "ask_ms": summary.ask_ms,
        },
        **RUN.dump_python(run),
    }
    return _OBJECT.dump_json(whole, indent=1).decode() + "\n"


def _named(figures: Figures) -> dict[str, object]:
    """Returns the figures under the names they have in the documentation."""
    search = {metric.name: metric.value(figures) for metric in SEARCH_METRICS}
    ask = {metric.name: metric.value(figures) for metric in ASK_METRICS}
    return {
        "search": {"questions": figures.search.questions, **search},
        "ask": {"questions": figures.ask.questions, **ask},
    }
