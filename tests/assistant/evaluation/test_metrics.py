"""The metrics, on cases so small that the results can be read off."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import (
    Cited,
    Reply,
    area_under_roc,
    average_precision,
    mean,
    ranks_of,
    recall,
    reciprocal_rank,
    score_ask,
    score_search,
)
from assistant.evaluation.spans import finds, paragraph_around, touches


def a(start, end):
    return Span("a.txt", start, end)


MISS = a(900, 950)


@pytest.mark.parametrize(
    ("hit", "gold", "expected"),
    [
        (a(0, 100), a(0, 100), True),
        (a(0, 100), a(20, 30), True),  # covers it
        (a(0, 25), a(20, 30), True),  # covers exactly half
        (a(0, 24), a(20, 30), False),  # covers less than half
        (a(22, 23), a(20, 30), True),  # lies inside it
        (a(0, 20), a(20, 30), False),  # ends where it begins
        (a(30, 40), a(20, 30), False),  # begins where it ends
        (Span("b.txt", 20, 30), a(20, 30), False),  # stands in another file
        (a(25, 25), a(20, 30), False),  # is empty
    ],
)
def test_a_hit_finds_gold(hit, gold, expected):
    assert finds(hit, gold) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (a(0, 21), a(20, 30), True),
        (a(0, 20), a(20, 30), False),
        (a(29, 40), a(20, 30), True),
        (a(30, 40), a(20, 30), False),
        (Span("b.txt", 20, 30), a(20, 30), False),
    ],
)
def test_a_citation_touches_gold(one, other, expected):
    assert touches(one, other) is expected
    assert touches(other, one) is expected


ONE, TWO = a(0, 10), a(100, 110)


@pytest.mark.parametrize(
    ("hits", "depth", "expected"),
    [
        ([ONE, TWO], 1, 0.5),
        ([ONE, TWO], 2, 1.0),
        ([MISS, ONE], 1, 0.0),
        ([a(0, 200)], 1, 1.0),  # one hit finds both
        ([], 10, 0.0),
    ],
)
def test_recall_of_two_spans(hits, depth, expected):
    assert recall(ranks_of([ONE, TWO], hits), depth) == expected


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([ONE, MISS], 1.0),
        ([MISS, TWO], 1 / 2),
        ([MISS] * 9 + [ONE], 1 / 10),
        ([MISS] * 10 + [ONE], 0.0),  # only ten hits count
        ([], 0.0),
    ],
)
def test_reciprocal_rank_of_two_spans(hits, expected):
    assert reciprocal_rank(ranks_of([ONE, TWO], hits)) == expected


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([ONE, TWO], 1.0),
        ([ONE, MISS, TWO], (1 + 2 / 3) / 2),
        ([MISS, ONE], (1 / 2) / 2),
        ([ONE, ONE, TWO], (1 + 2 / 3) / 2),  # finding it again gains nothing
        ([a(0, 200)], 1.0),  # precision is at most 1
        ([MISS] * 10 + [ONE], 0.0),
        ([], 0.0),
    ],
)
def test_average_precision_of_two_spans(hits, expected):
    assert average_precision(ranks_of([ONE, TWO], hits)) == pytest.approx(expected)


def test_average_precision_of_more_spans_than_hits_can_be_one():
    spans = [a(10 * place, 10 * place + 5) for place in range(12)]
    assert average_precision(ranks_of(spans, spans)) == pytest.approx(1.0)


def test_spans_that_overlap_are_found_each_by_itself():
    wide, inner = a(0, 100), a(40, 60)
    # The first hit lies inside both; the second covers only 15 of the 100, and lies beside 40-60.
    assert ranks_of([wide, inner], [a(45, 50)]) == (1, 1)
    assert ranks_of([wide, inner], [a(85, 115), a(40, 50)]) == (2, 2)
    assert ranks_of([wide, wide], [MISS, wide]) == (2, 2)


def case(name, *gold):
    return Case(name, f"{name}?", (), bool(gold), gold)


def test_search_is_scored_over_answerable_questions_only():
    score = score_search(
        [case("first", ONE), case("second", TWO), case("none")],
        {"first": [ONE], "second": [MISS, TWO], "none": [MISS]},
    )
    assert score.questions == 2
    assert (score.recall_1, score.recall_5, score.recall_10) == (0.5, 1.0, 1.0)
    assert (score.mrr_10, score.map_10) == (0.75, 0.75)


@given(
    st.lists(st.builds(a, st.integers(0, 50), st.integers(51, 99)), max_size=12),
    st.lists(st.builds(a, st.integers(0, 50), st.integers(51, 99)), min_size=1, max_size=10),
)
def test_search_metrics_stay_between_none_and_all(hits, gold):
    score = score_search([case("one", *gold)], {"one": hits})
    assert 0 <= score.recall_1 <= score.recall_5 <= score.recall_10 <= 1
    assert 0 <= score.map_10 <= 1
    assert score.recall_1 <= score.mrr_10 <= 1


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        ([0.9, 0.8], [0.1], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.1], [0.5], 0.5),
    ],
)
def test_area_under_roc(positive, negative, expected):
    assert area_under_roc(positive, negative) == expected


CONFIDENCES = st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.30001, 0.9]), min_size=1, max_size=9)


@given(CONFIDENCES, CONFIDENCES)
def test_area_under_roc_is_the_share_of_pairs_won(positive, negative):
    pairs = [(high, low) for high in positive for low in negative]
    won = sum(1.0 if high > low else 0.5 if high == low else 0.0 for high, low in pairs)
    assert area_under_roc(positive, negative) == won / len(pairs)


def test_area_under_roc_of_many_questions_takes_no_room_for_their_pairs():
    confidences = [number / 10_000 for number in range(10_000)]
    assert area_under_roc(confidences, confidences) == 0.5


def test_means_of_nothing_are_no_number():
    assert math.isnan(mean([]))
    assert math.isnan(area_under_roc([], [0.5]))
    assert math.isnan(area_under_roc([0.5], []))


TEXT = "One.\n\nTwo. Three.\nFour.\n\nFive."
THREE = a(11, 17)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("One.", "One."), ("Three.", "\n\nTwo. Three.\nFour."), ("Five.", "\n\nFive.")],
)
def test_a_paragraph_lies_between_blank_lines(quote, expected):
    start = TEXT.index(quote)
    around = paragraph_around(a(start, start + len(quote)), TEXT)
    assert TEXT[around.start : around.end] == expected


def cited(quote):
    start = TEXT.index(quote)
    return Cited(a(start, start + len(quote)), quote)


def ask(cases, *replies):
    names = [each.id for each in cases]
    return score_ask(cases, dict(zip(names, replies, strict=True)), {"a.txt": TEXT}.__getitem__)


@pytest.mark.parametrize(
    ("citations", "hit", "hit1", "precise"),
    [
        (["Three."], 1.0, 1.0, 1.0),
        (["Two.", "Three."], 1.0, 0.0, 1.0),  # found second; both in the paragraph
        (["Three.", "Five."], 1.0, 1.0, 0.5),
        (["Five."], 0.0, 0.0, 0.0),
    ],
)
def test_citations_of_one_answer(citations, hit, hit1, precise):
    reply = Reply(True, "Three.", 0.9, tuple(cited(quote) for quote in citations))
    score = ask([case("one", THREE)], reply)
    assert (score.hit, score.hit1, score.precise) == (hit, hit1, precise)
    assert score.exact == 1.0


def test_a_shifted_quote_is_not_exact():
    right = cited("Three.")
    shifted = dataclasses.replace(right, span=a(10, 16))
    score = ask([case("one", THREE)], Reply(True, "Three.", 0.9, (right, shifted)))
    assert score.exact == 0.5


REFUSAL = Reply(False, "The documents do not say.", 0.1, ())


def test_answers_and_refusals_are_counted_apart():
    cases = [case("yes", THREE), case("missed", THREE), case("no"), case("wrong")]
    answer = Reply(True, "Three.", 0.9, (cited("Three."),))
    score = ask(cases, answer, REFUSAL, REFUSAL, dataclasses.replace(answer, confidence=0.5))
    assert (score.questions, score.answered, score.refused) == (4, 0.5, 0.5)
    assert (score.hit, score.hit1, score.precise) == (0.5, 0.5, 1.0)
    assert score.auroc == pytest.approx((1 + 1 + 0.5 + 0) / 4)


def test_citations_of_a_refusal_do_not_count():
    score = ask([case("one", THREE)], dataclasses.replace(REFUSAL, citations=(cited("Three."),)))
    assert (score.hit, score.chars) == (0.0, 0)
    assert math.isnan(score.exact)
    assert math.isnan(score.precise)


def test_chars_is_the_median_length_of_the_answers_given():
    cases = [case(name, THREE) for name in ("one", "two", "three", "refused")]
    replies = [Reply(True, "x" * length, 0.9, (cited("Three."),)) for length in (5, 40, 7)]
    assert ask(cases, *replies, REFUSAL).chars == 7


SPANS = st.builds(
    lambda start, length: a(start, start + length), st.integers(0, 40), st.integers(1, 30)
)


@st.composite
def asked(draw):
    """A question with its hits and its reply, all in one short text."""
    gold = tuple(draw(st.lists(SPANS, max_size=5)))
    places = st.lists(st.integers(0, max(len(gold) - 1, 0)), min_size=1, max_size=3).map(tuple)
    one = Case(
        id="",
        question="?",
        history=(),
        answerable=bool(gold),
        gold=gold,
        kind=draw(st.sampled_from(["", "fact", "list", "compare"])),
        needs=tuple(draw(st.lists(places, max_size=6))) if gold else (),
        near=tuple(draw(st.lists(SPANS, max_size=2))),
    )
    citations = tuple(Cited(span, "") for span in draw(st.lists(SPANS, max_size=4)))
    reply = Reply(draw(st.booleans()), "", 0.5, citations)
    return one, draw(st.lists(SPANS, max_size=12)), reply


def points(spans):
    return {point for span in spans for point in range(span.start, span.end)}


def needed(one):
    """The sets of gold spans of each of which one is needed."""
    return [[one.gold[n] for n in group] for group in one.needs] if one.needs else [one.gold]


def found_by_points(hit, gold):
    common = points([hit]) & points([gold])
    return bool(common) and (len(common) * 2 >= len(points([gold])) or points([hit]) <= common)


def share(counted):
    counted = list(counted)
    return pytest.approx(sum(counted) / len(counted) if counted else math.nan, nan_ok=True)


def expected_needs(questions, depth):
    return share(
        len([g for g in needed(one) if any(found_by_points(h, s) for h in hits[:depth] for s in g)])
        / len(needed(one))
        for one, hits, _ in questions
        if one.gold
    )


def share_cited(one, reply):
    cited = points(c.span for c in reply.citations) if reply.answered else set()
    groups = needed(one)
    return len([group for group in groups if cited & points(group)]) / len(groups)


def dealt_with_rightly(one, reply):
    if not one.gold or not reply.answered:
        return not one.gold and not reply.answered
    if one.kind in ("list", "compare"):
        return share_cited(one, reply) >= 0.8
    return bool(points(c.span for c in reply.citations[:1]) & points(one.gold))


@given(st.lists(asked(), max_size=6))
def test_what_is_needed_is_counted_as_by_sets_of_code_points(questions):
    cases = [dataclasses.replace(one, id=str(n)) for n, (one, _, _) in enumerate(questions)]
    found = score_search(cases, {str(n): hits for n, (_, hits, _) in enumerate(questions)})
    score = ask_with("x" * 80, cases, [reply for _, _, reply in questions])
    assert (found.needs_5, found.needs_10) == (
        expected_needs(questions, 5),
        expected_needs(questions, 10),
    )
    assert score.complete == share(share_cited(one, r) for one, _, r in questions if one.gold)
    assert score.right == share(dealt_with_rightly(one, r) for one, _, r in questions)
    assert score.misled == share(
        r.answered and bool(points(c.span for c in r.citations) & points(one.near))
        for one, _, r in questions
        if one.near
    )


FOUR = tuple(a(10 * place, 10 * place + 5) for place in range(5))


@pytest.mark.parametrize(
    ("kind", "needs", "cited_places", "complete", "right"),
    [
        ("fact", (), (4,), 1.0, 1.0),  # any one will do
        ("fact", ((0, 1), (2,)), (1,), 0.5, 1.0),  # the first citation decides
        ("list", ((0, 1), (2,)), (1,), 0.5, 0.0),
        ("list", ((0, 1), (2,)), (2, 1), 1.0, 1.0),
        ("list", ((0,), (1,), (2,), (3,), (4,)), (0, 1, 2, 3), 0.8, 1.0),  # enough
        ("compare", ((0,), (1,), (2,), (3,)), (0, 1, 2), 0.75, 0.0),
        ("list", (), (), 0.0, 0.0),
    ],
)
def test_what_a_question_needs_of_five_places(kind, needs, cited_places, complete, right):
    one = dataclasses.replace(case("one", *FOUR), kind=kind, needs=needs)
    citations = tuple(Cited(FOUR[place], "") for place in cited_places)
    score = ask_with("x" * 80, [one], [Reply(True, "", 0.9, citations)])
    assert (score.complete, score.right) == (complete, right)


def ask_with(text, cases, replies):
    named = {each.id: reply for each, reply in zip(cases, replies, strict=True)}
    return score_ask(cases, named, {"a.txt": text}.__getitem__)
