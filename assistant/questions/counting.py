"""Questions that are answered by counting or listing: "how many rooms have a projector"."""

import re
from dataclasses import dataclass

from index.text.folding import bare
from index.text.function_words import function_words


@dataclass(frozen=True, slots=True)
class Counting:
    """What is to be counted or listed: `things`, of which `condition` is true; both as asked.

    With `negated`, it is not true of them. `number` tells whether a number is asked for, `every`
    whether all are asked for in so many words.
    """

    things: str
    condition: str = ""
    negated: bool = False
    number: bool = False
    every: bool = False

    @property
    def is_explicit(self) -> bool:
        """Whether it asks to count, to list all, or for what is not so."""
        return self.number or self.every or self.negated


_POLITE = r"(?:(?:please|can you|could you|tell me|show me|and)\s+)*"
_FRAME = re.compile(
    rf"{_POLITE}(?:(?P<number>how many|(?:the )?number of)|(?:which|what)(?: are)?"
    r"|(?P<listed>list|name|enumerate|give me|are there)(?: me)?)"
    r"(?: of)?(?P<every> (?:all|every|each|any)(?: of)?)?(?: (?:the|our|your|its))? (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_NOT = re.compile(
    r"\b(?:not|no|never|without|neither|cannot|lack(?:s|ing)?|(?:do|does|did|is|are|was|were|has"
    r"|have|had|can|could|must|should|will|would)n['’]?t)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PLURAL = re.compile(r"(?:\w+[^s\W]s|people|children|men|women|staff|persons?)", re.IGNORECASE)
# What compares, words alone do not tell.
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|than|least|most|over|under|above|below|between|before|after|since|until"
    r"|except|other|longer|shorter|larger|smaller|higher|lower)\b|以上|以下|未満|超え|より|以外",
    re.IGNORECASE,
)
_MOST_WORDS = 4
_EDGES = " \t\n.,;:!?。、？！「」『』“”‘’\"'"

_VERB_JA = r"(?:ない|なし|なく|ある|いる|持つ|持た|備え|付い|使え|含|でき|可能|不可)\w{0,6}?"
_ASKED_JA = r"(?:どれ|どの|いくつ|何[件個室台か箇点本名人つ]?|すべて|全て|全部|どこ|一覧|挙げ|教え)"
_FRAME_JA = re.compile(
    rf"(?P<condition>.+?)(?:が|の|を|に|は)(?P<verb>{_VERB_JA})"
    r"(?P<things>[\u30a1-\u30faー\u4e00-\u9fff々]+)(?:は|を|が|って)?(?P<asked>"
    rf"{_ASKED_JA}.*)"
)
_LIST_JA = re.compile(
    r"(?P<things>[\u30a1-\u30faー\u4e00-\u9fff々]+)(?:を|の)(?P<asked>(?:すべて|全て|全部|一覧).*)"
)
_NUMBER_JA = re.compile(r"いくつ|何[件個室台か箇点本名人つ]")
_NOT_JA = re.compile(r"ない|なし|なく|持た|不可|ません")


def counting_question(question: str) -> Counting | None:
    """Returns what a question wants counted or listed, None if it has another form."""
    text = " ".join(question.split()).strip(_EDGES)
    if _COMPARES.search(text):
        return None
    return _english(text) or _japanese(text)


def lists_several(question: str) -> bool:
    """Tells whether an English question has several things listed, whatever they are compared to.

    "Name the members" does, "name the chair" does not.
    """
    frame = _FRAME.fullmatch(" ".join(question.split()).strip(_EDGES))
    things, _ = _noun_phrase(frame["rest"]) if frame and frame["listed"] else ("", "")
    return bool(things) and (bool(frame and frame["every"]) or _is_several(things.split()[-1]))


def _english(text: str) -> Counting | None:
    frame = _FRAME.fullmatch(text)
    things, condition = _noun_phrase(frame["rest"]) if frame else ("", "")
    if frame is None or not things:
        return None
    last = things.split()[-1]
    asked = Counting(
        things,
        condition.strip(_EDGES),
        negated=_NOT.search(condition) is not None,
        number=frame["number"] is not None,
        # "Give me the password" asks for one thing as well.
        every=bool(frame["every"]) or (frame["listed"] is not None and _is_several(last)),
    )
    # "What time does it open" asks for one thing.
    return asked if asked.is_explicit or (_is_several(last) and condition) else None


def _is_several(thing: str) -> bool:
    """Tells whether a noun is a plural; of those in "-us" and "-is" hardly any is."""
    return _PLURAL.fullmatch(thing) is not None and not thing.lower().endswith(("us", "is"))


def _noun_phrase(text: str) -> tuple[str, str]:
    """Returns the words of a text up to its first plural, or first function word, and the rest."""
    empty = function_words("en")
    end = 0
    for number, word in enumerate(_WORD.finditer(text)):
        said = word.group()
        if bare(said) in empty or _NOT.fullmatch(said) or number == _MOST_WORDS:
            break
        end = word.end()
        if _PLURAL.fullmatch(said):
            break
    return text[:end], text[end:]


def _japanese(text: str) -> Counting | None:
    if match := _FRAME_JA.fullmatch(text):
        return Counting(
            match["things"],
            match["condition"],
            negated=_NOT_JA.search(match["verb"]) is not None,
            number=_NUMBER_JA.search(match["asked"]) is not None,
            every=re.search("すべて|全て|全部|一覧", match["asked"]) is not None,
        )
    match = _LIST_JA.fullmatch(text)
    return Counting(match["things"], every=True) if match else None
