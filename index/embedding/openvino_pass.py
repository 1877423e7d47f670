"""An embedding model's arithmetic: token ids to vectors, compiled for this CPU or left to torch.

With `index/embedding/openvino_graph.py` the only module that knows OpenVINO. Compiled, a model is
several times as fast as the same in torch; `index/embedding/hardware.py` says in which arithmetic.
"""

import logging
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from queue import LifoQueue
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from index.embedding.hardware import Arithmetic
from index.embedding.openvino_graph import compress_weights, find_the_first, quantise_attention
from index.embedding.tokenising import TextTokenizer

if TYPE_CHECKING:
    import openvino
    import torch
    from sentence_transformers import SentenceTransformer

ALONE = 40
"""The longest text, in tokens, that has a program for its length when it is computed by itself.

So questions do. That is a third faster than one for any shape, at .3 s and some 35 MB for each.
"""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Vectors = tuple[Floats, Floats]
_Options: TypeAlias = dict[str, str | bool]
_Requests: TypeAlias = "LifoQueue[openvino.InferRequest]"

# Token vectors that are compared with those of torch agree to at least this cosine, or the model
# was not compiled as it is.
_AGREEMENT = 0.98
# How many words the texts have that a model is compiled and tried with, the longest first.
_EXAMPLES = (128, 128, 128, 20)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded texts, each array (b, n).

    `mask` is 0 at padding, and `pooled` also at what the vector of a text leaves out.
    """

    ids: Ints
    mask: Ints
    pooled: Ints


@cache
def load_openvino() -> ModuleType:
    """Returns OpenVINO, imported without what would report its use to its makers.

    That is a package of its own, which OpenVINO does without where there is none. It would report
    the import already, so it is kept away before that.
    """
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    return cast(ModuleType, openvino)


def nothing() -> None:
    """What is done while a model computes, unless something is."""


class Pass(Protocol):
    """One pass of a model over a batch of texts."""

    workers: int
    """How many threads may call it at once, and should."""

    batch_tokens: int
    """The most tokens of a batch, padding included, that it is fast with."""

    def __call__(
        self, batch: Batch, projection: Floats, meanwhile: Callable[[], object] = nothing
    ) -> Vectors:
        """Returns sentence vectors (b, d) and token vectors (b, n, k) of b texts.

        Token vectors are projected by `projection` (d, k); neither have unit length. While another
        thread computes them, `meanwhile` is called, where that is possible.
        """


class CompiledPass:
    """A model compiled for this CPU; each call is computed by one thread.

    That is faster, for questions and for batches, than threads that share a call.
    """

    batch_tokens = 1_024

    def __init__(
        self,
        short: "openvino.Model",
        any_shape: "openvino.Model",
        options: _Options,
        workers: int,
    ) -> None:
        """Takes two models of four inputs and two outputs, and how many threads will call it.

        One is for `short` texts by themselves, the other for all else.
        """
        self.workers = workers
        self._short = short
        # The streams share the weights, and each has one thread.
        streams = {"NUM_STREAMS": str(workers), "INFERENCE_NUM_THREADS": str(workers)}
        self._options = {**options, **streams, "ENABLE_CPU_PINNING": False}
        self._compiling = Lock()
        self._any = self._compiled(any_shape)
        self._alone: dict[tuple[int, ...], _Requests] = {}

    def _compiled(self, model: "openvino.Model") -> _Requests:
        compiled = load_openvino().Core().compile_model(model, "CPU", self._options)
        requests: _Requests = LifoQueue()
        for _ in range(self.workers):
            requests.put(compiled.create_infer_request())
        return requests

    def __call__(
        self, batch: Batch, projection: Floats, meanwhile: Callable[[], object] = nothing
    ) -> Vectors:
        """Returns sentence vectors (b, d) and token vectors (b, n, k)."""
        tensor = load_openvino().Tensor
        requests = self._requests(batch, projection)
        request = requests.get()
        try:
            # One by one, and not copied: to hand over all of them with the start takes .1 ms more.
            for number, array in enumerate((batch.ids, batch.mask, batch.pooled, projection)):
                request.set_input_tensor(number, tensor(array, shared_memory=True))
            request.start_async()
            try:
                meanwhile()
            finally:
                request.wait()
            # Copies, because the next call reuses the memory of the results.
            sentences, tokens = (
                np.array(request.get_output_tensor(i).data, np.float32) for i in (0, 1)
            )
            return sentences, tokens
        finally:
            # The last one used is the next one used: it is still in the cache.
            requests.put(request)

    def _requests(self, batch: Batch, projection: Floats) -> _Requests:
        texts, length = batch.ids.shape
        if texts > 1 or length > ALONE:
            return self._any
        key = (length, *projection.shape)
        with self._compiling:
            if key not in self._alone:
                fixed = self._short.clone()
                shapes = [[1, length]] * 3 + [list(projection.shape)]
                fixed.reshape(dict(zip(fixed.inputs, shapes, strict=True)))
                self._alone[key] = self._compiled(fixed)
            return self._alone[key]


class TorchPass:
    """A model in torch: on a graphics card, or on a CPU where it cannot be compiled."""

    def __init__(self, model: "SentenceTransformer", workers: int, batch_tokens: int) -> None:
        """Takes the model, on its device and in its precision."""
        self.workers = workers
        self.batch_tokens = batch_tokens
        self._whole = whole_pass(model)
        self._device = model.device
        self._dtype = model.dtype

    def __call__(
        self, batch: Batch, projection: Floats, meanwhile: Callable[[], object] = nothing
    ) -> Vectors:
        """Returns sentence vectors (b, d) and token vectors (b, n, k); calls nothing meanwhile."""
        import torch

        arrays = (batch.ids, batch.mask, batch.pooled)
        inputs = (torch.from_numpy(array).to(self._device) for array in arrays)
        projected = torch.from_numpy(projection).to(self._device, self._dtype)
        with torch.inference_mode():
            sentences, tokens = self._whole(*inputs, projected)
            return sentences.float().cpu().numpy(), tokens.float().cpu().numpy()


def compile_model(
    model: "SentenceTransformer", arithmetic: Arithmetic, workers: int, limit: int
) -> CompiledPass | None:
    """Compiles a model, to be called by up to `workers` threads with texts of up to `limit` tokens.

    Returns None if it cannot be compiled, or gives other vectors then: torch has to do.
    """
    # Where the rest is faster in bfloat16, nobody has measured attention in int8.
    attempts = (True, False) if arithmetic is Arithmetic.INT8 else (False,)
    made = (_compiled(model, arithmetic, workers, limit, attention) for attention in attempts)
    return next((compiled for compiled in made if compiled is not None), None)


def _compiled(
    model: "SentenceTransformer",
    arithmetic: Arithmetic,
    workers: int,
    limit: int,
    int8_attention: bool,
) -> CompiledPass | None:
    batch, projection = _examples(model, limit)
    options: _Options = {}
    if arithmetic in (Arithmetic.FLOAT32, Arithmetic.INT8):
        options["INFERENCE_PRECISION_HINT"] = "f32"
    try:
        short = any_shape = _converted(model, batch, projection)
        if arithmetic in (Arithmetic.INT8, Arithmetic.INT8_BFLOAT16):
            options["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(compress_weights(short))
        if int8_attention:
            # Not for short texts by themselves, which are no faster by it.
            any_shape = short.clone()
            quantise_attention(any_shape, (batch.ids, batch.mask, batch.pooled, projection))
        compiled = CompiledPass(short, any_shape, options, workers)
        found, wanted = compiled(batch, projection), TorchPass(model, 1, 0)(batch, projection)
    except (RuntimeError, TypeError, ValueError):
        return None
    read = batch.mask.astype(bool)
    agree = _agree(found[0], wanted[0]) and _agree(found[1][read], wanted[1][read])
    return compiled if agree else None


def _converted(model: "SentenceTransformer", batch: Batch, projection: Floats) -> "openvino.Model":
    import torch

    # Any texts will do to follow what is computed, and the last two are the shortest.
    followed = (*(each[-2:] for each in (batch.ids, batch.mask, batch.pooled)), projection)
    example = tuple(map(torch.from_numpy, followed))
    return convert(whole_pass(model), example)


def convert(module: "torch.nn.Module", example: "tuple[torch.Tensor, ...]") -> "openvino.Model":
    """Returns a module for OpenVINO; `example` is what it is followed with.

    Raises:
        RuntimeError, TypeError, ValueError: it has parts that OpenVINO does not know.
    """
    import torch

    level, disabled = logging.root.level, logging.root.manager.disable
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            # Tracing warns of what is constant here, and that it is an old way of doing it.
            warnings.simplefilter("ignore")
            converted = load_openvino().convert_model(module, example_input=example)
    finally:
        # A conversion that fails would leave the warnings of all others unheard.
        logging.root.setLevel(level)
        logging.disable(disabled)
    find_the_first(converted)
    return cast("openvino.Model", converted)


def whole_pass(model: "SentenceTransformer") -> "torch.nn.Module":
    """Returns a model from token ids to sentence vectors and projected token vectors."""
    import torch

    class WholePass(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer, *rest = cast(Any, model)
            self.rest = torch.nn.ModuleList(rest)

        def forward(
            self,
            ids: torch.Tensor,
            mask: torch.Tensor,
            pooled: torch.Tensor,
            projection: torch.Tensor,
        ) -> tuple[torch.Tensor, torch.Tensor]:
            hidden = self.transformer.model(input_ids=ids, attention_mask=mask)[0]
            features = {"token_embeddings": hidden, "attention_mask": pooled, "input_ids": ids}
            for module in self.rest:
                features = module(features)
            return features["sentence_embedding"], hidden @ projection

    return WholePass().eval()


def _examples(model: "SentenceTransformer", limit: int) -> tuple[Batch, Floats]:
    """Returns texts of words of the whole vocabulary in no order, and a projection to try it with.

    They tell as much as real texts of how large the numbers in a model become.
    """
    transformer = cast(Any, model[0])
    tokenizer = transformer.tokenizer.backend_tokenizer
    rng = np.random.default_rng(0)
    words = [rng.integers(0, tokenizer.get_vocab_size(), length).tolist() for length in _EXAMPLES]
    texts = tokenizer.decode_batch(words, skip_special_tokens=True)
    read = TextTokenizer(tokenizer, min(limit, _EXAMPLES[0])).tokenise(texts, "")
    rows = [each.ids for each in read]
    longest = max(map(len, rows))
    padding = transformer.tokenizer.pad_token_id or 0
    ids = np.array([row + [padding] * (longest - len(row)) for row in rows], np.int64)
    mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], np.int64)
    width = int(transformer.get_embedding_dimension())
    return Batch(ids, mask, mask), np.eye(width, dtype=np.float32)


def _agree(found: Floats, wanted: Floats) -> bool:
    norms = np.linalg.norm(found) * np.linalg.norm(wanted)
    return bool(np.sum(found * wanted) >= _AGREEMENT * norms > 0)
