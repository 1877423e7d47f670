"""Where the documents disagree: two sentences that say the same, but for a number or a date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.evidence import Evidence
from assistant.evidence.subjects import of_different_things, say_different_things
from index.text.folding import fold
from index.text.numerals import FIGURES, reading, reads_with_point, value_of
from index.text.terms import terms
from prompts.catalogues import wording

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*|[一二三四五六七八九十百千]+(?=[日月年人件円%％回時分])")
# Numbers that only say where something stands.
_REFERENCE = re.compile(
    r"(?:articles?|points?|paragraphs?|annex|regulation|directive|sections?|chapters?|pages?|nos?"
    r"|versions?|figures?|tables?)\b[.\s]*(?:\([^)]{1,20}\)[,\s]*(?:of\s)?)*(?:no\s)?\d[\d/.]*"
    r"|\(\d{1,3}\)|第[\d一二三四五六七八九十百]+[条項号章]"
)
_NEAR = 0.85
_SAME = 0.7
_LOOKED_AT = 30
_FEWEST_WORDS = 3
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences that say different numbers of the same thing."""

    one: Evidence
    other: Evidence

    def note(self, language: str) -> str:
        """Returns the line that says so, in a language."""
        first, second = _differing(self.one.narrowed(), self.other.narrowed())
        words = wording(language)
        return words(
            "disagreement",
            one=words("quotation", quote=_place(self.one, self.other)),
            other=words("quotation", quote=_place(self.other, self.one)),
            first=words("quotation", quote=first),
            second=words("quotation", quote=second),
        )


def disagreement(evidence: Sequence[Evidence]) -> Disagreement | None:
    """Returns the sentence that contradicts the best one, None if none does."""
    best = evidence[0]
    return next(
        (
            Disagreement(best, other)
            for other in evidence[1:_LOOKED_AT]
            if other.score >= _NEAR * best.score and contradicts(best, other)
        ),
        None,
    )


def contradicts(one: Evidence, other: Evidence) -> bool:
    """Tells whether what two blocks tell of the same thing differs in numbers and in little else.

    Within one document they are rather about two things, such as the rows of a table; so are two
    documents or sections of which each names what the other does not.
    """
    mine, theirs = one.hit.passage, other.hit.passage
    if mine.document.id == theirs.document.id:
        return False
    one, other = one.narrowed(), other.narrowed()
    first, second = _differing(one, other)
    if not (first and second) or _likeness(one, other) < _SAME:
        return False
    language = mine.document.language
    return not (
        of_different_things(mine, theirs) or say_different_things(one.text, other.text, language)
    )


def _differing(one: Evidence, other: Evidence) -> tuple[str, str]:
    """Returns the first number of each block that the other has not, empty if there is none.

    They are as written; what is written in another way, "1,000" and "1000", is the same number.
    """
    first, second = _numbers(one), _numbers(other)
    return (
        next((first[value] for value in first if value not in second), ""),
        next((second[value] for value in second if value not in first), ""),
    )


def _numbers(block: Evidence) -> dict[str, str]:
    """Returns the numbers of a block as written, by what they are, in order."""
    point = reads_with_point(block.hit.passage.document.language)
    written = _NUMBER.findall(_REFERENCE.sub(" ", fold(block.text)))
    found: dict[str, str] = {}
    for number in written:
        found.setdefault(_value(number, point=point), number)
    return found


def _value(number: str, *, point: bool) -> str:
    """Returns a number in one way of writing, a time without the zero before its hour."""
    if all(figure in FIGURES for figure in number):
        return str(value_of(number))
    hour, *rest = number.split(":")
    if rest and hour.isdecimal():
        return ":".join([str(int(hour)), *rest])
    whole, _, fraction = (reading(number, point=point) or number).partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()):
        return number
    return f"{int(whole)}.{fraction}" if fraction else str(int(whole))


def _likeness(one: Evidence, other: Evidence) -> float:
    """Returns the share of words two sentences have in common, numbers left out."""
    first, second = _words(one), _words(other)
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return 0.0
    return len(first & second) / len(first | second)


def _words(evidence: Evidence) -> set[str]:
    bare = _NUMBER.sub(" ", fold(evidence.text))
    return set(terms(bare, evidence.hit.passage.document.language))


def _place(one: Evidence, other: Evidence) -> str:
    """Returns the title of a document, or its path where both have the same title."""
    mine, theirs = one.hit.passage.document, other.hit.passage.document
    name = mine.title if mine.title and mine.title != theirs.title else mine.path
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rstrip() + "…"
