"""Finding words in a text as one types them: case, width and accents make no difference."""

import re
from itertools import pairwise

from index.text.folding import bare
from index.text.sentences import Span
from index.text.width import columns


def find_all(text: str, wanted: str, most: int) -> list[Span]:
    """Returns where some words stand one after the other, at most so many places, in order.

    A space stands for any white space, line breaks included, and between two wide characters, as
    of Japanese, there may be some: a line may end there.
    """
    words = _comparable(" ".join(wanted.split()))
    if not words:
        return []
    parts = [_pattern(one, other) for one, other in pairwise(words + "\0")]
    found = re.finditer("".join(parts), _comparable(text))
    return [match.span() for match, _ in zip(found, range(most), strict=False)]


def _pattern(character: str, following: str) -> str:
    if character == " ":
        return r"\s+"
    loose = r"\s*" if columns(character) == columns(following) == 2 else ""
    return re.escape(character) + loose


def _comparable(text: str) -> str:
    """Returns a text of the same length, each character as it is compared."""
    folded = {character: bare(character) for character in set(text)}
    return text.translate({ord(c): f for c, f in folded.items() if len(f) == 1 and f != c})
