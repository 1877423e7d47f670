"""From a document to its passages, and the context that each is embedded with."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import accumulate
from operator import attrgetter
from unicodedata import east_asian_width

from index.embedding.embedding import Embedder
from index.passages.chunking import TARGET_TOKENS, chunks
from index.types import Document, Passage

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
# Twentieths of a token: 600 Chinese or Japanese characters fill a passage, or 840 other letters.
_WIDE_SIZE, _NARROW_SIZE = 7, 5
# A model's tokens hold about four letters, but only one Chinese or Japanese character.
_CONTEXT_WIDTH, _FULL_WIDTH = 160, 4


def context_of(passage: Passage) -> str:
    """Returns what is put in front of a passage for searching: its title and heading path."""
    return _context(passage.document.title, passage.heading)


def _context(title: str, heading: Sequence[str]) -> str:
    names = " › ".join([title, *heading])
    widths = accumulate(_FULL_WIDTH if east_asian_width(c) in "WF" else 1 for c in names)
    return names[: bisect_right(list(widths), _CONTEXT_WIDTH)] + "\n"


def passages_of(document: Document, embedder: Embedder) -> Iterator[Passage]:
    """Yields a document's passages in reading order, with ids made of what they say and where.

    In Latin script, none is longer than the embedder reads with its context in front, save beside a
    context of very many tokens. Longer ones are embedded in several windows
    (`index/passages/windows.py`).
    """
    seen: Counter[str] = Counter()
    contexts = embedder.count([_context(document.title, s.path) for s in document.sections])
    budgets = [min(TARGET_TOKENS, room_beside(tokens, embedder)) for tokens in contexts]
    sizes = partial(_sizes, embedder=embedder)
    for chunk in chunks(document.text, document.sections, budgets, sizes):
        text, page = document.text[chunk.start : chunk.end], document.page_at(chunk.start)
        bare = Passage("", document, chunk.start, chunk.end, text, chunk.heading, page)
        content = _content(bare)
        seen[content] += 1
        yield replace(bare, id=_id(content, seen[content]))


def _content(passage: Passage) -> str:
    return "\0".join([passage.document.id, context_of(passage), passage.text])


def _id(content: str, number: int) -> str:
    """Returns the id of a passage, which is the so manyth of its document that says this."""
    return digest(f"{content}\0{number}")


def identified(bare: Passage) -> Passage:
    """Returns a passage with the id of the first of its document that says this."""
    return replace(bare, id=_id(_content(bare), 1))


def is_as_cut(passage: Passage) -> bool:
    """Tells whether a passage that was stored says what its id, heading and page stand for."""
    document, content = passage.document, _content(passage)
    if passage.page != document.page_at(passage.start) or not _is_heading(passage):
        return False
    if passage.id == _id(content, 1):
        return True
    # As often as a document has the text, it may have the passage.
    most = document.text.count(passage.text) if passage.text else 0
    return any(passage.id == _id(content, number) for number in range(2, most + 1))


def _is_heading(passage: Passage) -> bool:
    """Tells whether a passage has the heading of its section: its id holds but the beginning."""
    sections = passage.document.sections
    place = bisect_right(sections, passage.start, key=attrgetter("start"))
    return place > 0 and sections[place - 1].path == passage.heading


def room_beside(tokens: int, embedder: Embedder) -> int:
    """Returns how many tokens a model reads beside a context; never less than a quarter of all."""
    return max(embedder.max_tokens - tokens, -(-embedder.max_tokens // 4))


def _sizes(texts: Sequence[str], embedder: Embedder) -> list[int]:
    """Returns how much of a passage texts take: their tokens, or less in other scripts than Latin.

    Many models cut those into single characters, which would leave half a paragraph a passage.
    """
    pairs = zip(texts, embedder.count(texts), strict=True)
    return [min(n, _size(text)) if _is_foreign(text) else n for text, n in pairs]


def _size(text: str) -> int:
    twentieths = sum(_WIDE_SIZE if east_asian_width(c) in "WF" else _NARROW_SIZE for c in text)
    return -(-twentieths // 20)


def _is_foreign(text: str) -> bool:
    """Tells whether most letters of a text are of other scripts than Latin."""
    if text.isascii():
        return False
    return 2 * len(_LATIN.findall(text)) < len(_LETTER.findall(text))


def digest(content: str) -> str:
    """Returns a short hash of a text as an id."""
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:20]
