"""How small words are written in a hurry: contracted, without the apostrophe, or by ear.

Like the function words that they stand for, they say how, not what, is asked.
"""

import re

_NEGATED = (
    "do does did ca could wo would should is are was were has have had must need ai might".split()
)
_ASKED = "what who where when how that there here why".split()
# What would be another word without its apostrophe, such as "well", "were" or "id", is not here.
_JOINED = "im ive hes shes youre youve youll theyre theyve theyll weve itll"
# Heard or shortened: a closed class of the language, as function words are.
_SHORT = (
    "pls plz thx thnx ty u ur abt bc cuz coz cos wanna gonna gotta gimme lemme dunno idk"
    " btw tho thru rn hey hi hello hiya ok okay yeah yep nope yo kinda sorta lol hmm"
)
_WITHOUT_APOSTROPHE = {
    *(f"{word}nt" for word in _NEGATED),
    *(f"{word}s" for word in _ASKED),
    *_JOINED.split(),
}

INFORMAL = {"en": frozenset(_WITHOUT_APOSTROPHE | set(_SHORT.split()))}
"""By language, as `bare` gives them."""

# Of a name or a noun only the ending is small: "the company’s".
_CONTRACTED = re.compile(
    r"\b(?:[a-z]+n['’]t"
    rf"|(?:i|you|he|she|it|we|they|let|{'|'.join(_ASKED)})['’](?:s|m|re|ve|ll|d))\b"
    r"|(?<=\w)['’]s\b",
    re.IGNORECASE,
)


def informal_in(word: str) -> frozenset[str]:
    """Returns the languages in which a word, as `bare` gives it, is a small one in a hurry."""
    return frozenset(code for code, words in INFORMAL.items() if word in words)


def contracted(text: str) -> list[tuple[int, int]]:
    """Returns where contractions stand, and of what belongs to somebody its ending."""
    return [match.span() for match in _CONTRACTED.finditer(text)]
