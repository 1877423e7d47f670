"""Runs both sides on a set, each in fresh processes, and boils the runs down to figures."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.cases import Case
from assistant.evaluation.metrics import (
    AskScore,
    SearchScore,
    percentile,
    score_ask,
    score_search,
)
from tests.bench.measure import Run
from tests.bench.sets import ROOT, QuestionSet, read_cases, read_texts
from tests.bench.worker import RUN, SIDES

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """One side on one set. Of several rounds, the least disturbed value of each timing."""

    passages: int
    build_seconds: float
    passages_per_second: float
    characters_per_second: float
    build_peak_mb: float
    peak_mb: float
    disk_mb: float
    search_p50_ms: float
    search_p95_ms: float
    ask_p50_ms: float
    ask_p95_ms: float
    ask_over_search_p50_ms: float
    ask_over_search_p95_ms: float
    resolve_p50_ms: float
    resolve_p95_ms: float
    search: SearchScore
    ask: AskScore | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides on one set of `files` texts with `characters` code points in all.

    `repeatable` says whether every round of each side gave the same hits and answers.
    """

    name: str
    files: int
    characters: int
    questions: int
    repeatable: bool
    tenkyo: Figures
    yardstick: Figures


@dataclass(frozen=True, slots=True)
class Start:
    """Wall time of `tenkyo --help` and of an interpreter that does nothing, in milliseconds."""

    help_ms: float
    python_ms: float


def compare(chosen: QuestionSet, rounds: int, progress: Progress) -> Comparison:
    """Measure both sides on a set, taking turns; who begins changes every round."""
    runs: dict[str, list[Run]] = {side: [] for side in SIDES}
    for number in range(rounds):
        for side in list(SIDES)[:: -1 if number % 2 else 1]:
            progress(f"{chosen.name}: {side}, round {number + 1} of {rounds} ...")
            runs[side].append(run_fresh(side, chosen))
    cases, texts = read_cases(chosen.questions), read_texts(chosen.corpus)
    characters = sum(len(text) for text in texts.values())
    return Comparison(
        name=chosen.name,
        files=len(texts),
        characters=characters,
        questions=len(cases),
        repeatable=all(same_results(each) for each in runs.values()),
        tenkyo=figures(runs["tenkyo"], cases, characters, texts.__getitem__),
        yardstick=figures(runs["yardstick"], cases, characters, texts.__getitem__),
    )


def run_fresh(side: str, chosen: QuestionSet) -> Run:
    """Measure one side in a process of its own.

    Raises:
        RuntimeError: The process failed; the message ends with its last lines.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "run.json"
        command = [sys.executable, "-m", "tests.bench.worker", side]
        done = subprocess.run(
            [*command, str(chosen.corpus), str(chosen.questions), str(report)],
            cwd=ROOT,
            env=os.environ | {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            last = "\n".join(done.stderr.strip().splitlines()[-8:])
            raise RuntimeError(f"{side!r} failed on the set {chosen.name!r}:\n{last}")
        return RUN.validate_json(report.read_bytes())


def figures(
    runs: Sequence[Run], cases: Sequence[Case], characters: int, source: Callable[[str], str]
) -> Figures:
    """Return the figures of one side's runs; quality is that of the first run."""
    first = runs[0]
    seconds = min(run.searched.build_seconds for run in runs)
    searches = [run.searched.milliseconds for run in runs]
    answers = [run.asked.milliseconds for run in runs if run.asked]
    over = [_over_search(run) for run in runs if run.asked]
    resolved = [run.resolved for run in runs if run.resolved]
    return Figures(
        passages=first.searched.passages,
        build_seconds=seconds,
        passages_per_second=first.searched.passages / seconds,
        characters_per_second=characters / seconds,
        build_peak_mb=min(run.searched.build_peak_mb for run in runs),
        peak_mb=min(run.searched.peak_mb for run in runs),
        disk_mb=min(run.disk_mb for run in runs),
        search_p50_ms=_least(searches, 0.5),
        search_p95_ms=_least(searches, 0.95),
        ask_p50_ms=_least(answers, 0.5),
        ask_p95_ms=_least(answers, 0.95),
        ask_over_search_p50_ms=_least(over, 0.5),
        ask_over_search_p95_ms=_least(over, 0.95),
        resolve_p50_ms=_least(resolved, 0.5),
        resolve_p95_ms=_least(resolved, 0.95),
        search=score_search(cases, first.searched.hits),
        ask=score_ask(cases, first.asked.replies, source) if first.asked else None,
    )


def same_results(runs: Sequence[Run]) -> bool:
    """Return whether all runs gave the same hits and the same answers."""
    results = [(run.searched.hits, run.asked and run.asked.replies) for run in runs]
    return all(result == results[0] for result in results)


def measure_start(repeats: int = 5) -> Start:
    """Return how long `tenkyo --help` takes beside an empty Python program, best of `repeats`.

    Raises:
        RuntimeError: The command is not installed beside this interpreter, or fails.
    """
    command = Path(sys.executable).parent / "tenkyo"
    return Start(
        help_ms=_wall_ms([str(command), "--help"], repeats),
        python_ms=_wall_ms([sys.executable, "-c", "pass"], repeats),
    )


def _wall_ms(command: Sequence[str], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        try:
            subprocess.run(command, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise RuntimeError(f"{' '.join(command)!r} failed: {error}") from error
        times.append(1000 * (time.perf_counter() - began))
    return min(times)


def _over_search(run: Run) -> list[float]:
    """Returns how much longer each question took to answer than to search for, in milliseconds."""
    asked = run.asked.milliseconds if run.asked else ()
    return [a - s for a, s in zip(asked, run.searched.milliseconds, strict=True)]


def _least(rounds: Sequence[Sequence[float]], share: float) -> float:
    return min((percentile(times, share) for times in rounds), default=float("nan"))
