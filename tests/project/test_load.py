"""Many at once: searches side by side, a full queue, and what is measured of it."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.answers.chain import AnswerChain
from assistant.settings import Settings
from assistant.types import Question
from tests.bench.load import BOUNDS, Asking, Burst, Load, broken, burst
from tests.bench.sets import SEEDS, read_cases
from tests.whole.test_browser import QUESTION, ROOT, free_port, serving

FINE = Asking(900, 20.0, 300.0, 900.0, 1_500.0, 0, ())
CALM = Burst({200: 80, 503: 320}, 200.0, 1.5)


def test_searches_at_once_find_what_they_find_one_by_one(seeds_library):
    chain = AnswerChain(seeds_library, Settings())
    questions = [Question(case.question) for case in read_cases(SEEDS.questions)][:40]
    alone = [chain.invoke(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(chain.invoke, questions)) == alone


def test_more_than_the_queue_takes_is_refused_at_once_and_then_all_is_well(library, tmp_path):
    library.sync([ROOT / "seeds"])
    port = free_port()
    with serving(tmp_path / "home", port, env=os.environ | BOUNDS):
        sent = burst(f"http://127.0.0.1:{port}", QUESTION, 400)
    assert set(sent.statuses) == {200, 503}
    # Nobody is taken in only after an answer. Who is refused waits no longer, on any machine; in
    # milliseconds, `make bench` holds it.
    assert sent.refused_ms < 2 * sent.taken_ms
    assert sent.recovery_seconds < 20


def test_a_run_within_the_limits_breaks_none():
    assert list(broken(Load(FINE, 900, 1_000, 1_049, CALM))) == []


@pytest.mark.parametrize(
    ("load", "said"),
    [
        (Load(Asking(9, 1, 1, 1, 1, 2, ("join answered 500",)), 1, 1, 1, CALM), "2 failures"),
        (Load(Asking(0, 0, 0, 0, 0, 0, ()), 1, 1, 1, CALM), "0 failures"),
        (Load(Asking(9, 1, 1, 2_001, 1, 0, ()), 1, 1, 1, CALM), "p95_ms is 2e+03, over 2000"),
        (Load(FINE, 900, 1_000, 1_051, CALM), "growth is 0.051, over 0.05"),
        (Load(FINE, 1, 1, 1, Burst({200: 1, 503: 1}, 1_001, 1)), "refused_ms is 1e+03"),
        (Load(FINE, 1, 1, 1, Burst({200: 1, 503: 1}, 1, 5.1)), "recovery_seconds is 5.1"),
        (Load(FINE, 1, 1, 1, Burst({200: 9}, 1, 1)), "the burst was answered with {200: 9}"),
        (Load(FINE, 1, 1, 1, Burst({0: 1, 503: 9}, 1, 1)), "answered with {0: 1, 503: 9}"),
    ],
)
def test_each_limit_that_is_broken_is_named(load, said):
    [problem] = broken(load)
    assert said in problem
