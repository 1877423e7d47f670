"""Embedding: texts to sentence vectors and token vectors, in one pass of a model.

Token vectors are what late interaction (ColBERT, https://arxiv.org/abs/2004.12832) compares; here
they come from the same forward pass as the sentence vector, projected to fewer dimensions.
"""

import gc
import threading
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding.model_folder import SHIPPED_MODEL, model_name
from index.embedding.openvino_pass import ALONE, Batch, Floats, nothing
from index.embedding.tokenising import Legibility, Token, Tokenised
from index.text.sentences import Span

if TYPE_CHECKING:
    from index.embedding.models import EmbeddingModel

__all__ = [
    "PAD_ALONE",
    "SHIPPED_MODEL",
    "Bridge",
    "Embed",
    "Embedder",
    "Embedding",
    "Floats",
    "Legibility",
    "SentenceTransformersEmbedder",
    "Token",
    "TokenisedTexts",
    "Vectors",
    "batches_of",
    "unit",
]

Vectors = tuple[Floats, Floats]
"""The sentence vector (d,) and the token vectors (n, k) of a text."""

PAD_ALONE, _PAD = 8, 16
"""Texts are padded to a multiple of so many tokens: one that is short and alone, and others."""

_TOKENISED = 512


@dataclass(frozen=True, slots=True)
class Embedding:
    """What the model makes of one text.

    `sentence`: (d,) float32, unit length. `tokens`: (n, k) float32, unit length each, in the order
    of `spans`, which say where they stand in the text; prompt and special tokens left out.
    """

    sentence: Floats
    tokens: Floats
    spans: Sequence[Span]


class Embed(Protocol):
    """Computes the vectors of texts."""

    def __call__(self, meanwhile: Callable[[], object] = nothing) -> list[Embedding]:
        """Returns one a text. Calls `meanwhile` while the model computes, or not at all."""


@dataclass(frozen=True, slots=True)
class TokenisedTexts:
    """Texts that have been tokenised: `tokens` are those of each that have vectors.

    `embed` computes the vectors, which takes most of the time.
    """

    tokens: list[tuple[Token, ...]]
    embed: Embed


class Bridge(Protocol):
    """Makes vectors of one model out of those of another, for texts that the other reads."""

    @property
    def version(self) -> int:
        """Tells bridges apart, from 1 on: vectors made by another one cannot be taken over."""

    @property
    def projection(self) -> Floats:
        """The projection of the one model's token vectors, (d, k)."""

    def __call__(self, made: Sequence[Vectors]) -> list[Vectors]:
        """Returns those of each text, neither projected; each token has one, as before."""


class Embedder(Hashable, Protocol):
    """Turns texts into vectors.

    Questions and passages are told apart, because some models expect other prompts before them. A
    `projection` (d, k) is applied to the token vectors where it is given.
    """

    @property
    def name(self) -> str:
        """Identifies the model; vectors of another name cannot be compared."""

    @property
    def origin(self) -> str:
        """What the model is opened by: a known name, or a folder."""

    @property
    def max_tokens(self) -> int:
        """The most tokens of a text that the model reads, prompt and special tokens left out."""

    @property
    def legibility(self) -> Legibility:
        """What the model can read of a text."""

    second: "Embedder | None"
    """A model for the languages that this one does not read, if there is one."""

    bridge: Bridge | None
    """Makes the second model's vectors of English texts out of this one's, if it can be done."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Returns the number of tokens of each text, prompt and special tokens left out."""

    def embed_passages(
        self, texts: Sequence[str], projection: Floats | None = None
    ) -> list[Embedding]:
        """Embeds what is to be found; texts longer than `max_tokens` are cut."""

    def embed_questions(
        self, texts: Sequence[str], projection: Floats | None = None
    ) -> list[Embedding]:
        """Embeds what is asked; texts longer than `max_tokens` are cut."""

    def reading(self, texts: Sequence[str], projection: Floats | None = None) -> TokenisedTexts:
        """Tokenises what is asked, and leaves it to the caller when it is embedded."""

    def tokens(self, text: str) -> list[Token]:
        """Returns the tokens of a passage that have vectors, in their order."""

    def vocabulary(self) -> list[str]:
        """Returns the whole words among the model's tokens, in a fixed order; never none."""


class SentenceTransformersEmbedder:
    """An `Embedder` over any sentence-transformers model, loaded when it is first needed.

    It is compiled for this CPU where that is possible (`index/embedding/openvino_pass.py`).
    """

    def __init__(
        self,
        name: str = SHIPPED_MODEL,
        second: Embedder | None = None,
        bridge: Bridge | None = None,
    ) -> None:
        """Names the model: one that is shipped, a folder, or a name that the local cache holds.

        `second` is a model for the languages that this one does not read, to whose vectors `bridge`
        leads from those of this one.
        """
        self._source, self.second, self.bridge = name, second, bridge
        self.origin = f"{name}+{second.origin}" if second else name
        self._loading = threading.Lock()

    @cached_property
    def name(self) -> str:
        """The model's name; with a hash of its folder unless it is a shipped one."""
        name = model_name(self._source)
        return f"{name}+{self.second.name}" if self.second else name

    @property
    def max_tokens(self) -> int:
        """The most tokens of a text that the model reads, prompt and special tokens left out."""
        prompts = (self._model.question_prompt, self._model.passage_prompt)
        return min(self._model.tokenizer.room(prompt) for prompt in prompts)

    @property
    def legibility(self) -> Legibility:
        """What the model can read of a text."""
        return self._model.legibility

    def count(self, texts: Sequence[str]) -> list[int]:
        """Returns the number of tokens of each text, prompt and special tokens left out."""
        return self._model.tokenizer.count(texts)

    def tokens(self, text: str) -> list[Token]:
        """Returns the tokens of a passage that have vectors, in their order."""
        [tokenised] = self._model.tokenizer.tokenise([text], self._model.passage_prompt)
        return list(tokenised.tokens)

    def vocabulary(self) -> list[str]:
        """Returns the whole words among the model's tokens, in a fixed order; never none."""
        return self._model.tokenizer.words()

    def embed_passages(
        self, texts: Sequence[str], projection: Floats | None = None
    ) -> list[Embedding]:
        """Embeds what is to be found; texts longer than `max_tokens` are cut."""
        tokenised = self._tokenised(texts, self._model.passage_prompt)
        lengths = [len(each.ids) for each in tokenised]
        batches = batches_of(lengths, self._model.run.batch_tokens)
        return self._embed(tokenised, batches, projection)()

    def embed_questions(
        self, texts: Sequence[str], projection: Floats | None = None
    ) -> list[Embedding]:
        """Embeds what is asked; texts longer than `max_tokens` are cut."""
        return self.reading(texts, projection).embed()

    def reading(self, texts: Sequence[str], projection: Floats | None = None) -> TokenisedTexts:
        """Tokenises what is asked, and leaves it to the caller when it is embedded.

        Each is a batch by itself: its vectors then never depend on what is asked beside it.
        """
        tokenised = self._tokenised(texts, self._model.question_prompt)
        alone = [[place] for place in range(len(texts))]
        embed = self._embed(tokenised, alone, projection)
        return TokenisedTexts([each.tokens for each in tokenised], embed)

    def _tokenised(self, texts: Sequence[str], prompt: str) -> list[Tokenised]:
        starts = range(0, len(texts), _TOKENISED)
        parts = (self._model.tokenizer.tokenise(texts[i : i + _TOKENISED], prompt) for i in starts)
        return [each for part in parts for each in part]

    def _embed(
        self, texts: Sequence[Tokenised], places: Sequence[Sequence[int]], projection: Floats | None
    ) -> Embed:
        """Returns what embeds texts, in batches that hold the texts at these `places`."""
        projected = self._unprojected if projection is None else projection
        rows = [[texts[place] for place in batch] for batch in places]
        padded = list(map(self._padded, rows))

        def embed(meanwhile: Callable[[], object] = nothing) -> list[Embedding]:
            batches = [(*each, projected) for each in zip(rows, padded, strict=True)]
            others = [self._workers.submit(self._embed_batch, *each) for each in batches[1:]]
            found = [self._embed_batch(*each, meanwhile) for each in batches[:1]]
            found += [each.result() for each in others]
            in_order = zip(chain(*places), chain(*found), strict=True)
            return [embedding for _, embedding in sorted(in_order, key=itemgetter(0))]

        return embed

    def _embed_batch(
        self,
        texts: Sequence[Tokenised],
        batch: Batch,
        projection: Floats,
        meanwhile: Callable[[], object] = nothing,
    ) -> list[Embedding]:
        sentences, tokens = self._model.run(batch, projection, meanwhile)
        sentences = unit(sentences)
        if centre := self._model.centre:
            sentences = unit(sentences - centre.sentences)
            tokens = tokens - centre.tokens @ projection
        return [
            Embedding(sentence, unit(vectors[text.kept]), text.spans)
            for text, sentence, vectors in zip(texts, sentences, tokens, strict=True)
        ]

    def _padded(self, texts: Sequence[Tokenised]) -> Batch:
        """Returns texts as arrays, padded on the right: so no token's place depends on others."""
        lengths = [len(text.ids) for text in texts]
        pad = PAD_ALONE if len(texts) == 1 and max(lengths) <= ALONE else _PAD
        longest = -(-max(lengths) // pad) * pad
        ids = np.full((len(texts), longest), self._model.padding, np.int64)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text.ids)] = text.ids
        columns = np.arange(ids.shape[1])
        mask = (columns < np.array(lengths)[:, None]).astype(np.int64)
        if self._model.pools_prompt:
            return Batch(ids, mask, mask)
        starts = [text.kept[0] if text.kept else 0 for text in texts]
        return Batch(ids, mask, mask * (columns >= np.array(starts)[:, None]))

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._model.run.workers, thread_name_prefix="embed")

    @cached_property
    def _unprojected(self) -> Floats:
        return np.eye(self._model.width, dtype=np.float32)

    @property
    def _model(self) -> "EmbeddingModel":
        # Threads that ask at once must not load it twice.
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "EmbeddingModel":
        from index.embedding.models import load_embedding_model

        model = load_embedding_model(self._source)
        # What the libraries hold by now stays; looking for garbage in it takes a tenth of the time
        # that Python takes beside the model.
        gc.freeze()
        return model


def batches_of(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Groups texts of like lengths, given in tokens, so that no batch holds over `most`.

    Returns the places of the texts in `lengths`. A batch is as slow as its longest text, and
    counts so; a text that is by itself over `most` has a batch of its own.
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if batches and lengths[place] * (len(batches[-1]) + 1) <= most:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches


def unit(vectors: Floats) -> Floats:
    """Scales vectors, the last axis, to unit length; a zero vector stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled
