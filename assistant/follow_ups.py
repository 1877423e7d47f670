"""Follow-ups: telling which questions lean on the conversation, and what they leave out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language import content_words, language_of
from assistant.types import Exchange

_MAX_CARRIED = 6
_TURNS_BACK = 3
_SHORT = 2
_LEANS = {
    "en": re.compile(
        r"^(?:and|but|so|also|then|or|why (?:not|so)|how so|(?:what|how) about|what else"
        r"|any(?:thing)? else"
        r"|which ones?|tell me more|more|go on|really|like what|such as|for example)\b"
        r"|\b(?:it|its|they|them|their|theirs|this|that|these|those|he|him|his|she|hers?|there"
        r"|the (?:former|latter|same|other|others|first|second|last) ?(?:one|two)?|such|one|ones"
        r"|both|instead|else)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(?:では|じゃあ|それ|そして|また|他|ほか|もっと|例えば|たとえば)"
        r"|(?:それ|その|そこ|これ|この|こう|あれ|あの|彼ら?|彼女|両者|前者|後者|同じ)"
    ),
}
# `that` and `there` also join clauses and open sentences; there they lean on nothing.
_NOT_LEANING = re.compile(
    r"\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b|\w+ (?:that|those) (?:\w+s|is|are"
    r"|was|were|can|will|have|has|had|do|did)\b|\b(?:it is|is it) (?:\w+ )?(?:that|to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question completed from the conversation.

    `text` can be read by itself; `carried` are the words brought along, empty if none had to be.
    """

    text: str
    carried: str = ""


def standalone(question: str, history: Sequence[Exchange]) -> Standalone:
    """Completes a question with the subject of the turns before it, if it leans on them."""
    if not history or not leans_on_conversation(question):
        return Standalone(question)
    words = _carried_words(question, history)
    if not words:
        return Standalone(question)
    carried = " ".join(words)
    mark = "（{}）" if language_of(question) == "ja" else " ({})"
    return Standalone(question.rstrip() + mark.format(carried), carried)


def leans_on_conversation(question: str) -> bool:
    """Tells whether a question cannot be understood by itself.

    It points at something said (a pronoun, "the other one"), goes on ("and why?"), or is too short
    to have a subject.
    """
    if len(content_words(question)) < _SHORT:
        return True
    bare = _NOT_LEANING.sub(" ", question.strip())
    return _LEANS[language_of(question)].search(bare) is not None


def _carried_words(question: str, history: Sequence[Exchange]) -> list[str]:
    """Collects the content words of the last questions, going back until there is a subject."""
    own = {word.lower() for word in content_words(question)}
    words: list[str] = []
    for turn in reversed(history[-_TURNS_BACK:]):
        found = [w for w in content_words(turn.question) if w.lower() not in own]
        words += [w for w in found if w not in words]
        if len(words) >= _SHORT and not leans_on_conversation(turn.question):
            break
    return words[:_MAX_CARRIED]
