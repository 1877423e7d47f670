"""Whether anything is asked at all, and what of it is only mark-up around the words."""

import re

# A tag with the one that closes it; a question may well be about a single one.
_MARKED = re.compile(r"<(?P<tag>[a-z][a-z0-9]*)\b[^<>]*>(?P<inside>.*?)</(?P=tag)\s*>", re.I | re.S)
_WORD = re.compile(r"[^\W\d_]+|\d+")
# From here on a single character is a word: those of China, Japan and Korea.
_FIRST_SYLLABLE = "\u3041"


def without_markup(question: str) -> str:
    """Returns a question without tags around its words.

    >>> without_markup("<b>cable</b>"), without_markup("What does <br> do?")
    ('cable', 'What does <br> do?')
    """
    marked: int = 1
    while marked:
        question, marked = _MARKED.subn(lambda match: match["inside"], question)
    return question


def asks_nothing(question: str) -> bool:
    """Tells whether a question is a single letter, or has no letter and no digit at all.

    >>> asks_nothing("x"), asks_nothing("??"), asks_nothing("猫"), asks_nothing("C++")
    (True, True, False, False)
    """
    words = _WORD.findall(question)
    if not words:
        return True
    alone = len(words) == 1 and len(words[0]) == 1 and not words[0].isdecimal()
    return alone and words[0] < _FIRST_SYLLABLE and not re.search(r"[+#&]", question)
