"""What a file holds beside what was read of it, so that no text is lost without a word.

The count is made apart from the reading: the words of every text that a format holds, wherever they
stand. What was neither read nor noted as left out becomes a remark.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from unicodedata import normalize

_WIDE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
# Characters of scripts without spaces count one by one: where their lines are joined says nothing.
_WORD = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])[^\W_])+")

JOINT = "\x1f"
"""Where two pieces of a text meet that are written alike or not, inside a word or between two."""

Held = tuple[str, str]
"""Where a text stands, such as "in page heads", and the text."""


def unread(held: Iterable[Held], known: str) -> Iterator[str]:
    """Yields a remark for each place of which words are missing in what is known.

    `known` is all that was read, and all that was left out and said so.
    """
    there = Counter(_words(known))
    missing: defaultdict[str, int] = defaultdict(int)
    for where, text in held:
        # What is left out may stand inside a word: then its pieces count by themselves.
        ways = dict.fromkeys(text.replace(JOINT, joined) for joined in ("", " "))
        needs = [Counter(_words(way)) for way in ways]
        lacks = [sum(max(0, n - there[word]) for word, n in need.items()) for need in needs]
        missing[where] += min(lacks)
        for word, number in needs[lacks.index(min(lacks))].items():
            there[word] = max(0, there[word] - number)
    for where, number in (+Counter(missing)).items():
        many = "word" if number == 1 else "words"
        yield f"{number:,} {many} {where} {'is' if number == 1 else 'are'} not read"


def _words(text: str) -> Iterator[str]:
    return (found.group() for found in _WORD.finditer(normalize("NFKC", text).lower()))
