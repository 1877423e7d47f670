"""Designators: the numbers that say which one of a kind is meant.

"version 2.1", "PPR-9087", "section 4.2", "FY2022", 第三条. Their kind is the word before the
number; what counts as a kind is not listed but read off the documents: a word that numbers follow
there. A number before a word, as in "90 days", says how much. A single letter does as a number
does: "Store D", "Plan B". A word is said once of several: "Rooms 3, 4 and 5", "Zones 1–4".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from index.tables.ranges import Range, range_of
from index.text.folding import bare
from index.text.function_words import function_words
from index.text.language import told_by_words
from index.text.numerals import FIGURES, value_of
from index.text.terms import stem
from index.text.times import is_month

YEAR, RELEASE = "year", "release"
"""The kinds of numbers that need no word before them: 2024, and 2.10."""

_COUNTERS = "条項号章節編款版回"
_VALUE = r"\d+(?:[./-]\d+)*(?![\d,.]*\d)"
_NAMED = re.compile(
    rf"第(?P<count>[{FIGURES}]+|\d+)(?P<counter>[{_COUNTERS}])(?:の(?P<more>[{FIGURES}]+|\d+))?"
    r"|(?<![^\W_])(?P<word>[^\W\d_]+|§)(?P<join>\.?[ \u00a0]|[-_#/.]?)"
    rf"(?P<value>{_VALUE})(?![^\W_])(?![ \u00a0]?[%€$£¥])(?P<unit>[ \u00a0][^\W\d_]+)?"
)
# A letter alone; "I" is a word, and a stop or a sign after one makes it something else: "J. Smith".
_LETTERED = re.compile(
    r"(?<![^\W_])(?P<word>[^\W\d_]{2,})[ \u00a0](?P<value>[A-HJ-Z])(?![\w.'’&+#/-])"
)
# Who asks writes it small, too.
_SMALL_LETTERED = re.compile(
    _LETTERED.pattern.replace("[A-HJ-Z]", "[b-hj-z]"),
)
# What joins numbers that one word stands before: "3, 4 and 5", "3 oder 4".
_AND = r"(?:and|or|und|oder|sowie|et|ou|y|o|u|e)"
_BLANK = "[ \u00a0]?"
_AND_SO_ON = re.compile(
    rf"(?:{_BLANK}[,;/&+、，・]{_BLANK})?(?P<and>{_BLANK}\b{_AND}[ \u00a0]|{_BLANK}&{_BLANK})?"
    rf"(?P<value>(?<!\d){_VALUE}|[A-HJ-Z](?![\w.'’&+#/-]))(?![^\W_])(?!{_BLANK}[%€$£¥])"
    r"(?P<unit>[ \u00a0][^\W\d_]+)?",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(r"[^\d\n.,;:]{1,9}\d+(?![\d.,]*\d)")
_BESIDE = re.compile(r"[^\d\n.,;:()]{0,24}")
_NUMBER = re.compile(rf"(?<![\w.,/$€£¥])(?P<value>{_VALUE})(?![^\W_]|[ \u00a0]?[%€$£¥])")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,]|\.\d|/\d{3})")
_LEADING = re.compile(rf"\W*(?P<value>{_VALUE})\b")
_LINE_BEGINS = re.compile(r"(?:^|\n)[\s#*>_-]*$")
_REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class Designator:
    """A number that says which one of a `kind` is meant, as `written` at `start`.

    `glued` tells that nothing but a hyphen or the like stands between word and number, `measures`
    that a word follows as a unit would: such a number may say how much. `after` is the one whose
    word it has, where it goes on from that.
    """

    kind: str
    value: str
    written: str
    start: int
    glued: bool = False
    measures: bool = False
    after: "Designator | None" = None

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.written)

    def is_named_by(self, value: str) -> bool:
        """Tells whether another value of this kind is the same, or one within it: 4.2 is in 4."""
        return value == self.value or re.match(rf"{re.escape(self.value)}[./-]", value) is not None

    def is_near(self, value: str) -> bool:
        """Tells whether the one value may be a part of the other."""
        within = re.match(rf"{re.escape(value)}[./-]", self.value)
        return self.is_named_by(value) or within is not None


def designators(question: str) -> list[Designator]:
    """Returns what a question designates by a number, in order; years and releases as such too."""
    text = normalize("NFKC", question)
    empty = function_words(told_by_words(text, ["en"]))
    said = [*designations(text), *map(_by_letter, _SMALL_LETTERED.finditer(text))]
    said.sort(key=lambda each: each.start)
    told = (d for d in said if d.after is None or not d.measures)
    found = [d for d in told if d.kind not in empty and not is_month(d.kind)]
    taken = {d.end for d in found}
    loose = [d for d in _loose(text) if d.end not in taken]
    named = [Designator(YEAR, m.group(), m.group(), m.start()) for m in _YEAR.finditer(text)]
    return [*found, *loose, *named]


@lru_cache(_REMEMBERED)
def designations(text: str) -> tuple[Designator, ...]:
    """Returns every number or single letter of a text after a word, with that word as its kind."""
    numbered = map(_designator, _NAMED.finditer(text))
    first = [*numbered, *map(_by_letter, _LETTERED.finditer(text))]
    more = [each for one in first if one.kind not in _COUNTERS for each in _going_on(text, one)]
    return tuple(sorted([*first, *more], key=lambda each: each.start))


def are_of_one_kind(one: str, other: str, language: str) -> bool:
    """Tells whether two kinds are one in two forms: room, rooms."""
    return one == other or stem(one, language) == stem(other, language)


def is_within(asked: Designator, text: str, said: Designator) -> bool:
    """Tells whether the number asked for is in the range that a text says of its kind.

    "Zones 1–4", "Age 60 and over", "up to grade 6"; "Rooms 3/4" are two.
    """
    if said.glued or not asked.value.isdecimal():
        return False
    if asked.value in said.value.split("/"):
        return True
    number, value = Decimal(asked.value), said.end - len(said.value)
    # The next number is the other end of a range, or of something else.
    nearest = _NEXT_NUMBER.match(text, said.end)
    ends = [nearest.end()] if nearest else []
    beside = _BESIDE.match(text, said.end)
    ends.append(beside.end() if beside else said.end)
    before = text[max(0, said.start - 20) : said.start].rpartition("\n")[2]
    read = (range_of(before + text[value:end], "en") for end in ends)
    given = next((each for each in read if each and not each.is_point), None)
    return given is not None and given.holds(Range(number, number))


def years(text: str) -> set[str]:
    """Returns the years that a text names."""
    return set(_YEAR.findall(text))


def leading_number(heading: str) -> str:
    """Returns the number that a heading begins with, empty without one: 4.2 of "4.2 Fees"."""
    match = _LEADING.match(heading)
    return match["value"].rstrip(".") if match else ""


def names(text: str, designator: Designator) -> bool:
    """Tells whether a text is about what it designates, not only refers to it.

    So it is with a code, a kind in capitals such as ISO, and where a line begins, as in a heading.
    """
    if designator.after is not None:
        return not designator.measures and names(text, designator.after)
    kind = designator.written[: len(designator.kind)]
    capitals = len(kind) > 1 and kind.isupper()
    return designator.glued or capitals or opens_line(text, designator)


def opens_line(text: str, designator: Designator) -> bool:
    """Tells whether a designator of a text stands where a line of it begins, as a heading does."""
    return _LINE_BEGINS.search(text, max(0, designator.start - 40), designator.start) is not None


def _by_letter(match: re.Match[str]) -> Designator:
    value = match["value"].upper()
    return Designator(_kind(match["word"]), value, match.group(), match.start())


def _designator(match: re.Match[str]) -> Designator:
    if match["counter"]:
        more = f"-{value_of(match['more'])}" if match["more"] else ""
        value = f"{value_of(match['count'])}{more}"
        return Designator(match["counter"], value, match.group(), match.start(), glued=False)
    end = match.end("value")
    glued = " " not in match["join"] and "\u00a0" not in match["join"]
    return Designator(
        kind=_kind(match["word"]),
        value=match["value"],
        written=match.string[match.start() : end],
        start=match.start(),
        glued=glued,
        measures=not glued and match["unit"] is not None and _is_unit(match),
    )


def _going_on(text: str, first: Designator) -> Iterator[Designator]:
    """Yields the further numbers, or letters, that have the word of the first: "3, 4 and 5"."""
    end = first.end
    while (match := _AND_SO_ON.match(text, end)) and match.start("value") > end:
        value, measures = match["value"], match["unit"] is not None and _is_unit(match)
        if not _is_such(value, first.value) or (measures and not match["and"]):
            return
        start = match.start("value")
        yield Designator(first.kind, value, value, start, measures=measures, after=first)
        if measures:
            return
        end = match.end("value")


def _is_such(value: str, first: str) -> bool:
    """Tells whether two values are of one sort: letters, years or other numbers."""
    if value.isalpha() or first.isalpha():
        return value.isupper() and first.isupper()
    return (_YEAR.fullmatch(value) is None) == (_YEAR.fullmatch(first) is None)


def _is_unit(match: re.Match[str]) -> bool:
    empty = function_words(told_by_words(match.string, ["en"]))
    return bare(match["unit"].strip()) not in empty


def _kind(word: str) -> str:
    folded = bare(word)
    return "section" if folded == "§" else folded


def _loose(question: str) -> Iterator[Designator]:
    """Yields the releases of a question that no word stands before: "between 2.1 and 3.0"."""
    for match in _NUMBER.finditer(question):
        if "." in match["value"]:
            yield Designator(RELEASE, match["value"], match["value"], match.start())
