"""The extractive answer: the documents' own sentences, chosen and ordered, nothing else."""

import re
from collections.abc import Sequence

from assistant.evidence.evidence import Evidence, sentence_spans
from assistant.evidence.list_forms import is_introduction
from assistant.evidence.marks import marks
from assistant.evidence.row_asked_for import is_row_beside, words_of
from assistant.types import Citation, Sentence
from index.text.sentences import BLANK_LINE, Span
from index.text.table_rows import head_of, labels_above, table_at
from index.text.width import columns
from index.types import Passage

_MOST_SENTENCES = 4
_LONGEST_ANSWER = 600
_SUPPORT = 0.82
"""A supporting sentence scores at least this share of the best one's score."""

# A column more of an answer costs as much as this share of the best one's score, and a sentence
# that is added must be worth this much besides. Measured on five sets: at the same length, answers
# hold what is asked for more often than with a fixed share.
_COLUMN_COSTS = 0.00045
_WORTH = 0.66
# A sentence that hardly matches by itself is no support, however good its passage is.
_OWN_SUPPORT = 0.5
# What a sentence gains as support by standing beside the best one, or in the same paragraph.
_BESIDE = 0.08
_SAME_PARAGRAPH = 0.03
_SAME_WORDS = 0.8
# Sentences that begin so are understood only after the one before.
_LEANS_BACK = re.compile(
    r"(?:it|its|they|their|them|this|that|these|those|he|his|she|her|such|but|however|and|also"
    r"|moreover|therefore|thus|instead)\b|(?:\w+,? ){1,3}(?:this|these|that time|such)\b"
    r"|(?:それ|その|そこ|これ|この|こう|しかし|また|だが|彼|同(?:年|社|地|時))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_LONGEST_STRETCH = 420


def choose(evidence: Sequence[Evidence], said: str = "") -> list[Evidence]:
    """Chooses the best block and up to three sentences of others, as support in reading order.

    Sentences beside the best one come before equally good ones from elsewhere, short ones before
    long ones. The longer an answer is, the better must be what is added to it. A sentence that says
    again what was chosen already is left out, and so is support that was `said` earlier.
    """
    best = evidence[0]
    chosen, width = [best], columns(best.text)
    others = [e for e in (e.narrowed() for e in evidence[1:]) if not is_said(e.text, said)]
    near = [e for e in others if _as_support(e, best) >= _SUPPORT * best.score]
    for candidate in sorted(near, key=lambda e: -_worth(e, best)):
        wanted = (_WORTH + _COLUMN_COSTS * width) * best.score
        if len(chosen) == _MOST_SENTENCES or _worth(candidate, best) < wanted:
            break
        fits = width + columns(candidate.text) <= _LONGEST_ANSWER
        fits = fits and candidate.own >= _OWN_SUPPORT * best.own
        fits = fits and not is_introduction(candidate.text) and not _is_other_row(candidate, best)
        if fits and not any(repeats(candidate.text, c.text) for c in chosen):
            chosen.append(candidate)
            width += columns(candidate.text)
    return [best, *sorted(chosen[1:], key=lambda e: (e.hit.rank, e.start))]


def compose(chosen: Sequence[Evidence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Makes an answer of chosen sentences, each with its own citation, numbered from 1.

    The words that answer are marked in each. A row of a table whose names stand in a line of their
    own is cited with that line, and with the cells above it that span it.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for evidence in chosen:
        passage = evidence.hit.passage
        row = _cited(passage, len(citations) + 1, _stretch(evidence, chosen), marks(evidence))
        citations.append(row)
        numbers = [row.number]
        for span in _above(evidence):
            known = (c.number for c in citations if _place(c) == (passage.document.id, *span))
            number = next(known, len(citations) + 1)
            if number > len(citations):
                citations.append(_cited(passage, number, span))
            numbers.append(number)
        sentences.append(Sentence(row.quote, tuple(numbers)))
    return tuple(sentences), tuple(citations)


def _cited(passage: Passage, number: int, span: Span, words: tuple[Span, ...] = ()) -> Citation:
    return Citation(number, passage, *span, passage.document.text[slice(*span)], words)


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.passage.document.id, citation.start, citation.end


def _above(evidence: Evidence) -> list[Span]:
    """Returns the line of the names of a row that lacks them, and the cells that span it."""
    document, row = evidence.hit.passage.document, (evidence.start, evidence.end)
    table = table_at(document, evidence.start)
    head = head_of(document.text, table) if table else None
    labels = labels_above(document.text, table, row) if table else []
    heads = [head] if head and evidence.start >= head[1] else []
    return heads + [(label.start, label.end) for label in labels]


def leans_back(sentence: str) -> bool:
    """Tells whether a sentence is understood only after the one before."""
    return _LEANS_BACK.match(sentence) is not None


def _is_other_row(candidate: Evidence, best: Evidence) -> bool:
    """Tells whether a row has less of what is asked for than the best one of its table."""
    return is_row_beside(candidate, best) and words_of(candidate) < words_of(best)


def _worth(candidate: Evidence, best: Evidence) -> float:
    """Returns what a sentence brings as support, less what its length costs."""
    cost = _COLUMN_COSTS * columns(candidate.text) * best.score
    return _as_support(candidate, best) - cost


def _as_support(candidate: Evidence, best: Evidence) -> float:
    if candidate.hit.rank != best.hit.rank:
        return candidate.score
    text = best.hit.passage.document.text
    first, second = sorted((candidate, best), key=lambda e: e.start)
    between = text[first.end : second.start]
    if BLANK_LINE.search(between):
        return candidate.score
    return candidate.score + (_BESIDE if not between.strip() else _SAME_PARAGRAPH)


def _stretch(evidence: Evidence, chosen: Sequence[Evidence]) -> tuple[int, int]:
    """Returns the sentence's span, with the one before if it leans on it and is not chosen."""
    if not leans_back(evidence.text):
        return evidence.start, evidence.end
    before = [s for s in sentence_spans(evidence.hit.passage) if s[1] <= evidence.start]
    taken = {(e.hit.passage.document.id, e.start) for e in chosen}
    if not before or (evidence.hit.passage.document.id, before[-1][0]) in taken:
        return evidence.start, evidence.end
    start = before[-1][0]
    fits = evidence.end - start <= _LONGEST_STRETCH
    same_line = "\n" not in evidence.hit.passage.document.text[start : evidence.start].strip(" ")
    return (start if fits and same_line else evidence.start), evidence.end


def is_said(text: str, said: str) -> bool:
    """Tells whether a text stands in what was said, whose blanks are single ones."""
    return " ".join(text.split()) in said


def repeats(one: str, other: str) -> bool:
    """Tells whether two texts have most of their words in common."""
    a, b = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return len(a & b) >= _SAME_WORDS * max(1, min(len(a), len(b)))
