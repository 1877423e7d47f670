"""A server asks kept questions again, behind everybody else."""

import time
from contextlib import closing, nullcontext

import pytest

from assistant.kept import following
from assistant.kept.due_questions import DueQuestions
from assistant.kept.following import EndedError, KeptFollower
from index.database.lock import writing
from tests.assistant.kept.kept_home import BEN, KeptHome
from ui.service.capacity import Capacity


@pytest.fixture
def home(tmp_path):
    home = KeptHome(tmp_path)
    home.keep()
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    yield home
    home.library.close()


def follower(home, *, is_idle=lambda: True):
    return KeptFollower(home.assistant.asking_again, home.root / "home", nullcontext, is_idle)


def test_a_server_that_starts_asks_what_is_due(home):
    with closing(follower(home)) as running:
        running.start()
        ends = time.monotonic() + 30
        while not home.assistant.kept.news(BEN) and time.monotonic() < ends:
            time.sleep(0.02)
    assert home.assistant.kept.news(BEN) == 1


@pytest.mark.parametrize("error", [RuntimeError("nobody foresaw it"), OSError("no such device")])
def test_what_nobody_foresaw_does_not_end_it(home, monkeypatch, error):
    store, failures = DueQuestions.store, [error]

    def failing_once(*arguments):
        if failures:
            raise failures.pop()
        return store(*arguments)

    monkeypatch.setattr(DueQuestions, "store", failing_once)
    monkeypatch.setattr(following, "_LOOK_SECONDS", 0.01)
    with closing(follower(home)) as running:
        running.start()
        ends = time.monotonic() + 30
        while not home.assistant.kept.news(BEN) and time.monotonic() < ends:
            time.sleep(0.02)
    assert failures == []
    assert home.assistant.kept.news(BEN) == 1


def test_it_waits_for_the_end_of_an_indexing_run(home, monkeypatch):
    waiting = follower(home)
    with writing(home.root / "home"):
        waiting.look()
        assert home.assistant.kept.news(BEN) == 0
        monkeypatch.setattr(following, "_MOST_SECONDS_WAITED", 0.0)
        waiting.look()
    assert home.assistant.kept.news(BEN) == 1


def test_who_waits_for_an_answer_comes_first_but_not_for_ever(home, monkeypatch):
    monkeypatch.setattr(following, "_MOST_PAUSE", 0.1)
    monkeypatch.setattr(following, "_PAUSE", 0.01)
    looked = []
    follower(home, is_idle=lambda: bool(looked.append(1))).look()
    assert len(looked) > 1
    assert home.assistant.kept.news(BEN) == 1


def test_a_server_that_stops_asks_nothing_more_and_loses_nothing(home):
    stopped = follower(home)
    stopped.close()
    with pytest.raises(EndedError):
        stopped.look()
    assert home.assistant.asking_again.is_due()


def test_a_place_that_is_held_is_not_idle():
    capacity = Capacity(at_once=1, most_waiting=1)
    assert capacity.is_idle
    with capacity.place(), capacity.place():
        assert not capacity.is_idle
    assert capacity.is_idle
