"""`python -m tests.bench.fitting.thresholds FOLDER --homes HOMES`: choose what counts as answered.

Where the best citation of at least every second question is right, it is an answer; where that of
every third is, a perhaps. How often it is right at a confidence is the isotonic fit (Zadrozny and
Elkan 2002) over all sets of FOLDER, which each count the same. They must be sets that neither the
confidence nor the choice of blocks was fitted to. What it prints goes into
`assistant/evidence/thresholds.py`.
"""

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sklearn.isotonic import IsotonicRegression

from assistant.assistant import Assistant, open_assistant
from assistant.evaluation.asking import question_of, reply_of
from assistant.evaluation.cases import Case
from assistant.evaluation.metrics import marked
from assistant.evidence.thresholds import ANSWERED, PERHAPS
from assistant.settings import Settings
from tests.bench.sets import find_sets, read_cases

ANSWERED_SHARE, PERHAPS_SHARE = 1 / 2, 1 / 3
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a set: confidence (n,), right first citation (n,), answerable (n,)."""

    sure: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]

    def shares(self, answered: float, perhaps: float, *, answerable: bool) -> tuple[float, ...]:
        """Return which shares of one kind of question are answered, perhaps, and not found."""
        sure = self.sure[self.answerable == answerable]
        yes, no = float((sure >= answered).mean()), float((sure < min(answered, perhaps)).mean())
        return yes, 1 - yes - no, no


def lowest(sets: Sequence[Asked], share: float) -> float:
    """Return the least confidence from which so large a share of citations is right; 1 if none."""
    sure, right = (np.concatenate([getattr(each, n) for each in sets]) for n in ("sure", "right"))
    weights = np.concatenate([np.full(len(each.sure), 1 / len(each.sure)) for each in sets])
    fitted = IsotonicRegression(out_of_bounds="clip").fit(sure, right, weights).predict(sure)
    enough = sure[fitted >= share]
    return float(np.floor(enough.min() * 10**_DIGITS) / 10**_DIGITS) if len(enough) else 1.0


def asked_of(assistant: Assistant, cases: Sequence[Case]) -> Asked:
    """Ask every question, and take the best that there is for an answer."""
    rows = []
    for case in cases:
        answer = assistant.answering.invoke(question_of(case))
        first = marked(case, reply_of(answer), lambda _: "").hit1
        rows.append((answer.confidence, case.answerable and first, case.answerable))
    sure, right, answerable = zip(*rows, strict=True)
    return Asked(np.array(sure), np.array(right, np.bool_), np.array(answerable, np.bool_))


def main(arguments: Sequence[str] | None = None) -> int:
    """Choose by what the command line names; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.thresholds", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="its subfolders with corpus/ and questions.jsonl")
    parser.add_argument("--homes", type=Path, required=True, help="where to keep the indexes")
    parser.add_argument("--most", type=int, default=400, help="questions of a set at most")
    options = parser.parse_args(arguments)
    try:
        sets = find_sets(options.folder)
    except ValueError as error:
        parser.error(str(error))
    asked = {}
    for each in sets:
        cases = list(read_cases(each.questions))
        random.Random(0).shuffle(cases)
        with open_assistant(Settings(home=options.homes / each.name, threshold=0)) as assistant:
            assistant.library.sync([each.corpus])
            asked[each.name] = asked_of(assistant, cases[: options.most])
    _report(asked)
    return 0


def _report(asked: Mapping[str, Asked]) -> None:
    say = Console(markup=False, highlight=False, width=100).print
    chosen = [lowest(list(asked.values()), share) for share in (ANSWERED_SHARE, PERHAPS_SHARE)]
    for name, value, now in zip(("ANSWERED", "PERHAPS"), chosen, (ANSWERED, PERHAPS), strict=True):
        say(f"{name:9} {value:.2f} (now {now:.2f})")
    say(f"\n{'answered, perhaps, not found':30} {'answerable':>16} {'others':>16}")
    for name, each in asked.items():
        kinds = [each.shares(chosen[0], chosen[1], answerable=kind) for kind in (True, False)]
        said = ["".join(f"{share:6.2f}" for share in shares) for shares in kinds]
        say(f"{name:30} {said[0]:>16} {said[1]:>16}")


if __name__ == "__main__":
    sys.exit(main())
