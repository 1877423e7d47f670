"""Two models for one library: an English one, and one for the other languages.

Every passage has vectors by both; those of the second that English text has are made out of those
of the first (`index/embedding/bridge.py`), which takes little time. A question in English is asked
of the first, which is better at it; one in another language of the second, which finds text in any
language. The second is not loaded before something needs it.
"""

import re

from index.embedding.bridge import ShippedBridge
from index.embedding.embedding import Embedder, SentenceTransformersEmbedder
from index.embedding.four_bit_file import MULTILINGUAL_MODEL
from index.embedding.model_folder import SHIPPED_MODEL
from index.text.language import language, told_by_words

BOTH_MODELS = f"{SHIPPED_MODEL}+{MULTILINGUAL_MODEL}"
"""Names both models that come with the program."""

_ENGLISH = ("en", "und")
# Words that fall into more pieces than these, in the mean, are none that an English model knows;
# the second number is for questions whose small words are rather those of another language.
_PIECES, _PIECES_FOREIGN = 2.5, 1.35
# From which share of words with letters that English has not.
_FOREIGN_LETTERS = 0.4
_WORD = re.compile(r"[^\W\d_]+")


def open_embedder(name: str) -> Embedder:
    """Returns the embedder of a name: both models, or one by its name or folder."""
    if name != BOTH_MODELS:
        return SentenceTransformersEmbedder(name)
    second = SentenceTransformersEmbedder(MULTILINGUAL_MODEL)
    return SentenceTransformersEmbedder(SHIPPED_MODEL, second, ShippedBridge())


def reads_english(code: str) -> bool:
    """Tells whether an English model reads a text of a language; text without letters is `und`."""
    return code in _ENGLISH


def needs_second(question: str, embedder: Embedder) -> bool:
    """Tells whether the second model has to read a question.

    So it is where its words are of another language than English, or fall into many pieces. The few
    words of a short question tell its language badly: "was" and "die" are English as well.
    """
    if not reads_english(language(question)):
        return True
    words = _WORD.findall(question)
    if not words:
        return False
    if sum(not word.isascii() for word in words) >= _FOREIGN_LETTERS * len(words):
        return True
    told = told_by_words(question, ["en"], head_start=0)
    most = _PIECES if reads_english(told) else _PIECES_FOREIGN
    return sum(embedder.count(words)) > most * len(words)
