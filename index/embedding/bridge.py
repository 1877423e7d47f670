"""A bridge: about the vectors that the multilingual model has of an English text, out of MiniLM's.

Two linear maps, one for sentence vectors and one for token vectors, fitted by least squares on
texts that both models have read (as Mikolov et al. 2013 map one language's word vectors to
another's, https://arxiv.org/abs/1309.4168). They cost next to nothing, and what they give is good
enough to propose passages for a question in another language. The best of these are then read by
the multilingual model itself (`index/search/retrieval.py`).
`python -m tests.bench.fitting.train_bridge` fits them; `bridge.md` says on what, and how good
they are.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from index.embedding.embedding import Floats, Vectors, unit
from index.errors import ModelError

STORED = Path(__file__).parent / "bridge.safetensors"
"""Where its weights lie."""

_NAMES = ("sentences", "tokens", "projection")


class ShippedBridge:
    """The bridge that is part of the package, loaded when it is first needed; for any threads."""

    version = 1
    """What other weights would have another number of: vectors made with these do not fit them."""

    def __init__(self, weights: Path = STORED) -> None:
        """Takes the file of the weights."""
        self._weights = weights

    def __call__(self, made: Sequence[Vectors]) -> list[Vectors]:
        """Returns vectors of the multilingual model, of unit length, out of those of the first.

        Each is a sentence vector (d,) and token vectors (n, d) of one text, none of them projected.

        Raises:
            ModelError: the weights are missing or damaged.
        """
        sentences, tokens = (self._stored[name] for name in ("sentences", "tokens"))
        return [(_mapped(sentence, sentences), _mapped(each, tokens)) for sentence, each in made]

    @property
    def projection(self) -> Floats:
        """The projection of the multilingual model's token vectors, (d, k).

        Raises:
            ModelError: the weights are missing or damaged.
        """
        return self._stored["projection"]

    @cached_property
    def _stored(self) -> dict[str, Floats]:
        """The projection, and two maps of (d + 1, d): a matrix over a row that is added."""
        try:
            stored = load_file(self._weights)
            return {name: stored[name].astype(np.float32) for name in _NAMES}
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(
                f"{str(self._weights)!r} is missing or damaged. Install tenkyo again."
            ) from error


def _mapped(vectors: Floats, by: Floats) -> Floats:
    return unit(vectors @ by[:-1] + by[-1])
