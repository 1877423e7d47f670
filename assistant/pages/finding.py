"""Finding words in a text as one types them: case, width and accents make no difference."""

import re
from itertools import pairwise

from index.text.folding import bare
from index.text.sentences import Span
from index.text.width import columns

# Gives nothing back, so that no text makes it slow.
_ENDING = r"\w*+"


def find_all(text: str, wanted: str, most: int, *, whole: bool = False) -> list[Span]:
    """Returns where some words stand one after the other, at most so many places, in order.

    A space stands for any white space, line breaks included, and between two wide characters, as
    of Japanese, there may be some: a line may end there. Only `whole` words are found if that is
    wanted, where a star at the end of one stands for any ending; wide characters have no borders.
    """
    words = _comparable(" ".join(wanted.split()))
    if not words:
        return []
    parts = [
        _ENDING if whole and one == "*" and other in " \0" else _pattern(one, other)
        for one, other in pairwise(words + "\0")
    ]
    if whole:
        parts = [_border("<!", words[0]), *parts, _border("!", words[-1])]
    found = re.finditer("".join(parts), _comparable(text))
    return [match.span() for match, _ in zip(found, range(most), strict=False)]


def _border(side: str, character: str) -> str:
    return rf"(?{side}\w)" if character.isalnum() and columns(character) == 1 else ""


def _pattern(character: str, following: str) -> str:
    if character == " ":
        return r"\s+"
    loose = r"\s*" if columns(character) == columns(following) == 2 else ""
    return re.escape(character) + loose


def _comparable(text: str) -> str:
    """Returns a text of the same length, each character as it is compared."""
    folded = {character: bare(character) for character in set(text)}
    return text.translate({ord(c): f for c, f in folded.items() if len(f) == 1 and f != c})
