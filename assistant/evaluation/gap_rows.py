"""Gaps as rows of a question file for `tenkyo eval`, which a person fills in."""

from collections.abc import Sequence
from hashlib import sha256

from assistant.evaluation.questions import QuestionRow
from assistant.gaps.gaps import Gap


def question_rows(gap: Gap) -> list[QuestionRow]:
    """Returns rows of a question file for a gap; whether and where it is answered is left open."""
    note = f"asked by {gap.askers}, last {gap.last[:10]}: fill in 'answerable' and 'gold'"
    return [
        QuestionRow(
            id=f"gap-{sha256(question.encode(errors='replace')).hexdigest()[:12]}",
            question=question,
            answerable=None,
            kind="gap",
            note=note,
        )
        for question in gap.questions or (gap.name.replace(" · ", " "),)
    ]


def question_file(gaps: Sequence[Gap]) -> str:
    """Returns the whole file."""
    return "".join(f"{row.model_dump_json()}\n" for gap in gaps for row in question_rows(gap))
