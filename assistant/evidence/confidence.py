"""How likely it is that the documents answer a question.

A logistic curve over a few general signs. Its weights were fitted on several sets of questions at
once, each counting the same, by `python -m tests.bench.fitting.calibrate FOLDER`; see
docs/measurements.md.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from assistant.answer_types.kinds import asked_type
from assistant.evidence.evidence import Evidence
from index.search.retrieval import Found
from index.text.language import language

# How much a sentence's match is worth less if it has no number, date, name or price, where the
# question asks for one.
_WRONG_KIND = 0.2
_NEXT = 20
# The lead that a passage is taken to have over one that is missing in a small library.
_USUAL_LEAD = 0.2


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether a question is answered; the first three are about 0 to 1.

    `passage` is the score of the best passage, `sentence` how well the best sentence of the right
    kind matches, `lead` by how much the best passage stands out from the next twenty. `asks` is 1
    if a number, date, price or name is asked for, `lacks` if the evidence that comes first has
    none. `unread` is the share of the question that the model cannot read, `words` how much of the
    question a passage has in words, as far as it is unread. `follows` is 1 for a question that
    leans on the conversation.
    """

    passage: float
    sentence: float
    lead: float
    asks: float
    lacks: float
    unread: float
    words: float
    follows: float


WEIGHTS = Signs(4.65, 6.54, 20.16, -0.88, -4.67, 0.43, 5.44, 1.01)
"""What each sign adds to the log odds of an answer."""

INTERCEPT = -7.9

SAME_LANGUAGE = (0.47, -0.5)
"""How the log odds count, and what is added, where a model of many languages compares a question
with text in the same language, which is nearer to it than what means the same in another one. They
were fitted (Platt 1999) to how often the citation that comes first is right, on two sets in
Japanese."""

READ_ANEW = (1.0, 0.5)
"""The same where the passages were read anew for a question: so, from one half on, more than every
second citation that comes first is right, on questions in five languages on an English set."""


def confidence(found: Found, evidence: Sequence[Evidence]) -> float:
    """Returns a number from 0 to 1; above one half, the documents are likely to answer."""
    if not evidence:
        return 0.0
    query, document = found.query, evidence[0].hit.passage.document
    alike = query.multilingual and language(query.text) == document.language
    counted = SAME_LANGUAGE if alike else READ_ANEW if found.anew else ()
    return probability(signs(found, evidence), *counted)


def probability(seen: Signs, slope: float = 1.0, shift: float = 0.0) -> float:
    """Returns the confidence that some signs make; their log odds count `slope` times."""
    odds = INTERCEPT + sum(w * s for w, s in zip(astuple(WEIGHTS), astuple(seen), strict=True))
    return round(1 / (1 + math.exp(-(slope * odds + shift))), 4)


def signs(found: Found, evidence: Sequence[Evidence]) -> Signs:
    """Returns the signs that the confidence rests on; `evidence` is not empty."""
    query = found.query
    wanted = asked_type(query.text, found)
    told_in = evidence[0].hit.passage.document.language
    return Signs(
        passage=found.candidates[0].score,
        sentence=max(e.own - (0 if e.right_kind else _WRONG_KIND) for e in evidence),
        lead=_lead([candidate.score for candidate in found.candidates]),
        asks=float(wanted is not None and wanted.is_told_in(told_in)),
        lacks=float(not evidence[0].right_kind),
        unread=1 - query.readable,
        words=(1 - query.readable) * max(candidate.lexical for candidate in found.candidates),
        follows=float(len(query.tokens) > len(query.places)),
    )


def _lead(scores: Sequence[float]) -> float:
    leads = [scores[0] - score for score in scores[1 : _NEXT + 1]]
    missing = min(_USUAL_LEAD, scores[0]) * (_NEXT - len(leads))
    return (sum(leads) + missing) / _NEXT
