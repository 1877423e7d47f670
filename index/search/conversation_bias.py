"""What was said before a question, and how much of a say it has in what is found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedding import Floats

# From which relatedness on the conversation counts at all, and from which on in full.
_BEGINS, _IN_FULL = 0.25, 0.5
# Up to which score of its best passage a question needs it in full, and from which on not at all.
_IN_WANT, _ANSWERED = 0.5, 0.8

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

    @property
    def in_order(self) -> str:
        """All of it as one text, as it was said."""
        answer = [self.answer] if self.answer else []
        return " ".join([*reversed(self.questions), *answer])


NOTHING_SAID = Said()
"""The beginning of a conversation."""


def say(own: Floats, questions: Sequence[Floats], answer: Floats | None) -> float:
    """Returns how much of a say the conversation has in the answer to a question, 0 to 1.

    That grows with how related they are, and shrinks with how well a passage fits the question by
    itself: a question about something else, or one that is answered as it stands, loses nothing.
    The scores are those of `related`.
    """
    share = _share(related(own, questions, answer), _BEGINS, _IN_FULL)
    return share * (1 - _share(float(own.max()), _IN_WANT, _ANSWERED))


def _share(value: float, low: float, high: float) -> float:
    """Returns how far a value is on its way from `low` to `high`, 0 to 1."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def related(own: Floats, questions: Sequence[Floats], answer: Floats | None) -> float:
    """Returns how much a question is about what was said before it: 1 completely, 0 or less not.

    That is how well the best passages for the question fit each part of the conversation, where the
    passage that fits it best is 1 and half of the candidates lie below 0, in the mean over what was
    said: one part that shares a phrase with the question is not enough. All scores are of the same
    passages, (n,); `questions` begins with the last one.
    """
    depth = min(_BEST, -(-len(own) // _ONE_IN))
    best = np.argpartition(-own, depth - 1)[:depth]
    fits = [_height(said, best) for said in (*questions, *([] if answer is None else [answer]))]
    return float(np.average(fits, weights=_weights(questions, answer)))


def _height(scores: Floats, best: NDArray[np.intp]) -> float:
    """Returns how far up the scores the highest of the `best` is, from the middle to the top."""
    middle, top = float(np.median(scores)), float(scores.max())
    return (float(scores[best].max()) - middle) / ((top - middle) or 1.0)


def conversation_scores(questions: Sequence[Floats], answer: Floats | None) -> Floats:
    """Returns how well each passage fits what was said, (n,), from its fit to each part of that.

    `questions` begins with the last one. What was just cited gives way: no passage gains more from
    the answer than the third best, or the same would come first again.
    """
    scores = list(questions)
    if answer is not None:
        ceiling = np.sort(answer)[-min(_GIVES_WAY, len(answer))]
        scores.append(np.minimum(answer, ceiling))
    weights = _weights(questions, answer)
    mean: Floats = np.average(scores, axis=0, weights=weights).astype(np.float32)
    return mean


def _weights(questions: Sequence[Floats], answer: Floats | None) -> list[float]:
    """Returns how much each part of what was said counts."""
    return [_FADING**turn for turn in range(len(questions))] + [1.0] * (answer is not None)


def with_conversation(own: Floats, inside: Floats, before: Floats, share: float = 1.0) -> Floats:
    """Returns the scores of a question that leans on what was said; all are (n,).

    `own` are its scores by itself, `inside` those of its tokens as the conversation makes them
    meant, `before` those of what was said. `share` is what `say` returned.
    """
    weight = _SAID_WEIGHT * share
    meant = (1 - share) * own + share * inside
    mean: Floats = ((meant + weight * before) / (1 + weight)).astype(np.float32)
    return mean
