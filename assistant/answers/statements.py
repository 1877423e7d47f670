"""Statements that are each about one of some things: sentences, items of lists, rows, headings.

What a statement is about stands in a place of its own: the subject of a sentence ("The Elm room
has …"), the line that leads a list, or the heading over it where the question names that in full
("the holiday list"), the name of the first column of a table, the beginning of a heading
("Article 5").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.evidence.list_forms import is_introduction, is_item
from index.search.holding import has_all, spans_of, telling_terms
from index.text.folding import bare
from index.text.function_words import function_words
from index.text.language import is_spaced
from index.text.sentences import Span, sentences
from index.text.table_rows import cells_of, plain, rows_within
from index.text.terms import Term
from index.types import Document, Section

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PREPOSITIONS = frozenset(
    "of in on at for with without from by to about under over near between who which that whose"
    " where".split()
)
_LONGEST_SUBJECT = 10
# A verb that no closed list knows may follow the thing, and what it has so many of.
_MOST_AFTER = 2
_NUMBER = re.compile(r"\d+|[A-Z]")
# The first word of a sentence has a capital whether it is a name or not.
_NAME = re.compile(r"(?<=[^\W\d] )[A-Z\u00c0-\u00de]\w*")
# What an ending tells to be several, by language.
_PLURALS = {"en": re.compile(r"\w*[^s\W]s", re.IGNORECASE)}
_CELL = re.compile(r"\s*(?P<name>[^:;|]{1,80}): (?P<value>[^;]*)(?:;|$)")
_RULE = re.compile(r"[\s|:+-]+")
# A topic of a Japanese sentence ends with one of these.
_TOPIC_JA = re.compile(r"[はがもで]")


class StatementKind(StrEnum):
    """What a statement is."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, `document.text[start:end]`, about one thing.

    `about` is where the thing is named, `under` the heading over it, if the question names that.
    `cells` are the names and values of a row.
    """

    document: Document
    kind: StatementKind
    start: int
    end: int
    about: str
    cells: tuple[tuple[str, str], ...] = ()
    under: str = ""

    @property
    def text(self) -> str:
        """The statement, verbatim."""
        return self.document.text[self.start : self.end]


def statements(
    document: Document, section: Section, things: Sequence[Term], condition: Sequence[Term] = ()
) -> list[Statement]:
    """Returns the statements of a section that are each about one of some things, in order.

    The words of the `condition` can name the heading with those of the things.
    """
    found = _all if section.columns is None else _rows
    heading = section.heading[-1] if section.heading else ""
    under = heading if _is_named(heading, [*things, *condition], document.language) else ""
    told = (replace(each, under=under) for each in found(document, section))
    return [each for each in told if _is_about(each, section, things)]


def _is_named(heading: str, said: Sequence[Term], language: str) -> bool:
    """Tells whether some terms have every telling word of a heading of several words."""
    forms = {form for term in said for form in term.forms}
    telling = telling_terms(heading, [language])
    return len(telling) > 1 and all(not forms.isdisjoint(term.forms) for term in telling)


def headings(document: Document, things: Sequence[Term]) -> list[Statement]:
    """Returns the headings of a document that begin with the things, as "Article 5" does."""
    found = []
    for section in document.sections:
        name = section.heading[-1] if section.heading else ""
        at = document.text.find(name, max(0, section.start - len(name) - 80)) if name else -1
        first = _WORD.search(name)
        numbered = first and re.match(r"\s*[\dIVXLC]+\b", name[first.end() :])
        if at >= 0 and first and numbered and has_all(things, first.group(), document.language):
            end = at + len(name)
            found.append(Statement(document, StatementKind.HEADING, at, end, first.group()))
    return found


def _all(document: Document, section: Section) -> Iterator[Statement]:
    lead, names = "", list[str]()
    for start, end in _lines(document.text, section.start, section.end):
        said = document.text[start:end]
        if said.lstrip().startswith("|"):
            cells = [cell.strip() for cell in said.strip().strip("|").split("|")]
            if not names:
                names = cells
            elif not _RULE.fullmatch(said):
                pairs = tuple(zip(names, cells, strict=False))
                yield Statement(document, StatementKind.ROW, start, end, names[0], pairs)
            continue
        names = []
        if _is_row(said):
            pairs = tuple((m["name"].strip(), m["value"].strip()) for m in _CELL.finditer(said))
            yield Statement(document, StatementKind.ROW, start, end, pairs[0][0], pairs)
        elif is_item(said):
            yield Statement(document, StatementKind.ITEM, start, end, lead)
        elif is_introduction(said):
            lead = said
        else:
            lead = ""
            subject = _subject(said, document.language)
            yield Statement(document, StatementKind.SENTENCE, start, end, subject)


def _rows(document: Document, table: Section) -> Iterator[Statement]:
    """Yields the rows of a table, each about what the name of its first column says."""
    for start, end in rows_within(document, table.start, table.end) or ():
        cells = cells_of(document.text, table, (start, end))
        pairs = tuple((cell.name, plain(document.text[cell.start : cell.end])) for cell in cells)
        if pairs:
            yield Statement(document, StatementKind.ROW, start, end, pairs[0][0], pairs)


def _is_row(text: str) -> bool:
    """Tells whether a line is a row as readers write them: "Room: Elm; Seats: 6"."""
    cells = text.split("; ")
    return len(cells) > 1 and all(_CELL.match(cell) for cell in cells)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields sentences; of a list or a table, whole lines."""
    open_item: Span | None = None
    for first, last in sentences(text, start, end):
        begins = is_item(text[first:last]) or text[first] == "|"
        if open_item and "\n" not in text[open_item[1] : first] and not begins:
            open_item = (open_item[0], last)
            continue
        if open_item:
            yield open_item
        open_item = (first, last) if begins else None
        if not begins:
            yield first, last
    if open_item:
        yield open_item


def _subject(sentence: str, language: str) -> str:
    """Returns the subject of a sentence, without what hangs on it; empty if it has none such.

    It ends before the first preposition, or before the first verb that a closed list knows.
    """
    if not is_spaced(language):
        topic = _TOPIC_JA.split(sentence, maxsplit=1)
        return topic[0] if len(topic) > 1 else ""
    empty, first = function_words(language), True
    for number, match in enumerate(_WORD.finditer(sentence)):
        word = bare(match.group())
        if word in _PREPOSITIONS or (word in empty and not first):
            return sentence[: match.start()]
        if number == _LONGEST_SUBJECT:
            return ""
        first = first and word in empty
    return ""


def _is_about(statement: Statement, section: Section, things: Sequence[Term]) -> bool:
    """Tells whether a statement is about one of the things.

    The last word of what the things are called must be where the statement names its own; words
    before that may stand in a heading or the title.
    """
    language = statement.document.language
    above = " ".join([statement.document.title, *section.heading])
    if not has_all(things, f"{above} {statement.about}", language):
        return False
    if statement.kind is StatementKind.SENTENCE:
        return _names_one(statement, things[-1:])
    if statement.kind is StatementKind.ITEM and has_all(things, statement.under, language):
        return True
    return bool(spans_of(things[-1:], statement.about, language))


def _names_one(statement: Statement, thing: Sequence[Term]) -> bool:
    """Tells whether the subject of a sentence is one thing with a name of its own.

    "The Elm room" and "Room 12" are, "a meeting room" and "rooms" are not.
    """
    language, subject = statement.document.language, statement.about
    named = spans_of(thing, subject, language)
    if not named:
        return False
    start, end = named[-1]
    before, after = subject[:start], subject[end:].split()
    if not is_spaced(language):
        return bool(before)
    plural = _PLURALS.get(language)
    if plural and plural.fullmatch(subject[start:end]):
        return False
    numbered = bool(after) and _NUMBER.fullmatch(after[0]) is not None
    return len(after) <= _MOST_AFTER and (numbered or _NAME.search(before) is not None)
