"""Slips of spelling: the words of the passages that a word of a question was meant to be.

A slip is a word that nothing searched has and that the embedding model's vocabulary has not whole.
What it was meant to be begins with the same letter and is one change away, two for a long word
(Damerau 1964: an insertion, omission, substitution or exchange of neighbours makes four of five
slips). Words of Japanese may also differ in how their sounds are written.
"""

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import normalize

from rapidfuzz.distance import OSA

from index.text.folding import bare
from index.text.terms import stem

SHORTEST = 5
"""Shorter words have too many neighbours."""

_LONG = 8
_WORD = re.compile(r"[^\W\d_]+")
_KATAKANA = re.compile(r"[\u30a1-\u30faー・]+")
# How a sound is written in katakana: small or large, with or without a long or joining mark.
_SAME_SOUND = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", "ー・")
_LARGER = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ", "ティ": "チ"}


def most_changes(word: str) -> int:
    """Returns how many changes of a word a slip may be, 0 for a short one."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < _LONG else 2


def meant(word: str, texts: Iterable[str], language: str = "en") -> str | None:
    """Returns the word of some texts that another was meant to be, None if there is none.

    What only has another ending of the question's language is another form, and was not meant.
    The fewer changes the better; then swapped letters come before one that was left out, that
    before one too many and one for another. Then what more texts have, then the first by alphabet.
    It has no capital that only opens a sentence, if the slip has none.
    """
    japanese = _KATAKANA.fullmatch(normalize("NFKC", word)) is not None
    changes = _sound_changes if japanese else _changes
    pattern = _KATAKANA if japanese else _WORD
    counts: Counter[str] = Counter(found for text in texts for found in set(pattern.findall(text)))
    costs = {
        found: cost
        for found in counts
        if (cost := changes(word, found)) is not None and not _ends_otherwise(word, found, language)
    }
    if not costs:
        return None
    best = min(costs, key=lambda found: (costs[found], -counts[found], found))
    return best.lower() if word.islower() and best[1:].islower() else best


def _changes(word: str, other: str) -> tuple[int, int] | None:
    """Returns how many changes part two words, and of which kind; None if too many, or none."""
    one, two = bare(word), bare(other)
    most = most_changes(one)
    if one == two or not most or one[0] != two[:1] or abs(len(one) - len(two)) > most:
        return None
    distance = OSA.distance(one, two, score_cutoff=most)
    return (distance, _kind(one, two)) if distance <= most else None


def _ends_otherwise(word: str, other: str, language: str) -> bool:
    """Tells whether a word has an ending in whose place another has others: "fahre" and "Fahrt"."""
    one, two = bare(word), bare(other)
    begun = stem(one, language)
    return len(one) == len(two) and begun != one and two.startswith(begun)


def _kind(one: str, two: str) -> int:
    """Returns 0 if letters are only swapped, 1 if one is left out, 2 for one too many, else 3."""
    if sorted(one) == sorted(two):
        return 0
    return 1 if len(one) < len(two) else 2 if len(one) > len(two) else 3


def _sound_changes(word: str, other: str) -> tuple[int, int] | None:
    one, two = _sound(word), _sound(other)
    if not one or word == other:
        return None
    return (0, 0) if one == two else _changes(one, two)


def _sound(word: str) -> str:
    written = normalize("NFKC", word)
    for two, one in _LARGER.items():
        written = written.replace(two, one)
    return written.translate(_SAME_SOUND)
