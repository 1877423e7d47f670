"""What kind of answer a question asks for, and whether a sentence could hold one.

An article may praise a cable at length and never say what it costs: then it is near to the
question and still no answer. The kinds follow Li & Roth 2002, "Learning Question Classifiers".
"""

import re

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty"
    "|forty|fifty|sixty|eighty|hundred|thousand|million|billion|trillion|dozen|half|third|quarter"
    "|twice|once|double|single"
)
MONEY, DATE, NUMBER, PERSON = "money", "date", "number", "person"

# Tried in this order: "how many euro" asks for money before it asks for a number.
_ASKS = {
    MONEY: re.compile(
        r"\bhow (?:much|many) (?:[\w-]+ )?(?:money|euros?|dollars?|yen|pounds?)\b"
        r"|\b(?:price|cost|budget|funding|salary|fee) (?:in|of) (?:euros?|dollars?|yen)\b"
        r"|\bhow much (?:does|do|did|will|would|is|was|are|were) .*\b(?:cost|pay|paid|spend|spent"
        r"|invest|invested|worth)\b|\b(?:what|which) (?:is|was|will be|are) the (?:\w+ )?"
        r"(?:budget|price|cost)\b"
        r"|いくら|何(?:円|ユーロ|ドル)|予算|費用は",
        re.IGNORECASE,
    ),
    DATE: re.compile(
        r"^(?:and |but |so )?(?:since |until |by )?when\b(?! (?:\w+ ){2,}, )"
        r"|\b(?:what|which) (?:year|date|month|day|century|decade)\b|\bhow long ago\b"
        r"|いつ|何(?:年|月|日|世紀)",
        re.IGNORECASE,
    ),
    NUMBER: re.compile(
        r"\bhow (?:many|old|tall|high|wide|deep|fast|long|far|large|big|heavy|often)\b"
        r"|\b(?:what|which) (?:percentage|number|proportion|fraction|share) of\b"
        r"|何(?:人|個|件|回|本|カ国|か国|ヶ国|キロ|メートル|割|パーセント|％|歳|倍)|どのくらいの(?:数|長さ|高さ)",
        re.IGNORECASE,
    ),
    PERSON: re.compile(r"^(?:and |but |so )?(?:who|whom|whose)\b|誰|だれ", re.IGNORECASE),
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
        rf"\b(?:1\d|20)\d\d\b|\b\d{{3,4}} ?(?:bc|ad|bce|ce)\b|\b(?:{_MONTHS})\b|\bcentury\b"
        r"|\b\d0s\b|[0-9０-９一二三四五六七八九十]+(?:年|月|日|世紀)"
        r"|\b(?:today|yesterday|tomorrow|ago|entry into force)\b",
        re.IGNORECASE,
    ),
    NUMBER: re.compile(
        rf"[\d０-９]|\b(?:{_NUMBERS}|several|many|few|no)\b|[一二三四五六七八九十百千万億兆数]",
        re.IGNORECASE,
    ),
    PERSON: re.compile(
        r"\b[A-Z]\w+|[ァ-ヶ・ー]{3,}|[\u4e00-\u9fff]{2,}"
        r"|\b(?:people|person|man|woman|men|women|students?|citizens?|members?|companies)\b"
    ),
}


def asked_for(question: str) -> str | None:
    """Returns the kind of answer a question asks for, None if it does not say."""
    return next((kind for kind, asks in _ASKS.items() if asks.search(question)), None)


def could_hold(sentence: str, kind: str, question: str) -> bool:
    """Tells whether a sentence has something of this kind that the question does not name."""
    said = question.casefold()
    return any(match.group().casefold() not in said for match in _HOLDS[kind].finditer(sentence))
