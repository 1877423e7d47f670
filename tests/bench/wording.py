"""`python -m tests.bench.wording FOLDER`: which questions have an answer, by their wording alone.

For each set in FOLDER, a logistic curve over the letters of a question is learnt from four fifths
of the set and tells of the last fifth, in turn; questions that stand beside each other stay
together. Where it tells (an auroc well above one half), a model can learn it in place of reading,
and the auroc of an answer's confidence on the set is worth less than it seems.
"""

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tests.bench.sets import find_sets, read_cases

_PLACES = 2**15
_LONGEST = 4
_FOLDS = 5
_STIFFNESS = 1e-3

Array = NDArray[np.float64]


def auroc_by_wording(questions: Sequence[str], answerable: Sequence[bool]) -> float:
    """Return how often an answerable question is told from another by what is written in it."""
    signs, told = _signs(questions), np.array(answerable, bool)
    pairs = np.arange(len(questions)) // 2
    folds = np.random.default_rng(0).permutation(int(pairs.max()) + 1)[pairs] % _FOLDS
    odds = np.zeros(len(questions))
    for fold in range(_FOLDS):
        known = folds != fold
        odds[~known] = signs[~known] @ _learnt(signs[known], told[known])
    others = odds[~told]
    return float(
        np.mean([(each > others).mean() + (each == others).mean() / 2 for each in odds[told]])
    )


def _signs(questions: Sequence[str]) -> csr_matrix:
    """Return which stretches of up to four letters stand in each question, (n, places)."""
    rows = [(row, place) for row, text in enumerate(questions) for place in set(_places(text))]
    ones = np.ones(len(rows))
    return csr_matrix((ones, np.array(rows).T), shape=(len(questions), _PLACES))


def _places(question: str) -> Iterator[int]:
    text = question.casefold()
    for length in range(1, _LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield zlib.crc32(text[start : start + length].encode()) % _PLACES


def _learnt(signs: csr_matrix, told: NDArray[np.bool_]) -> Array:
    sides = np.where(told, 1.0, -1.0)

    def lost(weights: Array) -> tuple[float, Array]:
        margins = sides * (signs @ weights)
        slope = signs.T @ (-sides / (1 + np.exp(margins))) / len(sides)
        value = np.logaddexp(0, -margins).mean() + _STIFFNESS * (weights @ weights)
        return float(value), slope + 2 * _STIFFNESS * weights

    found = minimize(lost, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def main(arguments: Sequence[str] | None = None) -> int:
    """Say it of each set in a folder; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.wording", description=__doc__)
    parser.add_argument("folder", type=Path, help="its subfolders with corpus/ and questions.jsonl")
    options = parser.parse_args(arguments)
    try:
        sets = {each.name: read_cases(each.questions) for each in find_sets(options.folder)}
    except ValueError as error:
        parser.error(str(error))
    say = Console(markup=False, highlight=False, width=100).print
    for name, cases in sets.items():
        told = [case.answerable for case in cases]
        if all(told) or not any(told):
            say(f"{name:16} has one kind of questions only")
        else:
            auroc = auroc_by_wording([case.question for case in cases], told)
            say(f"{name:16} {auroc:.3f}   ({len(cases):,} questions)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
