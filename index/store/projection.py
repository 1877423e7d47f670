"""The projection of a model's token vectors, as it is kept beside the vectors made with it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.embedding.embedding import Floats
from index.integrity.check_sums import sum_of_file
from index.integrity.damage import damaged

_NAME = "projection.npy"


def is_kept(folder: Path) -> bool:
    """Tells whether a folder has one."""
    return (folder / _NAME).exists()


def keep(folder: Path, fit: Callable[[], Floats]) -> None:
    """Writes what `fit` returns, (d, k) float32, into a folder that has none."""
    path = folder / _NAME
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        np.save(file, fit())
    unfinished.replace(path)


def sum_of(folder: Path) -> int:
    """Returns the check sum of the file."""
    return sum_of_file(folder / _NAME)


def read(folder: Path, wanted: int | None) -> Floats:
    """Reads the projection (d, k) of a folder; `wanted` is its check sum where that is known.

    Raises:
        DamagedError: it is lost, or not as it was fitted.
    """
    path = folder / _NAME
    try:
        if wanted is not None and sum_of_file(path) != wanted:
            raise damaged(path)
        loaded: Floats = np.load(path)
    except (OSError, ValueError, EOFError) as error:
        raise damaged(path) from error
    return loaded
