"""multilingual-e5-small as sentence-transformers computes it, out of its file in four bits.

Nothing is written to the disk. The vocabulary, four fifths of the weights, stays in four bits in
memory; a token's vector is made when it is needed.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from torch import nn

from index.embedding.four_bit_file import (
    BLOCK,
    FourBitFile,
    Sizes,
    find_four_bit_file,
    read_four_bit_file,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# The model reads no text without one of them.
PROMPTS = {"query": "query: ", "passage": "passage: "}

# The names of a layer's weights in the file, and in the model.
_LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class FourBitEmbedding(nn.Module):
    """The vectors of tokens, in four bits until they are looked up."""

    def __init__(self, halves: np.ndarray[Any, Any], scales: np.ndarray[Any, Any]) -> None:
        """Takes two weights a byte (v, b, 16), and the scale of each block (v, b)."""
        super().__init__()
        self.register_buffer("halves", torch.from_numpy(np.ascontiguousarray(halves)))
        self.register_buffer("scales", torch.from_numpy(scales))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Returns the vectors of tokens (..., d)."""
        halves, scales = (cast(torch.Tensor, each)[ids] for each in (self.halves, self.scales))
        both = halves.to(scales.dtype)
        high = torch.floor(both / 16)
        values = torch.cat([both - 16 * high, high], dim=-1) - 8
        return (values * scales.unsqueeze(-1)).flatten(-2)


@dataclass(frozen=True, slots=True)
class _Tokenizer:
    """What is asked of the tokenizer of transformers, which would copy a large vocabulary."""

    backend_tokenizer: Tokenizer
    pad_token_id: int
    unk_token_id: int


class _Transformer(nn.Module):
    """What `Transformer` of sentence-transformers is, without a folder to be loaded from."""

    def __init__(self, model: nn.Module, tokenizer: _Tokenizer, sizes: Sizes) -> None:
        super().__init__()
        self.model, self.tokenizer = model, tokenizer
        self.max_seq_length, self._width = sizes.positions, sizes.hidden

    def get_embedding_dimension(self) -> int:
        return int(self._width)


def four_bit_model() -> "SentenceTransformer":
    """Returns the model on the CPU, in float32.

    Raises:
        ModelError: it is not installed, damaged, or of another kind.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    file = read_four_bit_file(find_four_bit_file())
    special = file.special
    tokenizer = _Tokenizer(tokenizer_of(file), special.padding, special.unknown)
    # The tokenizer has them now, and they take 55 MB.
    file = replace(file, pieces=())
    transformer = _Transformer(_bert(file), tokenizer, file.sizes)
    pooling = Pooling(file.sizes.hidden, pooling_mode="mean")
    modules: list[nn.Module] = [transformer, pooling, Normalize()]
    model = SentenceTransformer(modules=modules, device="cpu", prompts=PROMPTS)
    return model.eval()


def tokenizer_of(file: FourBitFile) -> Tokenizer:
    """Returns the tokenizer whose pieces the file holds."""
    tokenizer = Tokenizer(Unigram(list(file.pieces), unk_id=file.special.unknown))
    blanks = normalizers.Replace(Regex(r"\s+"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), blanks])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    begin, end = (file.pieces[i][0] for i in (file.special.begin, file.special.end))
    around = [(begin, file.special.begin), (end, file.special.end)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=around
    )
    names = [file.pieces[i][0] for i in sorted(set(file.special))]
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in names])
    return tokenizer


def _bert(file: FourBitFile) -> nn.Module:
    from transformers import BertConfig, BertModel

    sizes = file.sizes
    config = BertConfig(
        vocab_size=1,  # Its vectors are put in below.
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.intermediate,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.types,
        layer_norm_eps=file.epsilon,
        pad_token_id=0,
    )
    bert = BertModel(config, add_pooling_layer=False)
    halves, scales = file.packed("emb.word")
    blocks = sizes.hidden // BLOCK
    shape = sizes.vocabulary, blocks
    vectors = FourBitEmbedding(halves.reshape(*shape, BLOCK // 2), scales.reshape(shape))
    with torch.no_grad():
        for name, source in _sources(sizes.layers).items():
            weights = bert.get_parameter(name)
            weights.copy_(torch.from_numpy(file.weights(source).reshape(weights.shape)))
    cast(Any, bert.embeddings).word_embeddings = vectors
    return bert


def _sources(layers: int) -> dict[str, str]:
    """Returns where the weights of each part of the model, by name, stand in the file."""
    found = {
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    for layer in range(layers):
        for short, part in (_LINEAR | _NORMS).items():
            name = f"encoder.layer.{layer}.{part}"
            found[f"{name}.weight"] = f"l{layer}.{short}.w"
            found[f"{name}.bias"] = f"l{layer}.{short}.b"
    return found
