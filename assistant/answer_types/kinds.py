"""What kind of answer a question asks for, told by what it means: a price, a date, steps.

How that is put differs from language to language; the vector of the question does not. A linear
map tells it from the vectors of the multilingual model: `python -m tests.bench.fitting.train_kinds`
fits it, `kinds.md` says on what, and how good it is. English and Japanese questions have rules of
their own (`assistant/answer_types/answer_types.py`), which come first.
"""

from functools import cached_property
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from assistant.answer_types.answer_forms import PERSON
from assistant.answer_types.answer_types import AnswerType, answer_type
from assistant.answer_types.locale_forms import DATE, DURATION, MONEY, NUMBER
from index.embedding.embedding import Floats
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.errors import ModelError
from index.search.retrieval import Found

STORED = Path(__file__).parent / "kinds.safetensors"
"""Where its weights lie."""

LIST, STEPS, OTHER = "list", "steps", "other"

KINDS = (MONEY, DURATION, DATE, NUMBER, PERSON, LIST, STEPS, OTHER)
"""What is told apart, in the order of the rows of the map."""

SURE = 0.5
"""How likely a kind must be to count. Nine of ten questions told so ask for it."""

_OF_ANSWERS = (MONEY, DURATION, DATE, NUMBER, PERSON)


class ShippedKinds:
    """The map that is part of the package, loaded when it is first needed; for any threads."""

    def __init__(self, weights: Path = STORED) -> None:
        """Takes the file of the weights."""
        self._weights = weights

    def __call__(self, sentence: Floats) -> str:
        """Returns the kind of answer that a question asks for, by its vector (d,), of unit length.

        Raises:
            ModelError: the weights are missing or damaged.
        """
        weights = self._stored
        odds = sentence @ weights[:-1] + weights[-1]
        likely = np.exp(odds - odds.max())
        best = int(likely.argmax())
        return KINDS[best] if likely[best] >= SURE * likely.sum() else OTHER

    @cached_property
    def _stored(self) -> Floats:
        """The map, (d + 1, k): a matrix over a row that is added."""
        try:
            return load_file(self._weights)["kinds"].astype(np.float32)
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(
                f"{str(self._weights)!r} is missing or damaged. Install tenkyo again."
            ) from error


_SHIPPED = ShippedKinds()


def kind_of(found: Found) -> str:
    """Returns the kind of answer that a question asks for, `other` where no vector tells it."""
    query = found.query
    if not (query.multilingual and query.sentence.any()):
        return OTHER
    return _SHIPPED(query.sentence) if found.embedder.name == MULTILINGUAL_MODEL else OTHER


def asked_type(question: str, found: Found) -> AnswerType | None:
    """Returns the kind of answer a question asks for, None if none is known.

    Rules tell it of English and Japanese questions, and the vector of the others.
    """
    if (wanted := answer_type(question)) is not None:
        return wanted
    kind = kind_of(found)
    return AnswerType(kind, question) if kind in _OF_ANSWERS else None
