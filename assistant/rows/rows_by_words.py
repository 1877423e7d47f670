"""The row of a table that has most of what a question says.

Rows of one table mean much the same, so that meaning tells them apart badly; their words do not.
What a row says stands partly above it: in the names of its columns, its section, the caption, the
headings, the title and the name of the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.evidence.answering_cells import said_together, text_of
from assistant.evidence.evidence import Evidence, gather
from assistant.evidence.row_asked_for import matches_clearly_less, stands_out
from assistant.questions.meant import LOOKED_AT
from assistant.rows.telling_words import (
    TellingWords,
    all_terms,
    is_naming_sign,
    is_sign,
    telling_words,
)
from index.search.retrieval import Found
from index.tables.codes import meanings
from index.tables.legends import spoken_names
from index.text.sentences import Span
from index.text.table_rows import (
    NamedCell,
    body_start,
    cells_of,
    is_whole_row,
    labels_above,
    plain,
    rows_within,
    table_at,
)
from index.text.times import nearest, times_in, without_times
from index.types import Document, Passage, Section

MOST_ALIKE = 3
"""How many rows are shown beside each other where a question tells no more of which is meant."""

ADDRESSED = 0.6
"""How sure it is that a cell answers of which a question names both the row and the column."""

_WITHIN = " › "
_FEWEST_DIGITS = 3
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_GREATER_PART = 0.5


class Fit(NamedTuple):
    """How well a stretch fits.

    `share` is that of the question's words that it has, 0 to 1, by rarity, and `named` the shares
    of its texts of which the question has every word, summed.
    """

    share: float
    named: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, and the passage it was found in: the one of that rank.

    `label` is what its first cell stands for, if that is a code: French, of fr.
    """

    passage: Passage
    table: Section
    span: Span
    rank: int
    label: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        return self.passage.document

    @property
    def cells(self) -> list[NamedCell]:
        return cells_of(self.document.text, self.table, self.span)

    @property
    def names(self) -> Mapping[str, str]:
        """What each column is called, by its name."""
        return spoken_names(self.document, self.table)

    @property
    def text(self) -> str:
        """What it says, what its label stands for, and what the cells say that span it."""
        return " ".join([self.document.text[slice(*self.span)], *self.label, *self.spanning])

    @property
    def spanning(self) -> tuple[str, ...]:
        """The texts of the cells above it that count in it."""
        text = self.document.text
        cells = labels_above(text, self.table, self.span)
        return tuple(text[cell.start : cell.end] for cell in cells)

    @property
    def place(self) -> tuple[str, int]:
        return self.document.id, self.span[0]


@dataclass(frozen=True, slots=True)
class ByWords:
    """Evidence with the row in front that fits a question best.

    `clear` unless many fit as well; `sure` is how sure it is by the words alone, 0 to 1.
    """

    evidence: list[Evidence]
    clear: bool = True
    sure: float = 0.0


def by_words(evidence: Sequence[Evidence], found: Found, question: str) -> ByWords:
    """Returns evidence, best first, with the row in front that has most of a question's words.

    It has to have the greater part of them. Before another row it comes as soon as it has more.
    Before what is no row it comes if it alone has all and means as much of it, or has as much and
    the question names both the row and one of its columns. Rows that fit as well follow it, if they
    are few.
    """
    asked = telling_words(found, question)
    if not evidence or not asked.words:
        return ByWords(list(evidence))
    best = evidence[0]
    is_row = table_at(best.hit.passage.document, best.start) is not None
    as_found = ByWords(list(evidence), clear=not is_row or stands_out(evidence))
    least = _fit_of(best, asked)
    fits = _fits(asked, found, least)
    if not is_row:
        fits = {
            row: fit
            for row, fit in fits.items()
            if fit.share == 1 > least.share or _is_addressed(row, asked)
        }
    most = max(fits.values(), default=least)
    alike = [row for row, fit in fits.items() if fit == most]
    # Of the parts of a wide row, the one that has the column is meant.
    alike = [row for row in alike if _is_addressed(row, asked)] or alike
    own = best.hit.passage.document.id, best.start
    known = any(row.place == own for row in alike)
    told = most.share > (0 if known else _GREATER_PART)
    if not told or not 0 < len(alike) <= MOST_ALIKE:
        return as_found
    alike.sort(key=lambda row: (row.place != own, row.rank, row.span))
    first = [_evidence(row, found, question, evidence) for row in alike]
    if not is_row and not _is_addressed(alike[0], asked) and matches_clearly_less(first[0], best):
        return as_found
    taken = {(e.hit.passage.document.id, e.start) for e in first}
    rest = [e for e in evidence if (e.hit.passage.document.id, e.start) not in taken]
    ordered = [*(replace(e, score=best.score) for e in first), *rest]
    named = len(alike) == 1 and most.share > _GREATER_PART and _is_addressed(alike[0], asked)
    return ByWords(ordered, sure=ADDRESSED if named else 0.0)


def _fits(asked: TellingWords, found: Found, least: Fit) -> dict[_Row, Fit]:
    """Returns the rows of what was found that fit at least as well as something else does."""
    fits: dict[_Row, Fit] = {}
    seen = set[tuple[str, int]]()
    most = least.share
    for hit in found.hits(LOOKED_AT):
        table = table_at(hit.passage.document, hit.passage.start)
        if table is None:
            continue
        about = _about(hit.passage)
        above = " ".join([about, *spoken_names(hit.passage.document, table).values()])
        if asked.may_have(f"{above} {hit.passage.text}") < most:
            continue
        for row in _rows(hit.passage, table, hit.rank):
            if row.place in seen or asked.may_have(f"{above} {row.text}") < most:
                continue
            seen.add(row.place)
            fit = _fit(row, about, asked)
            if fit >= least:
                fits[row] = fit
                most = max(most, fit.share)
    return fits


def _rows(passage: Passage, table: Section, rank: int) -> Iterator[_Row]:
    text = passage.document.text
    body = body_start(text, table)
    found = rows_within(passage.document, passage.start, passage.end) or ()
    spans = [s for s in found if s[0] >= body and is_whole_row(text, table, s)]
    labels = meanings(tuple(_first_cell(text[slice(*span)]) for span in spans))
    for span, label in zip(spans, labels, strict=True):
        yield _Row(passage, table, span, rank, label)


def _first_cell(row: str) -> str:
    """Returns what stands in the first cell of a row, without the name of its column."""
    first = row.strip("| ").split("|", 1)[0].split("; ", 1)[0]
    return first.rpartition(": ")[2].strip()


def _fit(row: _Row, about: str, asked: TellingWords) -> Fit:
    language = row.document.language
    cells = row.cells
    names = " ".join(dict.fromkeys(row.names.get(cell.name, "") for cell in cells))
    above = all_terms(" ".join([about, names, *row.label, *row.spanning]), language)
    above |= {form for cell in cells for form in asked.squeezed(cell.name)}
    above |= frozenset(filter(is_sign, _texts(row, cells)))
    if nearest(times_in(asked.text), [times_in(cell.name) for cell in cells]):
        above |= all_terms(asked.text, language) - all_terms(without_times(asked.text), language)
    together = [text_of(row.document, part) for part in said_together(row.document, row.span)]
    shares = [asked.share(above | all_terms(text, language)) for text in together]
    share = max(shares) if len(cells) > 1 else 0.0
    return Fit(share, _named(_texts(row, cells), asked, language))


def _fit_of(evidence: Evidence, asked: TellingWords) -> Fit:
    """Returns how well a block fits that was found by what it means."""
    passage = evidence.hit.passage
    table = table_at(passage.document, evidence.start)
    if table is not None:
        span = evidence.start, evidence.end
        return _fit(_Row(passage, table, span, evidence.hit.rank), _about(passage), asked)
    said = all_terms(f"{_about(passage)} {evidence.text}", passage.document.language)
    said |= frozenset(filter(is_sign, evidence.text.split()))
    return Fit(asked.share(said), 0.0)


def _named(texts: Sequence[str], asked: TellingWords, language: str) -> float:
    """Returns how much of a question is taken by those texts of which it has all words."""
    whole = (text for text in texts if asked.named(text, language) == 1)
    return round(sum(asked.share(all_terms(text, language)) for text in whole), 6)


def _texts(row: _Row, cells: Sequence[NamedCell]) -> list[str]:
    """Returns what the cells of a row say in words, each section that it is in by itself.

    A number that the row begins with names it as a word does, and so does a sign.
    """
    said = (plain(row.document.text[cell.start : cell.end]) for cell in cells)
    parts = [part for text in said for part in text.split(_WITHIN)]
    numbered = [
        part
        for n, part in enumerate(parts)
        if (not n and part.replace(".", "").isdecimal()) or _is_code(part)
    ]
    named = [part for part in parts if any(map(str.isalpha, part)) or is_naming_sign(part)]
    return list(dict.fromkeys([*numbered, *named, *row.label]))


def _is_code(number: str) -> bool:
    """Tells whether a number in a row may name it: "840" may, "3" and a year tell other things."""
    return number.isdecimal() and len(number) >= _FEWEST_DIGITS and not _YEAR.fullmatch(number)


def _is_addressed(row: _Row, asked: TellingWords) -> bool:
    """Tells whether a question names a row and one of its columns, by words or by their time."""
    language, cells = row.document.language, row.cells
    texts = _texts(row, cells)
    named = [text for text in texts if asked.named(text, language) == 1]
    if texts and not named:
        return False
    if any(map(is_sign, named)):
        return True
    values = [c for c in cells if asked.named(row.document.text[c.start : c.end], language) < 1]
    times = [times_in(cell.name) for cell in values]
    return bool(nearest(times_in(asked.text), times)) or any(
        asked.named(part, language) == 1 or asked.squeezed(part)
        for cell in values
        for part in row.names.get(cell.name, "").split(", ")
    )


def _evidence(row: _Row, found: Found, question: str, known: Sequence[Evidence]) -> Evidence:
    """Returns a row as evidence, which it is already if its passage was among the best."""
    for each in known:
        if (each.hit.passage.document.id, each.start) == row.place:
            return each
    only = tuple(c for c in found.candidates if c.id == row.passage.id)
    made = gather(replace(found, candidates=only), question)
    return next(each for each in made if each.start == row.span[0])


def _about(passage: Passage) -> str:
    """Returns what stands above a passage: the file, the title, the headings, the caption."""
    document = passage.document
    section = document.section_at(passage.start)
    path = section.path if section else passage.heading
    name = PurePosixPath(document.path).with_suffix("").as_posix().replace("-", " ")
    return " ".join([name.replace("_", " "), document.title, *path])
