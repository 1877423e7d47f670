"""Which sentences an answer is made of, and that every quote is verbatim."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.evidence import Evidence
from assistant.evidence.extractive import choose, compose
from index.types import Document, Hit, Passage

NAMES = "ABCDE"
SHORT = [f"{name}lpha{name} {name}eta{name} {name}amma{name}." for name in NAMES]


def hit(text, rank=1, path="a.txt"):
    document = Document(path, path, "A", text, "en", (), (), "v")
    return Hit(Passage(f"p{rank}", document, 0, len(text), text, (), None), 0.5, rank)


def evidence(of, sentence, score=0.5):
    start = of.passage.document.text.index(sentence)
    return Evidence(of, start, start + len(sentence), 0.5, score, True)


def apart(*sentences, score=0.5):
    """One passage for every sentence, so that none stands beside another."""
    hits = [hit(text, rank, f"{rank}.txt") for rank, text in enumerate(sentences, start=1)]
    return [evidence(h, h.passage.text, score) for h in hits]


def quotes(chosen):
    return [citation.quote for citation in compose(chosen)[1]]


def test_a_single_sentence_is_the_answer():
    [only] = apart("The cable is long.")
    assert choose([only]) == [only]


def test_four_sentences_at_most_are_chosen():
    found = apart(*SHORT)
    assert choose(found) == found[:4]


@pytest.mark.parametrize(("score", "chosen"), [(0.83, True), (0.82, True), (0.81, False)])
def test_support_has_a_score_near_that_of_the_best(score, chosen):
    best, other = apart(*SHORT[:2], score=1.0)[0], apart(*SHORT[:2], score=score)[1]
    assert (other in choose([best, other])) is chosen


@pytest.mark.parametrize(("own", "chosen"), [(0.5, True), (0.49, False)])
def test_a_sentence_that_hardly_matches_by_itself_is_no_support(own, chosen):
    best, other = apart(*SHORT[:2])
    best, other = replace(best, own=1.0), replace(other, own=own)
    assert (other in choose([best, other])) is chosen


def test_a_line_that_only_introduces_a_list_is_no_support():
    best, other = apart(SHORT[0], "These are the documents you need:")
    assert choose([best, other]) == [best]


def test_marks_of_a_citation_lie_in_its_quote():
    of = hit("The cable is long. It carries data.")
    start = of.passage.document.text.index("data")
    marked = replace(evidence(of, "It carries data."), answers=((start, start + 4),))
    [citation] = compose([marked])[1]
    assert citation.marks == ((start, start + 4),)
    assert citation.start <= start < citation.end


def test_the_best_comes_first_and_support_in_reading_order():
    of = hit(" ".join(SHORT[:4]))
    best, *support = (evidence(of, SHORT[i], s) for i, s in ((2, 0.6), (3, 0.58), (0, 0.57)))
    assert [e.text for e in choose([best, *support])] == [SHORT[2], SHORT[0], SHORT[3]]


def test_support_of_a_better_passage_comes_before_that_of_a_worse_one():
    first, _, third = apart(*SHORT[:3])
    second = evidence(hit(" ".join(SHORT[3:]), 2, "2.txt"), SHORT[4])
    assert choose([first, third, second]) == [first, second, third]


def test_a_sentence_beside_the_best_goes_before_a_better_one_from_elsewhere():
    of = hit(" ".join(SHORT[:2]))
    best, beside = evidence(of, SHORT[0], 0.6), evidence(of, SHORT[1], 0.5)
    elsewhere = evidence(hit("x" * 570, 2, "b.txt"), "x" * 570, 0.56)
    assert choose([best, elsewhere, beside]) == [best, beside]


@pytest.mark.parametrize(("score", "chosen"), [(0.75, True), (0.74, True), (0.73, False)])
def test_standing_beside_the_best_gains_something(score, chosen):
    of = hit(" ".join(SHORT[:2]))
    best, beside = evidence(of, SHORT[0], 1.0), evidence(of, SHORT[1], score)
    assert (beside in choose([best, beside])) is chosen


@pytest.mark.parametrize(("score", "chosen"), [(0.8, True), (0.78, False)])
def test_standing_in_the_same_paragraph_gains_less(score, chosen):
    of = hit(" ".join(SHORT[:3]))
    best, apart_from_it = evidence(of, SHORT[0], 1.0), evidence(of, SHORT[2], score)
    assert (apart_from_it in choose([best, apart_from_it])) is chosen


@pytest.mark.parametrize(("score", "chosen"), [(0.81, False), (0.83, True)])
def test_standing_in_another_paragraph_of_the_passage_gains_nothing(score, chosen):
    of = hit("\n\n".join(SHORT[:2]))
    best, beside = evidence(of, SHORT[0], 1.0), evidence(of, SHORT[1], score)
    assert (beside in choose([best, beside])) is chosen


@pytest.mark.parametrize(("length", "chosen"), [(50, True), (350, False)])
def test_the_longer_an_answer_is_the_better_must_be_what_is_added(length, chosen):
    best, other = apart("x" * length, "y" * 100, score=1.0)
    other = replace(other, score=0.86)
    assert (other in choose([best, other])) is chosen


@pytest.mark.parametrize(("length", "chosen"), [(60, True), (240, False)])
def test_support_must_be_worth_its_length(length, chosen):
    best, other = apart("x" * 150, "y" * length, score=1.0)
    other = replace(other, score=0.82)
    assert (other in choose([best, other])) is chosen


def test_a_short_sentence_goes_before_a_slightly_better_long_one():
    best, long, short = apart("x" * 250, "y" * 340, SHORT[0])
    short = replace(short, score=0.98 * long.score)
    assert choose([best, long, short]) == [best, short]


def test_a_character_that_is_wide_counts_as_two():
    best, narrow = apart("x" * 300, "y" * 160)
    assert choose([best, narrow]) == [best, narrow]
    wide = apart(*["山" * 160] * 2)[1]
    assert choose([best, wide]) == [best]


@pytest.mark.parametrize(
    "again",
    [
        "The cable runs under the sea.",
        "THE CABLE RUNS UNDER THE SEA!",
        "Under the sea the cable runs.",
        "The cable runs under the sea, and for many more miles besides.",
        "The cable runs over the sea.",
    ],
)
def test_what_was_said_already_is_left_out(again):
    found = apart("The cable runs under the sea.", again)
    assert choose(found) == found[:1]


def test_what_is_left_out_makes_room_for_the_next():
    found = apart(SHORT[0], SHORT[0], *SHORT[1:4])
    assert choose(found) == [found[0], *found[2:]]


def test_a_sentence_that_makes_the_answer_too_long_is_passed_over():
    found = apart("a" * 300, "b" * 301, "c" * 300)
    assert choose(found) == [found[0], found[2]]


def test_a_best_sentence_of_any_length_is_kept():
    found = apart("a" * 5_000, SHORT[0])
    assert choose(found) == found[:1]


@given(st.lists(st.tuples(st.text("ab ", min_size=1, max_size=9), st.floats(0, 1)), min_size=1))
def test_what_is_chosen_is_one_to_four_of_the_evidence(rows):
    hits = [hit(text, rank, f"{rank}.txt") for rank, (text, _) in enumerate(rows, start=1)]
    found = [evidence(h, *row) for h, row in zip(hits, rows, strict=True)]
    chosen = choose(found)
    assert 1 <= len(chosen) <= 4
    assert chosen[0] is found[0]
    assert all(any(e is other for other in found) for e in chosen)


def test_every_sentence_has_its_own_citation_numbered_from_1():
    sentences, citations = compose(apart(*SHORT[:3]))
    assert [s.citations for s in sentences] == [(1,), (2,), (3,)]
    assert [c.number for c in citations] == [1, 2, 3]
    assert [s.text for s in sentences] == [c.quote for c in citations] == SHORT[:3]


@given(st.text(min_size=1), st.data())
def test_a_quote_is_the_slice_of_its_document(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    [quoted] = compose([Evidence(hit(text), start, end, 0.5, 0.5, True)])[1]
    assert quoted.quote == text[quoted.start : quoted.end]
    assert quoted.start <= start
    assert quoted.end == end


@pytest.mark.parametrize(
    "leaning",
    [
        "It carries data.",
        "However, few break.",
        "In view of this, ships come.",
        "それは深い海にあり、長く使われている。",
        "しかし海底では切れることが多くある。",
    ],
)
def test_a_sentence_that_leans_back_brings_the_one_before(leaning):
    text = f"The cable is long. {leaning}"
    assert quotes([evidence(hit(text), leaning)]) == [text]


@pytest.mark.parametrize("whole", ["Italy has cables.", "Ships repair it.", "Cables are theirs."])
def test_a_sentence_that_stands_by_itself_is_quoted_alone(whole):
    assert quotes([evidence(hit(f"The cable is long. {whole}"), whole)]) == [whole]


def test_a_leaning_sentence_at_the_start_of_a_passage_is_quoted_alone():
    assert quotes([evidence(hit("It carries data. It is long."), "It carries data.")]) == [
        "It carries data."
    ]


def test_the_sentence_before_is_not_quoted_twice():
    of = hit("The cable is long. It carries data.")
    chosen = [evidence(of, "The cable is long."), evidence(of, "It carries data.")]
    assert quotes(chosen) == ["The cable is long.", "It carries data."]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n"])
def test_a_leaning_sentence_does_not_reach_over_a_blank_line(gap):
    of = hit(f"The cable is long.{gap}It carries data.")
    assert quotes([evidence(of, "It carries data.")]) == ["It carries data."]


@pytest.mark.parametrize(("length", "brought"), [(403, True), (404, False)])
def test_a_stretch_is_420_characters_at_most(length, brought):
    before = ("aa, " * 200)[: length - 2] + "b."
    of = hit(f"{before} It carries data.")
    [quote] = quotes([evidence(of, "It carries data.")])
    assert quote.startswith("a") is brought
