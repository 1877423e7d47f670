"""The questions to learn reading from are what they say they are."""

import json
from pathlib import Path

import pytest

from assistant.evaluation.cases import Case, Span
from tests.bench.sets import find_sets, read_cases, read_texts

READING = Path(__file__).parents[1] / "reading"
SETS = {each.name: each for each in find_sets(READING)}


@pytest.fixture(scope="module", params=sorted(SETS))
def each(request):
    """A set: its questions, its texts, and the rows as they are written."""
    found = SETS[request.param]
    lines = found.questions.read_text(encoding="utf-8").splitlines()
    return read_cases(found.questions), read_texts(found.corpus), list(map(json.loads, lines))


def stands(span: Span, texts) -> bool:
    """Tells whether a span is a stretch of its file that begins and ends with more than a blank."""
    said = texts.get(span.file, "")[span.start : span.end]
    return bool(said) and said == said.strip() and len(said) == span.end - span.start


def test_every_span_stands_in_its_file(each):
    cases, texts, _ = each
    spans = [(case.id, span) for case in cases for span in (*case.gold, *case.near)]
    assert [name for name, span in spans if not stands(span, texts)] == []


def test_what_is_answered_has_gold_and_what_is_not_has_what_tempts(each):
    cases, _, _ = each

    def whole(case: Case) -> bool:
        return bool(case.gold) == case.answerable and bool(case.near) != case.answerable

    assert [case.id for case in cases if not whole(case)] == []


def test_no_question_is_asked_twice(each):
    cases, _, _ = each
    asked = [(case.question.casefold(), case.history) for case in cases]
    assert len(set(asked)) >= 0.995 * len(asked)


def test_the_counts_are_those_of_the_page(each):
    cases, texts, _ = each
    page = (READING / "README.md").read_text(encoding="utf-8")
    without = sum(not case.answerable for case in cases)
    assert f"| {len(texts)} | {len(cases):,} ({without:,}) |" in page
