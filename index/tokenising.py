"""Texts to the tokens that an embedding model reads, each with its place in the text.

One pass gives the ids for the model, prompt and special tokens included, and which of them are
tokens of the text itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_COUNTED = 4_096
_SURROGATES = re.compile("[\ud800-\udfff]")


class Token(NamedTuple):
    """A token of a text: its id in the vocabulary and its place, `text[start:end]`."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokenised:
    """A text as the model reads it.

    `ids` are all its tokens; `kept` says which of them, in order, are tokens of the text, those of
    the prompt and special ones left out, and `places` what these are.
    """

    ids: list[int]
    kept: list[int]
    places: tuple[Token, ...]


class TextTokenizer:
    """A model's tokenizer; may be used by several threads at once."""

    def __init__(self, tokenizer: "Tokenizer", limit: int) -> None:
        """Takes the tokenizer of a model that reads at most `limit` tokens, all included."""
        # Copies: the model's own keeps its truncation and padding as state.
        self._whole = _copy(tokenizer)
        self._cut = _copy(tokenizer)
        self._limit = limit
        self._cut.enable_truncation(limit)

    def room(self, prompt: str) -> int:
        """Returns how many tokens of a text the model reads after a prompt."""
        return self._limit - len(self._whole.encode(prompt))

    def count(self, texts: Sequence[str]) -> list[int]:
        """Returns the number of tokens of each text, without prompt and special tokens."""
        # In batches, because an encoding takes many times the memory of its text.
        encode = partial(self._whole.encode_batch_fast, add_special_tokens=False)
        starts = range(0, len(texts), _COUNTED)
        return [len(e) for i in starts for e in encode([*map(_encodable, texts[i : i + _COUNTED])])]

    def tokenise(self, texts: Sequence[str], prompt: str) -> list[Tokenised]:
        """Returns what the model reads of each text, put after a prompt."""
        encodings = self._cut.encode_batch([prompt + _encodable(text) for text in texts])
        pairs = zip(texts, encodings, strict=True)
        return [_tokenised(text, encoding, len(prompt)) for text, encoding in pairs]

    def words(self) -> list[str]:
        """Returns the whole words among the tokens, or whatever comes nearest, in a fixed order."""
        stripped = [token.strip("▁Ġ") for token in sorted(self._whole.get_vocab())]
        words = [word for word in stripped if len(word) > 1 and word.isalpha()]
        return words or [token for token in stripped if token.isalnum()] or stripped


def _encodable(text: str) -> str:
    """Replaces lone surrogates, which no tokenizer takes; every place stays what it is."""
    return _SURROGATES.sub("\ufffd", text)


def _copy(tokenizer: "Tokenizer") -> "Tokenizer":
    copy: Tokenizer = type(tokenizer).from_str(tokenizer.to_str())
    copy.no_truncation()
    copy.no_padding()
    return copy


def _tokenised(text: str, encoding: "Encoding", shift: int) -> Tokenised:
    """Returns what an encoding has of the text, which stands `shift` characters after its start.

    The blank before a word, which some vocabularies make part of its token, is no part of its
    place; a token of blanks alone has none.
    """
    kept, places = [], []
    rows = zip(encoding.ids, encoding.offsets, encoding.special_tokens_mask, strict=True)
    for position, (number, (start, end), special) in enumerate(rows):
        first, last = max(start - shift, 0), end - shift
        while first < last and text[first].isspace():
            first += 1
        if first < last and not special:
            kept.append(position)
            places.append(Token(number, first, last))
    return Tokenised(encoding.ids, kept, tuple(places))
