"""Fits the bridge between the two models: `python -m tests.bench.fitting.train_bridge FOLDER...`.

Texts of each folder, as many as `--most` says, are read by both, and two linear maps are fitted by
least squares from the vectors of the first to those of the second: of its sentences, and of its
tokens. The same texts give the same weights (`index/embedding/bridge.md`).
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.embedding.bridge import STORED
from index.embedding.embedding import Embedding, SentenceTransformersEmbedder, unit
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.embedding.multilingual import reads_english
from index.search.late_interaction import fit_projection
from index.text.language import language
from index.text.sentences import BLANK_LINE, Span

_LONGEST, _SHORTEST = 800, 30
_AT_ONCE = 256
_MOST = 1_200
_TEXT = (".md", ".txt", ".rst", ".erb")
# How stiff the maps are, as a share of the mean variance of what they are made from.
_SENTENCES, _TOKENS = 1e-3, 1e-5

Array = NDArray[np.float64]


class LeastSquares:
    """A linear map with a row that is added, fitted to rows as they come."""

    def __init__(self, width: int, stiffness: float) -> None:
        """Takes the dimension of the vectors, and how stiff the map is."""
        self._stiffness = stiffness
        self._gram, self._products = np.zeros((width + 1, width + 1)), np.zeros((width + 1, width))

    def add(self, rows: Sequence[NDArray[np.float32]], wanted: NDArray[np.float32]) -> None:
        """Learns from rows (n, d) what they are to be mapped to (n, d)."""
        given = np.hstack([np.asarray(rows), np.ones((len(rows), 1), np.float32)])
        self._gram += given.T @ given
        self._products += given.T @ wanted

    def fitted(self) -> Array:
        """Return the map, (d + 1, d)."""
        size = len(self._gram)
        ridge = self._stiffness * np.trace(self._gram) / size * np.eye(size)
        return np.asarray(np.linalg.solve(self._gram + ridge, self._products))


def aligned(spans: Sequence[Span], other: Embedding) -> NDArray[np.float32]:
    """Return for each span (n,) the direction of the other's tokens over it, (n, d); 0 for none."""
    made = np.zeros((len(spans), other.tokens.shape[1]), np.float32)
    first = 0
    for row, (start, end) in zip(made, spans, strict=True):
        while first < len(other.spans) and other.spans[first][1] <= start:
            first += 1
        for place in range(first, len(other.spans)):
            before, after = other.spans[place]
            if before >= end:
                break
            row += max(0, min(end, after) - max(start, before)) * other.tokens[place]
    return unit(made)


def texts_in(folder: Path) -> Iterator[str]:
    """Yield the English text of the files of a folder, some paragraphs at a time."""
    for path in sorted(each for each in folder.rglob("*") if each.suffix in _TEXT):
        gathered = ""
        for paragraph in re.split(BLANK_LINE, path.read_text(encoding="utf-8")):
            gathered = f"{gathered}\n\n{paragraph.strip()}".strip()[: 2 * _LONGEST]
            if len(gathered) >= _LONGEST:
                yield gathered
                gathered = ""
        if len(gathered) >= _SHORTEST:
            yield gathered


def drawn(folder: Path, most: int) -> list[str]:
    """Return at most so many English texts of a folder, always the same ones."""
    texts = [text for text in texts_in(folder) if reads_english(language(text))]
    return random.Random(0).sample(texts, min(most, len(texts)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights into the package."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.fitting.train_bridge", description=__doc__
    )
    parser.add_argument("folder", type=Path, nargs="+", help="folders of English texts")
    parser.add_argument("--most", type=int, default=_MOST, help="texts of each folder")
    options = parser.parse_args(arguments)
    first, second = SentenceTransformersEmbedder(), SentenceTransformersEmbedder(MULTILINGUAL_MODEL)
    projection = fit_projection(second)
    width = len(projection)
    sentences, tokens = LeastSquares(width, _SENTENCES), LeastSquares(width, _TOKENS)
    texts = [text for folder in options.folder for text in drawn(folder, options.most)]
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        pairs = zip(first.embed_passages(some), second.embed_passages(some), strict=True)
        for one, other in pairs:
            sentences.add([one.sentence], other.sentence[np.newaxis])
            tokens.add(list(one.tokens), aligned(one.spans, other))
    made = {
        "sentences": sentences.fitted(),
        "tokens": tokens.fitted(),
        "projection": projection,
    }
    save_file({name: each.astype(np.float16) for name, each in made.items()}, STORED)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
