"""The things that a question names side by side ("the Baltic Sea and the North Sea").

A question after that may pick one of them ("the second", "the latter"), or leave open which one it
is about ("it").
"""

import re
from dataclasses import dataclass

from assistant.questions.language import language_of

_NAME = r"(?:the |an? )?(?:[A-Z0-9][\w’'&/-]*)(?: (?:(?:of|the|for|de) )*[A-Z0-9][\w’'&/-]*)*"
_ENGLISH = re.compile(rf"(?P<all>{_NAME}(?:, {_NAME}){{0,4}},? (?:and|or|vs\.?|versus) {_NAME})")
_ENGLISH_PARTS = re.compile(r",? (?:and|or|vs\.?|versus) |, ")
_JAPANESE_NAME = r"[\u30a1-\u30faー\u4e00-\u9fff々A-Za-z0-9]{2,20}"
_JAPANESE = re.compile(
    rf"(?P<all>{_JAPANESE_NAME}(?:[、と]{_JAPANESE_NAME}){{0,4}}(?:と|や|及び|または){_JAPANESE_NAME})"
    r"(?=[のはをがにで])"
)
_JAPANESE_PARTS = re.compile(r"[、とや]|及び|または")
_PICKS = (
    (0, re.compile(r"\b(?:former|first)\b|前者|(?:一|1|１)つ目|最初", re.IGNORECASE)),
    (1, re.compile(r"\bsecond\b|(?:二|2|２)つ目", re.IGNORECASE)),
    (2, re.compile(r"\bthird\b|(?:三|3|３)つ目", re.IGNORECASE)),
    (-1, re.compile(r"\b(?:latter|last)\b|後者|最後", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Things:
    """Things named side by side: `text[start:end]` names them all, `names` are they, in order."""

    text: str
    start: int
    end: int
    names: tuple[str, ...]

    def only(self, name: str) -> str:
        """Returns the text with one of them in the place of all."""
        return self.text[: self.start] + name + self.text[self.end :]


def things(text: str) -> Things | None:
    """Returns the things that a text names side by side, None if it does not name several."""
    japanese = language_of(text) == "ja"
    # The first word of an English sentence has a capital whether it is a name or not.
    after = 0 if japanese else len(text) - len(text.lstrip().partition(" ")[2])
    found = (_JAPANESE if japanese else _ENGLISH).search(text, after)
    if not found:
        return None
    parts = (_JAPANESE_PARTS if japanese else _ENGLISH_PARTS).split(found["all"])
    names = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return Things(text, *found.span("all"), names) if len(names) > 1 else None


def picked(question: str, before: str) -> str:
    """Returns the text before with the one thing that a question picks, empty if it picks none."""
    place = next((n for n, pattern in _PICKS if pattern.search(question)), None)
    named = things(before) if place is not None else None
    if place is None or named is None or place >= len(named.names):
        return ""
    return named.only(named.names[place])
