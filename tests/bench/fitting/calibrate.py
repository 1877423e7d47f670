"""`python -m tests.bench.fitting.calibrate FOLDER`: fit the confidence to sets of questions.

Every set in FOLDER and the sample article count the same, whatever their size, and of each the
answerable questions are given the same share. The fit is judged on questions, and on whole sets,
that it has not seen. What it prints goes into `assistant/evidence/confidence.py`.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.assistant import Assistant, open_assistant
from assistant.evaluation.asking import question_of
from assistant.evaluation.cases import Case
from assistant.evidence.confidence import INTERCEPT, WEIGHTS, Signs, signs
from assistant.evidence.evidence import gather
from assistant.questions.follow_ups import standalone
from assistant.settings import Settings
from tests.bench.sets import SEEDS, QuestionSet, find_sets, read_cases

# The share of questions that the documents answer, as the fit takes it to be.
ANSWERABLE = 0.65
_FOLDS = 5
_BINS = 10

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """The questions of a set: their signs (n, k), and whether each is answerable (n,)."""

    signs: Array
    answerable: NDArray[np.bool_]

    def part(self, chosen: NDArray[np.bool_]) -> "Sample":
        """Return some of the questions."""
        return Sample(self.signs[chosen], self.answerable[chosen])


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve: what each sign adds to the log odds, and where they begin."""

    weights: Array
    intercept: float

    def confidences(self, sample: Sample) -> Array:
        """Return the confidence of each question."""
        return 1 / (1 + np.exp(-(self.intercept + sample.signs @ self.weights)))


def fit(samples: Sequence[Sample]) -> Curve:
    """Fit a curve to sets that each count the same."""
    weights = np.concatenate([_weights(sample.answerable) for sample in samples])
    seen = np.concatenate([sample.signs for sample in samples])
    scale = seen.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=2_000)
    model.fit(
        seen / scale,
        np.concatenate([sample.answerable for sample in samples]),
        sample_weight=weights * len(weights) / weights.sum(),
    )
    return Curve(model.coef_[0] / scale, float(model.intercept_[0]))


def _weights(answerable: NDArray[np.bool_]) -> Array:
    yes, no = max(1, int(answerable.sum())), max(1, int((~answerable).sum()))
    return np.where(answerable, ANSWERABLE / yes, (1 - ANSWERABLE) / no)


def cross_validated(samples: Mapping[str, Sample]) -> dict[str, Array]:
    """Return the confidence of each question by a fit to four fifths that lack it."""
    random = np.random.default_rng(0)
    folds = {name: random.integers(_FOLDS, size=len(s.answerable)) for name, s in samples.items()}
    found = {name: np.zeros(len(sample.answerable)) for name, sample in samples.items()}
    for fold in range(_FOLDS):
        curve = fit([sample.part(folds[name] != fold) for name, sample in samples.items()])
        for name, sample in samples.items():
            left_out = folds[name] == fold
            found[name][left_out] = curve.confidences(sample.part(left_out))
    return found


def left_out(samples: Mapping[str, Sample]) -> dict[str, Array]:
    """Return the confidence of each question by a fit to the other sets."""
    return {
        name: fit([other for key, other in samples.items() if key != name]).confidences(sample)
        for name, sample in samples.items()
    }


def figures(confidences: Array, answerable: NDArray[np.bool_]) -> str:
    """Return auroc, answered, refused and expected calibration error in one line."""
    sure = confidences >= 0.5
    return (
        f"auroc {roc_auc_score(answerable, confidences):.3f}"
        f"  answered {sure[answerable].mean():.3f}  refused {1 - sure[~answerable].mean():.3f}"
        f"  calibration error {calibration_error(confidences, answerable):.3f}"
    )


def calibration_error(confidences: Array, answerable: NDArray[np.bool_]) -> float:
    """Return by how much confidence and truth differ in ten bins (Guo et al. 2017)."""
    return float(sum(n * abs(sure - true) for _, n, sure, true in _bins(confidences, answerable)))


def _bins(
    confidences: Array, answerable: NDArray[np.bool_]
) -> list[tuple[int, float, float, float]]:
    """Return for each bin its number, share of questions, mean confidence and share answerable."""
    weights = _weights(answerable)
    bins = np.minimum((confidences * _BINS).astype(int), _BINS - 1)
    rows = []
    for number in range(_BINS):
        inside = bins == number
        if inside.any():
            weight = weights[inside]
            sure = float(np.average(confidences[inside], weights=weight))
            true = float(np.average(answerable[inside], weights=weight))
            rows.append((number, float(weight.sum()), sure, true))
    return rows


def sample_of(assistant: Assistant, cases: Sequence[Case]) -> Sample:
    """Ask every question of a set for its signs; those without any evidence are left out."""
    seen, answerable = [], []
    for case in cases:
        question = question_of(case)
        snapshot = assistant.library.snapshot()
        whole = standalone(question.text, question.history, snapshot.rarities)
        found = snapshot.find(whole.query(question.text))
        if evidence := gather(found, question.text):
            seen.append(astuple(signs(found, evidence)))
            answerable.append(case.answerable)
    return Sample(np.array(seen), np.array(answerable))


def _sample(chosen: QuestionSet, home: Path) -> Sample:
    with open_assistant(Settings(home=home)) as assistant:
        assistant.library.sync([chosen.corpus])
        return sample_of(assistant, read_cases(chosen.questions))


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit to what the command line names; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.calibrate", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="its subfolders with corpus/ and questions.jsonl")
    parser.add_argument("--homes", type=Path, required=True, help="where to keep the indexes")
    options = parser.parse_args(arguments)
    try:
        sets = (*find_sets(options.folder), SEEDS)
    except ValueError as error:
        parser.error(str(error))
    _report({each.name: _sample(each, options.homes / each.name) for each in sets})
    return 0


def _report(samples: Mapping[str, Sample]) -> None:
    say = Console(markup=False, highlight=False, width=100).print
    curve = fit(list(samples.values()))
    for sign, weight in zip(fields(Signs), curve.weights, strict=True):
        say(f"{sign.name:10} {weight:7.2f}")
    say(f"{'intercept':10} {curve.intercept:7.2f}")
    shipped = Curve(np.array(astuple(WEIGHTS)), INTERCEPT)
    ways = {
        "as shipped": {name: shipped.confidences(sample) for name, sample in samples.items()},
        "questions left out": cross_validated(samples),
        "the set left out": left_out(samples),
    }
    for way, found in ways.items():
        say(f"\n{way}")
        for name, sample in samples.items():
            say(f"  {name:10} {figures(found[name], sample.answerable)}")
    _reliability(samples, ways["questions left out"], say)


def _reliability(samples: Mapping[str, Sample], found: Mapping[str, Array], say: object) -> None:
    assert callable(say)
    names = list(samples)
    answerable = np.concatenate([samples[name].answerable for name in names])
    confidences = np.concatenate([found[name] for name in names])
    say("\nquestions left out, all sets: confidence, share of questions, mean, share answerable")
    for number, share, sure, true in _bins(confidences, answerable):
        say(f"  .{number}-  {share:.3f}  {sure:.3f}  {true:.3f}")
    say(f"  calibration error {calibration_error(confidences, answerable):.3f}")


if __name__ == "__main__":
    sys.exit(main())
