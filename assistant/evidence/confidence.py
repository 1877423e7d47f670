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
_NEXT_BLOCKS = 3
_USUAL_BLOCK_LEAD = 0.08


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


@dataclass(frozen=True, slots=True)
class ManyLanguages:
    """How much the log odds count that a model of many languages gives, and what is added to them.

    `slope` is what they count, `lacks` is added where the evidence lacks what is asked for, `block`
    times the lead of the first block over the next three, and `shift` always.
    """

    slope: float
    lacks: float
    block: float
    shift: float

    def weighed(self, seen: Signs, block_lead: float) -> float:
        """Returns the log odds by the signs, and by the lead of the first block."""
        added = self.lacks * seen.lacks + self.block * block_lead
        return self.slope * log_odds(seen) + added + self.shift


SAME_LANGUAGE = ManyLanguages(0.35, 1.89, 29.1, -2.07)
"""For text in the language of the question, which is nearer to it than what means the same in
another one. Fitted to whether the citation that comes first is right, on two sets in Japanese, a
statute book and an encyclopaedia, which count the same. That a sentence lacks what is asked for
counts for nothing then."""

READ_ANEW = ManyLanguages(1.0, 0.0, 0.0, 0.5)
"""For passages that were read anew for a question: so, from one half on, more than every second
citation that comes first is right, on questions in five languages on an English set."""


def confidence(found: Found, evidence: Sequence[Evidence]) -> float:
    """Returns a number from 0 to 1; above one half, the documents are likely to answer."""
    if not evidence:
        return 0.0
    query, document = found.query, evidence[0].hit.passage.document
    seen = signs(found, evidence)
    if query.multilingual and language(query.text) == document.language:
        return _share(SAME_LANGUAGE.weighed(seen, block_lead(evidence)))
    return _share(READ_ANEW.weighed(seen, 0.0)) if found.anew else probability(seen)


def probability(seen: Signs) -> float:
    """Returns the confidence that some signs make."""
    return _share(log_odds(seen))


def log_odds(seen: Signs) -> float:
    """Returns the log odds of an answer that some signs make."""
    weighed = zip(astuple(WEIGHTS), astuple(seen), strict=True)
    return INTERCEPT + math.fsum(weight * sign for weight, sign in weighed)


def block_lead(evidence: Sequence[Evidence]) -> float:
    """Returns by how much the block that comes first scores more than the mean of the next three.

    Where there are fewer, as in a small library, it is taken to be ahead of those by as much as a
    block usually is that answers.
    """
    first, *others = (each.score for each in evidence[: _NEXT_BLOCKS + 1])
    missing = _USUAL_BLOCK_LEAD * (_NEXT_BLOCKS - len(others))
    return (sum(first - score for score in others) + missing) / _NEXT_BLOCKS


def _share(odds: float) -> float:
    return round(1 / (1 + math.exp(-odds)), 4)


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
