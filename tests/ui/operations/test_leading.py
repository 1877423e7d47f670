"""One of several servers leads, and another one when that is gone."""

from contextlib import closing, contextmanager
from threading import Event

from index.database.lock import serving
from ui.operations.leading import Leading


class Duties:
    """What is to be done, and whether it is being done."""

    def __init__(self):
        self.begun, self.ended = Event(), Event()

    @contextmanager
    def __call__(self):
        self.begun.set()
        yield
        self.ended.set()


def leading(home, name, duties):
    return Leading(lambda: serving(home, name), duties, look_seconds=0.01)


def test_one_leads_and_the_next_one_takes_over_when_it_ends(tmp_path):
    duties = [Duties(), Duties()]
    with closing(leading(tmp_path, "first", duties[0])) as first:
        first.start()
        assert duties[0].begun.wait(60)
        with closing(leading(tmp_path, "second", duties[1])) as second:
            second.start()
            assert not duties[1].begun.wait(0.1)
            first.close()
            assert duties[0].ended.is_set()
            assert duties[1].begun.wait(60)
    assert duties[1].ended.is_set()


def test_one_that_never_led_ends_without_having_begun(tmp_path):
    duties = Duties()
    with serving(tmp_path, "first"), closing(leading(tmp_path, "second", duties)) as second:
        second.start()
    assert not duties.begun.is_set()
