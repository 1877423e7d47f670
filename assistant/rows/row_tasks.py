"""What may be asked of all rows of a table: a task, a superlative, conditions, what is counted."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.rows.superlatives import Superlative

_KANA = re.compile(r"[\u3041-\u3096]")
_DIGITS = r"(?:\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d[\d.,'’/:-]*\d|\d)"
_VALUE = rf"(?:[A-Z]{{3}} |[€$£¥₹] ?)?[-−]?{_DIGITS}"
_UNIT = (
    r"(?: ?(?:%|‰|€|\$|£|[kKMG]?[gmltWBVJ]?\b(?=\W|$)"
    r"|thousand|tausend|mille?|mil|million(?:en|es)?|millones"
    r"|billion|milliarden|euros?|dollars?|yen"
    r"|francs?|franken|percent|prozent|(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\b"
    r"|(?:sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?)\b"
    r"|(?:secondes?|heures?|jours?|semaines?|mois|ans|années?)\b"
    r"|(?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)\b"
    r"|(?:kilo|centi|milli)?met(?:er|re)s?|miles?|feet|(?:kilo)?grams?|tonnes?|lit(?:er|re)s?))?"
)
_MONTHS = r"(?:(?:\d\d? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )"
AMOUNT = rf"(?:{_MONTHS})?(?:{_VALUE})(?:{_UNIT})"
"""A number or a date with its unit, as a question writes it."""


class RowTask(StrEnum):
    """What is asked of the rows of a table."""

    EXTREME = "extreme"
    COUNT = "count"
    TOTAL = "total"
    MEAN = "mean"


class Relation(StrEnum):
    """How a value must stand to the number of a condition."""

    MORE = "more"
    LESS = "less"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on a column: `sense` and the number or date, as written; two of them `within`."""

    sense: Relation
    values: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A question of all rows of a table.

    `things` are what is counted, empty where that is not said. `rest` is the question without the
    words that say what to do; what it names of the table is in there. `superlative` is that of an
    extreme, which may be the second one (`place`) or the first three (`number`). `verb` is the word
    before what compares: "carries" in "which ferry carries the most". `counted` is what the most
    are of: "passengers" in "the most passengers", empty for "the highest" and what else measures.
    `language` is the one whose numbers it writes.
    """

    kind: RowTask
    rest: str
    things: str = ""
    superlative: Superlative | None = None
    place: int = 1
    number: int = 1
    bounds: tuple[Bound, ...] = ()
    verb: str = ""
    counted: str = ""
    language: str = "en"

    @property
    def turned(self) -> tuple[str, ...]:
        """The conditions that a language denies by an ending: 超えない."""
        return tuple(bound.said for bound in self.bounds if _KANA.search(bound.said))

    @property
    def explicit(self) -> bool:
        """Whether it compares, which words alone do not tell."""
        return self.kind != RowTask.COUNT or bool(self.bounds)


def bounds_in(
    text: str, patterns: tuple[tuple[Relation, re.Pattern[str]], ...]
) -> tuple[tuple[Bound, ...], str]:
    """Returns the conditions of a question, and the question without them."""
    found: list[Bound] = []
    for sense, pattern in patterns:
        while match := pattern.search(text):
            values = tuple(value for value in (match["a"], match.groupdict().get("b")) if value)
            found.append(Bound(sense, values, match.group()))
            text = f"{text[: match.start()]} , {text[match.end() :]}"
    return tuple(found), text
