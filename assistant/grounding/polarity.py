"""Which way a sentence turns what it says: limits, order, duty, share, direction, opposites.

"At least 30 days" and "at most 30 days" have the same words but one. An expression is compared with
the expressions of the same kind in a passage that stand beside the same words, so that what a
passage says of something else does not count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.polarity_lexicon import (
    CONVERSE,
    ENGLISH,
    EXCLUDE,
    JAPANESE,
    Cue,
    Lexicon,
)
from index.text.folding import bare, fold
from index.text.function_words import function_words
from index.text.terms import stem

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_JAPANESE_WORD = re.compile(r"\d+|[a-z]+|[\u30a1-\u30faー]+|[\u4e00-\u9fff々]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_END = re.compile(r"[.;:!?。！？\n](?=\s|$|[^\x00-\x7f])")
_COMMA = re.compile(r"[,、]")
_CLAUSE = re.compile(r"[,、]|\b(?:and|but|while|whereas|although)\b", re.IGNORECASE)
_FRONTED = re.compile(r"\s*(?:(?:the|an?|its|their|it|they) )?[\w-]+.*?\s(?=(?:the|an?|it|they)\s)")
# Two hours before the start is no side of it.
_HOW_LONG = re.compile(
    r"[\w.,]+ (?:full |working )?(?:second|minute|hour|day|week|month|year)s?\s*\Z", re.IGNORECASE
)
_LIMITING = frozenset("least most fewer less more".split())
_NEAR = 4
# How much more the side counts that such an expression bears on: must *pay a fee*.
_GOVERNED = 2
_GOVERNING = frozenset({"modality", "quantity"})


@dataclass(frozen=True, slots=True)
class Polarity:
    """An expression in a text: its dimension and pole, and the words before and after it.

    In an expression of order or comparison these are the two sides: A before B.
    """

    dimension: str
    pole: str
    left: frozenset[str]
    right: frozenset[str]
    japanese: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    turn: Cue
    start: int
    end: int


@lru_cache(maxsize=512)
def senses(text: str) -> tuple[Polarity, ...]:
    """Returns the expressions of a text that turn its meaning."""
    japanese = is_japanese(text)
    return tuple(
        _sense(sentence, place, japanese)
        for sentence in _sentences(text)
        for place in _places(sentence, _lexicon(sentence, japanese))
    )


def without_expressions(text: str) -> str:
    """Returns a text without the expressions of Japanese, of which many look like names: 義務."""
    if not is_japanese(text):
        return text
    for place in sorted(_places(text, JAPANESE), key=lambda p: -p.start):
        text = f"{text[: place.start]}、{text[place.end :]}"
    return text


def without_turns(text: str) -> str:
    """Returns a text for a check of denials: "no more than" and "need not" deny nothing."""
    lexicon = _lexicon(text, is_japanese(text))
    for place in sorted(_places(text, lexicon), key=lambda p: -p.start):
        if place.turn.denial is not None:
            text = f"{text[: place.start]} {place.turn.denial} {text[place.end :]}"
    return text


def turned(sentence: Iterable[Polarity], passage: Sequence[Polarity]) -> bool:
    """Tells whether a sentence turns the meaning of a passage that speaks of the same."""
    return any(_is_turned(sense, passage) for sense in sentence)


def is_japanese(text: str) -> bool:
    """Tells whether a text has kana."""
    return _KANA.search(text) is not None


def words_of(text: str) -> frozenset[str]:
    """Returns the stems of the words that carry the meaning of a text, and its numbers."""
    return frozenset(content(without_expressions(text), is_japanese(text)))


def content(text: str, japanese: bool) -> list[str]:
    """Returns the stems of the words that carry the meaning of a text, and its numbers."""
    folded = fold(text)
    if japanese:
        return _JAPANESE_WORD.findall(folded)
    empty = function_words("en")
    return [
        stem(re.sub(r"['’]s?$", "", word))
        for word in _WORD.findall(folded)
        if bare(word) not in empty and word not in _LIMITING
    ]


def _lexicon(text: str, japanese: bool) -> Lexicon:
    return JAPANESE if japanese else ENGLISH


def _sentences(text: str) -> Iterator[str]:
    yield from (part for part in _END.split(text) if part.strip())


def _places(text: str, lexicon: Lexicon) -> list[_Place]:
    """Finds expressions; within a group, the first that takes a stretch of text keeps it."""
    found: list[_Place] = []
    for group in lexicon.groups:
        taken: list[_Place] = []
        for turn, pattern in group:
            for match in pattern.finditer(text):
                free = all(match.end() <= p.start or match.start() >= p.end for p in taken)
                if free and match.group():
                    taken.append(_Place(turn, *match.span()))
        found += taken
    return found


def _sense(text: str, place: _Place, japanese: bool) -> Polarity:
    turn = place.turn
    before, after = text[: place.start], text[place.end :]
    if turn.dimension in CONVERSE:
        left, right = _sides(before, after, japanese)
    else:
        left, right = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    return Polarity(
        turn.dimension,
        turn.pole,
        frozenset(content(left, japanese)[-_NEAR:]),
        frozenset(content(right, japanese)[:_NEAR]),
        japanese,
    )


def _sides(before: str, after: str, japanese: bool) -> tuple[str, str]:
    """Returns what comes first and what it is put in order with: A before B; Before B, A."""
    if japanese:
        return after, _COMMA.split(before)[-1] or before
    within, comma, rest = after.partition(",")
    before = _HOW_LONG.sub("", before)
    if content(before, japanese=False):
        return before, within
    if not comma and (fronted := _FRONTED.match(after)):
        return after[fronted.end() :], fronted.group()
    return rest, within


def _is_turned(sense: Polarity, passage: Sequence[Polarity]) -> bool:
    same = [o for o in passage if (o.dimension, o.japanese) == (sense.dimension, sense.japanese)]
    if sense.dimension in CONVERSE:
        return _is_out_of_order(sense, same)
    shared = [_shared(sense, other) if _about_the_same(sense, other) else 0 for other in same]
    most = max(shared, default=0)
    if not most:
        return False
    nearest = [other for other, n in zip(same, shared, strict=True) if n == most]
    return all(_excludes(sense, other) for other in nearest)


def _excludes(sense: Polarity, other: Polarity) -> bool:
    if sense.dimension in EXCLUDE:
        return (sense.pole, other.pole) in EXCLUDE[sense.dimension]
    return sense.pole != other.pole


def _shared(one: Polarity, other: Polarity) -> int:
    common = (one.left | one.right) & (other.left | other.right)
    both = len(common) + sum(word.isdigit() for word in common)
    if one.dimension not in _GOVERNING:
        return both
    side = one.left & other.left if one.japanese else one.right & other.right
    return both + (_GOVERNED - 1) * len(side)


def _about_the_same(one: Polarity, other: Polarity) -> bool:
    """Tells whether what one has to do or may do, or how many, is said of the same."""
    if one.dimension != "modality":
        return True
    governed, also = (one.left, other.left) if one.japanese else (one.right, other.right)
    return bool(governed & also)


def _is_out_of_order(sense: Polarity, passage: Sequence[Polarity]) -> bool:
    """Tells whether every expression that puts the same in order puts it the other way round."""
    verdicts = []
    for other in passage:
        direct = len(sense.left & other.left) + len(sense.right & other.right)
        crossed = len(sense.left & other.right) + len(sense.right & other.left)
        if direct != crossed:
            verdicts.append(
                (abs(direct - crossed), (direct > crossed) != (sense.pole == other.pole))
            )
    most = max((weight for weight, _ in verdicts), default=0)
    return bool(verdicts) and all(wrong for weight, wrong in verdicts if weight == most)
