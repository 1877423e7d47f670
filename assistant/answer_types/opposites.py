"""Blocks that tell of the other one: of the first bus, where the last bus is asked for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.text.folding import bare
from index.text.terms import stem

# Words that each say which of several things is meant, so that what is said of one holds of no
# other. Each row excludes the others of its group.
_GROUPS: tuple[tuple[str, ...], ...] = (
    (
        r"first|erste[rnms]?|première?|premier|primer[ao]?|最初の?|始発の?",
        r"last|final|letzte[rnms]?|derni(?:er|ère)|últim[ao]|最後の?|最終の?",
    ),
    (
        r"earliest|früheste[rnms]?",
        r"latest|späteste[rnms]?",
    ),
    (
        r"lowest|minimum|niedrigste[rnms]?|mínim[ao]|minimale?|最低|最小の?",
        r"highest|maximum|höchste[rnms]?|máxim[ao]|maximale?|最高|最大の?",
    ),
    (
        r"smallest|kleinste[rnms]?",
        r"largest|biggest|größte[rnms]?",
    ),
    (r"shortest|kürzeste[rnms]?", r"longest|längste[rnms]?"),
    (r"oldest|älteste[rnms]?", r"newest|youngest|neu(?:e)?ste[rnms]?|jüngste[rnms]?"),
    (r"upper|obere[rnms]?", r"lower|untere[rnms]?"),
    (r"inner|innere[rnms]?", r"outer|äußere[rnms]?"),
    (r"north(?:ern)?", r"south(?:ern)?", r"east(?:ern)?", r"west(?:ern)?"),
    (r"nördliche[rnms]?", r"südliche[rnms]?", r"östliche[rnms]?", r"westliche[rnms]?"),
)
_THING = r"[^\S\n]?(?P<thing>[\u30a1-\u30faー]{2,}|[\u4e00-\u9fff]{1,4}|[^\W\d_]{3,})"
_SHORTEST = 4


def other_one(question: str, block: str) -> tuple[str, str] | None:
    """Returns what a question asks of and what a block tells of instead: "last bus", "first bus".

    None if the block does not tell of another thing of the same name, or also tells of this one.
    """
    for group in _GROUPS:
        for pole, thing, said in _named(question, group):
            told = [each for each in _named(block, group) if _is_same(each[1], thing)]
            others = [named for other, _, named in told if other != pole]
            if others and not _speaks_of(block, group[pole]):
                return said, others[0]
    return None


def _named(text: str, group: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Yields which word of a group stands before which thing in a text, and both as written."""
    for number, words in enumerate(group):
        for match in _pattern(words).finditer(text):
            yield number, match["thing"], match.group()


def _is_same(one: str, other: str) -> bool:
    a, b = stem(bare(one)), stem(bare(other))
    return a == b or (min(len(a), len(b)) >= _SHORTEST and (a.startswith(b) or b.startswith(a)))


def _speaks_of(block: str, words: str) -> bool:
    return re.search(rf"(?<![^\W_])(?:{words})", block, re.IGNORECASE) is not None


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{words}){_THING}", re.IGNORECASE)
