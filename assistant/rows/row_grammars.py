"""Questions of all rows in German, French and Spanish: their words that compare, count and add up.

As in English, they are closed classes: superlatives with the way they point and what they measure,
comparisons with a number, and words for how many, for a total and for a mean.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.rows.row_tasks import AMOUNT, Relation, RowQuestion, RowTask, bounds_in
from assistant.rows.superlatives import Superlative
from index.text.folding import bare
from index.text.function_words import function_words

Way = tuple[bool | None, bool | None, str]
"""Whether it is the highest amount and the latest date, and what it measures."""

_MOST_THINGS = 3
# What a question can be led in by, or ends with, and says nothing of what is asked.
_EMPTY = re.compile(
    r"\b(?:y a-t-il|est-ce qu[e’']|wie (?:hoch|groß|gross)|es gibt|gibt es)\b", re.I
)
_NUMBER = re.compile(r"\b([^\W\d_]+|\d\d?) $")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class RowGrammar:
    """The words of a language.

    `superlative` has the groups "said", and "nth" for a word of `ordinals` before it. `way` tells
    which way a match of it points, whether it counts what follows, and where it ends; None if it is
    no superlative. `number_of` leads to what is counted as well.
    """

    language: str
    superlative: re.Pattern[str]
    way: Callable[[re.Match[str]], tuple[Way, bool, int] | None]
    number_of: re.Pattern[str]
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]
    bounds: tuple[tuple[Relation, re.Pattern[str]], ...]
    count: re.Pattern[str]
    which: re.Pattern[str]
    total: re.Pattern[str]
    mean: re.Pattern[str]


def asked_in(text: str, grammar: RowGrammar) -> RowQuestion | None:
    """Returns what a question in a language asks of all rows of a table, None for another."""
    bounds, rest = bounds_in(_EMPTY.sub(" ", text), grammar.bounds)
    found = _extreme(rest, grammar) or _added(text, rest, grammar)
    if found is None and (which := grammar.which.match(rest)) and bounds:
        things = _things(rest[which.end() :], grammar)
        found = RowQuestion(RowTask.COUNT, rest[which.end() :], things)
    return replace(found, bounds=bounds, language=grammar.language) if found else None


def _extreme(text: str, grammar: RowGrammar) -> RowQuestion | None:
    found = ((match, grammar.way(match)) for match in grammar.superlative.finditer(text))
    match, told = next(((match, told) for match, told in found if told), (None, None))
    if match is None or told is None:
        return None
    way, counts, end = told
    before, after = text[: match.start()], text[end:]
    of_number = grammar.number_of.match(after)
    thing = _WORD.search(after, of_number.end() if of_number else 0)
    number = _NUMBER.search(before)
    top = _top(number[1], grammar) if number else 1
    return RowQuestion(
        RowTask.EXTREME,
        f"{before[: number.start()] if number and top > 1 else before} {after}",
        superlative=Superlative(match.string[match.start("said") : end].strip(), *way),
        place=grammar.ordinals.get(bare(match["nth"] or ""), 1),
        number=top,
        counted=thing.group() if thing and (counts or of_number) else "",
    )


def _top(said: str, grammar: RowGrammar) -> int:
    return int(said) or 1 if said.isdecimal() else grammar.numbers.get(bare(said), 1)


def _added(text: str, rest: str, grammar: RowGrammar) -> RowQuestion | None:
    counted, total = grammar.count.search(rest), grammar.total.search(rest)
    if counted:
        things = _things(rest[counted.end() :], grammar)
        kind = RowTask.TOTAL if total else RowTask.COUNT
        said = grammar.count.sub(" ", grammar.total.sub(" ", rest))
        return RowQuestion(kind, said, things) if things else None
    for kind, pattern in ((RowTask.MEAN, grammar.mean), (RowTask.TOTAL, grammar.total)):
        if pattern.search(rest):
            return RowQuestion(kind, pattern.sub(" ", rest))
    return None


def _things(text: str, grammar: RowGrammar) -> str:
    """Returns the words that a text begins with before the first that only joins others."""
    empty, found = function_words(grammar.language), list[str]()
    for word in _WORD.finditer(text):
        said = word.group()
        if bare(said) in empty and not found and word.start() < 2:
            continue
        if bare(said) in empty or len(found) == _MOST_THINGS or text[: word.start()].count(","):
            break
        found.append(said)
    return " ".join(found)


def _turned(way: Way) -> Way:
    most, dates, measure = way
    return (None if most is None else not most, None if dates is None else not dates, measure)


_HIGH: Way = (True, None, "")
_LOW: Way = (False, None, "")
_LATE: Way = (True, True, "date")
_EARLY: Way = (False, False, "date")
_OLD: Way = (True, False, "date")
_YOUNG: Way = (False, True, "date")


def _each(words: str, way: Way) -> dict[str, Way]:
    return dict.fromkeys(words.split(), way)


_DE = {
    **_each("höchst meist häufigst maximal", _HIGH),
    **_each("niedrigst geringst wenigst seltenst minimal", _LOW),
    **_each("größt grösst", (True, None, "size")),
    **_each("kleinst", (False, None, "size")),
    **_each("billigst günstigst preiswertest preisgünstigst", (False, None, "money")),
    **_each("teuerst kostspieligst", (True, None, "money")),
    **_each("bestbezahlt", (True, None, "pay")),
    **_each("neuest neust aktuellst spätest", _LATE),
    **_each("frühest frühst", _EARLY),
    **_each("ältest", _OLD),
    **_each("jüngst", _YOUNG),
    **_each("längst", (True, None, "length")),
    **_each("kürzest", (False, None, "length")),
    **_each("schwerst", (True, None, "weight")),
    **_each("leichtest", (False, None, "weight")),
    **_each("wärmst heißest heissest", (True, None, "temperature")),
    **_each("kältest kühlst", (False, None, "temperature")),
    **_each("schnellst", (True, None, "speed")),
    **_each("langsamst", (False, None, "speed")),
    **_each("tiefst", (True, None, "depth")),
    **_each("breitest", (True, None, "width")),
    **_each("schmalst", (False, None, "width")),
    **_each("best schlechtest stärkst schwächst", (None, None, "")),
}
_DE_COUNTS = frozenset({"meist", "wenigst", "haufigst", "haeufigst"})
_DE_FOLDED = {bare(word): way for word, way in _DE.items()}
_SPELT = {"ö": "(?:ö|oe)", "ä": "(?:ä|ae)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}


def _stems(words: Mapping[str, Way]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join("".join(_SPELT.get(c, c) for c in word) for word in longest)


def _german(match: re.Match[str]) -> tuple[Way, bool, int] | None:
    said = bare(match["said"])
    spelt = re.sub(r"(?<!q)([aou])e(?!u)", r"\1", said)
    way = _DE_FOLDED.get(said) or _DE_FOLDED.get(spelt)
    return (way, said in _DE_COUNTS, match.end()) if way else None


_FR = {
    **_each("cher couteux", (True, None, "money")),
    **_each("economique abordable", (False, None, "money")),
    **_each("eleve haut nombreux important", _HIGH),
    **_each("bas", _LOW),
    **_each("grand gros", (True, None, "size")),
    **_each("petit", (False, None, "size")),
    **_each("recent nouveau nouvel tard", _LATE),
    **_each("tot", _EARLY),
    **_each("ancien vieux vieil age", _OLD),
    **_each("jeune", _YOUNG),
    **_each("long", (True, None, "length")),
    **_each("court", (False, None, "length")),
    **_each("lourd", (True, None, "weight")),
    **_each("leger", (False, None, "weight")),
    **_each("chaud", (True, None, "temperature")),
    **_each("froid", (False, None, "temperature")),
    **_each("rapide", (True, None, "speed")),
    **_each("lent", (False, None, "speed")),
    **_each("profond", (True, None, "depth")),
    **_each("large", (True, None, "width")),
    **_each("etroit", (False, None, "width")),
}
_FR_FORMS = {"chere": "cher", "nouvelle": "nouveau", "ancienne": "ancien", "vieille": "vieux"} | {
    "couteuse": "couteux", "nombreuse": "nombreux", "basse": "bas", "grosse": "gros",
    "longue": "long", "legere": "leger", "agee": "age",
}  # fmt: skip
_ES = {
    **_each("caro costoso", (True, None, "money")),
    **_each("barato economico", (False, None, "money")),
    **_each("alto elevado numeroso", _HIGH),
    **_each("bajo", _LOW),
    **_each("grande", (True, None, "size")),
    **_each("pequeno", (False, None, "size")),
    **_each("reciente nuevo tarde", _LATE),
    **_each("temprano", _EARLY),
    **_each("antiguo viejo", _OLD),
    **_each("joven jovene", _YOUNG),
    **_each("largo", (True, None, "length")),
    **_each("corto", (False, None, "length")),
    **_each("pesado", (True, None, "weight")),
    **_each("ligero liviano", (False, None, "weight")),
    **_each("caliente caluroso calido", (True, None, "temperature")),
    **_each("frio", (False, None, "temperature")),
    **_each("rapido", (True, None, "speed")),
    **_each("lento", (False, None, "speed")),
    **_each("profundo", (True, None, "depth")),
    **_each("ancho", (True, None, "width")),
    **_each("estrecho", (False, None, "width")),
}
# Behind "plus" and "moins", what is counted follows.
_MOST_OF = frozenset({"", "de", "d"})
_MOST_SAID = {"maxim": _HIGH, "minim": _LOW, "mayor": (True, None, ""), "menor": (False, None, "")}
_GOOD: Way = (None, None, "")
# "More details" alone is no superlative.
_POINTING = re.compile(r"\b(?:el|la|los|las|lo|qué|cuál(?:es)?|quién(?:es)?)\b", re.I)


def _french(match: re.Match[str]) -> tuple[Way, bool, int] | None:
    if not match["way"]:
        return _MOST_SAID.get(bare(match["said"])[:5], _GOOD), False, match.end()
    said = bare(match["adjective"] or "")
    counts = said in _MOST_OF
    end = match.end("way") if counts else match.end()
    stem = said.removesuffix("s") if said not in _FR else said
    stem = _FR_FORMS.get(stem) or (stem if stem in _FR else stem.removesuffix("e"))
    way = _HIGH if counts else _FR.get(stem, _GOOD)
    return way if match["way"].lower() == "plus" else _turned(way), counts, end


def _spanish(match: re.Match[str]) -> tuple[Way, bool, int] | None:
    if not match["way"]:
        return _MOST_SAID.get(bare(match["said"])[:5], _GOOD), False, match.end()
    if not _POINTING.search(match.string, 0, match.start()):
        return None
    said = bare(match["adjective"] or "").removesuffix("s")
    stem = said if said in _ES else re.sub("a$", "o", said)
    way, counts = _ES.get(stem, _HIGH), stem not in _ES
    end = match.end("way") if counts else match.end()
    return way if bare(match["way"]) == "mas" else _turned(way), counts, end


def _conditions(said: Mapping[Relation, str]) -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """Returns patterns of conditions, "{}" standing for an amount and "{b}" for a second one."""
    a, b = f"(?P<a>{AMOUNT})", f"(?P<b>{AMOUNT})"
    return tuple(
        (relation, re.compile(rf"(?<!\w)(?:{words.replace('{}', a).replace('{b}', b)})", re.I))
        for relation, each in said.items()
        for words in each.split(" // ")
    )


GRAMMARS: dict[str, RowGrammar] = {
    "de": RowGrammar(
        "de",
        re.compile(
            rf"\b(?:am )?(?P<nth>zweit|dritt|viert|fünft)?-?(?P<said>{_stems(_DE)})e[nmrs]?\b", re.I
        ),
        _german,
        re.compile(r"^ (?:an)?zahl (?:der|von|an)\b", re.I),
        {"zweit": 2, "dritt": 3, "viert": 4, "funft": 5},
        {"zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "zehn": 10},
        _conditions(
            {
                Relation.WITHIN: "(?:zwischen|von) {} (?:und|bis) {b}"
                " // (?:genau|im jahr|in) (?P<a>(?:19|20)\\d\\d)\\b",
                Relation.AT_LEAST: "(?:mindestens|wenigstens|ab|seit|nicht (?:weniger|unter|vor)"
                "(?: als)?) {} // {} oder (?:mehr|höher|später|darüber|länger|älter)\\b",
                Relation.AT_MOST: "(?:höchstens|maximal|bis(?: zu)?|nicht (?:mehr|über|nach)"
                "(?: als)?) {} // {} oder (?:weniger|niedriger|früher|darunter|kürzer|jünger)\\b",
                Relation.MORE: "(?:(?:mehr|größer|höher|länger|älter|teurer|schwerer|später) als"
                "|über|nach) {}",
                Relation.LESS: "(?:(?:weniger|kleiner|niedriger|kürzer|jünger|billiger|günstiger"
                "|leichter|früher) als|unter|vor) {}",
            }
        ),
        re.compile(r"\b(?:wie ?viele?|(?:die |der )?(?:an)?zahl (?:der|von|an|aller)) ", re.I),
        re.compile(r"^(?:und )?(?:welche[rsnm]?|was|wer|liste|nenne?)(?: alle)?(?: mir)? ", re.I),
        re.compile(r"\b(?:insgesamt|gesamte[nrsm]?|summe(?: der)?|zusammen|gesamt-?(?=\w))", re.I),
        re.compile(
            r"\b(?:(?:im )?durchschnitt(?:lich(?:e[nrsm]?)?)?\b|im mittel\b|mittelwert\b"
            r"|durchschnitts-?(?=\w))",
            re.I,
        ),
    ),
    "fr": RowGrammar(
        "fr",
        re.compile(
            r"\b(?:(?P<nth>deuxième|seconde?|troisième|quatrième|cinquième) )?"
            r"(?P<said>(?:(?<=le )|(?<=la )|(?<=les )|(?<=ième )|(?<=second )|(?<=seconde ))"
            r"(?P<way>plus|moins)\b(?: (?P<adjective>[^\W\d_]+))?"
            r"|maxim\w+|minim\w+|meilleure?s?|pires?)",
            re.I,
        ),
        _french,
        re.compile(r"^ nombre (?:de\b|d['’])", re.I),
        {"deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5},
        {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10},
        _conditions(
            {
                Relation.WITHIN: "(?:entre|de) {} (?:et|à) {b} // (?:exactement|en)"
                " (?P<a>(?:19|20)\\d\\d)\\b",
                Relation.AT_LEAST: "(?:au moins|pas moins de|depuis|à partir de|dès) {}"
                " // {} ou (?:plus|davantage)\\b",
                Relation.AT_MOST: "(?:au plus|au maximum|pas plus de|jusqu['’](?:à|en)) {}"
                " // {} ou moins\\b",
                Relation.MORE: "(?:(?:de )?plus de|(?:supérieure?s?|au-dessus) (?:à|de)|après"
                "|(?:plus \\w+ que)|dépass\\w+) {}",
                Relation.LESS: "(?:(?:de )?moins de|(?:inférieure?s?|au-dessous|en dessous)"
                " (?:à|de)|avant|(?:moins \\w+ que)) {}",
            }
        ),
        re.compile(r"\b(?:combien (?:y a-t-il )?(?:de |d['’])|(?:le )?nombre (?:de |d['’]))", re.I),
        re.compile(r"^(?:et )?(?:quel(?:le)?s?|qui|liste[rz]?)(?: sont)?(?: l[ae]s?)? ", re.I),
        re.compile(r"\b(?:au total|en tout|(?:le |la )?total(?:e|es)?|somme)\b", re.I),
        re.compile(r"\b(?:(?:en |la )?moyen(?:ne)?s?)\b", re.I),
    ),
    "es": RowGrammar(
        "es",
        re.compile(
            r"\b(?:(?P<nth>segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]) )?(?<!qué )"
            r"(?P<said>(?P<way>m[áa]s|menos)\b(?! de\b| que\b)(?: (?P<adjective>[^\W\d_]+))?"
            r"|m[áa]xim[oa]s?|m[íi]nim[oa]s?|mayor(?:es)?|menor(?:es)?|mejor(?:es)?|peor(?:es)?)\b",
            re.I,
        ),
        _spanish,
        re.compile(r"^ (?:número|cantidad) de\b", re.I),
        {"segundo": 2, "segunda": 2, "tercer": 3, "tercero": 3, "tercera": 3},
        {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "diez": 10},
        _conditions(
            {
                Relation.WITHIN: "(?:entre|de) {} (?:y|a) {b} // (?:exactamente|en)"
                " (?P<a>(?:19|20)\\d\\d)\\b",
                Relation.AT_LEAST: "(?:al menos|como mínimo|no menos de|desde|a partir de) {}"
                " // {} o más\\b",
                Relation.AT_MOST: "(?:como máximo|a lo sumo|no más de|hasta) {} // {} o menos\\b",
                Relation.MORE: "(?:más de|más \\w+ (?:que|de)|mayor(?:es)? (?:de|que|a)"
                "|superior(?:es)? a|por encima de|después de) {}",
                Relation.LESS: "(?:menos de|menos \\w+ (?:que|de)|menor(?:es)? (?:de|que|a)"
                "|inferior(?:es)? a|por debajo de|antes de) {}",
            }
        ),
        re.compile(
            r"(?:¿\s?)?\b(?:cu[áa]nt[oa]s|(?:el )?(?:número|cantidad) (?:total )?de) ", re.I
        ),
        re.compile(
            r"^(?:¿\s?)?(?:y )?(?:qué|cuáles|cuál|quiénes|quién|lista)(?: son)?"
            r"(?: l[oa]s| el| la)? ",
            re.I,
        ),
        re.compile(r"\b(?:en total|(?:el )?total(?:es)?|suma)\b", re.I),
        re.compile(r"\b(?:(?:en |de )?promedio|medi[oa]s?)\b", re.I),
    ),
}
"""The words of each language, by its code."""
