"""One of several servers leads, and another one when that is gone."""

from contextlib import closing, contextmanager, nullcontext
from functools import partial
from threading import Event
from types import SimpleNamespace

import pytest

from assistant.kept.following import KeptFollower
from index.database.lock import serving
from index.errors import HomeError
from ui.operations.leading import Leading, duties


class Duties:
    """What is to be done, and whether it is being done."""

    def __init__(self):
        self.begun, self.ended = Event(), Event()

    @contextmanager
    def __call__(self):
        self.begun.set()
        yield
        self.ended.set()


def leading(home, name, done):
    return Leading(lambda: serving(home, name), done, look_seconds=0.01)


def test_one_leads_and_the_next_one_takes_over_when_it_ends(tmp_path):
    done = [Duties(), Duties()]
    with closing(leading(tmp_path, "first", done[0])) as first:
        first.start()
        assert done[0].begun.wait(60)
        with closing(leading(tmp_path, "second", done[1])) as second:
            second.start()
            assert not done[1].begun.wait(0.1)
            first.close()
            assert done[0].ended.is_set()
            assert done[1].begun.wait(60)
    assert done[1].ended.is_set()


def test_one_that_never_led_ends_without_having_begun(tmp_path):
    done = Duties()
    with serving(tmp_path, "first"), closing(leading(tmp_path, "second", done)) as second:
        second.start()
    assert not done.begun.is_set()


class Starting:
    """What begins, after it has failed as often as there are errors."""

    def __init__(self, *errors):
        self.errors = list(errors)

    def start(self):
        if self.errors:
            raise self.errors.pop()


class NothingDue:
    """Kept questions that nobody has to ask, and whether that was looked at."""

    def __init__(self):
        self.looked_at = Event()

    def is_due(self):
        self.looked_at.set()
        return False


@pytest.mark.parametrize("error", [HomeError("It is away."), OSError(28, "No space left")])
@pytest.mark.parametrize("failing", ["adding", "attached"])
def test_after_a_failure_all_of_it_is_begun_when_it_is_tried_again(tmp_path, error, failing):
    again, parts = NothingDue(), {"adding": Starting(), "attached": Starting()}
    parts[failing] = Starting(error, error)
    kept = KeptFollower(again, tmp_path, nullcontext, lambda: True)
    app = SimpleNamespace(state=SimpleNamespace(kept=kept, leads=Event(), **parts))
    with closing(leading(tmp_path, "first", partial(duties, app))) as first:
        first.start()
        assert app.state.leads.wait(20)
        assert again.looked_at.wait(20)
