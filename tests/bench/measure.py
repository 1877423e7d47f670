"""The clock and the scales: what one side needs for building an index and for its questions."""

import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import Reply

# Asked before the timed questions, and in no set, so that nothing can be remembered from them.
WARM_UP = tuple(
    Case(f"warm-up {number}", f"Warm-up question number {number}?", (), False, ())
    for number in range(5)
)

Result = TypeVar("Result")


class Searching(Protocol):
    """A side that can index a folder and search it."""

    def warm(self) -> None:
        """Load the model, and whatever else is not to be part of a timing."""

    def build(self, corpus: Path) -> int:
        """Index `corpus`; return the number of passages."""

    def search(self, case: Case) -> tuple[Span, ...]:
        """Return the ten best passages, best first."""


class Answering(Protocol):
    """A side that answers questions."""

    def warm(self) -> None:
        """Load the model."""

    def ask(self, case: Case) -> Reply:
        """Return the answer."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What building and searching took. Memory is the peak of the process so far, in MB (10^6).

    `milliseconds` holds one time a question, in the order of the set; `hits` is by question id.
    """

    passages: int
    build_seconds: float
    build_peak_mb: float
    peak_mb: float
    milliseconds: tuple[float, ...]
    hits: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What answering took: one time a question, in milliseconds, and the replies by question id."""

    milliseconds: tuple[float, ...]
    replies: Mapping[str, Reply]


@dataclass(frozen=True, slots=True)
class Run:
    """Everything measured of one side in one fresh process. `asked` is None without answers.

    `resolved` holds, for each question in a conversation, the CPU time of completing it, in ms.
    """

    searched: Searched
    asked: Asked | None
    disk_mb: float
    resolved: tuple[float, ...] = ()


def measure_search(side: Searching, corpus: Path, cases: Sequence[Case]) -> Searched:
    """Build with the model warm, then search every question once, warm too; both on the clock."""
    side.warm()
    passages, build_seconds = _timed(partial(side.build, corpus))
    build_peak_mb = peak_memory_mb()
    side.warm()
    hits, milliseconds = _each(side.search, cases)
    return Searched(passages, build_seconds, build_peak_mb, peak_memory_mb(), milliseconds, hits)


def measure_ask(side: Answering, cases: Sequence[Case]) -> Asked:
    """Ask every question once, on the clock."""
    side.warm()
    replies, milliseconds = _each(side.ask, cases)
    return Asked(milliseconds, replies)


def measure_resolution(
    resolve: Callable[[Case], object], cases: Sequence[Case]
) -> tuple[float, ...]:
    """Complete every question that has a history, once; return the CPU milliseconds of each."""
    for case in WARM_UP:
        resolve(case)
    milliseconds = []
    for case in cases:
        if case.history:
            began = time.process_time()
            resolve(case)
            milliseconds.append(1000 * (time.process_time() - began))
    return tuple(milliseconds)


def peak_memory_mb() -> float:
    """Return the largest resident size of this process so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def disk_mb(folder: Path) -> float:
    """Return what the files below `folder` take on the disk, in MB (sparse parts don't count)."""
    return sum(path.stat().st_blocks for path in folder.rglob("*") if path.is_file()) * 512 / 1e6


def _each(
    call: Callable[[Case], Result], cases: Sequence[Case]
) -> tuple[dict[str, Result], tuple[float, ...]]:
    for case in WARM_UP:
        call(case)
    results, milliseconds = {}, []
    for case in cases:
        results[case.id], seconds = _timed(partial(call, case))
        milliseconds.append(1000 * seconds)
    return results, tuple(milliseconds)


def _timed(call: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    result = call()
    return result, time.perf_counter() - began
