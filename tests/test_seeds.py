"""How well the sample article is searched and answered: a floor that breaks when quality does."""

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from tests.bench.convert import question_of, reply_of, span_of
from tests.bench.score import score_ask, score_search
from tests.bench.sets import SEEDS, read_cases, read_texts

CASES = read_cases(SEEDS.questions)


@pytest.fixture(scope="module")
def assistant(seeds_library):
    return Assistant(seeds_library, Settings())


@pytest.fixture(scope="module")
def replies(assistant):
    return {case.id: reply_of(assistant.answering.invoke(question_of(case))) for case in CASES}


def test_the_right_passage_is_found(assistant):
    hits = {
        case.id: tuple(span_of(hit.passage) for hit in assistant.search(question_of(case), 10))
        for case in CASES
    }
    score = score_search(CASES, hits)
    assert score.recall_5 >= 0.97
    assert score.recall_1 >= 0.78


def test_every_quote_is_exact_and_most_touch_what_answers(replies):
    score = score_ask(CASES, replies, read_texts(SEEDS.corpus).__getitem__)
    assert score.exact == 1
    assert score.hit >= 0.58
    assert score.precise >= 0.85
    assert score.auroc >= 0.75
