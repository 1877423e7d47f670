"""Sentences that say the same in other words, and sentences that say something else."""

import re
from collections.abc import Callable, Iterator
from random import Random

Change = Callable[[str, Random, "Pool"], str | None]
"""Returns a changed sentence, None if there is nothing in it to change."""

Pool = dict[str, list[str]]
"""Other words of the same set to put in, by their kind."""

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?![\w.,])")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*|[ァ-ヶー]{3,}")
_AFFIRMED = re.compile(r"\b(is|are|was|were|can|could|will|would|shall|should|must|may|has|have)\b")
_OPENING = re.compile(r"((?:In|On|At|By|After|Before|During|For|When|While)\b[^,]{4,80}), (.*)\.\Z")
_DENIED = re.compile(r"\b(?:not|never) |n't\b|n’t\b")
_JAPANESE_TURNS = [
    *(("ではない", "である"), ("ていない", "ている"), ("しない", "する"), ("できない", "できる")),
    *(("されなかった", "された"), ("しなかった", "した"), ("ではなかった", "であった")),
]
_SAME = [
    *(
        ("such as", "like"),
        ("however, ", ""),
        ("However, ", ""),
        ("also ", ""),
        ("began", "started"),
    ),
    *(("large", "big"), ("show", "demonstrate"), ("many", "numerous"), ("use", "employ")),
    *(("because", "since"), ("about", "around"), ("in order to", "to"), ("until", "up to")),
    *(("helped", "assisted"), ("purchase", "buy"), ("required", "needed")),
    *(("ensure", "make sure"),),
    *(
        ("であった", "でした"),
        ("である", "です"),
        ("された", "されました"),
        ("した。", "しました。"),
    ),
    *(("している", "しています"), ("いる。", "います。"), ("という。", "といいます。")),
    *(("または", "あるいは"), ("及び", "と"), ("つまり", "すなわち"), ("しかし、", "")),
]


def reworded(sentence: str, random: Random, pool: Pool) -> str | None:
    """Puts up to three words or endings in other ones."""
    found = [(a, b) for a, b in _SAME if re.search(_bounded(a), sentence)]
    for old, new in found[:3]:
        sentence = re.sub(_bounded(old), new, sentence, count=1)
    return sentence if found else None


def turned_around(sentence: str, random: Random, pool: Pool) -> str | None:
    """Puts what stands before the first comma last."""
    match = re.match(
        r"((?:In|On|At|By|After|Before|During|For|When|While)\b[^,]{4,80}), (.*)\.\Z", sentence
    )
    if match is None:
        return None
    first, rest = match[1], match[2]
    return f"{rest[0].upper()}{rest[1:]} {first[0].lower()}{first[1:]}."


def shortened(sentence: str, random: Random, pool: Pool) -> str | None:
    """Leaves out a remark in brackets or the last part after a comma."""
    bare = re.sub(r"\s?[(（][^()（）]*[)）]", "", sentence)
    if bare != sentence:
        return bare
    head, comma, tail = sentence.rpartition(", " if sentence.isascii() else "、")
    if comma == ", " and len(head) > 50 and len(tail) > 12:
        return f"{head}."
    return None


def other_number(sentence: str, random: Random, pool: Pool) -> str | None:
    """Changes one number."""
    found = [m for m in _NUMBER.finditer(sentence) if not _YEAR.fullmatch(m.group())]
    if not found:
        return None
    match = random.choice(found)
    digit = random.choice([i for i, c in enumerate(match.group()) if c.isdigit()])
    old = match.group()[digit]
    new = random.choice([c for c in "123456789" if c != old])
    at = match.start() + digit
    return sentence[:at] + new + sentence[at + 1 :]


def other_date(sentence: str, random: Random, pool: Pool) -> str | None:
    """Changes a year or a month."""
    if match := _YEAR.search(sentence):
        year = int(match.group()) + random.choice([-11, -4, -1, 1, 3, 12])
        return sentence[: match.start()] + str(year) + sentence[match.end() :]
    if match := _MONTH.search(sentence):
        month = random.choice([m for m in _MONTHS if m != match.group()])
        return sentence[: match.start()] + month + sentence[match.end() :]
    return None


def other_name(sentence: str, random: Random, pool: Pool) -> str | None:
    """Puts in a name of another passage."""
    found = [m for m in _NAME.finditer(sentence) if m.group() not in _MONTHS]
    others = [n for n in pool["names"] if n not in sentence]
    if not found or not others:
        return None
    match = random.choice(found)
    japanese = not match.group().isascii()
    fitting = [n for n in others if n.isascii() != japanese] or others
    return sentence[: match.start()] + random.choice(fitting) + sentence[match.end() :]


def other_polarity(sentence: str, random: Random, pool: Pool) -> str | None:
    """Denies what is said, or says what is denied."""
    for denied, affirmed in _JAPANESE_TURNS:
        if denied in sentence:
            return sentence.replace(denied, affirmed, 1)
        if affirmed in sentence:
            return sentence.replace(affirmed, denied, 1)
    if _DENIED.search(sentence):
        return _DENIED.sub("", sentence, count=1)
    if _AFFIRMED.search(sentence):
        return _AFFIRMED.sub(r"\1 not", sentence, count=1)
    return None


def names_of(text: str) -> Iterator[str]:
    """Yields names that may be put in elsewhere."""
    yield from (m.group() for m in _NAME.finditer(text) if m.group() not in _MONTHS)


SAME: dict[str, Change] = {
    "other words": reworded,
    "other order": turned_around,
    "shortened": shortened,
}
DIFFERENT: dict[str, Change] = {
    "another number": other_number,
    "another date": other_date,
    "another name": other_name,
    "denied or affirmed": other_polarity,
}


def _bounded(words: str) -> str:
    escaped = re.escape(words)
    return rf"\b{escaped}\b" if words.isascii() and words[-1].isalpha() else escaped
