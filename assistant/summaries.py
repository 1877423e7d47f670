"""Summaries: the telling sentences of one document or section, in reading order."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence, sentence_spans
from assistant.extractive import leans_back
from assistant.question_forms import SUMMARY, question_form
from index.analysis import terms
from index.function_words import function_words
from index.read_protocol import ReadableLibrary
from index.scope import Scope
from index.types import Document, Hit, Passage

_SENTENCES = 5
_MOST_PASSAGES = 200
_SHORTEST, _LONGEST = 20, 360
_OPENING = 1.2
_ENOUGH = 0.6
_THIS = re.compile(
    r"^(?:(?:this|the|that|it|my|these|your)\b.*|(?:document|text|article|file|paper|report)s?|"
    r"この(?:文書|文章|資料|記事|ファイル)|文書|)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    evidence: Evidence
    words: tuple[str, ...]
    place: int


def summarise(
    library: ReadableLibrary, question: str, scope: Scope | None = None
) -> list[Evidence]:
    """Returns the sentences of a summary, if one is asked for and it is clear of what; else none.

    What is asked for is the document or the section whose title the question names, or the only
    document that there is, or with a scope that the reader may see.
    """
    form = question_form(question)
    if form.kind != SUMMARY:
        return []
    [subject] = form.subjects
    rows = library.records.titles_by_id().items()
    seen = [(i, title) for i, title in rows if scope is None or i in scope.documents]
    best = _best_title(subject, [title for _, title in seen])
    document = library.document(seen[best or 0][0]) if best is not None or len(seen) == 1 else None
    if document is None:
        return []
    named = best is not None or _THIS.match(subject) is not None
    passages = library.passages_of(document)
    section = _section(passages, document, subject)
    return telling(section or passages) if section or named else []


def telling(passages: Sequence[Passage]) -> list[Evidence]:
    """Returns the sentences that say most of what the passages say, in reading order.

    Each in turn has the words that are frequent and not yet said (SumBasic, Nenkova & Vanderwende
    2005); sentences that open a passage are preferred a little, and each passage gives one at most
    until every one has.
    """
    candidates = _candidates(passages)
    counts = Counter(word for candidate in candidates for word in candidate.words)
    total = sum(counts.values())
    weights = {word: count / total for word, count in counts.items()}
    chosen: list[_Candidate] = []
    while candidates and len(chosen) < _SENTENCES:
        used = {candidate.evidence.hit.rank for candidate in chosen}
        fresh = [c for c in candidates if c.evidence.hit.rank not in used] or candidates
        best = max(fresh, key=lambda c: (_value(c, weights), -c.place))
        chosen.append(best)
        candidates.remove(best)
        weights.update({word: weights[word] ** 2 for word in best.words})
    return [c.evidence for c in sorted(chosen, key=lambda c: c.place)]


def _value(candidate: _Candidate, weights: dict[str, float]) -> float:
    mean = sum(weights[word] for word in candidate.words) / math.sqrt(len(candidate.words))
    opens = candidate.evidence.start == candidate.evidence.hit.passage.start
    return mean * (_OPENING if opens else 1.0)


def _candidates(passages: Sequence[Passage]) -> list[_Candidate]:
    found: list[_Candidate] = []
    step = max(1, math.ceil(len(passages) / _MOST_PASSAGES))
    for rank, passage in enumerate(passages[::step], start=1):
        hit = Hit(passage, 0.0, rank)
        for start, end in sentence_spans(passage):
            words = _telling_words(passage.document.text[start:end], passage.document.language)
            if words and _reads_alone(passage.document.text[start:end]):
                evidence = Evidence(hit, start, end, 0.0, 0.0, right_kind=True)
                found.append(_Candidate(evidence, words, len(found)))
    return found


def _telling_words(text: str, language: str) -> tuple[str, ...]:
    empty = function_words(language)
    return tuple(dict.fromkeys(word for word in terms(text, language) if word not in empty))


def _reads_alone(text: str) -> bool:
    """Tells whether this is a sentence of a readable length, no heading and no question."""
    if leans_back(text):
        return False
    columns = sum(1 if c.isascii() else 2 for c in text)
    return _SHORTEST <= columns <= _LONGEST and text.rstrip("\"'”’)）」』").endswith(
        (".", "!", "。", "．")
    )


def _section(passages: Sequence[Passage], document: Document, subject: str) -> Sequence[Passage]:
    """Returns the passages of the section that the subject names, none if it names none."""
    wanted = set(_telling_words(subject, document.language))
    wanted -= set(_telling_words(document.title, document.language))
    return [p for p in passages if wanted and wanted <= _heading_words(p)]


def _heading_words(passage: Passage) -> set[str]:
    return set(terms(" ".join(passage.heading), passage.document.language))


def _best_title(subject: str, titles: Sequence[str]) -> int | None:
    """Returns which title the subject names: the one that shares most of its words."""
    if _THIS.match(subject):
        return None
    empty = function_words("en")
    wanted = {word for word in terms(subject) if word not in empty}
    shares = [_overlap(wanted, set(terms(title)) - empty) for title in titles]
    best = max(range(len(titles)), key=lambda i: (shares[i], -i), default=None)
    return best if best is not None and shares[best] >= _ENOUGH else None


def _overlap(wanted: set[str], title: set[str]) -> float:
    shared = len(wanted & title)
    return shared / max(1, len(title)) if shared < len(wanted) else float(shared > 0)
