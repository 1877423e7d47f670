"""What a sentence states that cannot be put in other words: its numbers, names and denials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding.polarity import without_expressions, without_turns
from assistant.grounding.polarity_lexicon import FORBIDDEN
from assistant.grounding.quantities import Quantity, quantities
from assistant.grounding.verbs import IRREGULAR
from index.text.folding import bare, fold
from index.text.function_words import function_words
from index.text.language import capitalises_nouns
from index.text.terms import stem

_CJK = "\u3041-\u3096\u30a1-\u30faー\u4e00-\u9fff々"
_NAME = re.compile(
    rf"(?<![^\W{_CJK}])[^\W\d_{_CJK}](?:[^\W{_CJK}]|[’'&-](?=[^\W{_CJK}]))*"
    r"|[\u30a1-\u30faー]{3,}|[\u4e00-\u9fff々]{2,}"
)
_KATAKANA_OR_KANJI = re.compile(r"[\u30a1-\u30faー]+|[\u4e00-\u9fff々]+")
_TITLE = re.compile(
    r"(?<=..)(?:氏|様|先生|教授|博士|社長|会長|部長|課長|係長|議長|理事|委員|議員|大臣|株式会社|有限会社"
    r"|大学|高校|銀行|病院|[都道府県市区町村省庁駅])\Z"
)
_CALLED = re.compile(r"さん|くん|ちゃん")
# キャンセルすれば is a verb, which others put in words of their own.
_DOING = re.compile(r"[しすさ]|でき")
_KANJI = re.compile(r"[\u4e00-\u9fff々]")
_LEAST_KANJI = 0.5
_IRREGULAR = {"en": IRREGULAR}
_OPENING = re.compile(r"(?:^|[.!?:;—–“\"(「『]|\n)\s*[“\"'‘(「『]*\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")

# Thursdays; a shorter name may end in s of itself.
_SHORTEST_PLURAL = 4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BREAK = re.compile(r"[,;:.!?、。；]")
_DENIALS = frozenset(
    "not no never neither nor none nobody nothing nowhere without cannot hardly"
    " nicht kein keine keinen keinem keiner keines nie niemals ohne weder"
    " ne pas jamais sans aucun aucune ni nunca jamás sin ningún ninguna"
    " non mai senza nessun nessuna não nem sem niet geen nooit zonder".split()
)
# "Never" in Italian, and a month in German and French.
_DENYING_IN = {"mai": frozenset({"it"})}
_NOT_ONLY = frozenset("only just merely solely nur seulement solo solamente soltanto só".split())
_EXCLUDING = re.compile(
    r"\b(?:only|unless|except|apart from|avoid\w*|free (?:of|from)|refus\w*|prevent\w*"
    r"|nur|außer|sauf|seulement|salvo|sólo|solo)\b"
    r"|だけ|のみ|しか|限り|限る|以外|除"
)
_DENIED_JA = re.compile(
    r"([\u4e00-\u9fff々\u30a1-\u30faー]+)[\u3041-\u3096]{0,6}?"
    r"(?:では?な[いかくけ]|じゃな[いかくけ]|な[いかくけ](?=[^\u3041-\u3096]|った|て|で|れば|と|も|が|の|\Z)"
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

    `names` are folded.
    """

    quantities: tuple[Quantity, ...]
    names: frozenset[str]
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence: the stems of its words that are denied, and of the others.

    `excludes` tells that it has a word that denies something without saying which: only members.
    """

    denied: frozenset[str]
    said: frozenset[str]
    excludes: bool = False

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.denied | self.said

    def opposes(self, other: "Clause", word: str) -> bool:
        """Tells whether one denies a word that the other, which denies nothing, says."""
        if (self.denied or self.excludes) and (other.denied or other.excludes):
            return False
        return (word in self.denied) != (word in other.denied)


def facts_of(text: str, language: str = "en") -> Facts:
    """Returns the facts that a text states."""
    named = frozenset(names(without_expressions(text), language))
    return Facts(tuple(quantities(text, language)), named, tuple(_clauses(text, language)))


def names(text: str, language: str = "en") -> Iterator[str]:
    """Yields the names in a text, folded: words with capitals inside a sentence, and acronyms.

    In Japanese they are runs of katakana that are no verb, and kanji before a title or the like. In
    German, where every noun has a capital, only acronyms are.
    """
    found = list(_NAME.finditer(text))
    for place, match in enumerate(found):
        word = match.group()
        if _KATAKANA_OR_KANJI.fullmatch(word):
            if name := _japanese_name(word, text[match.end() :]):
                yield fold(name)
        elif _is_name(text, match, found[place + 1 : place + 2], language):
            yield bare(_POSSESSIVE.sub("", word))


def _japanese_name(run: str, following: str) -> str:
    if run[0] < "\u4e00":
        return "" if _DOING.match(following) else run
    name = _TITLE.sub("", run)
    return name if name != run or _CALLED.match(following) else ""


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
    one = name.removesuffix("s") if len(name) > _SHORTEST_PLURAL else name
    return re.search(rf"(?<!{letter}){re.escape(one)}(?:['’]?s)?(?!{letter})", folded) is not None


def holds_kanji(text: str, passage: str) -> bool:
    """Tells whether half of the kanji of a text stand in a passage that is written with kanji.

    Words can be put in others, but not most of them: of true sentences six in ten and more stand
    there, of those of another part of the document hardly four.
    """
    wanted, there = (set(_KANJI.findall(each)) for each in (text, passage))
    return not there or len(wanted & there) >= _LEAST_KANJI * len(wanted)


def _clauses(text: str, language: str) -> Iterator[Clause]:
    for part in _BREAK.split(fold(without_turns(text))):
        denied = {match[1] for match in _DENIED_JA.finditer(part)}
        said = set(_KATAKANA_OR_KANJI.findall(part)) - denied
        turned, plain = _of_clause(part, language)
        if denied or said or turned or plain:
            excludes = _EXCLUDING.search(part) is not None
            yield Clause(frozenset(denied | turned), frozenset((said | plain) - turned), excludes)


def _of_clause(clause: str, language: str) -> tuple[set[str], set[str]]:
    """Returns the words of a clause that are denied, and the others.

    Denied is what follows a denial, after an adverb; at the end of a clause, what comes before it.
    """
    denied: set[str] = set()
    said: list[str] = []
    empty = function_words(language) | _DENIALS
    denying = forbidding = False
    for word in _WORD.findall(clause):
        if _denies(word, language):
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


def _denies(word: str, language: str) -> bool:
    if word in _DENYING_IN and language not in _DENYING_IN[word]:
        return False
    return word in _DENIALS or word == FORBIDDEN or word.endswith(("n't", "n’t"))


def contradict(one: Facts, other: Facts) -> bool:
    """Tells whether one text denies what the other says, or says what the other denies.

    A word is looked up in the clause of the other text that has most words in common with its own.
    One word in common does not make two clauses speak of the same, unless the other clause has no
    more, as in "they are not transferable".
    """
    return any(
        _turned_in(word, clause, other.clauses) for clause in one.clauses for word in clause.words
    )


def _turned_in(word: str, clause: Clause, others: Sequence[Clause]) -> bool:
    beside = [other for other in others if word in other.words]
    most = max((len(clause.words & other.words) for other in beside), default=0)
    nearest = [other for other in beside if len(clause.words & other.words) == most]
    return bool(nearest) and all(
        most >= min(2, len(other.words)) and clause.opposes(other, word) for other in nearest
    )
