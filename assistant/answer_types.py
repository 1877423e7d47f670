"""What kind of answer a question asks for, and whether a sentence could hold one.

An article may praise a cable at length and never say what it costs: then it is near to the
question and still no answer. The kinds follow Li & Roth 2002, "Learning Question Classifiers".
"""

import re
from dataclasses import dataclass

from index.folding import fold
from index.function_words import function_words

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty"
    "|forty|fifty|sixty|eighty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half"
    "|third|quarter|twice|once|thrice|double|single"
)
_PERSONS = (
    "person|man|woman|minister|president|chancellor|king|queen|emperor|pope|bishop|leader|author"
    "|writer|poet|artist|painter|architect|composer|musician|singer|actor|actress|director"
    "|scientist|physicist|chemist|mathematician|engineer|inventor|explorer|general|officer|player"
    "|coach|politician|commissioner|secretary|founder|ceo"
)
MONEY, DATE, NUMBER, PERSON, DEFINITION = "money", "date", "number", "person", "definition"

# Tried in this order: "how many euro" asks for money before it asks for a number.
_ASKS = {
    MONEY: re.compile(
        r"\bhow (?:much|many) (?:[\w-]+ )?(?:money|euros?|dollars?|yen|pounds?)\b"
        r"|\b(?:price|cost|budget|funding|salary|fee) (?:in|of) (?:euros?|dollars?|yen)\b"
        r"|\bhow much (?:does|do|did|will|would|is|was|are|were) .*\b(?:cost|pay|paid|spend|spent"
        r"|invest|invested|worth)\b|\b(?:what|which) (?:is|was|will be|are) the (?:\w+ )?"
        r"(?:budget|price|cost)\b|\bhow (?:high|large|big) (?:is|are|was|were) the (?:\w+ )?"
        r"(?:fines?|fees?|budgets?|costs?|prices?|penalt(?:y|ies)|salar(?:y|ies))\b"
        r"|いくら|何(?:円|ユーロ|ドル)|予算|費用は",
        re.IGNORECASE,
    ),
    DATE: re.compile(
        r"^(?:and |but |so )?(?:since |until |by )?when\b(?! (?!was|were|did|do|does|is|are|will"
        r"|has|had|can)[^?]*, (?:who|what|which|how|where|why|do|does|did|is|are|can|will|must)\b)"
        r"|\b(?:what|which) (?:year|date|month|day|century|decade)\b|\bhow long ago\b"
        r"|いつ|何(?:年|月|日|世紀)(?!分)",
        re.IGNORECASE,
    ),
    NUMBER: re.compile(
        r"\bhow (?:many|old|tall|high|wide|deep|fast|long|far|large|big|heavy|often)\b"
        r"(?! ago)|\bhow much (?:\w+,? ){1,3}in percent\b"
        r"|\b(?:what|which) (?:percentage|number|proportion|fraction|share) of\b"
        r"|何(?:人|個|件|回|本|カ国|か国|ヶ国|キロ|メートル|割|パーセント|％|歳|倍)|どのくらいの(?:数|長さ|高さ)",
        re.IGNORECASE,
    ),
    PERSON: re.compile(
        rf"^(?:and |but |so )?(?:who|whom|whose)\b|^(?:what|which) (?:[\w-]+ )?(?:{_PERSONS})\b"
        r"|誰|だれ",
        re.IGNORECASE,
    ),
}
_HOLDS = {
    MONEY: re.compile(
        rf"[€$£¥￥]|(?:\d|\b(?:{_NUMBERS}) (?:hundred|thousand|million|billion|trillion))"
        r"[\d.,]*[\s-]*(?:million|billion|trillion|m|bn)?[\s-]*"
        r"(?:euros?|eur|dollars?|usd|yen|jpy|pounds?|gbp|cents?)\b"
        r"|(?:[\d０-９]|[一二三四五六七八九十百千万億兆])(?:円|ユーロ|ドル)",
        re.IGNORECASE,
    ),
    DATE: re.compile(
        rf"\b(?:1\d|20)\d\ds?\b|\b(?:{_MONTHS})\b"
        r"|\b\d{1,3}(?:[,.]?\d{3})? ?(?:bc|ad|bce|ce|bp)\b"
        r"|\b\d0s\b|\b(?:century|centuries|millennium)\b|\b(?:end|outbreak|start) of (?:the )?[A-Z]"
        r"|[0-9０-９一二三四五六七八九十]+(?:年|月|日|世紀)|[朝昼夜]間"
        r"|\b(?:today|yesterday|tomorrow|ago|entry into force)\b",
        re.IGNORECASE,
    ),
    NUMBER: re.compile(
        r"(?<![\w.])[€$£]?\d[\d,.]*(?:[%％]|\b)|\d+(?:\.\d+)?[- ]?(?:km|kg|[cm]m|m|%)"
        rf"|[０-９]|\b(?:{_NUMBERS}|several|dozens|most|majority|none)\b"
        r"|[一二三四五六七八九十百千万億兆数]",
        re.IGNORECASE,
    ),
    PERSON: re.compile(
        r"\b[A-Z]\w+|[ァ-ヶ・ー]{3,}|[\u4e00-\u9fff]{2,}"
        r"|\b(?:people|person|man|woman|men|women|students?|citizens?|members?|companies"
        r"|pharmacists?|researchers?|attorneys?|lawyers?|officials?|governments?)\b"
    ),
}
_DEFINITION = re.compile(
    r"\bwhat (?:does|do|did) (?P<a>.{2,80}?) (?:mean|stand for)\b"
    r"|\bwhat is meant by (?P<b>.{2,80})|\b(?:definition|meaning) of (?P<c>.{2,80})"
    r"|^define (?P<d>.{2,80})"
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

    def held_by(self, sentence: str) -> bool:
        """Tells whether a sentence has something of this kind that the question does not name."""
        if self.kind == DEFINITION:
            return _defines(sentence, self.term)
        said = fold(self.question)
        return any(_is_new(match.group(), said) for match in _HOLDS[self.kind].finditer(sentence))


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


def _is_new(found: str, said: str) -> bool:
    folded = fold(found)
    return folded not in said and folded not in function_words("en")
