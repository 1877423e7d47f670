"""Steps and what they are a part of, with a small recorder in place of a library."""

from threading import Thread

import pytest

from assistant.tracing.spans import UNTRACED, step, steps_within, traced, within


class Recorded:
    """A step that remembers its parts, and what was said of it."""

    def __init__(self, name, log):
        self.name, self.log, self.facts, self.ended = name, log, {}, 0

    def begin(self, name, facts, kind="internal"):
        part = Recorded(f"{self.name}/{name}", self.log)
        part.note(facts)
        self.log.append(part)
        return part

    def note(self, facts):
        self.facts |= facts

    def fail(self, error):
        self.note({"error": error})

    def end(self):
        self.ended += 1


@pytest.fixture
def root():
    return Recorded("", [])


def test_a_step_is_a_part_of_the_one_around_it(root):
    with within(root), step("ask", {"a": 1}):
        with step("search", {}):
            pass
        with step("read", {}):
            pass
    assert [each.name for each in root.log] == ["/ask", "/ask/search", "/ask/read"]
    assert [each.ended for each in root.log] == [1, 1, 1]


def test_where_nothing_is_traced_nothing_is_noted():
    with step("ask", {}) as span:
        span.note_contents(lambda: pytest.fail("contents were put together"))
    assert span is UNTRACED


def test_of_an_error_the_class_alone_is_noted(root):
    with within(root), pytest.raises(ValueError, match="secret"), step("ask", {}):
        raise ValueError("secret")
    assert root.log[0].facts == {"error": "ValueError"}


def growing():
    for number in range(3):
        with step(f"part {number}", {}):
            pass
        yield number


def test_a_generator_is_one_step_whichever_threads_take_its_items(root):
    taken = []
    with within(root):
        items = traced("ask", {}, growing(), told=lambda span, last: span.note({"last": last}))
        taken.append(next(items))
    for _ in range(3):
        thread = Thread(target=lambda: taken.extend([next(items, None)]))
        thread.start()
        thread.join()
    assert taken == [0, 1, 2, None]
    names = ["/ask", *(f"/ask/part {number}" for number in range(3))]
    assert [each.name for each in root.log] == names
    assert root.log[0].facts == {"last": 2}
    assert [each.ended for each in root.log] == [1] * 4


def test_what_takes_the_items_is_no_part_of_the_step(root):
    with within(root):
        for number in traced("ask", {}, iter_of(2)):
            with step(f"shown {number}", {}):
                pass
    assert [each.name for each in root.log] == ["/ask", "/shown 0", "/shown 1"]


def iter_of(count):
    yield from range(count)


def test_a_generator_that_is_left_has_ended_and_not_failed(root):
    closed = []

    def left():
        try:
            yield 1
        finally:
            closed.append(True)

    with within(root):
        items = traced("ask", {}, left())
        next(items)
        items.close()
    assert closed == [True]
    assert (root.log[0].ended, root.log[0].facts) == (1, {})


def test_the_work_of_a_generator_can_be_a_part_of_a_step_elsewhere(root):
    assert list(steps_within(root, growing())) == [0, 1, 2]
    assert [each.name for each in root.log] == ["/part 0", "/part 1", "/part 2"]
