"""Loading models from their folders: the only module that calls sentence-transformers.

It never fetches anything, and never runs code that comes with a model.
"""

import os
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from index.embedding.centre import Centre, read_centre
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.embedding.hardware import Arithmetic, arithmetic, cores, cpu_flags, give_back_memory
from index.embedding.model_folder import check_embedding_model, check_reranker, find_model
from index.embedding.openvino_pass import Pass, TorchPass, compile_model
from index.embedding.tokenising import Legibility, TextTokenizer
from index.errors import ModelError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

ScorePairs = Callable[[list[tuple[str, str]]], NDArray[np.float64]]

_LONGEST = 8_192
_RERANKED = 16
_GPU_BATCH_TOKENS = 65_536
# Vocabularies of one language have some 30,000 tokens; those of many begin at 110,000.
_MANY_LANGUAGES = 100_000
_PASSAGE_PROMPTS = ("document", "passage", "corpus")


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """An embedding model, ready to compute. `width` is the dimension of its token vectors."""

    run: Pass
    tokenizer: TextTokenizer
    width: int
    padding: int
    legibility: Legibility
    centre: Centre | None
    question_prompt: str
    passage_prompt: str
    pools_prompt: bool
    """Whether the tokens of the prompt are part of the vector of a text."""


def load_embedding_model(name: str, compiling: bool = True) -> EmbeddingModel:
    """Loads the embedding model of a name or folder.

    Raises:
        ModelError: there is none, or it cannot be used; the message says what lacks.
    """
    model = _opened(name)
    transformer = cast(Any, model[0])
    tokenizer = getattr(transformer.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise _unusable(name, "it has no tokenizer that tells where a token stands")
    limit = _limit(model)
    text_tokenizer = TextTokenizer(tokenizer, limit)
    question, passage = _prompts(model)
    if min(text_tokenizer.room(question), text_tokenizer.room(passage)) < 1:
        raise _unusable(name, f"its prompts fill the {limit} tokens that it reads")
    found = EmbeddingModel(
        run=_pass(model, limit, compiling),
        tokenizer=text_tokenizer,
        width=int(transformer.get_embedding_dimension()),
        padding=int(transformer.tokenizer.pad_token_id or 0),
        legibility=Legibility(
            unknown=transformer.tokenizer.unk_token_id,
            multilingual=tokenizer.get_vocab_size() >= _MANY_LANGUAGES,
        ),
        centre=read_centre() if name == MULTILINGUAL_MODEL else None,
        question_prompt=question,
        passage_prompt=passage,
        pools_prompt=_pools_prompt(model),
    )
    # What it was compiled from goes: some 130 MB of the larger of the two that are shipped.
    del model, transformer
    give_back_memory()
    return found


def _opened(name: str) -> "SentenceTransformer":
    if name != MULTILINGUAL_MODEL:
        folder = find_model(name)
        check_embedding_model(name, folder)
        return _loaded(name, folder)
    _prepare()
    from index.embedding.four_bit_model import four_bit_model

    return four_bit_model().to(_device())


def load_transformer(name: str) -> tuple["torch.nn.Module", "Tokenizer"]:
    """Loads the layers of an embedding model and its tokenizer, to compute something else with.

    Raises:
        ModelError: there is none, or it cannot be used; the message says what lacks.
    """
    transformer = cast(Any, _opened(name).cpu().float()[0])
    tokenizer = getattr(transformer.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise _unusable(name, "it has no tokenizer that tells where a token stands")
    return transformer.model, tokenizer


def load_reranker(name: str) -> ScorePairs:
    """Loads the cross-encoder of a name or folder; what it returns gives one logit a pair.

    Raises:
        ModelError: there is none, or it cannot be used; the message says what lacks.
    """
    folder = find_model(name)
    check_reranker(name, folder)
    _prepare()
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(str(folder), device=_device(), local_files_only=True)
    except _loading_errors() as error:
        raise _unusable(name, _reason(error)) from error
    if model.num_labels != 1:
        raise _unusable(name, f"it gives {model.num_labels} scores for a pair, not one")
    # Models differ in whether they apply a sigmoid, so they are told to leave it to us.
    options: dict[str, Any] = {"activation_fn": _unchanged, "show_progress_bar": False}
    predict = partial(cast(Any, model).predict, batch_size=_RERANKED, **options)
    return lambda pairs: np.asarray(predict(pairs), np.float64).reshape(-1)


def _unchanged(logits: "torch.Tensor") -> "torch.Tensor":
    return logits


def _loaded(name: str, folder: Path) -> "SentenceTransformer":
    _prepare()
    import torch
    from sentence_transformers import SentenceTransformer

    device = _device()
    dtype = torch.float32
    if device == "cuda":
        dtype = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    try:
        model = SentenceTransformer(
            str(folder), device=device, local_files_only=True, model_kwargs={"dtype": dtype}
        )
    except _loading_errors() as error:
        raise _unusable(name, _reason(error)) from error
    if getattr(model[0], "model", None) is None or getattr(model[0], "tokenizer", None) is None:
        raise _unusable(name, "it is no transformer, and so has no vectors of tokens")
    model.eval()
    return model


def _prepare() -> None:
    """Sets the libraries up: nothing is fetched, nothing is printed."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    # Every batch is computed by one thread: two threads with a batch each are faster than two that
    # share one, and a search does not wait for a sync.
    torch.set_num_threads(1)


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _pass(model: "SentenceTransformer", limit: int, compiling: bool) -> Pass:
    if model.device.type != "cpu":
        return TorchPass(model, 1, _GPU_BATCH_TOKENS)
    chosen = arithmetic(cpu_flags())
    compiled = compile_model(model, chosen, cores(), limit) if compiling else None
    if compiled is not None:
        return compiled
    if chosen is Arithmetic.BFLOAT16:
        model = model.bfloat16()
    return TorchPass(model, cores(), 1_024)


def _limit(model: "SentenceTransformer") -> int:
    """Returns the most tokens of a text that a model reads, special tokens included."""
    found = [
        _LONGEST,
        int(model.max_seq_length or _LONGEST),
        *_positions(cast(Any, model[0]).model),
    ]
    return min(found)


def _positions(bare: "torch.nn.Module") -> Sequence[int]:
    """Returns how many places a model knows, where it has learnt a vector for each."""
    for name, module in bare.named_modules():
        if name.endswith("position_embeddings") and hasattr(module, "num_embeddings"):
            # Models of the RoBERTa family count places from behind their padding.
            padding = getattr(module, "padding_idx", None)
            return [int(module.num_embeddings) - (0 if padding is None else int(padding) + 1)]
    return []


def _prompts(model: "SentenceTransformer") -> tuple[str, str]:
    """Returns what the model's makers put before a question and before a passage."""
    prompts = model.prompts
    passage = next((found for name in _PASSAGE_PROMPTS if (found := prompts.get(name))), "")
    return prompts.get("query") or "", passage


def _pools_prompt(model: "SentenceTransformer") -> bool:
    return all(getattr(module, "include_prompt", True) for module in model)


def _loading_errors() -> tuple[type[Exception], ...]:
    from safetensors import SafetensorError

    return (
        *(OSError, ValueError, RuntimeError, LookupError, TypeError, AttributeError, ImportError),
        *(SafetensorError, pickle.UnpicklingError),
    )


def _reason(error: Exception) -> str:
    if "trust_remote_code" in str(error):
        return "it needs code of its own, which is not run"
    first = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return f"it is damaged or of an unknown kind ({first[:200]})"


def _unusable(name: str, reason: str) -> ModelError:
    return ModelError(
        f"The model in {name!r} cannot be used: {reason}. Copy the whole folder of the model again,"
        " or name another."
    )
