"""Names in a sentence: which words are one, and whether it names a place."""

import re
from collections.abc import Iterator

from index.text.folding import fold

# A capital letter begins a name; small words may stand inside it: "Bank of Japan".
_WORD = r"[A-Z\u00c0-\u00de][\w&’'.-]*\w|[A-Z]"
_NAME = re.compile(rf"(?<![\w])(?:{_WORD})(?:(?: (?:of|de|van|von|the|and|for))* (?:{_WORD}))*")
_JAPANESE = re.compile(r"[ァ-ヶ・ー]{3,}|[\u4e00-\u9fff々]{2,}")
_OPENING = re.compile(r"[.!?:]\s*[\"'“‘(]?$")
_NO_NAMES = frozenset(
    "a an and as at but by for from he her his how i if in it its no not of on or she so that the"
    " their then there these they this those to we what when where which while who why with you"
    " your imagine take picture think january february march april may june july august september"
    " october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_PLACES = frozenset(
    "africa america americas antarctica arctic asia atlantic australia europe eurasia pacific"
    " afghanistan albania algeria andorra angola argentina armenia austria azerbaijan bahamas"
    " bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana"
    " brazil britain brunei bulgaria burundi cambodia cameroon canada chad chile china colombia"
    " congo croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt england eritrea"
    " estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece"
    " grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq"
    " ireland israel italy jamaica japan jordan kazakhstan kenya kiribati korea kosovo kuwait"
    " kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg"
    " madagascar malawi malaysia maldives mali malta mauritania mauritius mexico micronesia moldova"
    " monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands"
    " nicaragua niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines"
    " poland portugal qatar romania russia rwanda samoa scotland senegal serbia seychelles"
    " singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan"
    " tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan tuvalu uganda ukraine"
    " uruguay uzbekistan vanuatu venezuela vietnam wales yemen zambia zimbabwe u.s u.s.a us usa"
    " u.k uk eu e.u".split()
)
_PLACE_WORDS = frozenset(
    "sea ocean river lake bay gulf strait island islands mountain mountains mount valley desert"
    " peninsula city town village county province prefecture state states republic kingdom union"
    " street road avenue square coast north south east west".split()
)
_DEMONYM = re.compile(
    r"(?:[a-z]{3,}(?:ese|ish|ian|ean|can)|dutch|french|german|greek|swiss|thai)s?"
)


def names(sentence: str) -> Iterator[tuple[int, int]]:
    """Yields where names stand in a sentence, as offsets into it.

    A capital at the beginning of a sentence says nothing; such a word alone is no name.
    """
    for match in _NAME.finditer(sentence):
        start = match.start()
        words = match.group().split()
        if words[0].lower().strip("’'.") in _NO_NAMES:
            start, words = start + len(words[0]) + 1, words[1:]
        elif len(words) == 1 and _opens(sentence, start) and not match.group()[1:2].isupper():
            continue
        while words and words[0].islower():
            start, words = start + len(words[0]) + 1, words[1:]
        if words:
            yield start, match.end()
    yield from (match.span() for match in _JAPANESE.finditer(sentence))


def is_place(name: str) -> bool:
    """Tells whether a name is surely one of a place, or of the people or language of one."""
    split = fold(name).replace("’", "'").replace("-", " ").split()
    words = [word.removesuffix("'s").strip(".") for word in split]
    known = _PLACES | _PLACE_WORDS
    return any(word in known for word in words) or all(map(_DEMONYM.fullmatch, words))


def _opens(sentence: str, start: int) -> bool:
    before = sentence[:start]
    return not any(c.isalnum() for c in before) or _OPENING.search(before) is not None
