"""The row that a question names by its label: it answers, and no other row of its table does."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from assistant.evidence.row_asked_for import is_row_beside
from assistant.questions.designators import designations
from assistant.rows.whole_table import TableRow, row_at
from index.text.function_words import function_words
from index.text.terms import terms


def named_first(evidence: Sequence[Evidence], question: str) -> list[Evidence]:
    """Returns evidence, best first, with the row in front whose label the question names.

    Only if the best is another row of that table. Of two that are named, as "Zone" and "Zone 2",
    the longer label counts; if two are as long, none comes first.
    """
    if (
        not evidence
        or (best := _row(evidence[0])) is None
        or _is_named(best, evidence[0], question)
    ):
        return list(evidence)
    beside = [e for e in evidence[1:] if is_row_beside(e, evidence[0])]
    named = [
        (len(_label(row, e)), e) for e in beside if (row := _row(e)) and _is_named(row, e, question)
    ]
    longest = max((length for length, _ in named), default=0)
    first = [each for length, each in named if length == longest]
    if len(first) != 1:
        return list(evidence)
    moved = replace(first[0], score=evidence[0].score)
    return [moved, *(each for each in evidence if each is not first[0])]


def without_others(evidence: Sequence[Evidence], question: str) -> list[Evidence]:
    """Returns evidence, best first, without other rows of the table of a row that is named.

    They are not about what the question names, whatever they have in common with it.
    """
    if not evidence or (best := _row(evidence[0])) is None:
        return list(evidence)
    if not _is_named(best, evidence[0], question):
        return list(evidence)
    return [
        each
        for each in evidence
        if (row := _row(each)) is None
        or not is_row_beside(each, evidence[0])
        or _is_named(row, each, question)
    ]


def is_another_row(question: str, evidence: Evidence) -> bool:
    """Tells whether a row is one of those that a question names by number, but another number.

    "Zone 1" is another row than the one that "zone 2" asks for.
    """
    row = _row(evidence)
    if row is None:
        return False
    language, label = evidence.hit.passage.document.language, _label(row, evidence)
    numbers = {term for term in label if _is_number(term)}
    words = (label - numbers) or _kind(row, evidence)
    of_kind = [d for d in designations(question) if words.issuperset(terms(d.kind, language))]
    return bool(numbers and of_kind) and not any(d.value in numbers for d in of_kind)


def _is_named(row: TableRow, evidence: Evidence, question: str) -> bool:
    """Tells whether a question has the whole label of a row; of a bare number, with its kind."""
    asked = set(terms(question, evidence.hit.passage.document.language))
    label = _label(row, evidence)
    if not label or not label <= asked:
        return False
    return not all(map(_is_number, label)) or not _kind(row, evidence).isdisjoint(asked)


def _label(row: TableRow, evidence: Evidence) -> frozenset[str]:
    language = evidence.hit.passage.document.language
    return frozenset(terms(row.label, language)) - function_words(language)


def _kind(row: TableRow, evidence: Evidence) -> frozenset[str]:
    """Returns the words of the name of the first column, which say what the rows are."""
    name = next(iter(row.cells), ("", 0))[0]
    return frozenset(terms(name, evidence.hit.passage.document.language))


def _is_number(term: str) -> bool:
    return term.replace(".", "").isdecimal()


def _row(evidence: Evidence) -> TableRow | None:
    return row_at(evidence.hit.passage.document, (evidence.start, evidence.end))
