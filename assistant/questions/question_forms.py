"""What form of answer a question wants: a list, two things compared, or a summary."""

import re
from dataclasses import dataclass

from assistant.questions.counting import counting_question, lists_several

PLAIN, LIST, COMPARISON, SUMMARY = "plain", "list", "comparison", "summary"

_EDGES = " \t\n.,;:?!？。、「」『』“”‘’\"'"
_POLITE = re.compile(
    r"^(?:(?:please|pls|plz|hey|hi|ok|can you|could you)[, ]+)+"
    r"|[,\s]*\b(?:please|pls|plz|thx|thanks)\W*$",
    re.IGNORECASE,
)
_NUMBERS = "two three four five six seven eight nine ten".split()
_NUMBER = rf"(?:(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)}) )?"
_SUMMARY = re.compile(
    r"^(?:please |can you |could you )?(?:summari[sz]e|sum up|outline)\b(?P<a>.*)"
    r"|^(?:please |can you )?(?:give|write|show)(?: me)? (?:an? |the )?(?:short |brief )?"
    r"(?:summary|outline|overview)(?: of)?\b(?P<b>.*)"
    r"|^(?:summary|overview|synopsis)(?: of\b(?P<c>.*)|\W*$)"
    rf"|^(?:(?:and|what|are|what['’]?s|is|give|tell|show|me|list|name|the|its) )*{_NUMBER}"
    r"(?:(?:main|key|most important|central|essential) (?:points?|ideas?|messages?|findings|facts"
    r"|takeaways?)|takeaways)\b(?: (?:of|in|from|about)\b(?P<h>.*)| here\W*|\W*)$"
    r"|^(?P<k>.*?)(?:の)?(?:(?:主な|おもな)(?:要点|ポイント|点)|要点)(?:を|は|って|$).*"
    r"|^(?:so )?what(?:['’]?s| is| are)(?: all)? (?P<d>.+?)(?: all)? about[\s?.!]*$"
    r"|^(?:what(?:['’]?s| is) )?(?:tl;?dr|the gist|gist)\b(?: of)?(?P<f>.*)"
    r"|^(?P<e>.*?)(?:の|を)?(?:要約|概要)(?:して|を|は|$).*"
    r"|^(?P<g>.*?)(?:は|って)(?:何|なに)について.*",
    re.IGNORECASE | re.DOTALL,
)
_COMPARISON = re.compile(
    r"\b(?:differences?|distinction|comparison) between (?P<a>.{2,80}?) and (?P<b>[^?]{2,80})"
    r"|\bcompare (?P<c>.{2,80}?) (?:and|with|to|against) (?P<d>[^?]{2,80})"
    r"|^(?P<e>.{2,80}?) (?:versus|vs\.?) (?P<f>[^?]{2,80})"
    r"|\bhow (?:does|do|is|are) (?P<g>.{2,80}?) (?:differ|different) from (?P<h>[^?]{2,80})"
    r"|^(?:which|who|what)\b[^?]{0,60}?\b(?:is|are|costs?|pays?|takes?|has|have|lasts?|gets?)"
    r" (?:\w+er|more|less)\b[^,:?]{0,40}[,:] (?P<k>[^,?]{2,80}?),? or (?P<l>[^?]{2,80})"
    r"|^(?:is|are|do|does) (?P<m>[^,?]{2,80}?) or (?P<n>[^,?]{2,80}?)"
    r" (?:\w+ )?(?:(?:cheap|long|short|big|larg|small|high|low|fast|slow|bett|earli|lat|old|new)er"
    r"|more|less)\b"
    r"|^(?:is|are|was|were|do|does|did|has|have) (?P<o>[^,?]{2,60}?)"
    r" (?:\w+ ){0,2}?(?:\w{2,}er|more|less|fewer)(?: [\w-]+){0,2} than (?P<p>[^,?]{2,60})"
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
_NAME = re.compile(r"^(?:please )?name\b", re.IGNORECASE)
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
class WantedForm:
    """The form of answer asked for, and what about: two things, one document, or none.

    `number` is how many points a summary is to have, None if that is not said.
    """

    kind: str
    subjects: tuple[str, ...] = ()
    number: int | None = None


def question_form(question: str) -> WantedForm:
    """Returns the form of answer that a question wants."""
    if match := _SUMMARY.match(_POLITE.sub("", question.strip())):
        return WantedForm(SUMMARY, (_named(match),), _number(match["number"]))
    if match := _COMPARISON.search(question):
        one, other = (_bare(group) for group in match.groups() if group)
        if one and other:
            return WantedForm(COMPARISON, (one, other))
    bare = question.strip()
    names_one = _NAME.match(bare) and not lists_several(bare)
    return WantedForm(LIST if _LIST.search(bare) and not names_one else PLAIN)


def wants_list(question: str) -> bool:
    """Tells whether several things, or steps in their order, are asked for."""
    return wants_items(question) or _STEPS.search(question.strip()) is not None


def wants_items(question: str) -> bool:
    """Tells whether several things are asked for."""
    asked = counting_question(question)
    several = asked is not None and not asked.number
    return several or question_form(question).kind == LIST


def _named(match: re.Match[str]) -> str:
    groups = {name: group for name, group in match.groupdict().items() if name != "number"}
    return _bare(next((group for group in groups.values() if group), ""))


def _number(said: str | None) -> int | None:
    if said is None:
        return None
    return int(said) if said.isdecimal() else _NUMBERS.index(said.lower()) + 2


def _bare(subject: str) -> str:
    shorter = _ARTICLE.sub("", subject.strip(_EDGES))
    return shorter if shorter == subject else _bare(shorter)
