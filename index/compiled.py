"""A transformer compiled for this CPU: several times as fast as the same in torch.

The only module that knows OpenVINO. It computes in bfloat16 on a CPU that has instructions for it
and in float32 elsewhere; token vectors of the two agree to four digits.
"""

import sys
import warnings
from queue import LifoQueue
from typing import TYPE_CHECKING, cast

import numpy as np

from index.embedding import Floats

if TYPE_CHECKING:
    import openvino
    import torch
    from sentence_transformers import SentenceTransformer


class CompiledTransformer:
    """Token vectors from token ids; may be called by several threads at once.

    Each call is computed by one thread on a copy of its own, made when it is first needed: that
    is faster, for questions and for batches, than threads that share a call or a copy.
    """

    def __init__(self, converted: "openvino.Model", copies: int) -> None:
        """Takes a model of two inputs, ids and mask, and one output, and how many run at once."""
        self._converted = converted
        self._copies: LifoQueue[openvino.InferRequest | None] = LifoQueue()
        for _ in range(copies):
            self._copies.put(None)

    def __call__(self, features: "dict[str, torch.Tensor]") -> Floats:
        """Returns the vectors (b, n, d) float32 of the tokens of b padded texts."""
        request = self._copies.get()
        try:
            request = request or self._copy()
            inputs = [features[name].numpy() for name in ("input_ids", "attention_mask")]
            # A copy, because the next call reuses the memory of the result.
            return np.array(next(iter(request.infer(inputs).values())), np.float32)
        finally:
            # The last one used is the next one used: it is still in the cache.
            self._copies.put(request)

    def _copy(self) -> "openvino.InferRequest":
        import openvino

        options = {"NUM_STREAMS": "1", "INFERENCE_NUM_THREADS": "1", "ENABLE_CPU_PINNING": False}
        compiled = openvino.Core().compile_model(self._converted, "CPU", options)
        return compiled.create_infer_request()


def compile_transformer(model: "SentenceTransformer", copies: int) -> CompiledTransformer | None:
    """Compiles the transformer of a model, to be called by up to `copies` threads at a time.

    Returns None if it has none, or one that cannot be compiled: then torch has to do.
    """
    # The converter would report its use to its makers; without this package it cannot.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    bare = getattr(model[0], "model", None)
    if bare is None:
        return None
    example = model.preprocess(["an example", "another one"])
    inputs = (example["input_ids"], example["attention_mask"])
    try:
        with warnings.catch_warnings():
            # Tracing warns of what is constant here, and that it is an old way of doing it.
            warnings.simplefilter("ignore")
            converted = openvino.convert_model(_token_vectors(bare), example_input=inputs)
    except (RuntimeError, TypeError, ValueError):
        return None
    return CompiledTransformer(converted, copies)


def _token_vectors(bare: "torch.nn.Module") -> "torch.nn.Module":
    import torch

    class TokenVectors(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bare = bare

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            return cast(torch.Tensor, self.bare(input_ids=ids, attention_mask=mask)[0])

    return TokenVectors().eval()
