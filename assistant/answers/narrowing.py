"""What was found, as it fits what a question asks of the thing that it names.

The name itself is met by every passage of that thing, whether its text says it again or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.evidence.confidence import confidence
from assistant.evidence.evidence import Evidence, gather, word_share
from assistant.evidence.reader import EvidenceReader
from assistant.questions.language import content_words
from assistant.questions.meant import LOOKED_AT, Meant
from assistant.tracing.spans import step
from index.search.late_interaction import best_matches, max_sim
from index.search.ranking import DENSE_SHARE, Scored
from index.search.retrieval import Found

# What BM25 gives a passage that has all words, as a share of its ceiling.
_ALL_WORDS = 0.5
# How sure it is that what is said of a thing answers a question for that thing as such.
_AS_SUCH = 0.9
_MOST_PASSAGES = 4


def asked_of(found: Found, rest: str) -> Found:
    """Returns the candidates by how well they fit the rest of a question, best first."""
    query = found.encode(rest)
    passages = [hit.passage for hit in found.hits(LOOKED_AT)]
    stored = [found.stored[p.id] for p in passages]
    if not stored:
        return found
    late = max_sim(best_matches(query.tokens, [v.tokens for v in stored]), query.weights)
    shares = [word_share(query, p.text, p.document.language) for p in passages]
    words = _ALL_WORDS * np.array(shares, np.float32)
    cosines = (np.stack([v.sentence for v in stored]) * query.sentence).sum(axis=1)
    mixed = query.late_share * late + (1 - query.late_share) * words
    mixed += query.readable * DENSE_SHARE * (cosines - mixed)
    rows = zip(passages, mixed.tolist(), late.tolist(), words.tolist(), strict=True)
    scored = [Scored(p.id, round(score, 6), a, b) for p, score, a, b in rows]
    ordered = sorted(scored, key=lambda candidate: (-candidate.score, candidate.id))
    return replace(found, query=query, candidates=tuple(ordered))


def of_each(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Returns the best block of each of the best passages, in the order of the documents."""
    firsts = {each.hit.passage.id: each for each in reversed(evidence)}
    best = sorted(firsts.values(), key=lambda each: each.hit.rank)[:_MOST_PASSAGES]
    return sorted(best, key=lambda each: (each.hit.passage.document.path, each.start))


def without_numbers(carried: str) -> str:
    """Returns words of an earlier question without those that say which one was meant by then."""
    return " ".join(word for word in carried.split() if not any(map(str.isdecimal, word)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is meant with the evidence in it, best first, and how sure it is that it answers."""

    found: Found
    evidence: list[Evidence]
    sure: float


def weighed(
    reader: EvidenceReader, about: Meant, question: str, *, carried: str, enough: float
) -> Weighed:
    """Weighs what is meant by the question, or by what that asks of it where that is not enough.

    A follow-up that only names another thing asks of it what was asked before: `carried`.
    """
    read = _weighed(reader, about.found, about.beside, question)
    if about.missing:
        return replace(read, sure=0.0)
    names_only = about.rest and not content_words(about.rest)
    rest = without_numbers(carried) if names_only else about.rest
    if read.sure < enough and rest and (names_only or not about.found.leaned):
        beside = asked_of(about.beside, rest)
        kept = {candidate.id for candidate in about.found.candidates}
        found = replace(beside, candidates=tuple(c for c in beside.candidates if c.id in kept))
        read = max(read, _weighed(reader, found, beside, question), key=lambda each: each.sure)
    return replace(read, sure=max(read.sure, _AS_SUCH)) if about.whole and read.evidence else read


def _weighed(reader: EvidenceReader, found: Found, beside: Found, question: str) -> Weighed:
    best, others = found.candidates[:1], beside.candidates
    ahead = replace(found, candidates=(*best, *(c for c in others if c not in best)))
    with step("tenkyo.read", {}) as span:
        evidence = gather(found, question)
        span.note({"tenkyo.read.blocks": len(evidence)})
        reading = reader.read(found, evidence, confidence(ahead, evidence))
    return Weighed(found, list(reading.evidence), reading.confidence)
