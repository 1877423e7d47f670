"""An embedding model's arithmetic: token ids to vectors, compiled for this CPU or left to torch.

The only module that knows OpenVINO. Compiled, a model is several times as fast as the same in
torch; `index/hardware.py` says in which arithmetic.
"""

import logging
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from queue import LifoQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from index.hardware import Arithmetic

if TYPE_CHECKING:
    import openvino
    import torch
    from sentence_transformers import SentenceTransformer

ALONE = 40
"""The longest text, in tokens, that has a program for its length when it is computed by itself.

So questions do. That is a third faster than one for any shape, at .3 s and some 5 MB for each.
"""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Vectors = tuple[Floats, Floats]
_Options: TypeAlias = dict[str, str | bool]
_Requests: TypeAlias = "LifoQueue[openvino.InferRequest]"

# Token vectors that are compared with those of torch agree to at least this cosine, or the model
# was not compiled as it is.
_AGREEMENT = 0.98
# How many numbers of an activation share a scale in int8, the fastest first.
_GROUPS = (192, 128)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded texts, each array (b, n).

    `mask` is 0 at padding, and `pooled` also at what the vector of a text leaves out.
    """

    ids: Ints
    mask: Ints
    pooled: Ints


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

    def __init__(self, converted: "openvino.Model", options: _Options, workers: int) -> None:
        """Takes a model of three inputs and two outputs, and how many threads will call it."""
        self.workers = workers
        self._converted = converted
        # The streams share the weights, and each has one thread.
        streams = {"NUM_STREAMS": str(workers), "INFERENCE_NUM_THREADS": str(workers)}
        self._options = {**options, **streams, "ENABLE_CPU_PINNING": False}
        self._compiling = Lock()
        self._any = self._compiled(converted)
        self._alone: dict[tuple[int, ...], _Requests] = {}

    def _compiled(self, model: "openvino.Model") -> _Requests:
        import openvino

        compiled = openvino.Core().compile_model(model, "CPU", self._options)
        requests: _Requests = LifoQueue()
        for _ in range(self.workers):
            requests.put(compiled.create_infer_request())
        return requests

    def __call__(
        self, batch: Batch, projection: Floats, meanwhile: Callable[[], object] = nothing
    ) -> Vectors:
        """Returns sentence vectors (b, d) and token vectors (b, n, k)."""
        requests = self._requests(batch, projection)
        request = requests.get()
        try:
            arrays = [batch.ids, batch.mask, batch.pooled, projection]
            request.start_async(arrays, share_inputs=True)
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
                fixed = self._converted.clone()
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
    model: "SentenceTransformer", arithmetic: Arithmetic, workers: int
) -> CompiledPass | None:
    """Compiles a model, to be called by up to `workers` threads at a time.

    Returns None if it cannot be compiled, or gives other vectors then: torch has to do.
    """
    # The converter would report its use to its makers; without this package it cannot.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino
    import torch

    whole = whole_pass(model)
    batch, projection = _example(model)
    arrays = (batch.ids, batch.mask, batch.pooled, projection)
    tensors = tuple(torch.from_numpy(array) for array in arrays)
    level = logging.root.level
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            # Tracing warns of what is constant here, and that it is an old way of doing it.
            warnings.simplefilter("ignore")
            converted = openvino.convert_model(whole, example_input=tensors)
        options: _Options = {}
        if arithmetic in (Arithmetic.FLOAT32, Arithmetic.INT8):
            options["INFERENCE_PRECISION_HINT"] = "f32"
        if arithmetic in (Arithmetic.INT8, Arithmetic.INT8_BFLOAT16):
            options["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(_compress_weights(converted))
        compiled = CompiledPass(converted, options, workers)
        found, wanted = compiled(batch, projection), TorchPass(model, 1, 0)(batch, projection)
        read = batch.mask.astype(bool)
    except (RuntimeError, TypeError, ValueError):
        return None
    finally:
        # A conversion that fails would leave the warnings of all others unheard.
        logging.root.setLevel(level)
    agree = _agree(found[0], wanted[0]) and _agree(found[1][read], wanted[1][read])
    return compiled if agree else None


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


def _example(model: "SentenceTransformer") -> tuple[Batch, Floats]:
    """Returns two texts, one with padding, that any vocabulary can read."""
    transformer = cast(Any, model[0])
    rows = transformer.tokenizer(["an example", "another, longer example"])["input_ids"]
    longest = max(map(len, rows))
    padding = transformer.tokenizer.pad_token_id or 0
    ids = np.array([row + [padding] * (longest - len(row)) for row in rows], np.int64)
    mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], np.int64)
    width = int(transformer.get_embedding_dimension())
    return Batch(ids, mask, mask), np.eye(width, dtype=np.float32)


def _agree(found: Floats, wanted: Floats) -> bool:
    norms = np.linalg.norm(found) * np.linalg.norm(wanted)
    return bool(np.sum(found * wanted) >= _AGREEMENT * norms > 0)


def _compress_weights(converted: "openvino.Model") -> int:
    """Stores the weights of every linear layer in int8, one scale for each output.

    Activations are then quantised while it computes, a group of a row at a time. Returns of how
    many numbers: the first of `_GROUPS` that every row can be divided into.
    """
    from openvino import opset13

    layers = _linear_layers(converted)
    widths = [weights.shape[inputs] for _, weights, inputs in layers]
    dividing = (group for group in _GROUPS if not any(width % group for width in widths))
    for product, weights, inputs in layers:
        values = weights.data.astype(np.float32)
        scale = np.maximum(np.abs(values).max(axis=inputs, keepdims=True) / 127, 1e-12)
        rounded = opset13.constant(np.round(values / scale).astype(np.int8))
        restored = opset13.multiply(opset13.convert(rounded, "f32"), opset13.constant(scale))
        product.input(1).replace_source_output(restored.output(0))
    converted.validate_nodes_and_infer_types()
    return next(dividing, _GROUPS[-1])


def _linear_layers(
    converted: "openvino.Model",
) -> list[tuple["openvino.Node", "openvino.Node", int]]:
    """Returns each product with constant weights, these, and which of their axes is the inputs'."""
    products = [op for op in converted.get_ordered_ops() if op.get_type_name() == "MatMul"]
    found = [
        (op, op.input_value(1).get_node(), 1 if op.get_attributes()["transpose_b"] else 0)
        for op in products
    ]
    return [
        (op, weights, inputs)
        for op, weights, inputs in found
        if weights.get_type_name() == "Constant" and len(weights.shape) == 2
    ]
