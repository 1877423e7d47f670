"""How well the sample article is searched and answered: floors that a broken part falls below.

The figures depend on the arithmetic of the CPU (`tests/project/test_arithmetics.py`), so each floor
stands two questions or more below the least that any arithmetic gave.
"""

from dataclasses import asdict

import pytest

from assistant.assistant import Assistant
from assistant.evaluation.metrics import score_ask, score_search
from assistant.settings import Settings
from assistant.types import Question
from tests.bench.sets import SEEDS, read_cases, read_texts
from tests.bench.tenkyo import Tenkyo

CASES = read_cases(SEEDS.questions)
TEXTS = read_texts(SEEDS.corpus)
COMMENT_FORM = "评论"


@pytest.fixture(scope="module")
def assistant(seeds_library):
    return Assistant(seeds_library, Settings())


@pytest.fixture(scope="module")
def hits(assistant):
    side = Tenkyo(assistant)
    return {case.id: side.search(case) for case in CASES}


@pytest.fixture(scope="module")
def replies(assistant):
    side = Tenkyo(assistant)
    return {case.id: side.ask(case) for case in CASES}


@pytest.mark.parametrize(
    ("metric", "floor"), [("recall_1", 0.78), ("recall_5", 0.93), ("recall_10", 0.95)]
)
def test_search_finds_the_gold(hits, metric, floor):
    assert asdict(score_search(CASES, hits))[metric] >= floor


@pytest.mark.parametrize(
    ("metric", "floor"),
    [
        ("exact", 1.0),
        ("hit", 0.57),
        ("hit1", 0.52),
        ("precise", 0.84),
        ("answered", 0.6),
        ("refused", 0.73),
        ("auroc", 0.75),
    ],
)
def test_answers_rest_on_the_gold(replies, metric, floor):
    assert asdict(score_ask(CASES, replies, TEXTS.__getitem__))[metric] >= floor


def test_no_hit_reaches_into_the_comment_form(hits):
    [(file, text)] = TEXTS.items()
    form = text.index(COMMENT_FORM)
    assert {span.file for found in hits.values() for span in found} == {file}
    assert max(span.end for found in hits.values() for span in found) <= form


@pytest.mark.parametrize(
    "question",
    ["您的邮箱地址不会被公开", "评论", "发表回复", "必填项已用 * 标注", "How do I post a comment?"],
)
def test_the_comment_form_is_neither_quoted_nor_near(assistant, question):
    answer = assistant.answering.invoke(Question(question))
    shown = [c.quote for c in answer.citations] + [hit.passage.text for hit in answer.nearest]
    assert [text for text in shown if COMMENT_FORM in text or "邮箱" in text] == []
    assert not answer.answered


def test_the_same_questions_get_the_same_replies(assistant, replies):
    side = Tenkyo(assistant)
    assert {case.id: side.ask(case) for case in CASES[:20]} == {
        case.id: replies[case.id] for case in CASES[:20]
    }
