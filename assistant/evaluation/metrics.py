"""How good hits and cited answers are, against gold spans. Pure functions, no clock, no files."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.evaluation.cases import WHOLE_KINDS, Case, Span
from assistant.evaluation.spans import finds, paragraph_around, touches

DEPTH = 10
_ENOUGH = 0.8
"""The share of what a list or a comparison needs that is enough of it."""

Rank = int | None
"""The rank, from 1, of the first of ten hits that finds a gold span; None if none does."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was shown: where it says it stands, and the words it showed."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered to one question; `citations` in order of first use.

    `confidence` may have any scale: higher means more likely answerable.
    """

    answered: bool
    text: str
    confidence: float
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a citation is worth: exact is its quote, and it touches gold, or gold's paragraph."""

    exact: bool
    gold: bool
    near: bool


@dataclass(frozen=True, slots=True)
class MarkedReply:
    """A reply with the marks of its citations, of which a refusal has none; `chars` is its length.

    `answerable` says whether the documents do answer the question.
    """

    answerable: bool
    answered: bool
    confidence: float
    chars: int
    marks: tuple[Mark, ...]

    @property
    def hit(self) -> bool:
        """Whether any citation touches gold."""
        return any(mark.gold for mark in self.marks)

    @property
    def hit1(self) -> bool:
        """Whether the first citation touches gold."""
        return any(mark.gold for mark in self.marks[:1])


@dataclass(frozen=True, slots=True)
class JudgedReply:
    """A marked reply beside what its question needs.

    complete: share of what is needed that is cited, 0 where nothing answers.
    misled: whether a near miss is cited; None where none is known.
    """

    reply: MarkedReply
    complete: float
    right: bool
    misled: bool | None


@dataclass(frozen=True, slots=True)
class SearchScore:
    """Quality of search over the `questions` answerable ones; each from 0 to 1.

    recall_k: share of a question's gold spans found in its first k hits, mean over questions.
    needs_k: share of what a question needs found in its first k hits, mean over questions.
    mrr_10: 1 / rank of the first of ten hits that finds any gold span, mean over questions.
    map_10: average precision over gold spans in the first ten hits, mean over questions.
    """

    questions: int
    recall_1: float
    recall_5: float
    recall_10: float
    needs_5: float
    needs_10: float
    mrr_10: float
    map_10: float


@dataclass(frozen=True, slots=True)
class AskScore:
    """Quality of answers over all `questions`; each from 0 to 1, NaN where nothing counts for it.

    exact: share of citations whose quote is the source text at their offsets.
    hit, hit1: share of answerable questions where any, or the first, citation touches gold.
    precise: share of the citations of answerable questions touching gold or its paragraph.
    answered, refused: share of answerable questions answered, of unanswerable ones refused.
    auroc: chance that an answerable question has more confidence than an unanswerable one.
    chars: median length of the answers given, in code points.
    complete: share of what a question needs that is cited, mean over answerable questions.
    right: share of questions whose first citation touches gold (of a list or comparison: of which
    at least .8 of what it needs is cited) or that are refused where there is no answer.
    misled: share of the questions with a known near miss that cite it.
    """

    questions: int
    exact: float
    hit: float
    hit1: float
    precise: float
    answered: float
    refused: float
    auroc: float
    chars: int
    complete: float
    right: float
    misled: float


def mean(values: Iterable[float]) -> float:
    """Returns the arithmetic mean, NaN of nothing."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else float("nan")


def percentile(values: Sequence[float], share: float) -> float:
    """Returns the value that `share` of the values lie below: `.5` is the median. NaN of none."""
    if not values:
        return float("nan")
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def ranks_of(gold: Sequence[Span], hits: Sequence[Span]) -> tuple[Rank, ...]:
    """Returns the rank at which each gold span is found first, in the order of the spans."""
    return tuple(
        next((rank for rank, hit in enumerate(hits[:DEPTH], 1) if finds(hit, span)), None)
        for span in gold
    )


def recall(ranks: Sequence[Rank], depth: int) -> float:
    """Returns the share of the gold spans that the first `depth` hits find."""
    return mean(rank is not None and rank <= depth for rank in ranks)


def reciprocal_rank(ranks: Sequence[Rank]) -> float:
    """Returns 1 / rank of the first of ten hits that finds gold, or 0."""
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


def average_precision(ranks: Sequence[Rank]) -> float:
    """Returns the mean, over gold spans, of the precision at the hit that first finds each.

    Precision at a rank is spans found so far / rank, at most 1 as one hit may find several spans;
    a span that no hit finds counts 0. The mean is over ten spans at most.
    """
    found = sorted(rank for rank in ranks if rank is not None)
    # Spans that one hit finds are found together, so each counts all of them.
    total = 0.0
    for rank in sorted(set(found)):
        total += found.count(rank) * min(1.0, bisect_right(found, rank) / rank)
    return total / min(len(ranks), DEPTH)


def needs_found(case: Case, ranks: Sequence[Rank], depth: int) -> float:
    """Returns the share of what a question needs that the first `depth` hits find."""
    return case.share_met([rank is not None and rank <= depth for rank in ranks])


def score_ranks(found: Sequence[tuple[Case, Sequence[Rank]]]) -> SearchScore:
    """Scores the ranks at which the gold of each question was found; unanswerable don't count."""
    asked = [(case, ranks) for case, ranks in found if case.answerable]
    ranked = [ranks for _, ranks in asked]
    return SearchScore(
        questions=len(ranked),
        recall_1=mean(recall(ranks, 1) for ranks in ranked),
        recall_5=mean(recall(ranks, 5) for ranks in ranked),
        recall_10=mean(recall(ranks, 10) for ranks in ranked),
        needs_5=mean(needs_found(case, ranks, 5) for case, ranks in asked),
        needs_10=mean(needs_found(case, ranks, 10) for case, ranks in asked),
        mrr_10=mean(reciprocal_rank(ranks) for ranks in ranked),
        map_10=mean(average_precision(ranks) for ranks in ranked),
    )


def score_search(cases: Sequence[Case], hits: Mapping[str, Sequence[Span]]) -> SearchScore:
    """Scores the hits of each question (by its id, best first); unanswerable ones don't count."""
    return score_ranks([(case, ranks_of(case.gold, hits[case.id])) for case in cases])


def area_under_roc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Returns the chance that a positive is above a negative, ties counting half (Mann-Whitney).

    NaN if either is missing.
    """
    if not positive or not negative:
        return float("nan")
    below = sorted(negative)
    # Whole halves, so that the sum is exact: pairs won count two, ties one.
    halves = sum(bisect_left(below, high) + bisect_right(below, high) for high in positive)
    return halves / 2 / (len(positive) * len(negative))


def marked(case: Case, reply: Reply, source: Callable[[str], str]) -> MarkedReply:
    """Marks the citations of a reply; `source` returns the whole text of a file."""
    citations = reply.citations if reply.answered else ()
    around = [paragraph_around(gold, source(gold.file)) for gold in case.gold if citations]

    def mark(cited: Cited) -> Mark:
        span = cited.span
        return Mark(
            exact=source(span.file)[span.start : span.end] == cited.quote,
            gold=any(touches(span, gold) for gold in case.gold),
            near=any(touches(span, paragraph) for paragraph in around),
        )

    return MarkedReply(
        answerable=case.answerable,
        answered=reply.answered,
        confidence=reply.confidence,
        chars=len(reply.text),
        marks=tuple(mark(cited) for cited in citations),
    )


def judged(case: Case, reply: MarkedReply, citations: Sequence[Cited]) -> JudgedReply:
    """Judges a marked reply by what its question needs; citations of a refusal don't count."""
    cited = [each.span for each in citations] if reply.answered else []
    complete = case.share_met([_is_touched(gold, cited) for gold in case.gold])
    if case.answerable:
        right = complete >= _ENOUGH if case.kind in WHOLE_KINDS else reply.hit1
    else:
        right = not reply.answered
    misled = any(_is_touched(near, cited) for near in case.near) if case.near else None
    return JudgedReply(reply, complete, right, misled)


def score_judged(judged_replies: Sequence[JudgedReply]) -> AskScore:
    """Scores judged replies."""
    replies = [each.reply for each in judged_replies]
    answerable = [reply for reply in replies if reply.answerable]
    others = [reply for reply in replies if not reply.answerable]
    return AskScore(
        questions=len(replies),
        exact=mean(mark.exact for mark in _marks(replies)),
        hit=mean(reply.hit for reply in answerable),
        hit1=mean(reply.hit1 for reply in answerable),
        precise=mean(mark.near for mark in _marks(answerable)),
        answered=mean(reply.answered for reply in answerable),
        refused=mean(not reply.answered for reply in others),
        auroc=area_under_roc(
            [reply.confidence for reply in answerable], [reply.confidence for reply in others]
        ),
        chars=_upper_median([reply.chars for reply in replies if reply.answered]),
        complete=mean(each.complete for each in judged_replies if each.reply.answerable),
        right=mean(each.right for each in judged_replies),
        misled=mean(each.misled for each in judged_replies if each.misled is not None),
    )


def score_ask(
    cases: Sequence[Case], replies: Mapping[str, Reply], source: Callable[[str], str]
) -> AskScore:
    """Scores the reply to each question (by its id).

    `source` returns the whole text of a file. Citations of a refusal don't count.
    """
    return score_judged(
        [
            judged(case, marked(case, replies[case.id], source), replies[case.id].citations)
            for case in cases
        ]
    )


def _marks(replies: Iterable[MarkedReply]) -> Iterable[Mark]:
    return chain.from_iterable(reply.marks for reply in replies)


def _is_touched(span: Span, cited: Sequence[Span]) -> bool:
    return any(touches(each, span) for each in cited)


def _upper_median(lengths: Sequence[int]) -> int:
    return sorted(lengths)[len(lengths) // 2] if lengths else 0
