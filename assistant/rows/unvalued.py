"""Cells that hold a formula whose value the file does not: they answer nothing, and say so."""

import re
from dataclasses import replace

from assistant.evidence.answering_cells import row_cells
from assistant.questions.language import answer_language
from assistant.types import Answer, Citation
from prompts.catalogues import wording

_FORMULA = re.compile(r"=\s*[^\s=].*")


def without_values(answer: Answer) -> Answer:
    """Returns an answer; one that begins with a row whose value is a formula as a perhaps.

    It says then that the file has only the formula.
    """
    formula = _formula(answer.citations[0]) if answer.answered and answer.citations else ""
    if not formula:
        return answer
    words = wording(answer_language(answer.question))("formula-without-value", formula=formula)
    return replace(answer, answered=False, remark=words, note="")


def _formula(citation: Citation) -> str:
    """Returns the formula in the cell that answers, empty if that holds none.

    Where no cell is marked as the one, it is the row in which every value is one.
    """
    document = citation.passage.document
    cells = row_cells(document, (citation.start, citation.end))
    marked = [c for c in cells if any(a < c.end and c.start < b for a, b in citation.marks)]
    values = [cell for cell in marked if cell.column] or [cell for cell in cells if cell.column]
    texts = [document.text[cell.start : cell.end] for cell in values]
    found = [text for text in texts if _FORMULA.fullmatch(text)]
    return found[0] if found and len(found) == len(texts) else ""
