"""`python -m tests.bench.fitting.block_weights FOLDER --homes HOMES`: fit which block comes first.

Every set in FOLDER counts by the root of its size. What is fitted is a listwise loss (Cao et al.
2007, "Learning to rank: from pairwise approach to listwise approach"): the blocks that touch gold
against all others of a question, for questions that the embedding model reads and for others. What
it prints goes into `assistant/evidence/evidence.py`; the two signs that are rules there are left as
they are. Sets named with `--apart` are measured and not fitted.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy.optimize import minimize
from scipy.special import logsumexp

from assistant.assistant import Assistant, open_assistant
from assistant.evaluation.asking import question_of
from assistant.evaluation.cases import Case, Span
from assistant.evidence.evidence import READ, UNREAD, Evidence, gather
from assistant.questions.follow_ups import standalone
from assistant.settings import Settings
from tests.bench.sets import find_sets, read_cases

RULES = (8, 9)
"""The places of the signs whose weights are rules."""

# How far a weight may go from where it began, beside what it gains.
_STIFFNESS = 2e-4

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The blocks of a question: their signs (n, k), which touch gold (n,), and how it is read."""

    signs: Array
    gold: NDArray[np.bool_]
    readable: float


def scores(weights: Array, choice: Choice) -> Array:
    """Return what each block comes to, (n,), by weights (2, k) for what is read and what is not."""
    mixed = choice.readable * weights[0] + (1 - choice.readable) * weights[1]
    return np.asarray(choice.signs @ mixed)


def loss(weights: Array, choice: Choice) -> tuple[float, Array]:
    """Return the listwise loss of a question, and its gradient (2, k)."""
    found = scores(weights, choice)
    everything, gold = logsumexp(found), logsumexp(found[choice.gold])
    shares = np.exp(found - everything)
    shares[choice.gold] -= np.exp(found[choice.gold] - gold)
    slope = shares @ choice.signs
    return float(everything - gold), np.stack(
        [choice.readable * slope, (1 - choice.readable) * slope]
    )


def fit(sets: Mapping[str, Sequence[Choice]], start: Array) -> Array:
    """Return the weights (2, k) that suit the sets best, begun at and held near `start`."""
    weighed = [(choice, len(choices) ** -0.5) for choices in sets.values() for choice in choices]
    total = sum(weight for _, weight in weighed)
    free = np.ones_like(start)
    free[:, list(RULES)] = 0

    def objective(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(start.shape)
        value = _STIFFNESS * float(((weights - start) ** 2).sum())
        slope = 2 * _STIFFNESS * (weights - start)
        for choice, weight in weighed:
            lost, gradient = loss(weights, choice)
            value += weight * lost / total
            slope = slope + weight * gradient / total
        return value, (slope * free).ravel()

    found = minimize(objective, start.ravel(), jac=True, method="L-BFGS-B")
    return np.asarray(found.x).reshape(start.shape)


def first(weights: Array, choices: Sequence[Choice]) -> float:
    """Return the share of questions whose best block touches gold."""
    right = [choice.gold[scores(weights, choice).argmax()] for choice in choices]
    return float(np.mean(right)) if right else float("nan")


def choices_of(assistant: Assistant, cases: Sequence[Case]) -> list[Choice]:
    """Return the blocks of every question for which one that touches gold was found."""
    made = []
    for case in cases:
        question = question_of(case)
        snapshot = assistant.library.snapshot()
        whole = standalone(question.text, question.history, snapshot.rarities)
        found = snapshot.find(whole.query(question.text))
        evidence = gather(found, question.text)
        gold = np.array([_touches(each, case.gold) for each in evidence], bool)
        if gold.any():
            signs = np.array([each.signs for each in evidence], np.float64)
            made.append(Choice(signs, gold, found.query.readable))
    return made


def _touches(evidence: Evidence, gold: Sequence[Span]) -> bool:
    path = evidence.hit.passage.document.path
    return any(
        path == span.file and evidence.start < span.end and span.start < evidence.end
        for span in gold
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit to what the command line names; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.block_weights", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="its subfolders with corpus/ and questions.jsonl")
    parser.add_argument("--homes", type=Path, required=True, help="where to keep the indexes")
    parser.add_argument("--apart", default="", help="sets to measure only, with commas between")
    options = parser.parse_args(arguments)
    try:
        sets = find_sets(options.folder)
    except ValueError as error:
        parser.error(str(error))
    choices = {}
    for each in sets:
        with open_assistant(Settings(home=options.homes / each.name)) as assistant:
            assistant.library.sync([each.corpus])
            choices[each.name] = choices_of(assistant, read_cases(each.questions))
    apart = set(options.apart.split(","))
    shipped = np.array([READ, UNREAD])
    fitted = fit({name: some for name, some in choices.items() if name not in apart}, shipped)
    say = Console(markup=False, highlight=False, width=100).print
    for name, weights in zip(("read", "unread"), fitted.round(2).tolist(), strict=True):
        say(f"{name:8}", weights)
    for name, some in choices.items():
        say(f"{name:16} first {first(shipped, some):.3f} -> {first(fitted, some):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
