"""What a sentence states that cannot be put in other words: its numbers, names and denials."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.grounding.polarity import without_expressions, without_turns
from assistant.grounding.polarity_lexicon import FORBIDDEN
from assistant.grounding.verbs import IRREGULAR
from index.text.folding import bare, fold
from index.text.function_words import function_words
from index.text.language import capitalises_nouns
from index.text.terms import stem

_DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_SCALES = {
    **dict.fromkeys(["thousand", "tausend", "mille", "mil"], 10**3),
    **dict.fromkeys(["million", "millions", "mn", "mio", "millionen"], 10**6),
    **dict.fromkeys(["billion", "billions", "bn", "mrd", "milliarden"], 10**9),
    **dict.fromkeys(["trillion", "trillions"], 10**12),
    "万": 10**4,
    "億": 10**8,
    "兆": 10**12,
}
_WORDS = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split(),
        start=2,
    )
} | {
    word: value
    for value, word in zip(
        range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
_COUNTERS = "年月日人件個本回割分円つ歳章条項号節カか国社箇ヶ世位番倍度時秒名台校区県市町村"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![a-z\d.,])(?P<figure>\d+(?:[.,'’ \u00a0\u202f]\d+)*)"
    rf"|\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
    rf"|(?P<kanji>[〇一二三四五六七八九十百千]+)(?=[{_COUNTERS}万億兆])"
)
_AFTER = re.compile(rf"[\s-]?(?P<scale>{_SCALE})(?![a-z])")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")

_CJK = "\u3041-\u3096\u30a1-\u30faー\u4e00-\u9fff々"
_NAME = re.compile(
    rf"(?<![^\W{_CJK}])[^\W\d_{_CJK}](?:[^\W{_CJK}]|[’'&-](?=[^\W{_CJK}]))*"
    r"|[\u30a1-\u30faー]{3,}|[\u4e00-\u9fff々]{2,}"
)
_KATAKANA_OR_KANJI = re.compile(r"[\u30a1-\u30faー]+|[\u4e00-\u9fff々]+")
_IRREGULAR = {"en": IRREGULAR}
_OPENING = re.compile(r"(?:^|[.!?:;—–“\"(「『]|\n)\s*[“\"'‘(「『]*\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BREAK = re.compile(r"[,;:.!?、。；]")
_DENIALS = frozenset(
    "not no never neither nor none nobody nothing nowhere without cannot hardly"
    " nicht kein keine keinen keinem keiner keines nie niemals ohne weder"
    " ne pas jamais sans aucun aucune ni nunca jamás sin ningún ninguna"
    " non mai senza nessun nessuna não nem sem niet geen nooit zonder".split()
)
_NOT_ONLY = frozenset("only just merely solely nur seulement solo solamente soltanto só".split())
_DENIED_JA = re.compile(
    r"([\u4e00-\u9fff々\u30a1-\u30faー]+)[\u3041-\u3096]{0,6}?"
    r"(?:では?な[いかくけ]|じゃな[いかくけ]|な[いかくけ](?=[^\u3041-\u3096]|った|て|れば|と|も|が|の|\Z)"
    r"|ません|まい|ずに|ざる|ぬ(?=[。、]|\Z)|ず(?=[。、]|\Z))"
)
ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:javascript|mailto|data|vbscript):|[\w.+-]+@[\w-]+\.\w"
    r"|(?<![\w.@-])(?:[\w-]+\.)+[a-z]{2,}(?!\w|\.\w)",
    re.IGNORECASE,
)
"""Something that a browser, or a reader, could follow."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states that cannot be put in other words.

    `numbers` are sets of readings, because 1.234 may be a thousand or a fraction. `names` are
    folded. `denied` and `said` are the stems of words that are denied, and of the others.
    """

    numbers: tuple[frozenset[Decimal], ...]
    names: frozenset[str]
    denied: frozenset[str]
    said: frozenset[str]


def facts_of(text: str, language: str = "en") -> Facts:
    """Returns the facts that a text states."""
    denied, said = _polarity(text, language)
    named = frozenset(names(without_expressions(text), language))
    return Facts(tuple(numbers(text)), named, denied, said)


def numbers(text: str) -> Iterator[frozenset[Decimal]]:
    """Yields the readings of each number of a text, in figures or in words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for match in _NUMBER.finditer(folded):
        scale = _AFTER.match(folded, match.end())
        factor = _SCALES[scale["scale"]] if scale else 1
        for readings in _readings(match):
            yield frozenset(reading * factor for reading in readings)


def _readings(match: re.Match[str]) -> Iterator[list[Decimal]]:
    """Yields what each number in a match may mean."""
    if match["word"]:
        yield [Decimal(_WORDS[match["word"]])]
        return
    if match["kanji"]:
        yield [Decimal(_kanji_value(match["kanji"]))]
        return
    figure = match["figure"]
    grouped, decimal = _GROUPED.fullmatch(figure), _DECIMAL.fullmatch(figure)
    if grouped or decimal:
        whole = [Decimal(re.sub(r"\D", "", figure))] if grouped else []
        yield whole + ([Decimal(f"{decimal[1]}.{decimal[2]}")] if decimal else [])
    else:
        # A date or the number of a section: each of its parts has to be found.
        yield from ([Decimal(part)] for part in re.findall(r"\d+", figure))


def _kanji_value(figures: str) -> int:
    if not any(figure in _TENS for figure in figures):
        return int("".join(str(_DIGITS[figure]) for figure in figures))
    total, digit = 0, 0
    for figure in figures:
        if figure in _TENS:
            total, digit = total + (digit or 1) * _TENS[figure], 0
        else:
            digit = _DIGITS[figure]
    return total + digit


def names(text: str, language: str = "en") -> Iterator[str]:
    """Yields the names in a text, folded: words with capitals inside a sentence, and acronyms.

    In Japanese they are runs of katakana and of kanji, which are seldom put in other words. In
    German, where every noun has a capital, only acronyms are.
    """
    found = list(_NAME.finditer(text))
    for place, match in enumerate(found):
        word = match.group()
        if _KATAKANA_OR_KANJI.fullmatch(word):
            yield fold(word)
        elif _is_name(text, match, found[place + 1 : place + 2], language):
            yield bare(_POSSESSIVE.sub("", word))


def _is_name(
    text: str, match: re.Match[str], following: list[re.Match[str]], language: str
) -> bool:
    word = match.group()
    if sum(c.isupper() for c in word) > 1:
        return True
    if not word[0].isupper() or capitalises_nouns(language) or bare(word) in function_words("en"):
        return False
    if not _OPENING.search(text[max(0, match.start() - 4) : match.start()]):
        return True
    # The first word of a sentence is a name if it goes on as one.
    return any(
        m.group()[0].isupper() and text[match.end() : m.start()] == " " and len(m.group()) > 1
        for m in following
    )


def holds_name(name: str, folded: str) -> bool:
    """Tells whether a folded text has a name; of a run of kanji, all pairs of characters."""
    if _KATAKANA_OR_KANJI.fullmatch(name):
        if name[0] >= "\u4e00":
            return all(name[i : i + 2] in folded for i in range(len(name) - 1))
        return name in folded
    letter = rf"[^\W{_CJK}]"
    return re.search(rf"(?<!{letter}){re.escape(name)}(?:['’]?s)?(?!{letter})", folded) is not None


def _polarity(text: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    text = without_turns(text)
    denied = set(match[1] for match in _DENIED_JA.finditer(text))
    said = set(_KATAKANA_OR_KANJI.findall(text)) - denied
    for clause in _BREAK.split(fold(text)):
        turned, plain = _of_clause(clause, language)
        denied |= turned
        said |= plain
    return frozenset(denied), frozenset(said)


def _of_clause(clause: str, language: str) -> tuple[set[str], set[str]]:
    """Returns the words of a clause that are denied, and the others.

    Denied is what follows a denial, after an adverb; at the end of a clause, what comes before it.
    """
    denied: set[str] = set()
    said: list[str] = []
    empty = function_words(language) | _DENIALS
    denying = forbidding = False
    for word in _WORD.findall(clause):
        if _denies(word):
            denying, forbidding = True, word == FORBIDDEN
        elif word in _NOT_ONLY:
            denying = False
        elif bare(word) not in empty and not _KATAKANA_OR_KANJI.match(word):
            verb = _IRREGULAR.get(language, {}).get(word)
            (denied.add if denying else said.append)(verb or stem(word, language))
            denying = denying and word.endswith("ly")
    if denying and said:
        # Smoking in the hall is forbidden; they do.
        denied.add(said.pop(0 if forbidding else -1))
    return denied, set(said)


def _denies(word: str) -> bool:
    return word in _DENIALS or word == FORBIDDEN or word.endswith(("n't", "n’t"))


def contradict(one: Facts, other: Facts) -> bool:
    """Tells whether one text denies what the other says, or says what the other denies."""
    turned = (one.denied & other.said) - other.denied
    untold = (other.denied & one.said) - one.denied - other.said
    return bool(turned or untold or (one.denied and not other.denied))
