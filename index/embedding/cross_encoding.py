"""Reading a question and a text together, with the layers of the embedding model.

What the lower layers make of a text does not rest on the question (`reader_layers.py`), so it is
kept for the next ones. Reading gives a logit that the text answers, and one a token that it stands
in the answer.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from queue import LifoQueue
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from index.embedding.hardware import Arithmetic, arithmetic, cores, cpu_flags
from index.embedding.models import load_transformer
from index.embedding.openvino_graph import compress_weights
from index.embedding.openvino_pass import convert, load_openvino
from index.embedding.reader_layers import QUESTION, TEXT, parts_of, reader_module, restored
from index.errors import UsageError
from index.text.sentences import Span

if TYPE_CHECKING:
    import openvino
    import torch
    from tokenizers import Tokenizer

_LONGEST_QUESTION = 48
_LONGEST_HEADING = 40
_LONGEST_TEXT = 104
# A compiled reader's numbers are those of torch to this much, or it was not compiled as it is.
_AGREEMENT = 0.5
# Of how many questions what was read is kept, some 10 kB each, and of how many texts what the lower
# layers make of them: some 80 kB each.
_QUESTIONS, _TEXTS = 256, 512

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
Ints = NDArray[np.int64]
Compute = Callable[..., list[Floats]]
"""From the inputs of a module to its outputs; for any number of threads."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is read: a text, and the headings above it."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Read:
    """What reading one text came to.

    `logit` is the log odds that it answers, before they are weighed with what is known besides.
    `tokens` are the logits of the first tokens of its body, (n,), and `spans` where these stand.
    """

    logit: float
    tokens: Floats
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """The tokens of a text with its heading; those of its body begin at `first`."""

    ids: list[int]
    first: int
    spans: tuple[Span, ...]


class PairTokenizer:
    """Cuts questions and texts into as many tokens as are read."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        """Takes the tokenizer of the embedding model, which stays as it is."""
        self._tokenizer = type(tokenizer).from_str(tokenizer.to_str())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def question(self, question: str) -> list[int]:
        """Returns the tokens of a question."""
        return self._tokenizer.encode(question).ids[:_LONGEST_QUESTION]

    def text(self, text: Text) -> TokenisedText:
        """Returns the tokens of a text."""
        first, *_, last = self._tokenizer.encode("").ids
        heading = self._tokenizer.encode(text.heading, add_special_tokens=False)
        stop = self._tokenizer.encode(".", add_special_tokens=False).ids
        body = self._tokenizer.encode(text.body, add_special_tokens=False)
        before = [first, *heading.ids[-_LONGEST_HEADING:], *(stop if heading.ids else [])]
        spans = tuple((start, end) for start, end in body.offsets[:_LONGEST_TEXT])
        return TokenisedText([*before, *body.ids[:_LONGEST_TEXT], last], len(before), spans)


class CrossEncoder:
    """Reads pairs of a question and a text; for any number of threads.

    Every text is read by itself, so that what is read of it rests on no other.
    """

    def __init__(
        self, tokenizer: PairTokenizer, apart: Compute, together: Compute, workers: int
    ) -> None:
        """Takes what computes the lower and the upper layers, and how many threads call it."""
        self._tokenizer, self._apart, self._together = tokenizer, apart, together
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")
        self._seen = lru_cache(_TEXTS)(self._see)
        self._remembered = lru_cache(_QUESTIONS)(self._read)

    def read(self, question: str, texts: Sequence[Text]) -> list[Read]:
        """Reads a question with each of some texts; what was read lately is not read again."""
        return list(self._remembered(question, tuple(texts))) if texts else []

    def _read(self, question: str, texts: tuple[Text, ...]) -> tuple[Read, ...]:
        asked = self._states(self._tokenizer.question(question))
        return tuple(self._threads.map(partial(self._pair, asked), texts))

    def _pair(self, asked: Halves, text: Text) -> Read:
        tokenised, states = self._seen(text)
        hidden = np.concatenate([asked, states]).astype(np.float32)
        kinds = np.repeat([QUESTION, TEXT], [len(asked), len(states)])
        logits, tokens = self._together(hidden[None], kinds[None])
        first = len(asked) + tokenised.first
        row = tokens[0, first : first + len(tokenised.spans)]
        return Read(float(logits[0]), row, tokenised.spans)

    def _see(self, text: Text) -> tuple[TokenisedText, Halves]:
        tokenised = self._tokenizer.text(text)
        return tokenised, self._states(tokenised.ids)

    def _states(self, ids: Sequence[int]) -> Halves:
        """Returns what the lower layers make of tokens, (n, d)."""
        (states,) = self._apart(np.array([ids], np.int64))
        halves: Halves = states[0].astype(np.float16)
        return halves


def load_cross_encoder(model: str, weights: Path, compiling: bool = True) -> CrossEncoder:
    """Loads what was learnt on top of an embedding model.

    Raises:
        UsageError: the weights are missing, damaged or for another model.
        ModelError: the model cannot be loaded.
    """
    learnt, _ = _stored(weights)
    transformer, tokenizer = load_transformer(model)
    try:
        module = reader_module(transformer)
        missing = module.load_state_dict(restored(learnt), strict=False).missing_keys
    except (RuntimeError, KeyError, AttributeError, IndexError) as error:
        raise _unusable(weights, "it belongs to another model") from error
    if lacking := [name for name in missing if not name.startswith("lower.")]:
        raise _unusable(weights, f"it lacks {lacking[0]}")
    apart, together = parts_of(module.eval())
    ids, hidden, kinds = _example(cast(Any, module).kind.shape[1])
    return CrossEncoder(
        PairTokenizer(tokenizer),
        _computing(apart, (ids,), compiling),
        _computing(together, (hidden, kinds), compiling),
        cores(),
    )


def learnt_from(weights: Path) -> dict[str, str]:
    """Returns what is written beside weights: what they were made from, and how much they count.

    Raises:
        UsageError: the weights are missing or damaged.
    """
    return _stored(weights)[1]


def _stored(weights: Path) -> "tuple[dict[str, torch.Tensor], dict[str, str]]":
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(weights, "pt") as file:
            names = list(file.keys())
            return {name: file.get_tensor(name) for name in names}, file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise _unusable(weights, str(error).splitlines()[0][:120]) from error


def _unusable(weights: Path, reason: str) -> UsageError:
    return UsageError(
        f"The reader's weights in {weights.name!r} cannot be used: {reason}. Install Tenkyo again."
    )


def _example(width: int) -> tuple[Ints, Floats, Ints]:
    """Returns a text of any tokens, (1, n), and a question with one: (1, n, width) and (1, n)."""
    rng = np.random.default_rng(0)
    hidden = rng.standard_normal((1, 32, width)).astype(np.float32)
    kinds = np.array([[QUESTION] * 12 + [TEXT] * 20])
    return rng.integers(1, 1_000, (1, 20)), hidden, kinds


def _computing(
    module: "torch.nn.Module", example: Sequence[NDArray[Any]], compiling: bool
) -> Compute:
    """Returns what computes a module: compiled, or in torch."""
    in_torch = partial(_in_torch, module)
    if not compiling:
        return in_torch
    try:
        compiled = _Compiled(module, example, cores())
    except (RuntimeError, TypeError, ValueError):
        return in_torch
    pairs = zip(compiled(*example), in_torch(*example), strict=True)
    agree = all(np.allclose(found, wanted, atol=_AGREEMENT) for found, wanted in pairs)
    return compiled if agree else in_torch


def _in_torch(module: "torch.nn.Module", *inputs: NDArray[Any]) -> list[Floats]:
    import torch

    with torch.inference_mode():
        made = module(*map(torch.from_numpy, inputs))
    return [each.numpy() for each in (made if isinstance(made, tuple) else (made,))]


class _Compiled:
    """A module compiled for this CPU, with a stream for each worker."""

    def __init__(
        self, module: "torch.nn.Module", example: Sequence[NDArray[Any]], workers: int
    ) -> None:
        import torch

        converted = convert(module, tuple(map(torch.from_numpy, example)))
        options: dict[str, str | bool] = {"ENABLE_CPU_PINNING": False}
        options |= {"NUM_STREAMS": str(workers), "INFERENCE_NUM_THREADS": str(workers)}
        chosen = arithmetic(cpu_flags())
        if chosen in (Arithmetic.FLOAT32, Arithmetic.INT8):
            options["INFERENCE_PRECISION_HINT"] = "f32"
        if chosen in (Arithmetic.INT8, Arithmetic.INT8_BFLOAT16):
            options["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(compress_weights(converted))
        compiled = load_openvino().Core().compile_model(converted, "CPU", options)
        self._outputs = len(compiled.outputs)
        self._requests: LifoQueue[openvino.InferRequest] = LifoQueue()
        for _ in range(workers):
            self._requests.put(compiled.create_infer_request())

    def __call__(self, *inputs: NDArray[Any]) -> list[Floats]:
        request = self._requests.get()
        try:
            request.infer(list(inputs))
            tensors = map(request.get_output_tensor, range(self._outputs))
            # Copies, because the next call reuses the memory of the results.
            return [np.array(tensor.data, np.float32) for tensor in tensors]
        finally:
            self._requests.put(request)
