"""`python -m tests.bench.conversations FOLDER`: what conversations gain, and what they cost.

FOLDER holds sets (`tests/bench/sets.py`). Each is searched three times: with the history of its
questions, with the bare questions, and after two turns of its other questions, answered, that are
on other files. The first should beat the second, and the third must not fall behind it. How often
the assistant asks back is counted as well.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from assistant.evaluation.cases import Case
from assistant.evaluation.metrics import SearchScore, score_search
from tests.bench.sets import find_sets, read_cases
from tests.bench.tenkyo import Tenkyo, open_tenkyo

_SEED = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: search with its history, without, and after unrelated turns; questions back."""

    with_history: SearchScore
    bare: SearchScore
    unrelated: SearchScore
    asked_back: int
    questions: int


def measure(side: Tenkyo, cases: Sequence[Case]) -> Measured:
    """Search a set that is indexed in the three ways."""
    bare = [replace(case, history=()) for case in cases]
    said = {case.id: side.ask(case).text for case in bare}
    return Measured(
        with_history=_searched(side, cases),
        bare=_searched(side, bare),
        unrelated=_searched(side, unrelated(bare, said.__getitem__)),
        asked_back=sum(side.asks_back(case) for case in cases),
        questions=len(cases),
    )


def unrelated(cases: Sequence[Case], said: Callable[[str], str]) -> list[Case]:
    """Put two answered questions on other files before each; `said` returns an answer by id."""
    chosen = random.Random(_SEED)
    made = []
    for case in cases:
        files = {span.file for span in case.gold}
        others = [c for c in cases if c.answerable and files.isdisjoint(s.file for s in c.gold)]
        before = chosen.sample(others, min(2, len(others)))
        made.append(replace(case, history=tuple((c.question, said(c.id)) for c in before)))
    return made


def _searched(side: Tenkyo, cases: Sequence[Case]) -> SearchScore:
    return score_search(cases, {case.id: side.search(case) for case in cases})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every set in a folder; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.conversations")
    parser.add_argument("folder", type=Path, help="every subfolder with a set is measured")
    parser.add_argument("--sets", default="", metavar="A,B", help="only the sets of these names")
    options = parser.parse_args(arguments)
    try:
        chosen = find_sets(options.folder, [name for name in options.sets.split(",") if name])
    except ValueError as error:
        parser.error(str(error))
    show = Console(markup=False, highlight=False).print
    for each in chosen:
        with tempfile.TemporaryDirectory() as home, open_tenkyo(Path(home)) as side:
            side.build(each.corpus)
            found = measure(side, read_cases(each.questions))
        for name in ("with_history", "bare", "unrelated"):
            score = getattr(found, name)
            figures = f"recall@1 {score.recall_1:.3f}  recall@5 {score.recall_5:.3f}"
            show(f"{each.name}  {name:12}  {figures}  mrr@10 {score.mrr_10:.3f}")
        show(f"{each.name}  asked back {found.asked_back} of {found.questions}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
