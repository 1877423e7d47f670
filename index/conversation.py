"""What was said before a question, and how much of a say it has in what is found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding import Floats

RELATED = 0.3
"""How related to the conversation a question must be for it to count. Flat from .25 to .35."""

# How much the conversation counts beside the question, and how much less the turn before the last.
_SAID_WEIGHT = 0.5
_FADING = 0.5
# How many of the best passages are looked at for that: fewer, if only few were found.
_BEST, _ONE_IN = 10, 8
_GIVES_WAY = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What was said before a question: the last questions, the last one first, and the answer.

    `needed` tells that the question cannot be understood without it. Otherwise it counts only if
    the question turns out to be about the same.
    """

    questions: tuple[str, ...] = ()
    answer: str = ""
    needed: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that was said."""
        return (*self.questions, *([self.answer] if self.answer else []))


NOTHING_SAID = Said()
"""The beginning of a conversation."""


def related(own: Floats, before: Floats) -> float:
    """Returns how much a question is about what was said before it: 1 completely, 0 or less not.

    That is how well the best passages for the question fit the conversation, where the passage that
    fits it best is 1 and half of the candidates lie below 0. Both are scores of the same passages.
    """
    depth = min(_BEST, -(-len(own) // _ONE_IN))
    best = np.argpartition(-own, depth - 1)[:depth]
    middle, top = float(np.median(before)), float(before.max())
    return (float(before[best].max()) - middle) / ((top - middle) or 1.0)


def conversation_scores(questions: Sequence[Floats], answer: Floats | None) -> Floats:
    """Returns how well each passage fits what was said, (n,), from its fit to each part of that.

    `questions` begins with the last one. What was just cited gives way: no passage gains more from
    the answer than the third best, or the same would come first again.
    """
    scores, weights = list(questions), [_FADING**turn for turn in range(len(questions))]
    if answer is not None:
        ceiling = np.sort(answer)[-min(_GIVES_WAY, len(answer))]
        scores.append(np.minimum(answer, ceiling))
        weights.append(1.0)
    mean: Floats = np.average(scores, axis=0, weights=weights).astype(np.float32)
    return mean


def with_conversation(own: Floats, before: Floats) -> Floats:
    """Returns the scores of a question that leans on what was said, from both scores; (n,)."""
    mean: Floats = ((own + _SAID_WEIGHT * before) / (1 + _SAID_WEIGHT)).astype(np.float32)
    return mean
