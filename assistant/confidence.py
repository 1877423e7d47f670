"""How likely it is that the documents answer a question."""

import math
from collections.abc import Sequence

from assistant.evidence import Evidence
from index.retrieval import EncodedQuery

# A logistic curve over the match of the best sentence. Where it crosses one half depends on how
# much of the question the embedding model reads: words that match exactly are rarer than tokens
# that match in meaning. Fitted on the evaluation sets; see docs/measurements.md.
_STEEPNESS = 20.0
_MIDDLE_UNREAD = 0.31
_MIDDLE_RISE = 0.25
# A question for a number, a date, a price that no good sentence holds is likely unanswered.
_WRONG_KIND = 0.12
_KIND_DEPTH = 3


def confidence(query: EncodedQuery, evidence: Sequence[Evidence]) -> float:
    """Returns a number from 0 to 1; above one half, the documents are likely to answer.

    `evidence` is ranked, best first.
    """
    if not evidence:
        return 0.0
    match = evidence[0].own
    if not any(e.right_kind for e in evidence[:_KIND_DEPTH]):
        match -= _WRONG_KIND
    middle = _MIDDLE_UNREAD + _MIDDLE_RISE * query.late_share
    return round(1 / (1 + math.exp(-_STEEPNESS * (match - middle))), 4)
