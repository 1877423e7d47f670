"""What an answer of each kind looks like in a sentence: a price, a date, a number, a name."""

import re
from collections.abc import Iterator

from assistant.answer_types.locale_forms import DATE, MONEY, NUMBER, could_be, form_in
from assistant.questions.named_entities import is_place, names
from index.text.folding import fold
from index.text.sentences import Span

PERSON, ORGANISATION, DEFINITION = "person", "organisation", "definition"
FREQUENCY = "frequency"

# Japanese writes a number without a space before it or after it: "は65歳". "第5条" counts nothing.
_ALONE = r"(?<![^\W\u3040-\u30ff\u3400-\u9fff])(?<![.第])"
_ENDED = r"(?![^\W\u3040-\u30ff\u3400-\u9fff])"
# The languages that the patterns here are made for; of others, CLDR's words are looked for as well.
_OWN = ("en", "ja", "und")

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?"
)
_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty"
    "|forty|fifty|sixty|eighty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half"
    "|third|quarter|twice|once|thrice|double|single"
)
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|other|single|few"
_PERIODS = "seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?"
_COUNT = rf"(?:\d[\d.,]*|an?|one|{_NUMBERS})"
# "It opens at nine.": what a number is of would stand behind it.
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2}"
# Times of a day, and times told by how long before or after something they are, or how often.
_TIMES = (
    r"(?<![\d.:])(?:[01]?\d|2[0-4])(?::[0-5]\d(?!\d)"
    r"|[.h][0-5]\d(?= ?(?:uhr|h|[ap]\.?m|o['’]clock)\b)|h[0-5]\d\b"
    r"| ?(?:[ap]\.?m\b|o['’]clock\b|uhr\b))"
    rf"|\b(?:half|quarter|{_COUNT} minutes) (?:past|to) \w+|\bat (?:{_NUMBERS}|one) in the\b"
    rf"|\b(?:at|from|until|till|between) (?:{_HOURS})"
    rf"(?=[,.;!?)]|\s*$| (?:and|to|until|till) (?:{_HOURS})\b| (?:on|every|in the)\b)"
    r"|\b(?:noon|midday|midnight|dawn|dusk|daybreak|sunrise|sunset|mornings?|afternoons?|evenings?)\b"
    rf"|\b{_COUNT}(?:[\s-](?:working|business|calendar))?[\s-](?:{_PERIODS})['’]?"
    r" (?:before|after|ago|later|earlier|in advance|prior|beforehand|from|following|notice)\b"
    rf"|\b(?:within|in|after|for|until|every) (?:the (?:first|last|next) )?{_COUNT}"
    rf"(?: (?:working|business|calendar))? (?:{_PERIODS})\b"
    rf"|\b(?:every|each) (?:(?:\d+(?:st|nd|rd|th)|{_ORDINALS}) )?(?:{_PERIODS})\b"
    r"|\b(?:daily|weekly|monthly|quarterly|yearly|annually|immediately|at once|straight away)\b"
    r"|\bwithout (?:undue )?delay\b|\bas soon as\b|\b(?:up)?on (?:receipt|arrival|request)\b"
    rf"|\b(?:at|by|before|after|until|from) the (?:end|start|beginning|close|{_ORDINALS}|last)\b"
    r"|午[前後]|正午|[0-9０-９一二三四五六七八九十]+(?:時|分|(?:日|週|か月|ヶ月|箇月|年)間?(?:前|後|以内))"
    r"|[前翌当][日週月年]|毎[日週月年朝晩]|直ちに|速やかに|日の出|日没|夕方|早朝|月末|年度末"
)
# By name, and those of Europe, Asia and the Americas by the codes of ISO 4217.
_CURRENCIES = (
    r"euros?|eur|dollars?|usd|yen|jpy|pounds?|gbp|cents?|pence|francs?|chf|crowns?|kron(?:a|or|er|e)"
    r"|kr|sek|nok|dkk|isk|koruna|czk|zlot(?:y|ys)|złot(?:y|ych)|pln|forints?|huf|lei|leva|liras?"
    r"|rou?bles?|rub|hryvnias?|rupees?|inr|yuan|rmb|cny|krw|baht|thb|dong|vnd|ringgit|rupiahs?"
    r"|pesos?|reais|brl|rand|zar|shekels?|dirhams?|riyals?|cad|aud|nzd|sgd|hkd|twd"
)
_HOLDS = {
    MONEY: re.compile(
        rf"[€$£¥￥₹₩₽₺₴₪₫฿]|(?:\d|\b(?:{_NUMBERS}) (?:hundred|thousand|million|billion|trillion))"
        r"[\d.,]{0,24}[\s-]{0,3}(?:million|billion|trillion|m|bn)?[\s-]{0,3}"
        rf"(?:{_CURRENCIES})\b|\b(?:CHF|SEK|NOK|DKK|PLN|CZK|HUF|USD|EUR|GBP|JPY) ?\d"
        r"|(?:[\d０-９]|[一二三四五六七八九十百千万億兆])\s?(?:円|ユーロ|ドル|元|ウォン|フラン|ポンド)",
        re.IGNORECASE,
    ),
    DATE: re.compile(
        rf"\b(?:1\d|20)\d\ds?\b|\b(?:{_MONTHS})\b"
        r"|\b\d{1,3}(?:[,.]?\d{3})? ?(?:bc|ad|bce|ce|bp)\b"
        r"|\b\d0s\b|(?<!-)\b(?:century|centuries|millennium)\b"
        r"|\b(?:end|outbreak|start) of (?:the )?[A-Z]"
        r"|[0-9０-９一二三四五六七八九十]+(?:年|月|日|世紀)|[朝昼夜]間"
        rf"|\b(?:today|yesterday|tomorrow|ago|entry into force)\b|{_TIMES}",
        re.IGNORECASE,
    ),
    NUMBER: re.compile(
        rf"{_ALONE}[€$£]?\d[\d,.]{{0,24}}(?:[%％]|{_ENDED})"
        r"|\d+(?:\.\d+)?[- ]?(?:km|kg|[cm]m|m|%)"
        rf"|(?<![第０-９])[０-９]+|\b(?:{_NUMBERS}|several|dozens|most|majority|none)\b"
        r"|\b(?:only|just|exactly|at least|at most|more than|up to)(?: be)? one\b|\bone per\b"
        r"|[一二三四五六七八九十百千万億兆数]",
        re.IGNORECASE,
    ),
    FREQUENCY: re.compile(
        rf"\b(?:once|twice|thrice|{_COUNT} times?)(?: (?:a|an|per|each|every|in(?: an?y?)?)"
        rf" (?:{_COUNT} )?(?:calendar |working )?(?:{_PERIODS}))?\b"
        rf"|\b(?:every|each|per) (?:(?:single|\d+(?:st|nd|rd|th)|{_ORDINALS}|{_COUNT}) )?"
        rf"(?:{_PERIODS}|{_MONTHS}|weekdays?|weekends?|mornings?|evenings?)\b"
        r"|\b(?:hourly|daily|nightly|weekly|fortnightly|bi-?weekly|monthly|bi-?monthly|quarterly"
        r"|yearly|(?:bi-?|semi-?)?annual(?:ly)?|always|never|rarely|seldom)\b"
        r"|毎[日週月年朝晩回]|[0-9０-９一二三四五六七八九十]+回",
        re.IGNORECASE,
    ),
}
# People and bodies that a sentence need not name: "the head of unit", "the board".
_PLAIN_PEOPLE = re.compile(
    r"\b(?:people|person|man|woman|men|women|students?|citizens?|members?|companies"
    r"|pharmacists?|researchers?|attorneys?|lawyers?|officials?|governments?|heads?|managers?"
    r"|directors?|supervisors?|employees?|employers?|staff|officers?|ministers?|presidents?"
    r"|committees?|boards?|councils?|commissions?|authorit(?:y|ies)|courts?|judges?|teachers?"
    r"|doctors?|nurses?|owners?|parents?|children|engineers?)\b"
)
_AGE = re.compile(r"\bhow old\b")
_AGED = re.compile(r"\b(?:age|aged|age of|over|under|above|below|turn(?:s|ed)?) $", re.IGNORECASE)
# What is counted or measured, and what a sentence says then.
_UNITS = {
    "length": (
        r"km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|ft|inch(?:es)?|[cm]m|m|yards?",
        re.compile(r"\bhow (?:tall|wide|deep)\b|\bhow many (?:kilomet|miles|met(?:re|er)s)"),
    ),
    "duration": (
        r"seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?"
        r"|centur(?:y|ies)|generations?",
        re.compile(r"\bhow many (?:seconds|minutes|hours|days|weeks|months|years|decades)\b"),
    ),
    "age": (
        r"years?(?:[ -]olds?| of age|(?= on\b))?|year-olds?|months? old|or (?:over|older|above)"
        r"|and (?:over|older|above)|upwards|onwards",
        _AGE,
    ),
    "share": (r"%|per ?cent|percentage", re.compile(r"\bper ?cent\b|\bpercentage\b")),
}
_FREE = re.compile(r"\b(?:free|gratis|no (?:charge|fee|cost)|costs? nothing)\b|無料", re.IGNORECASE)
# A number and the word after it: of what there are so many.
_SO_MANY = re.compile(r"\d[\d.,]*[\s-]{1,3}([^\W\d_]{2,})")
_LONG = re.compile(r"\bhow long\b")
# What a number is of, behind it: it is a part of what answers.
_UNIT = re.compile(
    rf"[\s\u00a0-](?:(?:working|business|calendar)[\s-])?"
    rf"(?:{'|'.join(unit for unit, _ in _UNITS.values())})(?![^\W\d_])"
    # In Japanese it stands beside the number, in characters of its own: "65歳".
    r"|[\u30a1-\u30fa\u3400-\u9fff]{1,4}",
    re.IGNORECASE,
)
# "Twice a year" is no number of years.
_RATE = r"(?<!\ba )(?<!\ban )(?<!\bper )(?<!\beach )(?<!\bevery )"


def found(kind: str, sentence: str, question: str, language: str = "en") -> Iterator[Span]:
    """Yields what a sentence has of a kind and the question does not name, as offsets into it.

    `language` is that of the sentence. A number goes on to what it is of: "6-week".
    """
    said = fold(question)
    spans = [
        span
        for span in _candidates(kind, sentence, language)
        if not _is_named(said, fold(sentence[slice(*span)]))
        and (kind != NUMBER or _measures(sentence, span, said))
    ]
    if kind != NUMBER:
        yield from spans
        return
    measured = [_with_unit(sentence, span) for span in spans]
    # "How long" asks for a number of something, if there is one.
    of_units = [m for m, span in zip(measured, spans, strict=True) if m != span]
    yield from (of_units if of_units and _LONG.search(said) else measured)


def _is_named(said: str, part: str) -> bool:
    """Tells whether a folded question names a part of a sentence; 2015 does not name 5."""
    before = r"(?<!\d)(?<!\d[.,])" if part[:1].isdecimal() else ""
    after = r"(?![.,]?\d)" if part[-1:].isdecimal() else ""
    return re.search(before + re.escape(part) + after, said) is not None


def _with_unit(sentence: str, number: Span) -> Span:
    unit = _UNIT.match(sentence, number[1])
    return (number[0], unit.end()) if unit else number


def names_unit(question: str) -> bool:
    """Tells whether a question says in what unit it wants a number: years, metres, per cent."""
    return any(asked.search(fold(question)) for _, asked in _UNITS.values())


def is_told_in(kind: str, language: str) -> bool:
    """Tells whether it can be seen that a text in a language has none of a kind.

    People and bodies are often told of without a name ("the head of unit"), by words that are
    known in some languages only.
    """
    return kind not in (PERSON, ORGANISATION) or language in _OWN


def could_hold(kind: str, sentence: str, language: str = "en") -> bool:
    """Tells whether a sentence may have something of a kind in a way that is not known here."""
    return could_be(kind, sentence, language) or (kind == MONEY and _could_be_price(sentence))


def _could_be_price(sentence: str) -> bool:
    """Tells whether a sentence may say what something costs, in a currency that is not known here.

    So may a number of anything that is no measure ("9 crowns"), and that it costs nothing.
    """
    units = "|".join(unit for unit, _ in _UNITS.values())
    return bool(_FREE.search(sentence)) or any(
        not re.fullmatch(rf"{units}|{_MONTHS}", match[1], re.IGNORECASE)
        for match in _SO_MANY.finditer(sentence)
    )


def _candidates(kind: str, sentence: str, language: str) -> Iterator[Span]:
    if kind in (PERSON, ORGANISATION):
        yield from _named(kind, sentence)
        return
    own = _own(kind, sentence)
    if kind == FREQUENCY and not own:
        yield from _candidates(NUMBER, sentence, language)
        return
    yield from own
    form = form_in(kind, language) if kind not in _HOLDS or language not in _OWN else None
    others = [match.span() for match in form.finditer(sentence)] if form else []
    yield from (o for o in others if not any(s < o[1] and o[0] < e for s, e in own))


def _own(kind: str, sentence: str) -> list[Span]:
    """Returns what has a form of a kind; what is done again and again is done "twice a year"."""
    held = [match.span() for match in _HOLDS[kind].finditer(sentence)] if kind in _HOLDS else []
    return held or (_own(FREQUENCY, sentence) if kind == DATE else [])


def _named(kind: str, sentence: str) -> Iterator[Span]:
    for start, end in names(sentence):
        name = sentence[start:end]
        numbered = any(c.isdigit() for c in name)
        if not numbered and (kind == PERSON or not is_place(name)):
            yield start, end
    if kind == PERSON:
        yield from (match.span() for match in _PLAIN_PEOPLE.finditer(sentence))


def _measures(sentence: str, number: Span, said: str) -> bool:
    """Tells whether a number has the unit that is asked for, if one is; not "twice a year"."""
    wanted = [unit for unit, asked in _UNITS.values() if asked.search(said)]
    if not wanted or (_AGE.search(said) and _AGED.search(sentence[: number[0]])):
        return True
    after = sentence[number[1] - 1 : number[1] + 30]
    return any(
        re.search(rf"(?<![^\W\d_]){_RATE}(?:{unit})(?![^\W\d_])", after, re.IGNORECASE)
        for unit in wanted
    )
