"""Which row of a table is asked for: rows of one table differ only in what they say."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.evidence import Evidence
from index.text.table_rows import cells_of, table_at

_READ = 8
# Which of the signs of evidence is how much of the question's words it has.
_WORDS = 2
# Which of them is how well its tokens match, and from which lead on that tells: rows that differ in
# nothing that is asked for match within some thousandths.
_TOKENS, _CLEARLY = 1, 0.02


def row_first(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Returns evidence, best first, with the row in front that has most words of the question.

    Only if the best is a row itself, and among the rows of its table that were read with it.
    """
    rows = [e for e in evidence[:_READ] if evidence and is_row_beside(e, evidence[0])]
    most = max(rows, key=words_of, default=None)
    if most is None or words_of(most) <= words_of(evidence[0]):
        return list(evidence)
    first = replace(most, score=evidence[0].score)
    return [first, *(e for e in evidence if e is not most)]


def is_row_beside(one: Evidence, other: Evidence) -> bool:
    """Tells whether two stretches are rows of one table."""
    document, same = one.hit.passage.document, other.hit.passage.document
    table = table_at(document, one.start)
    return table is not None and document.id == same.id and table == table_at(same, other.start)


def stands_out(evidence: Sequence[Evidence]) -> bool:
    """Tells whether the best row matches clearly better than each other of its table, by meaning.

    What words do not tell apart may be told by what they mean: dentist, "Extraction of tooth".
    """
    others = [e for e in evidence[1:] if is_row_beside(e, evidence[0])]
    return all(matches_clearly_less(other, evidence[0]) for other in others)


def matches_clearly_less(one: Evidence, other: Evidence) -> bool:
    """Tells whether a stretch matches the question clearly less than another, by meaning."""
    return _match(other) - _match(one) >= _CLEARLY


def _match(evidence: Evidence) -> float:
    return evidence.signs[_TOKENS] if len(evidence.signs) > _TOKENS else 0.0


def row_label(evidence: Evidence) -> str:
    """Returns what stands in the first column of a row, empty for what is no row."""
    document = evidence.hit.passage.document
    table = table_at(document, evidence.start)
    cells = cells_of(document.text, table, (evidence.start, evidence.end)) if table else []
    return document.text[cells[0].start : cells[0].end] if cells else ""


def words_of(evidence: Evidence) -> float:
    """Returns how much of the question's words a stretch has, 0 to 1; 0 if that is not known."""
    return evidence.signs[_WORDS] if len(evidence.signs) > _WORDS else 0.0
