"""Follow-ups: telling which questions lean on the conversation, and what they leave out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.questions.alternatives import picked
from assistant.questions.language import answer_language, content_words, language_of
from assistant.questions.small_talk import small_talk
from assistant.types import Exchange, Named
from index.search.conversation_bias import NOTHING_SAID, Said
from index.search.queries import Query
from index.text.folding import beginning
from index.text.language import is_chinese

Rarity = Callable[[Sequence[str]], list[float]]
"""Returns how much each word tells; 0 for one that no document has."""

_MAX_CARRIED = 6
_EDGES = " \t\n¿¡"
# How much of a turn is looked at, in characters: the rest of a long one adds time, not sense.
_LONGEST_QUESTION = 240
_LONGEST_ANSWER = 240
_LOOKED_AT = 20
_QUESTIONS_SAID = 2
_FROM_ANSWER = 3
_NEEDS = 3
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
    # Only what no article or other small word is written like.
    "de": re.compile(
        r"^(?:und|aber|oder|also|dann|wieso nicht|warum nicht|was ist mit|zum beispiel)\b"
        r"|\b(?:von (?:ihnen|denen)"
        r"|davon|dazu|dafür|damit|darüber|dabei|daran|darin|deren|dessen|diese[mnrs]?"
        r"|(?:der|die|das) (?:erste|zweite|dritte|letzte|andere|gleiche)n?)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:et|mais|ou|donc|alors|pourquoi pas|par exemple)\b"
        r"|\b(?:d['’]entre eux|parmi (?:eux|elles)|d['’](?:eux|elles)"
        r"|celui-ci|celle-ci|ceux-ci|cela|ça|ceci|là-dessus"
        r"|(?:le|la) (?:premi(?:er|ère)|seconde?|deuxième|derni(?:er|ère)|même))\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"^(?:那么|那|还有|另外|然后)|[它他她]|其中|这[个些种里样]|那[个些种里样]|前者|后者|此"
    ),
    "es": re.compile(
        r"^(?:y|pero|o|entonces|por ejemplo)\b|\b(?:él|ella|ellos|ellas|eso|esto|ambos|ambas"
        r"|(?:el|la) (?:primer[oa]|segund[oa]|últim[oa]|otr[oa]|mism[oa]))\b",
        re.IGNORECASE,
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
    `said` is what was said before, which may help to find what is asked for in either case. `named`
    are the documents of an answer whose words are carried: the text tells of them.
    """

    text: str
    carried: str = ""
    said: Said = field(default=NOTHING_SAID, compare=False)
    named: tuple[Named, ...] = ()

    def query(self, question: str) -> Query:
        """Returns what to search for; `question` is the question as it was asked."""
        return Query(question, self.carried, self.said)


def alike(words: Sequence[str]) -> list[float]:
    """Takes all words for equally rare: for want of documents to count them in."""
    return [1.0] * len(words)


def standalone(question: str, history: Sequence[Exchange], rarity: Rarity = alike) -> Standalone:
    """Completes a question with the subject of the turns before it, if it leans on them."""
    turns = told(history)
    if not turns:
        return Standalone(question)
    leans = leans_on_conversation(question)
    words, told_of = _carried(question, turns, rarity) if leans else ([], ())
    needed = bool(words) and len(content_words(question)) < _NEEDS
    said = _said(turns, needed)
    if not words:
        return Standalone(question, said=said)
    carried = " ".join(words)
    mark = "（{}）" if language_of(question) == "ja" else " ({})"
    return Standalone(question.rstrip() + mark.format(carried), carried, said, told_of)


def told(history: Sequence[Exchange]) -> list[Exchange]:
    """Returns the last turns about the documents, each cut to what is worth looking at.

    Of a turn without an answer only the question is.
    """
    cut = (
        replace(
            turn,
            question=beginning(turn.question, _LONGEST_QUESTION).strip(),
            answer=beginning(turn.answer, _LONGEST_ANSWER).strip() if turn.answered else "",
        )
        for turn in history[-_LOOKED_AT:]
    )
    return [turn for turn in cut if turn.question and not small_talk(turn.question)]


def _said(turns: Sequence[Exchange], needed: bool) -> Said:
    questions = [turn.question for turn in reversed(turns[-_QUESTIONS_SAID:])]
    return Said(tuple(questions), turns[-1].answer, needed)


def leans_on_conversation(question: str) -> bool:
    """Tells whether a question cannot be understood by itself.

    It points at something said (a pronoun, "the other one"), goes on ("and why?"), or is too short
    to have a subject.
    """
    if len(content_words(question)) < _SHORT:
        return True
    bare = _NOT_LEANING.sub(" ", question.strip(_EDGES))
    language = "zh" if is_chinese(question) else answer_language(question)
    return _LEANS.get(language, _LEANS["en"]).search(bare) is not None


def _carried(
    question: str, turns: Sequence[Exchange], rarity: Rarity
) -> tuple[list[str], tuple[Named, ...]]:
    """Collects the content words of the last questions, going back until there is a subject.

    Where the question picks one of several things ("the second one"), that stands for them. Words
    of the last answer are the subject if no question has one, and its documents come with them; of
    too many words, the rarest stay.
    """
    own = {word.lower() for word in content_words(question)}
    words: list[str] = []
    for turn in reversed(turns[-_TURNS_BACK:]):
        said = picked(question, turn.question) or turn.question
        found = [w for w in content_words(said) if w.lower() not in own]
        words += [w for w in found if w not in words]
        if len(words) >= _SHORT and not leans_on_conversation(turn.question):
            break
    if words:
        return _rarest(words, _MAX_CARRIED, rarity), ()
    found = [w for w in content_words(turns[-1].answer) if w.lower() not in own]
    return _rarest(found, _FROM_ANSWER, rarity), turns[-1].named


def _rarest(words: Sequence[str], most: int, rarity: Rarity) -> list[str]:
    """Returns the rarest words in their order, the first of equally rare ones."""
    if len(words) <= most:
        return list(words)
    rare = rarity(words)
    best = sorted(range(len(words)), key=lambda place: (-rare[place], place))[:most]
    return [words[place] for place in sorted(best)]
