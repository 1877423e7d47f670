"""What all vectors of a model have in common, which is taken away before they are compared.

The cosines of some models all lie between .7 and 1, because every vector shares a direction that
says nothing about the text. Less their mean, they tell much better what differs.
`python -m tests.bench.fitting.centre` measures it; `docs/measurements.md` has what it gains.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.embedding.openvino_pass import Floats
from index.errors import ModelError

STORED = Path(__file__).parent / f"{MULTILINGUAL_MODEL}-centre.safetensors"
"""Where the centre of multilingual-e5-small lies."""


@dataclass(frozen=True, slots=True)
class Centre:
    """The mean (d,) of a model's sentence vectors, of unit length, and of its token vectors."""

    sentences: Floats
    tokens: Floats


def read_centre(path: Path = STORED) -> Centre:
    """Returns the centre of multilingual-e5-small.

    Raises:
        ModelError: its file is missing or damaged.
    """
    try:
        stored = load_file(path)
        return Centre(*(stored[name].astype(np.float32) for name in ("sentences", "tokens")))
    except (OSError, SafetensorError, KeyError) as error:
        raise ModelError(f"{str(path)!r} is missing or damaged. Install tenkyo again.") from error
