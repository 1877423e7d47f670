"""Whether a capital before a full stop is short for a name, or a word that a sentence ends in.

"J. Smith" goes on; "5 °C.", "Vitamin C." and "Plan B." end.
"""

import re

from index.text.folding import bare
from index.text.function_words import function_words
from index.text.language import told_by_words

_AROUND = 300
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_WORD_BEFORE = re.compile(r"([^\W\d_]{3,})\s+$")
_OPENING = "\"'“‘«([{*_"
# Words of names that are function words as well: "W. de la Mare".
_OF_NAMES = frozenset("da de del della di do dos du el la las le les los van von zu".split())
# Function words that are names as well, so that they begin no sentence after a capital.
_SURNAMES = frozenset("may will do so see ma or".split())


def is_initial(text: str, span: tuple[int, int], following: str) -> bool:
    """Tells whether the capitals `text[start:end]` before a stop are the initials of a name.

    `following` is the next word. A measure has a number or a sign before it; a label has a word
    before it that has another letter elsewhere, or is followed by what begins a sentence.
    """
    start, _ = span
    before = text[max(0, start - _AROUND) : start]
    name = following.lstrip(_OPENING)
    if not name[:1].isalpha() or _NUMBER_BEFORE.search(before):
        return False
    if before and not before[-1].isspace() and before[-1] not in _OPENING + "-–—/":
        return False
    around = text[max(0, start - _AROUND) : start + _AROUND]
    return not _is_label(before, around) and not _begins_sentence(name, before, around)


def _is_label(before: str, around: str) -> bool:
    """Tells whether the word before a letter has letters elsewhere, as in: Store A is, Store B."""
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    return re.search(rf"(?<!\w){word[1]}\s+[A-Z](?![\w.])", around, re.IGNORECASE) is not None


def _begins_sentence(name: str, before: str, around: str) -> bool:
    spoken = function_words(told_by_words(around, []))
    word = bare(name)
    if word not in spoken or word in _SURNAMES:
        return False
    previous = _WORD_BEFORE.search(before)
    labelled = previous is not None and previous[1].islower() and bare(previous[1]) not in spoken
    return labelled or word not in _OF_NAMES
