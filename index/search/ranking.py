"""What passages score for a question, and the order that this puts them in.

MaxSim over token vectors is mixed with BM25 and the cosine of the sentence vectors by how much of
the question the embedding model can read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.embedding import Floats
from index.search.conversation_bias import conversation_scores, say, with_conversation
from index.search.late_interaction import best_matches, max_sim
from index.search.proposals import Part, Proposed
from index.search.queries import EncodedQuery
from index.store.vector_file import PassageVectors

Scores = tuple[Floats, Floats, Floats]

# The share of the cosine of the sentence vectors in the score of a question that is read, and how
# much it counts that words stand side by side as they do in the question.
DENSE_SHARE = 0.3
PAIRS_SHARE = 0.15
_BM25_CEILING = 2.2  # k1 + 1: what one term can contribute at most, in units of its rarity.


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate passage with its scores, each about 0 to 1: `score` mixes the others."""

    id: str
    score: float
    late: float
    lexical: float


def ranked(
    proposed: Proposed, ids: Sequence[str], scores: Sequence[Scores]
) -> tuple[EncodedQuery, tuple[Scored, ...], bool]:
    """Orders n passages by what each part scores them; also returns for which question, and why."""
    mixed, late, words = scores[0]
    pairs = np.array([proposed.pairs.get(i, 0.0) for i in ids], np.float32)
    score = _with_pairs(mixed, pairs)
    leaned = False
    if proposed.said:
        said = 1 + len(proposed.said)
        questions = [mixed for mixed, _, _ in scores[1:said]]
        answer = scores[said][0] if proposed.answer else None
        share = 1.0 if proposed.needed else say(score, questions, answer)
        leaned = share > 0
        if leaned:
            meant = _with_pairs(scores[-1][0], pairs) if proposed.inside else score
            before = conversation_scores(questions, answer)
            score = with_conversation(score, meant, before, share)
    rows = zip(ids, score.tolist(), late.tolist(), words.tolist(), strict=True)
    scored = (Scored(i, round(s, 6), a, b) for i, s, a, b in rows)
    ordered = tuple(sorted(scored, key=lambda candidate: (-candidate.score, candidate.id)))
    return proposed.whole if leaned else proposed.own.query, ordered, leaned


def _with_pairs(mixed: Floats, pairs: Floats) -> Floats:
    score: Floats = ((mixed + PAIRS_SHARE * pairs) / (1 + PAIRS_SHARE)).astype(np.float32)
    return score


def scores_of(
    part: Part, ids: Sequence[str], vectors: Sequence[PassageVectors], whole: bool = False
) -> Scores:
    """Returns what each passage scores for a part: all in all, by its tokens, by its words; (n,).

    Words that stand side by side are left out. What one passage scores depends on no other. Tokens
    are compared as projected, or `whole`: then they tell more than the cosine of the sentences.
    """
    query = part.query
    late = _late(query, vectors, whole)
    words = _lexical_scores(part, ids)
    cosines = (np.stack([v.sentence for v in vectors]) * query.sentence).sum(axis=1)
    mixed = query.late_share * late + (1 - query.late_share) * words
    if not whole:
        mixed += query.readable * DENSE_SHARE * (cosines - mixed)
    return mixed, late, words


def _late(query: EncodedQuery, vectors: Sequence[PassageVectors], whole: bool) -> Floats:
    stored = [v.whole if whole and v.whole is not None else v.tokens for v in vectors]
    asked = query.whole if whole and query.whole is not None else query.tokens
    return max_sim(best_matches(asked, stored), query.weights)


def _lexical_scores(part: Part, ids: Sequence[str]) -> Floats:
    """Returns BM25 as a share of its ceiling, (n,) for n passages."""
    found, ceiling = dict(part.lexical), _BM25_CEILING * float(part.query.rarities.sum())
    return np.array([found.get(i, 0.0) / (ceiling or 1.0) for i in ids], np.float32)
