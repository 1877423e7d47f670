"""What form of answer a question wants: a list, two things compared, or a summary."""

import re
from dataclasses import dataclass

from assistant.questions.counting import counting_question

PLAIN, LIST, COMPARISON, SUMMARY = "plain", "list", "comparison", "summary"

_EDGES = " \t\n.,;:?!？。、「」『』“”‘’\"'"
_SUMMARY = re.compile(
    r"^(?:please |can you |could you )?(?:summari[sz]e|sum up|outline)\b(?P<a>.*)"
    r"|^(?:please |can you )?(?:give|write|show)(?: me)? (?:an? |the )?(?:short |brief )?"
    r"(?:summary|outline|overview)(?: of)?\b(?P<b>.*)"
    r"|^(?:summary|overview) of\b(?P<c>.*)"
    r"|^(?:so )?what(?:['’]?s| is| are)(?: all)? (?P<d>.+?)(?: all)? about[\s?.!]*$"
    r"|^(?:tl;?dr|the gist|gist)\b(?: of)?(?P<f>.*)"
    r"|^(?P<e>.*?)(?:の|を)?(?:要約|概要)(?:して|を|は|$).*"
    r"|^(?P<g>.*?)(?:は|って)(?:何|なに)について.*",
    re.IGNORECASE | re.DOTALL,
)
_COMPARISON = re.compile(
    r"\b(?:differences?|distinction|comparison) between (?P<a>.{2,80}?) and (?P<b>[^?]{2,80})"
    r"|\bcompare (?P<c>.{2,80}?) (?:and|with|to|against) (?P<d>[^?]{2,80})"
    r"|^(?P<e>.{2,80}?) (?:versus|vs\.?) (?P<f>[^?]{2,80})"
    r"|\bhow (?:does|do|is|are) (?P<g>.{2,80}?) (?:differ|different) from (?P<h>[^?]{2,80})"
    r"|(?P<i>[^、。？]{1,40}?)と(?P<j>[^、。？]{1,40}?)(?:の|は)(?:違い|どう違|比較|どちら)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^(?:please )?(?:list|name|enumerate)\b|^(?:and )?what (?:\w+ ){0,3}?are (?:the|all)\b"
    r"|^(?:and )?(?:what|which) (?:\w+ ){0,2}\w+s (?:are|must|does|do|can|may|should|need)\b"
    r"|\bwhat (?:kinds|types|sorts|steps)\b|\bexamples of\b"
    r"|(?:すべて|全て|一覧|列挙|挙げ|種類は|どれとどれ)",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"^(?:and |so |please )?(?:how (?:do|can|should|must|to|would)\b"
    r"|what (?:do|should|must) (?:i|we|you) do\b|what to do\b)"
    r"|\b(?:steps|checklist|procedure|requirements)\b|手順|手続き|どうすれば|要件|チェックリスト",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:the|an?|of|on|about|me|for|us|to|section|chapter|part)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The form of answer asked for, and what about: two things, one document, or none."""

    kind: str
    subjects: tuple[str, ...] = ()


def question_form(question: str) -> QuestionForm:
    """Returns the form of answer that a question wants."""
    if match := _SUMMARY.match(question.strip()):
        return QuestionForm(SUMMARY, (_named(match),))
    if match := _COMPARISON.search(question):
        one, other = (_bare(group) for group in match.groups() if group)
        if one and other:
            return QuestionForm(COMPARISON, (one, other))
    return QuestionForm(LIST if _LIST.search(question.strip()) else PLAIN)


def wants_list(question: str) -> bool:
    """Tells whether several things, or steps in their order, are asked for."""
    asked = counting_question(question)
    several = asked is not None and not asked.number
    steps = _STEPS.search(question.strip()) is not None
    return several or steps or question_form(question).kind == LIST


def _named(match: re.Match[str]) -> str:
    return _bare(next((group for group in match.groups() if group), ""))


def _bare(subject: str) -> str:
    shorter = _ARTICLE.sub("", subject.strip(_EDGES))
    return shorter if shorter == subject else _bare(shorter)
