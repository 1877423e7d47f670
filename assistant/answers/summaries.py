"""Summaries: the telling sentences of one document or section, in reading order."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.evidence import Evidence, sentence_spans
from assistant.evidence.extractive import leans_back
from assistant.questions.question_forms import SUMMARY, question_form
from assistant.types import Exchange
from index.read_protocol import ReadableLibrary
from index.text.function_words import function_words
from index.text.terms import terms
from index.types import Document, Hit, Passage

_SENTENCES = 5
_MOST_PASSAGES = 200
# So many documents are summed up together.
_FEW = 12
_SHORTEST, _LONGEST = 20, 360
_OPENING = 1.2
_ENOUGH = 0.6
_THIS = re.compile(
    r"^(?:(?:this|the|that|it|my|these|your)\b.*|(?:document|text|article|file|paper|report)s?|"
    r"この(?:文書|文章|資料|記事|ファイル)|これら?|ここ|文書|)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Statement:
    evidence: Evidence
    words: tuple[str, ...]
    place: int


def summarise(
    library: ReadableLibrary, question: str, history: Sequence[Exchange] = ()
) -> list[Evidence]:
    """Returns the sentences of a summary, if one is asked for and it is clear of what; else none.

    What is asked for is the document or the section whose title the question names. "This" is the
    document that the last answer told of, else the only one that there is. Of a few documents, each
    gives the sentence that says most, if "this" is all there is to go by.
    """
    form = question_form(question)
    if form.kind != SUMMARY:
        return []
    [subject] = form.subjects
    titles = list(library.records.titles_by_id().items())
    best = _best_title(subject, [title for _, title in titles])
    this = best is None and _THIS.match(subject) is not None
    told = _told_last(history) if this else None
    if this and told is None and not history and 1 < len(titles) <= _FEW:
        return [each for i, _ in titles for each in _first_telling(library, i)]
    chosen = titles[best][0] if best is not None else told
    if chosen is None and len(titles) == 1:
        chosen = titles[0][0]
    document = library.document(chosen) if chosen else None
    if document is None:
        return []
    passages = library.passages_of(document)
    section = _section(passages, document, subject) if told is None else ()
    clear = section or best is not None or this
    return telling(section or passages, form.number or _SENTENCES) if clear else []


def asks_about_all(question: str, history: Sequence[Exchange]) -> bool:
    """Tells whether a question asks what all of this is about, with nothing said before."""
    form = question_form(question)
    return not history and form.kind == SUMMARY and _THIS.match(form.subjects[0]) is not None


def _told_last(history: Sequence[Exchange]) -> str | None:
    """Returns the document that the last answer told of, None if it told of several or none."""
    last = next((turn for turn in reversed(history) if turn.answered), None)
    told = {each.document_id for each in last.named} if last else set()
    return next(iter(told)) if len(told) == 1 else None


def _first_telling(library: ReadableLibrary, document_id: str) -> list[Evidence]:
    document = library.document(document_id)
    return telling(library.passages_of(document), 1) if document else []


def telling(passages: Sequence[Passage], most: int = _SENTENCES) -> list[Evidence]:
    """Returns the sentences that say most of what the passages say, in reading order.

    Each in turn has the words that are frequent and not yet said (SumBasic, Nenkova & Vanderwende
    2005); sentences that open a passage are preferred a little, and each passage gives one at most
    until every one has.
    """
    candidates = _candidates(passages)
    counts = Counter(word for candidate in candidates for word in candidate.words)
    total = sum(counts.values())
    weights = {word: count / total for word, count in counts.items()}
    chosen: list[_Statement] = []
    while candidates and len(chosen) < most:
        used = {candidate.evidence.hit.rank for candidate in chosen}
        fresh = [c for c in candidates if c.evidence.hit.rank not in used] or candidates
        best = max(fresh, key=lambda c: (_value(c, weights), -c.place))
        chosen.append(best)
        candidates.remove(best)
        weights.update({word: weights[word] ** 2 for word in best.words})
    return [c.evidence for c in sorted(chosen, key=lambda c: c.place)]


def _value(candidate: _Statement, weights: dict[str, float]) -> float:
    mean = sum(weights[word] for word in candidate.words) / math.sqrt(len(candidate.words))
    opens = candidate.evidence.start == candidate.evidence.hit.passage.start
    return mean * (_OPENING if opens else 1.0)


def _candidates(passages: Sequence[Passage]) -> list[_Statement]:
    found: list[_Statement] = []
    step = max(1, math.ceil(len(passages) / _MOST_PASSAGES))
    for rank, passage in enumerate(passages[::step], start=1):
        hit = Hit(passage, 0.0, rank)
        for start, end in sentence_spans(passage):
            words = _telling_words(passage.document.text[start:end], passage.document.language)
            if words and _reads_alone(passage.document.text[start:end]):
                evidence = Evidence(hit, start, end, 0.0, 0.0, right_kind=True)
                found.append(_Statement(evidence, words, len(found)))
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
