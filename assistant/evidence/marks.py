"""Which words of a quote answer: the number, date or name asked for, else what matches best."""

import re
from collections.abc import Iterable

from assistant.evidence.evidence import Evidence
from index.text.folding import bare
from index.text.function_words import function_words
from index.text.sentences import Span

# A character of Japanese or Chinese, or a word of another script.
_WORD = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々〆]|[^\W\u3041-\u30ff\u3400-\u9fff々〆]+")
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")
# As many as the items of a short row: "3, 6 and 12 months".
_MOST_DIFFERENT = 3
_JOINING = re.compile(r"[ \u00a0\-‐–’'・]?")


def marks(evidence: Evidence) -> tuple[Span, ...]:
    """Returns the words that answer, as spans of the document within the evidence, in order.

    Of many different numbers or names any may be meant: none is marked.
    """
    text = evidence.hit.passage.document.text
    if evidence.answers:
        different = {bare(text[slice(*span)]) for span in evidence.answers}
        return _joined(text, evidence.answers) if len(different) <= _MOST_DIFFERENT else ()
    words = (match.span() for match in _WORD.finditer(text, evidence.start, evidence.end))
    empty = function_words(evidence.hit.passage.document.language)
    aligned = [
        (start, end)
        for start, end in words
        if any(start <= place < end for place in evidence.aligned)
        and bare(text[start:end]) not in empty
        and not _HIRAGANA.fullmatch(text, start, end)
    ]
    return _joined(text, aligned)


def _joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Joins spans that overlap, or that only a blank or a hyphen parts."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or _JOINING.fullmatch(text, joined[-1][1], start)):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
