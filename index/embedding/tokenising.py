"""Texts to the tokens that an embedding model reads, each with its place in the text.

One pass gives the ids for the model, prompt and special tokens included, and which of them are
tokens of the text itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from index.text.sentences import Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_COUNTED = 4_096
_WORDS_KEPT = 100_000
# White space to Python, but nothing at all to BERT's normaliser, which joins what is around it.
_DROPPED = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Token(NamedTuple):
    """A token of a text: its id in the vocabulary and its place, `text[start:end]`."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Legibility:
    """What of a text a model can read.

    `unknown` is the token that stands for whatever its vocabulary has not, None if it has
    everything. One that is `multilingual` has learnt the words of many languages.
    """

    unknown: int | None = None
    multilingual: bool = False


@dataclass(frozen=True, slots=True)
class Tokenised:
    """A text as the model reads it.

    `ids` are all its tokens; `kept` says which of them, in order, are tokens of the text, those of
    the prompt and special ones left out, and `spans` where these stand, `text[start:end]`.
    """

    ids: list[int]
    kept: list[int]
    spans: list[Span]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the text."""
        pairs = zip(self.kept, self.spans, strict=True)
        return tuple(Token(self.ids[position], *span) for position, span in pairs)


class TextTokenizer:
    """A model's tokenizer; may be used by several threads at once."""

    def __init__(self, tokenizer: "Tokenizer", limit: int) -> None:
        """Takes the tokenizer of a model that reads at most `limit` tokens, all included."""
        # Of their own: the model's keeps its truncation and padding as state.
        self._whole = _beside(tokenizer)
        self._cut = _beside(tokenizer)
        self._limit = limit
        self._cut.enable_truncation(limit)
        self._by_words = _reads_by_words(tokenizer)
        self._known: dict[str, int] = {}

    def room(self, prompt: str) -> int:
        """Returns how many tokens of a text the model reads after a prompt."""
        return self._limit - len(self._whole.encode(prompt))

    def count(self, texts: Sequence[str]) -> list[int]:
        """Returns the number of tokens of each text, without prompt and special tokens."""
        # One text has too few words to share that looking each up would pay.
        if not self._by_words or len(texts) < 2 or any(map(_DROPPED.search, texts)):
            return self._counted(texts)
        split = [text.split() for text in texts]
        if len(self._known) > _WORDS_KEPT:
            self._known = {}
        # One dictionary from here on: another thread may begin a new one.
        known = self._known
        unknown = [*set(chain.from_iterable(split)).difference(known)]
        known.update(zip(unknown, self._counted(unknown), strict=True))
        return [sum(map(known.__getitem__, words)) for words in split]

    def _counted(self, texts: Sequence[str]) -> list[int]:
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


def _reads_by_words(tokenizer: "Tokenizer") -> bool:
    """Tells whether a text has as many tokens as its words, divided at white space, have.

    So it is with BERT's way: characters are normalised one by one, and no token goes beyond a word.
    """
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    parts = tokenizer.normalizer, tokenizer.pre_tokenizer
    return isinstance(parts[0], BertNormalizer) and isinstance(parts[1], BertPreTokenizer)


def _encodable(text: str) -> str:
    """Replaces lone surrogates, which no tokenizer takes; every place stays what it is."""
    return _SURROGATES.sub("\ufffd", text)


def _beside(tokenizer: "Tokenizer") -> "Tokenizer":
    """Returns a tokenizer that shares the vocabulary of another, without truncation and padding.

    A vocabulary of many languages takes some 200 MB. It is copied only where the tokens that were
    added to it would have other ids.
    """
    beside: Tokenizer = type(tokenizer)(tokenizer.model)
    for part in ("normalizer", "pre_tokenizer", "post_processor", "decoder"):
        if (found := getattr(tokenizer, part)) is not None:
            setattr(beside, part, found)
    added = tokenizer.get_added_tokens_decoder()
    beside.add_tokens([added[i] for i in sorted(added)])
    return beside if beside.get_added_tokens_decoder() == added else _copy(tokenizer)


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
    kept, spans = [], []
    rows = zip(encoding.offsets, encoding.special_tokens_mask, strict=True)
    for position, ((first, end), special) in enumerate(rows):
        if special:
            continue
        start, end = max(first - shift, 0), end - shift
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            kept.append(position)
            spans.append((start, end))
    return Tokenised(encoding.ids, kept, spans)
