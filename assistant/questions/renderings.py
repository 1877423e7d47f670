"""What is asked to be done with an answer: translated, put into a table, cut to three points."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.questions.language import content_words, language_of

_FEW = 3
_MOST = 10


class Rendering(StrEnum):
    """What is to be made of an answer."""

    TRANSLATION = "translation"
    TABLE = "table"
    POINTS = "points"
    SHORT = "short"
    SIMPLE = "simple"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class RenderingRequest:
    """A rendering, the question that it is of, empty for the last one, and how many points."""

    rendering: Rendering
    about: str
    points: int = _FEW

    language: str = "en"

    @property
    def all_points(self) -> str:
        """A question for the main points of all there is, where that can be rendered so."""
        if self.rendering not in (Rendering.POINTS, Rendering.SHORT):
            return ""
        return "要点" if self.language == "ja" else f"{self.points} main points"


_PLEASE = r"^(?:(?:please|pls|can you|could you|would you)[, ]+)*"
_NUMBERS = "two three four five six seven eight nine ten".split()
_EN = {
    Rendering.TRANSLATION: _PLEASE + r"translate\b(?P<about>.*?)(?:\b(?:in)?to \w+)?$",
    Rendering.TABLE: r"\b(?:as|in|into|in the form of) a table\b"
    rf"|{_PLEASE}(?:make|give|show|create|draw)(?: me)? a table (?:of|with|about)\b",
    Rendering.POINTS: rf"\bin (?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})"
    r" (?:(?:short|key|main|simple|bullet) )*(?:points|bullets|sentences|lines)\b"
    r"|\b(?:as|in) bullet points\b",
    Rendering.SHORT: r"^(?:please |make (?:it|that) |a bit |much |even )*"
    r"shorter(?: please| pls| plz)?$"
    r"|^tl;?dr\b(?: pls| please| plz)?"
    r"|\b(?:in|with) one sentence\b|^(?:in short|briefly)\b|,? briefly$",
    Rendering.SIMPLE: rf"{_PLEASE}(?:explain )?(?:(?:it|this|that)\b)?(?P<about>.*?)"
    r"\b(?:like|as if) (?:i am|i['’]?m|i were|i was) (?:five|\d+|a (?:child|kid|beginner))\b.*$"
    r"|\beli5\b|\bin (?:simpler?|plain|easy) (?:words|terms|english|language)\b",
    Rendering.TEXT: _PLEASE
    + r"(?:write|draft|compose)(?: me)? (?:an? |the |my )?(?:(?:short|formal|polite) )?"
    r"(?:e-?mail|letter|reply|memo|message|post|announcement|speech|poem|essay)\b"
    r"(?: to (?:(?:my|the|our|a) )?\w+)?(?: (?:about|on|saying|asking (?:for|about)|for|that)\b)?",
}
_JA = {
    Rendering.TRANSLATION: r"(?:を)?(?:[\u4e00-\u9fff\u30a1-\u30faー]{1,6}語に)?"
    r"(?:翻訳|訳)して(?:ください|下さい|ほしい)?$",
    Rendering.TABLE: r"(?:を|について)?(?:表|テーブル)(?:形式)?(?:で|に)"
    r"(?:まとめて|して|示して|教えて)?(?:ください|下さい)?$",
    Rendering.POINTS: r"(?:を|について)?(?P<number>\d{1,2}|[二三四五六七八九十])つの?"
    r"(?:ポイント|要点|点)(?:で|に)(?:まとめて|教えて)?(?:ください|下さい)?"
    r"|(?:を|について)?箇条書きで(?:まとめて|教えて)?(?:ください|下さい)?",
    Rendering.SHORT: r"^(?:もっと)?短く(?:して)?(?:ください|下さい)?$|手短に|(?:一文|一言)で",
    Rendering.SIMPLE: r"(?:小学生|子ども|子供|素人)(?:に)?(?:でも|にも)(?:わか|分か)るように"
    r"|(?:やさしい|簡単な|易しい)(?:言葉|日本語)で",
    Rendering.TEXT: r"(?:について|に関して)?(?:の)?(?:メール|手紙|文面|案内文)を"
    r"(?:書いて|作って|作成して)(?:ください|下さい)?$",
}
_PATTERNS = {
    code: {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in patterns.items()}
    for code, patterns in (("en", _EN), ("ja", _JA))
}
# What a form of the answer is asked for with: what stands before it, and after it.
_ASKED_WITH = {
    "en": re.compile(
        _PLEASE + r"(?:tell|show|give|explain|list|describe|summari[sz]e|answer|put|say|write)?"
        r"(?: (?:me|us|it|this|that|them|to me))*$",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"(?:て|で)(?:ください|下さい|ほしい|くれ)?$|お願いします$"),
}
_AFTERWARDS = re.compile(
    r"^[\s,.!?]*(?:(?:please|pls|plz|thanks|thank you)[\s,.!?]*)*$", re.IGNORECASE
)
# A question that has a form in it as what it asks about: for yes or no, how to, or what is so.
_OF_ITS_OWN = re.compile(
    r"^(?!(?:can|could|would|will) you\b|(?:can|could|may) (?:i|we) (?:have|get|see)\b)"
    r"(?:(?:is|are|was|were|do|does|did|can|could|should|must|may|might|will|would|shall|has|have)"
    r"|how (?:to|do|does|can|could|should|must|would))\b"
    r"|\b(?:be|is|are|was|were|been|written|stated|given|shown)$",
    re.IGNORECASE,
)
_SAID_APART = tuple(",;:–—-")
_EDGES = " \t\n.,;:!?。、！？"
_JAPANESE_NUMBERS = "一二三四五六七八九十"


def wanted_rendering(question: str) -> RenderingRequest | None:
    """Returns what is to be made of the answer to a question, None if it is only to be answered."""
    bare, language = question.strip(_EDGES), language_of(question)
    for rendering, pattern in _PATTERNS[language].items():
        if (match := pattern.search(bare)) and _is_asked_for(match, rendering, language):
            return RenderingRequest(rendering, _about(match, language), _number(match), language)
    return None


def _is_asked_for(match: re.Match[str], rendering: Rendering, language: str) -> bool:
    """Tells whether a form is what is asked for, and not what the question is about.

    It stands at an edge of what is said, or after nothing but a request; and what is left is no
    question that has it as a part, as "Should minutes be written in bullet points?" has.
    """
    before, after = _around(match)
    if language == "ja":
        after = after.strip(_EDGES)
        free = not after or rendering not in (Rendering.SIMPLE, Rendering.POINTS)
        return free or _ASKED_WITH["ja"].search(after) is not None
    if _ASKED_WITH["en"].match(before):
        return True
    apart = before.endswith(_SAID_APART) or not _OF_ITS_OWN.search(before)
    return apart and _AFTERWARDS.match(after) is not None


def _about(match: re.Match[str], language: str) -> str:
    """Returns the question without the request, empty if that says nothing by itself."""
    before, after = _around(match)
    if language == "en" and _ASKED_WITH["en"].match(before):
        before = ""
    rest = f"{before} {match.groupdict().get('about') or ''} {after}"
    left = " ".join(rest.split()).strip(_EDGES)
    return left if content_words(left) else ""


def _around(match: re.Match[str]) -> tuple[str, str]:
    return match.string[: match.start()].strip(), match.string[match.end() :]


def _number(match: re.Match[str]) -> int:
    said = (match.groupdict().get("number") or "").lower()
    if said in _NUMBERS:
        return _NUMBERS.index(said) + 2
    if said in _JAPANESE_NUMBERS and said:
        return _JAPANESE_NUMBERS.index(said) + 1
    return min(_MOST, max(1, int(said))) if said.isdecimal() else _FEW
