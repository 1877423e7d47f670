"""How likely it is that the documents answer a question."""

import math
from collections.abc import Sequence

from assistant.evidence import Evidence
from index.retrieval import EncodedQuery

# A logistic curve over the match of the best sentence. Where it crosses one half depends on how
# much of the question the embedding model reads: words that match exactly are rarer than tokens
# that match in meaning. Fitted on the evaluation sets; see docs/measurements.md.
_STEEPNESS = 20.0
_MIDDLE_UNREAD = 0.366
_MIDDLE_RISE = 0.171
# A sentence without the number, date, person or price that is asked for is no likely answer.
_WRONG_KIND = 0.2


def confidence(query: EncodedQuery, evidence: Sequence[Evidence]) -> float:
    """Returns a number from 0 to 1; above one half, the documents are likely to answer."""
    match = max((e.own - (0 if e.right_kind else _WRONG_KIND) for e in evidence), default=0.0)
    middle = _MIDDLE_UNREAD + _MIDDLE_RISE * query.late_share
    return round(1 / (1 + math.exp(-_STEEPNESS * (match - middle))), 4)
