"""Reading a question and a text together, with the layers of the embedding model.

A cross-encoder (Nogueira & Cho 2019, https://arxiv.org/abs/1901.04085) whose lower layers are those
of the embedding model as they are: there a question and a text do not see each other, as in PreTTR
(MacAvaney et al. 2020, https://arxiv.org/abs/2004.14255). So only what the upper ones learnt is
stored and was to be trained. It gives a logit that the text answers, and one a token that it
stands in the answer.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from queue import LifoQueue
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from index.embedding.hardware import Arithmetic, arithmetic, cores, cpu_flags
from index.embedding.models import load_transformer
from index.embedding.openvino_graph import compress_weights
from index.embedding.openvino_pass import convert, load_openvino
from index.errors import UsageError
from index.text.sentences import Span

if TYPE_CHECKING:
    import openvino
    import torch
    from tokenizers import Tokenizer

UPPER = 2
"""How many layers read a question and a text together."""

_LONGEST_QUESTION = 48
_LONGEST_HEADING = 40
_LONGEST_TEXT = 104
QUESTION, TEXT = 1, 2
"""What kind of token stands at a place; 0 is padding."""
_UNSEEN = -30.0
_MASKED = -10_000.0
# A compiled reader's logits are those of torch to this much, or it was not compiled as it is.
_AGREEMENT = 0.5
# Of how many questions what was read is kept: some 10 kB each.
_REMEMBERED = 256

Floats = NDArray[np.float32]
Arrays = tuple[NDArray[np.int64], NDArray[np.int64]]
Results = tuple[Floats, Floats]
Compute = Callable[[Sequence[Arrays]], list[Results]]


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


class CrossEncoder:
    """Reads pairs of a question and a text; for any number of threads."""

    def __init__(self, tokenizer: "Tokenizer", compute: Compute, workers: int) -> None:
        """Takes the tokenizer, what computes batches, and into how many a question is divided."""
        self._tokenizer = type(tokenizer).from_str(tokenizer.to_str())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._compute, self._workers = compute, workers
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    def read(self, question: str, texts: Sequence[Text]) -> list[Read]:
        """Reads a question with each of some texts; what was read lately is not read again."""
        return list(self._remembered(question, tuple(texts))) if texts else []

    def _read(self, question: str, texts: tuple[Text, ...]) -> tuple[Read, ...]:
        asked = self.beginning(question)
        pairs = [self.pair(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(pairs[i].ids))
        groups = np.array_split(np.array(order), min(self._workers, len(texts)))
        computed = self._compute([_arrays(asked, [pairs[i] for i in group]) for group in groups])
        reads: dict[int, Read] = {}
        for group, (logits, tokens) in zip(groups, computed, strict=True):
            for place, logit, row in zip(group.tolist(), logits.tolist(), tokens, strict=True):
                pair = pairs[place]
                first = len(asked) + pair.first
                reads[place] = Read(logit, row[first : first + len(pair.spans)], pair.spans)
        return tuple(reads[i] for i in range(len(texts)))

    def beginning(self, question: str) -> list[int]:
        """Returns the tokens of a question that are read."""
        return self._tokenizer.encode(question).ids[:_LONGEST_QUESTION]

    def pair(self, text: Text) -> "TokenisedText":
        """Returns the tokens of a text that are read."""
        first, *_, last = self._tokenizer.encode("").ids
        heading = self._tokenizer.encode(text.heading, add_special_tokens=False)
        stop = self._tokenizer.encode(".", add_special_tokens=False).ids
        body = self._tokenizer.encode(text.body, add_special_tokens=False)
        before = [first, *heading.ids[-_LONGEST_HEADING:], *(stop if heading.ids else [])]
        spans = tuple((start, end) for start, end in body.offsets[:_LONGEST_TEXT])
        return TokenisedText([*before, *body.ids[:_LONGEST_TEXT], last], len(before), spans)


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """The tokens of a text with its heading; those of its body begin at `first`."""

    ids: list[int]
    first: int
    spans: tuple[Span, ...]


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
    return CrossEncoder(tokenizer, _computing(module.eval(), compiling), cores())


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


def reader_module(transformer: "torch.nn.Module") -> "torch.nn.Module":
    """Returns a module from ids and kinds, each (b, n), to logits (b,) and (b, n).

    Kinds are 1 for the tokens of the question, which come first, 2 for those of the text and 0 for
    padding. A text is seen as the mean of the question's tokens, as that of its own, and as that of
    its own weighed by how much each seems to answer.
    """
    import torch
    from torch import nn

    bert = cast(Any, transformer)
    width = int(bert.config.hidden_size)

    class ReaderModule(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            layers = list(bert.encoder.layer)
            self.lower = nn.ModuleList([bert.embeddings, *layers[:-UPPER]])
            self.upper = nn.ModuleList(layers[-UPPER:])
            self.kind = nn.Parameter(torch.zeros(2, width))
            self.token = nn.Linear(width, 1)
            self.inner = nn.Linear(3 * width, width)
            self.outer = nn.Linear(width, 1)

        def apart(self, ids: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
            embeddings, *layers = self.lower
            counted = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0).expand_as(ids)
            asked = (kinds == QUESTION).long().sum(1, keepdim=True)
            places = torch.where(kinds == TEXT, counted - asked, counted)
            hidden = embeddings(input_ids=ids, position_ids=places)
            return _through(layers, hidden, kinds.unsqueeze(1) == kinds.unsqueeze(2))

        def together(
            self, hidden: torch.Tensor, kinds: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            text, asked = (kinds == kind for kind in (TEXT, QUESTION))
            hidden = hidden + torch.where(text.unsqueeze(-1), self.kind[1], self.kind[0])
            seen = (kinds > 0).unsqueeze(1).expand(-1, kinds.shape[1], -1)
            hidden = _through(self.upper, hidden, seen).float()
            tokens = self.token(hidden).squeeze(-1)
            tokens = torch.where(text, tokens, torch.full_like(tokens, _UNSEEN))
            share = torch.softmax(tokens, -1).unsqueeze(-1)
            views = [_mean(hidden, asked), _mean(hidden, text), (hidden * share).sum(1)]
            inner = nn.functional.gelu(self.inner(torch.cat(views, -1)))
            return self.outer(inner).squeeze(-1), tokens

        def forward(
            self, ids: torch.Tensor, kinds: torch.Tensor
        ) -> tuple[torch.Tensor, torch.Tensor]:
            return self.together(self.apart(ids, kinds), kinds)

    return ReaderModule()


def _through(
    layers: "Iterable[torch.nn.Module]", hidden: "torch.Tensor", seen: "torch.Tensor"
) -> "torch.Tensor":
    """Returns what layers make of hidden states (b, n, d), where `seen` (b, n, n) says who sees."""
    mask = (1.0 - seen.to(hidden.dtype).unsqueeze(1)) * _MASKED
    for layer in layers:
        made = layer(hidden, attention_mask=mask)
        hidden = made[0] if isinstance(made, tuple) else made
    return hidden


def _mean(hidden: "torch.Tensor", chosen: "torch.Tensor") -> "torch.Tensor":
    share = chosen.unsqueeze(-1).to(hidden.dtype)
    return (hidden * share).sum(1) / share.sum(1)


def rounded(learnt: "dict[str, torch.Tensor]") -> "dict[str, torch.Tensor]":
    """Returns weights as they are stored: matrices in int8 with a scale a row, others as they are.

    The lower layers are left out: they are those of the embedding model.
    """
    import torch

    stored: dict[str, torch.Tensor] = {}
    for name, values in learnt.items():
        if name.startswith("lower."):
            continue
        if values.ndim < 2 or values.shape[0] <= 2:
            stored[name] = values.float().contiguous()
            continue
        scale = values.float().abs().amax(1, keepdim=True).clamp_min(1e-12) / 127
        stored[name] = (values.float() / scale).round().to(torch.int8).contiguous()
        stored[f"{name}.scale"] = scale.contiguous()
    return stored


def restored(stored: "dict[str, torch.Tensor]") -> "dict[str, torch.Tensor]":
    """Returns stored weights as they are computed with."""
    return {
        name: values.float() * stored[f"{name}.scale"] if f"{name}.scale" in stored else values
        for name, values in stored.items()
        if not name.endswith(".scale")
    }


def _arrays(asked: Sequence[int], pairs: "Sequence[TokenisedText]") -> Arrays:
    longest = len(asked) + max(len(pair.ids) for pair in pairs)
    ids, kinds = (np.zeros((len(pairs), longest), np.int64) for _ in range(2))
    ids[:, : len(asked)], kinds[:, : len(asked)] = asked, QUESTION
    for row, pair in enumerate(pairs):
        end = len(asked) + len(pair.ids)
        ids[row, len(asked) : end] = pair.ids
        kinds[row, len(asked) : end] = TEXT
    return ids, kinds


def _computing(module: "torch.nn.Module", compiling: bool) -> Compute:
    """Returns what computes batches at once, one a thread: compiled, or in torch."""
    in_torch = _in_torch(module)
    if not compiling:
        return in_torch
    try:
        compiled = _Compiled(module, cores())
    except (RuntimeError, TypeError, ValueError):
        return in_torch
    (found, _), (wanted, _) = (compute([_example()])[0] for compute in (compiled, in_torch))
    return compiled if np.allclose(found, wanted, atol=_AGREEMENT) else in_torch


def _example() -> Arrays:
    """Returns two texts of any tokens, one shorter than the other."""
    ids = np.random.default_rng(0).integers(1_000, 20_000, (2, 32))
    kinds = np.array([[QUESTION] * 12 + [TEXT] * 20, [QUESTION] * 12 + [TEXT] * 16 + [0] * 4])
    return ids, kinds


def _in_torch(module: "torch.nn.Module") -> Compute:
    import torch

    def compute(batches: Sequence[Arrays]) -> list[Results]:
        with torch.inference_mode():
            made = [module(*map(torch.from_numpy, batch)) for batch in batches]
        return [(logits.numpy(), tokens.numpy()) for logits, tokens in made]

    return compute


class _Compiled:
    """A reader compiled for this CPU, with a stream for each worker."""

    def __init__(self, module: "torch.nn.Module", workers: int) -> None:
        import torch

        example = tuple(map(torch.from_numpy, _example()))
        converted = convert(module, example)
        options: dict[str, str | bool] = {"ENABLE_CPU_PINNING": False}
        options |= {"NUM_STREAMS": str(workers), "INFERENCE_NUM_THREADS": str(workers)}
        chosen = arithmetic(cpu_flags())
        if chosen in (Arithmetic.FLOAT32, Arithmetic.INT8):
            options["INFERENCE_PRECISION_HINT"] = "f32"
        if chosen in (Arithmetic.INT8, Arithmetic.INT8_BFLOAT16):
            options["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(compress_weights(converted))
        compiled = load_openvino().Core().compile_model(converted, "CPU", options)
        self._requests: LifoQueue[openvino.InferRequest] = LifoQueue()
        for _ in range(workers):
            self._requests.put(compiled.create_infer_request())
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reader")

    def __call__(self, batches: Sequence[Arrays]) -> list[Results]:
        return list(self._threads.map(self._batch, batches))

    def _batch(self, batch: Arrays) -> Results:
        request = self._requests.get()
        try:
            request.infer(list(batch))
            logits, tokens = (
                np.array(request.get_output_tensor(i).data, np.float32) for i in (0, 1)
            )
            return logits.reshape(-1), tokens
        finally:
            self._requests.put(request)
