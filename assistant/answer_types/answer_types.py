"""What kind of answer a question asks for, and whether a sentence could hold one.

An article may praise a cable at length and never say what it costs: then it is near to the
question and still no answer. The kinds follow Li & Roth 2002, "Learning Question Classifiers".
"""

import re
from dataclasses import dataclass

from assistant.answer_types.answer_forms import (
    DEFINITION,
    FREQUENCY,
    ORGANISATION,
    PERSON,
    could_hold,
    found,
    is_told_in,
    names_unit,
)
from assistant.answer_types.locale_forms import DATE, DURATION, MONEY, NUMBER
from index.text.folding import fold
from index.text.sentences import Span

_PERSONS = (
    "person|man|woman|minister|president|chancellor|king|queen|emperor|pope|bishop|leader|author"
    "|writer|poet|artist|painter|architect|composer|musician|singer|actor|actress|director"
    "|scientist|physicist|chemist|mathematician|engineer|inventor|explorer|general|officer|player"
    "|coach|politician|commissioner|secretary|founder|ceo"
)
# "Price of the course": what is asked for stands first, without a word that asks.
_PRICES = "price|cost|fee|fare|salary|wage|rent|budget"
_ORGANISATIONS = (
    "company|companies|firms?|corporations?|organi[sz]ations?|universit(?:y|ies)|agency|agencies"
    "|banks?|businesses|manufacturers?|suppliers?|broadcasters?|institutions?|newspapers?|clubs?"
)
# Tried in this order: "how many euro" asks for money before it asks for a number.
_ASKS = {
    MONEY: re.compile(
        r"\bhow (?:much|many) (?:[\w-]+ )?(?:money|euros?|dollars?|yen|pounds?)\b"
        r"|\b(?:price|cost|budget|funding|salary|fee) (?:in|of) (?:euros?|dollars?|yen)\b"
        r"|\bwhat (?:does|do|did|will|would) .{2,80}\bcost\b"
        r"|\bhow much (?:does|do|did|will|would|is|was|are|were) .*\b(?:cost|pay|paid|spend|spent"
        r"|invest|invested|worth)\b|\b(?:what|which) (?:is|was|will be|are) the (?:\w+ )?"
        r"(?:budget|price|cost)\b|\bhow (?:high|large|big) (?:is|are|was|were) the (?:\w+ )?"
        r"(?:fines?|fees?|budgets?|costs?|prices?|penalt(?:y|ies)|salar(?:y|ies))\b"
        rf"|^(?:the )?(?:[\w-]+ )?(?:{_PRICES}) (?:of|for) (?!\w+ing\b)"
        r"|いくら|何(?:円|ユーロ|ドル)|予算|費用は",
        re.IGNORECASE,
    ),
    DATE: re.compile(
        r"^(?:and |but |so )?(?:since |until |by )?when\b(?! (?!was|were|did|do|does|is|are|will"
        r"|has|had|can)[^?]*, (?:who|what|which|how|where|why|do|does|did|is|are|can|will|must)\b)"
        r"|(?<!\bwhich )(?<!\bor )(?<!\band )\bwhen\W*$"
        r"|\b(?:what|which) (?:year|date|month|day|century|decade|weekday)\b"
        r"|\bhow long ago\b"
        r"|\b(?:what|which) time\b(?! zones?)|\bhow (?:soon|early|late)\b"
        r"|いつ|何(?:年|月|日|世紀|時|曜日)(?!分)",
        re.IGNORECASE,
    ),
    FREQUENCY: re.compile(
        r"\bhow (?:often|frequently|regularly|many times)\b|何回|どのくらいの頻度", re.I
    ),
    NUMBER: re.compile(
        r"\bhow (?:many|old|tall|high|wide|deep|fast|long|far|large|big|heavy)\b"
        r"(?! ago| ahead| in advance| back)|\bhow much (?:\w+,? ){1,3}in percent\b"
        r"|\b(?:what|which) (?:percentage|number|proportion|fraction|share) of\b"
        r"|何(?:人|個|件|本|カ国|か国|ヶ国|キロ|メートル|割|パーセント|％|歳|倍)|どのくらいの(?:数|長さ|高さ)",
        re.IGNORECASE,
    ),
    PERSON: re.compile(
        rf"^(?:and |but |so )?(?:who|whom|whose)\b|\bwho\W*$"
        rf"|^(?:what|which) (?:[\w-]+ )?(?:{_PERSONS})\b|^(?:the )?(?:{_PERSONS}) of\b"
        r"|誰|だれ",
        re.IGNORECASE,
    ),
    ORGANISATION: re.compile(
        r"^(?:and |but |so |in |at |for |by )?(?:what|which) (?:[\w-]+ ){0,2}"
        rf"(?:{_ORGANISATIONS})\b"
        r"|どの(?:会社|企業|大学|団体)",
        re.IGNORECASE,
    ),
}
_DEFINITION = re.compile(
    r"\bwhat (?:does|do|did) (?P<a>.{2,80}?) (?:mean|stand for)\b"
    r"|\bwhat is meant by (?P<b>.{2,80})|\b(?:definition|meaning) of (?P<c>.{2,80})"
    r"|^define (?P<d>.{2,80})|^(?P<f>.{2,60}?) stands? for\b"
    r"|(?P<e>[^、。\s]{2,40}?)(?:とは|の(?:意味|定義)は|の意味を)",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’«»「」『』 "
_DEFINES = (
    r"(?:means?|meant|denotes?|stands? for|refers? to|shall mean|is defined as|is understood as)\b"
)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What kind of answer is asked for: `kind`, and for a definition the `term` to be defined."""

    kind: str
    question: str
    term: str = ""

    @property
    def named(self) -> bool:
        """Whether a number, a date, a price or a name is asked for, which a sentence has or not."""
        return self.kind != DEFINITION

    @property
    def essential(self) -> bool:
        """Whether nothing can answer without one: a price, how long, a number of some unit.

        Dates and people are told of in too many ways for that: "on arrival", "the head of unit".
        """
        counted = self.kind == NUMBER and names_unit(self.question)
        return counted or self.kind in (MONEY, DURATION)

    def is_told_in(self, language: str) -> bool:
        """Tells whether texts in a language show that they have none of what is asked for."""
        return self.named and is_told_in(self.kind, language)

    def missed_by(self, text: str, language: str = "en") -> bool:
        """Tells whether a text has not even what may be what nothing can answer without."""
        return self.essential and not (
            self.held_by(text, language) or could_hold(self.kind, text, language)
        )

    def held_by(self, sentence: str, language: str = "en") -> bool:
        """Tells whether a sentence has something of this kind that the question does not name."""
        if self.kind == DEFINITION:
            return _defines(sentence, self.term)
        return any(True for _ in found(self.kind, sentence, self.question, language))

    def spans(self, sentence: str, language: str = "en") -> list[Span]:
        """Returns what a sentence has of this kind, as offsets into it; none for a definition."""
        if self.kind == DEFINITION:
            return []
        return list(found(self.kind, sentence, self.question, language))


def answer_type(question: str) -> AnswerType | None:
    """Returns the kind of answer a question asks for, None if it does not say."""
    if match := _DEFINITION.search(question):
        term = next(group for group in match.groups() if group).split("?")[0].strip(_QUOTES)
        if term:
            return AnswerType(DEFINITION, question, fold(term))
    kind = next((kind for kind, asks in _ASKS.items() if asks.search(question)), None)
    return AnswerType(kind, question) if kind else None


def _defines(sentence: str, term: str) -> bool:
    """Tells whether a sentence says what a term means, as in: ‘term’ means … or 「term」とは…."""
    folded = fold(sentence)
    quoted = rf"[{_QUOTES}]*(?<!\w){re.escape(term)}[{_QUOTES}]*"
    opening = r"^\W*(?:\(?\w{1,3}\)\s*)?(?:an? |the )?"
    english = rf"{opening}{quoted}(?:\([^)]*\)[\s,]*)?(?:or .{{2,40}} )?{_DEFINES}"
    japanese = rf"{quoted}[^。]{{0,20}}(?:とは|は、)[^。]*(?:をいう|である|です|のこと)"
    return re.search(f"{english}|{japanese}", folded) is not None
