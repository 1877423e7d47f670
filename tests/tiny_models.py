"""Small real models with random weights, made in a second: one of each kind people bring along."""

import json

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2Model,
    XLMRobertaConfig,
    XLMRobertaModel,
)

WORDS = "the arctic cable avoids south china sea query passage a under links europe japan".split()
SIZES = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
}


def bert_folder(folder, *, classes=None, **sizes):
    """A plain transformers folder: BERT over WordPiece; with `classes`, a classifier."""
    torch.manual_seed(0)
    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *WORDS,
        *"abcdefghijklmnopqrstuvwxyz:.",
    ]
    pieces += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    names = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]"}
    _save_tokenizer(tokenizer, folder, names)
    usual = SIZES | {"max_position_embeddings": 64}
    config = BertConfig(vocab_size=len(pieces), num_labels=classes or 2, **usual | sizes)
    model = BertModel(config) if classes is None else BertForSequenceClassification(config)
    model.eval().save_pretrained(folder)
    return folder


def xlm_roberta_folder(folder):
    """A plain transformers folder: XLM-RoBERTa over a unigram vocabulary with blanks in it."""
    torch.manual_seed(0)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [*(f"▁{word}" for word in WORDS), "▁", *"abcdefghijklmnopqrstuvwxyz:.東京海底"]
    scored = [(piece, 0.0) for piece in special] + [
        (piece, -float(len(pieces))) for piece in pieces
    ]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    names = {"bos": "<s>", "cls": "<s>", "pad": "<pad>", "eos": "</s>", "sep": "</s>"}
    _save_tokenizer(tokenizer, folder, names | {"unk": "<unk>"})
    config = XLMRobertaConfig(
        vocab_size=len(scored), max_position_embeddings=66, pad_token_id=1, **SIZES
    )
    XLMRobertaModel(config).eval().save_pretrained(folder)
    return folder


def qwen_folder(folder):
    """A plain transformers folder: a decoder over bytes, with its one special token last."""
    torch.manual_seed(0)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {piece: number for number, piece in enumerate(["<end>", *alphabet])}
    tokenizer = Tokenizer(models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A <end>", pair="$A $B <end>", special_tokens=[("<end>", 0)]
    )
    _save_tokenizer(tokenizer, folder, {"pad": "<end>", "eos": "<end>"}, padding_side="left")
    config = Qwen2Config(
        vocab_size=len(vocabulary), max_position_embeddings=64, num_key_value_heads=2, **SIZES
    )
    Qwen2Model(config).eval().save_pretrained(folder)
    return folder


def with_modules(plain, folder, *, prompts=None, pooling="mean", include_prompt=True):
    """Makes a sentence-transformers folder of a plain one, with prompts and a kind of pooling."""
    transformer = Transformer(str(plain), max_seq_length=64)
    pooled = Pooling(
        transformer.get_embedding_dimension(), pooling_mode=pooling, include_prompt=include_prompt
    )
    modules = [transformer, pooled, Normalize()]
    model = SentenceTransformer(modules=modules, device="cpu", prompts=prompts)
    model.save(str(folder), create_model_card=False)
    return folder


def change_json(path, **changes):
    """Changes some values of a JSON file."""
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def _save_tokenizer(tokenizer, folder, names, **options):
    tokens = {f"{name}_token": token for name, token in names.items()}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **tokens, **options).save_pretrained(folder)
