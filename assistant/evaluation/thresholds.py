"""Which threshold would tell answerable questions from others best."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.evaluation.metrics import MarkedReply

_DIGITS = 3
_FEW = 20


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold, and the balanced accuracy it has on `answerable` and `others` questions.

    Balanced accuracy is the mean of two shares: answerable questions at or above it, and others
    below it. `present_accuracy` is that of the threshold that is set.
    """

    value: float
    accuracy: float
    present_accuracy: float
    answerable: int
    others: int

    @property
    def is_rough(self) -> bool:
        """Whether there are too few questions of a kind to rely on it."""
        return min(self.answerable, self.others) < _FEW


def best_threshold(replies: Sequence[MarkedReply], present: float) -> Threshold | None:
    """Returns the threshold of the best balanced accuracy; of several, the nearest to `present`.

    None if there are only answerable questions, or none.
    """
    high = sorted(reply.confidence for reply in replies if reply.answerable)
    low = sorted(reply.confidence for reply in replies if not reply.answerable)
    if not high or not low:
        return None

    def accuracy(value: float) -> float:
        above, below = len(high) - bisect_left(high, value), bisect_left(low, value)
        return (above / len(high) + below / len(low)) / 2

    confidences = sorted({0.0, *high, *low, 1.0})
    between = [_between(*pair) for pair in pairwise(confidences)]
    best = max([present, *between], key=lambda v: (accuracy(v), -abs(v - present), -v))
    return Threshold(best, accuracy(best), accuracy(present), len(high), len(low))


def _between(low: float, high: float) -> float:
    """Returns a short number above `low` and not above `high`."""
    middle = round((low + high) / 2, _DIGITS)
    return middle if low < middle <= high else high
