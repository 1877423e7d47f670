"""`python -m tests.bench.conversations FOLDER`: what conversations gain, and what they cost.

FOLDER holds sets (`tests/bench/sets.py`). Each is searched with the history of its questions and
with the bare questions; the first should beat the second. Those questions that can be understood
alone are searched by themselves, and after two turns of other questions of the set, answered, that
are on other files, drawn five times; they must lose nothing by that. How often the assistant asks
back is counted as well.
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
from assistant.json_forms import EarlierExchange
from assistant.questions.follow_ups import leans_on_conversation
from tests.bench.sets import find_sets, read_cases
from tests.bench.tenkyo import Tenkyo, open_tenkyo

_SEED = 7
_DRAWS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One set: all its questions with and without their history, and how many are asked back.

    Those that can be understood alone: as they are, and after unrelated turns.
    """

    with_history: SearchScore
    bare: SearchScore
    alone: SearchScore
    unrelated: SearchScore
    asked_back: int
    questions: int


def measure(side: Tenkyo, cases: Sequence[Case]) -> Measured:
    """Search a set that is indexed in these ways."""
    bare = [replace(case, history=()) for case in cases]
    alone = [case for case in bare if not leans_on_conversation(case.question)]
    said = {case.id: side.ask(case).text for case in bare}
    return Measured(
        with_history=_searched(side, cases),
        bare=_searched(side, bare),
        alone=_searched(side, alone),
        unrelated=_searched(side, unrelated(alone, said.__getitem__)),
        asked_back=sum(side.asks_back(case) for case in cases),
        questions=len(cases),
    )


def unrelated(cases: Sequence[Case], said: Callable[[str], str]) -> list[Case]:
    """Put two answered questions on other files before each; `said` returns an answer by id.

    Each question comes once for each draw of others.
    """
    chosen = random.Random(_SEED)
    made = []
    for case in cases:
        files = {span.file for span in case.gold}
        others = [c for c in cases if c.answerable and files.isdisjoint(s.file for s in c.gold)]
        for draw in range(_DRAWS):
            before = chosen.sample(others, min(2, len(others)))
            history = tuple(EarlierExchange(c.question, said(c.id)) for c in before)
            made.append(replace(case, id=f"{case.id} {draw}", history=history))
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
        for name in ("with_history", "bare", "alone", "unrelated"):
            score = getattr(found, name)
            figures = f"recall@1 {score.recall_1:.3f}  recall@5 {score.recall_5:.3f}"
            show(f"{each.name}  {name:12}  {figures}  mrr@10 {score.mrr_10:.3f}")
        show(f"{each.name}  asked back {found.asked_back} of {found.questions}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
