"""From a document to its passages, and the context that each is embedded with."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate
from unicodedata import east_asian_width

from index.chunking import TARGET_TOKENS, chunks
from index.embedding import Embedder
from index.types import Document, Passage

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

    With its context in front, none is longer than the embedder reads; only a model that reads very
    little, or a context of very many tokens, leaves it a quarter of the room and cuts the end.
    """
    seen: Counter[str] = Counter()
    contexts = embedder.count([_context(document.title, s.heading) for s in document.sections])
    most, least = embedder.max_tokens, -(-embedder.max_tokens // 4)
    budgets = [min(TARGET_TOKENS, max(most - tokens, least)) for tokens in contexts]
    for chunk in chunks(document.text, document.sections, budgets, embedder.count):
        text, page = document.text[chunk.start : chunk.end], document.page_at(chunk.start)
        bare = Passage("", document, chunk.start, chunk.end, text, chunk.heading, page)
        content = "\0".join([document.id, context_of(bare), text])
        seen[content] += 1
        yield replace(bare, id=digest(f"{content}\0{seen[content]}"))


def digest(content: str) -> str:
    """Returns a short hash of a text as an id."""
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:20]
