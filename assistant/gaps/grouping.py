"""Questions that mean the same, by their vectors."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedding import Floats

ALIKE = 0.6
"""From which cosine two questions are about the same: of pairs of unlike questions, one in ten
thousand is so near (`python -m tests.bench.minding.gaps FOLDER --learn`, on the shipped model)."""


def groups(vectors: Floats, alike: float = ALIKE) -> list[list[int]]:
    """Returns groups of questions by their places, the largest first; each is in one of them.

    `vectors` are (n, d), unit length. A group is one question and all that are like it and in no
    group yet, beginning with the one that most are like: a star in the graph of what is alike
    (Aslam, Pelekhov & Rus 2004, "The star clustering algorithm").
    """
    near: NDArray[np.bool_] = (vectors @ vectors.T) >= alike
    np.fill_diagonal(near, val=True)
    free = np.ones(len(vectors), dtype=np.bool_)
    # How many free questions each one is like. What a group takes is counted off once, so that many
    # groups cost no more than few.
    counts = near.sum(axis=1)
    found: list[list[int]] = []
    while free.any():
        members = np.flatnonzero(near[int(np.where(free, counts, 0).argmax())] & free)
        free[members] = False
        counts -= near[:, members].sum(axis=1)
        found.append(members.tolist())
    return found


def middle_of(vectors: Floats, members: Sequence[int]) -> int:
    """Returns the member of a group that is nearest to all of it."""
    inside = vectors[list(members)]
    return members[int((inside @ inside.sum(axis=0)).argmax())]
