"""The windows in which a model reads a passage, where it is longer than the model reads at once.

What is stored of such a passage is the token vectors of its windows, one after the other, and the
mean of their sentence vectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedding import Embedder, Embedding, Floats, Vectors, unit
from index.passages.chunking import chunks
from index.passages.cutting import context_of, room_beside
from index.types import Passage, Section

Offsets = NDArray[np.int64]

# The passages whose tokens were looked up last; many questions find the same.
_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a passage as the model reads it: `text`, with the passage's context in front.

    An offset in `text` is one in the passage with `shift` added. `first` is where the tokens
    begin that are stored: those of the context are stored once, with the first window.
    """

    text: str
    first: int
    shift: int


def windows_of(passages: Sequence[Passage], embedder: Embedder) -> list[list[Window]]:
    """Returns the windows of each passage in reading order: one where the model reads it whole.

    They are cut at sentences, else clauses, else characters, and leave out only white space.
    """
    contexts = [context_of(passage) for passage in passages]
    counts = embedder.count([c + p.text for c, p in zip(contexts, passages, strict=True)])
    return [
        _windows(context, passage.text, tokens, embedder)
        for context, passage, tokens in zip(contexts, passages, counts, strict=True)
    ]


def _windows(context: str, text: str, tokens: int, embedder: Embedder) -> list[Window]:
    if tokens <= embedder.max_tokens:
        return [Window(context + text, 0, -len(context))]
    length = len(context)
    [used] = embedder.count([context])
    room = room_beside(used, embedder)
    stretches = chunks(text, [Section(0, len(text), ())], [room], embedder.count)
    return [
        Window(
            context + text[stretch.start : stretch.end],
            first=length if number else 0,
            shift=stretch.start - length,
        )
        for number, stretch in enumerate(stretches)
    ]


def embedded(
    passages: Sequence[Passage], embedder: Embedder, projection: Floats | None = None
) -> list[Vectors]:
    """Returns the sentence vector (d,) and the token vectors (n, k) of each passage."""
    if not passages:
        return []  # What a model reads at once is not asked of it either: it may not be loaded.
    windows = windows_of(passages, embedder)
    texts = [window.text for each in windows for window in each]
    made = iter(embedder.embed_passages(texts, projection))
    return [_joined(each, [next(made) for _ in each]) for each in windows]


def _joined(windows: Sequence[Window], made: Sequence[Embedding]) -> Vectors:
    if len(made) == 1:
        return made[0].sentence, made[0].tokens
    tokens = [
        embedding.tokens[[start >= window.first for start, _ in embedding.spans]]
        for window, embedding in zip(windows, made, strict=True)
    ]
    return unit(np.mean([each.sentence for each in made], axis=0)), np.concatenate(tokens)


def token_starts(passage: Passage, embedder: Embedder) -> Offsets:
    """Returns where each stored token of a passage starts, (n,), as an offset in its document.

    The tokens of the context, which come first, start before the passage.
    """
    return _starts(context_of(passage), passage.text, embedder) + passage.start


@lru_cache(maxsize=_KEPT)
def _starts(context: str, text: str, embedder: Embedder) -> Offsets:
    [tokens] = embedder.count([context + text])
    return np.array(
        [
            token.start + window.shift
            for window in _windows(context, text, tokens, embedder)
            for token in embedder.tokens(window.text)
            if token.start >= window.first
        ],
        np.int64,
    )
