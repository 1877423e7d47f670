"""Whether one block says by itself what else only all rows of a table tell."""

from assistant.evidence.evidence import Evidence
from assistant.rows.denials import has_what_is_denied
from assistant.rows.row_questions import row_question
from assistant.rows.row_tasks import RowQuestion, RowTask
from assistant.rows.whole_table import TableRow, row_at
from index.text.function_words import function_words
from index.text.terms import terms


def is_row(evidence: Evidence) -> bool:
    """Tells whether a block is a row of a table."""
    return _row(evidence) is not None


def is_told_by(evidence: Evidence, asked: RowQuestion) -> bool:
    """Tells whether a block that is no row has the word that compares: "the cheapest plan is"."""
    return not is_row(evidence) and _says(evidence, asked)


def needs_all_rows(question: str, evidence: Evidence) -> bool:
    """Tells whether a row alone cannot answer a question that compares it with others.

    It can if it has the word that compares itself, or if the question names it. It cannot if it has
    what the question denies.
    """
    asked, row = row_question(question), _row(evidence)
    if row is not None and has_what_is_denied(question, row):
        return True
    if asked is None or row is None or not asked.explicit:
        return False
    language = evidence.hit.passage.document.language
    label = frozenset(terms(row.label, language)) - function_words(language)
    named = bool(label) and label <= set(terms(question, language))
    return not named and not _says(evidence, asked)


def _says(evidence: Evidence, asked: RowQuestion) -> bool:
    if asked.superlative is None:
        return (
            asked.kind in (RowTask.TOTAL, RowTask.MEAN)
            and asked.kind.value in evidence.text.lower()
        )
    return asked.superlative.said.casefold() in evidence.text.casefold()


def _row(evidence: Evidence) -> TableRow | None:
    return row_at(evidence.hit.passage.document, (evidence.start, evidence.end))
