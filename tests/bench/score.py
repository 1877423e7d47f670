"""How good hits and cited answers are, against gold spans. Pure functions, no clock, no files.

A hit *finds* a gold span when it covers at least half of it, or lies wholly inside it. A citation
*touches* a span when they share a code point.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tests.bench.sets import Case, Span

DEPTH = 10


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
class SearchScore:
    """Quality of search over the `questions` answerable ones; each from 0 to 1.

    recall_k: share of a question's gold spans found in its first k hits, mean over questions.
    mrr_10: 1 / rank of the first of ten hits that finds any gold span, mean over questions.
    map_10: average precision over gold spans in the first ten hits, mean over questions.
    """

    questions: int
    recall_1: float
    recall_5: float
    recall_10: float
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


def mean(values: Iterable[float]) -> float:
    """Return the arithmetic mean, NaN of nothing."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else float("nan")


def shared(one: Span, other: Span) -> int:
    """Return how many code points two spans share."""
    if one.file != other.file:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def finds(hit: Span, gold: Span) -> bool:
    """Return whether `hit` covers at least half of `gold`, or lies wholly inside it."""
    common = shared(hit, gold)
    return common > 0 and (2 * common >= gold.end - gold.start or common == hit.end - hit.start)


def touches(one: Span, other: Span) -> bool:
    """Return whether the spans overlap: each begins before the other ends."""
    return one.file == other.file and one.start < other.end and other.start < one.end


def recall(hits: Sequence[Span], gold: Sequence[Span], depth: int) -> float:
    """Return the share of the gold spans found by the first `depth` hits."""
    return mean(any(finds(hit, span) for hit in hits[:depth]) for span in gold)


def reciprocal_rank(hits: Sequence[Span], gold: Sequence[Span]) -> float:
    """Return 1 / rank of the first of ten hits that finds gold, or 0."""
    for rank, hit in enumerate(hits[:DEPTH], start=1):
        if any(finds(hit, span) for span in gold):
            return 1 / rank
    return 0.0


def average_precision(hits: Sequence[Span], gold: Sequence[Span]) -> float:
    """Return the mean, over gold spans, of the precision at the hit that first finds each.

    Precision at a rank is spans found so far / rank, at most 1 as one hit may find several spans;
    a span that no hit finds counts 0. The mean is over ten spans at most.
    """
    found: set[int] = set()
    total = 0.0
    for rank, hit in enumerate(hits[:DEPTH], start=1):
        before = len(found)
        found.update(place for place, span in enumerate(gold) if finds(hit, span))
        total += (len(found) - before) * min(1.0, len(found) / rank)
    return total / min(len(gold), DEPTH)


def score_search(cases: Sequence[Case], hits: Mapping[str, Sequence[Span]]) -> SearchScore:
    """Score the hits of each question (by its id, best first); unanswerable ones don't count."""
    asked = [(hits[case.id], case.gold) for case in cases if case.answerable]
    return SearchScore(
        questions=len(asked),
        recall_1=mean(recall(got, gold, 1) for got, gold in asked),
        recall_5=mean(recall(got, gold, 5) for got, gold in asked),
        recall_10=mean(recall(got, gold, 10) for got, gold in asked),
        mrr_10=mean(reciprocal_rank(got, gold) for got, gold in asked),
        map_10=mean(average_precision(got, gold) for got, gold in asked),
    )


def area_under_roc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive is above a negative, ties counting half (Mann-Whitney)."""
    pairs = [(high, low) for high in positive for low in negative]
    return mean((high > low) + 0.5 * (high == low) for high, low in pairs)


def paragraph_around(span: Span, text: str) -> Span:
    """Return the stretch between the blank lines before and after `span`."""
    before = text.rfind("\n\n", 0, span.start)
    after = text.find("\n\n", span.end)
    return Span(span.file, max(before, 0), len(text) if after < 0 else after)


def score_ask(
    cases: Sequence[Case], replies: Mapping[str, Reply], source: Callable[[str], str]
) -> AskScore:
    """Score the reply to each question (by its id).

    `source` returns the whole text of a file. Citations of a refusal don't count.
    """
    pairs = [(case, replies[case.id]) for case in cases]
    answerable = [(case, reply) for case, reply in pairs if case.answerable]
    others = [reply for case, reply in pairs if not case.answerable]
    given = [reply for _, reply in pairs if reply.answered]
    touched = [_touching_gold(case, reply) for case, reply in answerable]
    near = [_touching_paragraphs(case, reply, source) for case, reply in answerable]
    return AskScore(
        questions=len(pairs),
        exact=mean(_is_exact(cited, source) for reply in given for cited in reply.citations),
        hit=mean(any(flags) for flags in touched),
        hit1=mean(any(flags[:1]) for flags in touched),
        precise=mean(chain.from_iterable(near)),
        answered=mean(reply.answered for _, reply in answerable),
        refused=mean(not reply.answered for reply in others),
        auroc=area_under_roc(
            [reply.confidence for _, reply in answerable], [reply.confidence for reply in others]
        ),
        chars=_upper_median([len(reply.text) for reply in given]),
    )


def _is_exact(cited: Cited, source: Callable[[str], str]) -> bool:
    return source(cited.span.file)[cited.span.start : cited.span.end] == cited.quote


def _touching_gold(case: Case, reply: Reply) -> list[bool]:
    return _touching(reply, case.gold)


def _touching_paragraphs(case: Case, reply: Reply, source: Callable[[str], str]) -> list[bool]:
    return _touching(reply, [paragraph_around(gold, source(gold.file)) for gold in case.gold])


def _touching(reply: Reply, targets: Sequence[Span]) -> list[bool]:
    citations = reply.citations if reply.answered else ()
    return [any(touches(cited.span, target) for target in targets) for cited in citations]


def _upper_median(lengths: Sequence[int]) -> int:
    return sorted(lengths)[len(lengths) // 2] if lengths else 0
