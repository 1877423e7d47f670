"""The questions about the sample article: well-formed, various, and on every part of it."""

import re

import pytest

from tests.bench.sets import SEEDS, read_cases, read_texts

ARTICLE = "eu-japan-digital-partnership.txt"
TEXTS = read_texts(SEEDS.corpus)
CASES = read_cases(SEEDS.questions)
GOLD = [(case.id, span) for case in CASES for span in case.gold]
KANA = re.compile(r"[\u3041-\u30ff]")

# Each part of the article by its first words; it ends where the next one begins.
PARTS = (
    "In an increasingly fractured digital landscape",
    "At the heart of the EU-Japan collaboration",
    "Then there’s AI",
    "If data is the new gold",
    "But here’s the twist",
    "While Washington and Beijing trade tariffs",
    "Meanwhile, their joint stance on export controls",
    "The final piece of the puzzle",
    "The EU-Japan digital partnership is a masterclass",
    "评论",  # the empty comment form of the page the article was saved from
)


def part_of(span):
    starts = [TEXTS[ARTICLE].index(words) for words in PARTS]
    return sum(start <= span.start for start in starts) - 1


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (lambda case: case.answerable, 48),
        (lambda case: not case.answerable, 10),
        (lambda case: case.history and case.answerable, 8),
        (lambda case: case.history and not case.answerable, 2),
        (lambda case: KANA.search(case.question) and case.answerable, 4),
    ],
    ids=["answerable", "unanswerable", "follow-ups", "unanswerable follow-ups", "Japanese"],
)
def test_there_are_enough_questions_of_each_kind(kind, least):
    assert sum(bool(kind(case)) for case in CASES) >= least


def test_no_question_stands_twice():
    asked = [(case.question.casefold(), case.history) for case in CASES]
    assert len(set(asked)) == len(asked)


def test_answerable_questions_have_gold_and_others_none():
    assert [case.id for case in CASES if case.answerable != bool(case.gold)] == []


@pytest.mark.parametrize(("name", "span"), GOLD)
def test_gold_is_a_trimmed_span_of_the_article(name, span):
    quote = TEXTS[span.file][span.start : span.end]
    assert 0 <= span.start < span.end <= len(TEXTS[span.file])
    assert len(quote) >= 10
    assert quote == quote.strip()
    assert "\n" not in quote


@pytest.mark.parametrize(("name", "span"), GOLD)
def test_gold_begins_and_ends_between_words(name, span):
    text = TEXTS[span.file]
    for border in (span.start, span.end):
        assert not re.fullmatch(r"\w\w", text[border - 1 : border + 1])


@pytest.mark.parametrize("part", range(len(PARTS) - 1), ids=PARTS[:-1])
def test_every_part_of_the_article_is_asked_about(part):
    assert sum(part_of(span) == part for _, span in GOLD) >= 3


def test_nothing_is_asked_about_the_comment_form():
    assert max(part_of(span) for _, span in GOLD) < len(PARTS) - 1


def test_earlier_answers_are_words_of_the_article():
    said = [answer for case in CASES for _, answer, _ in case.history]
    assert [answer for answer in said if answer not in TEXTS[ARTICLE]] == []
