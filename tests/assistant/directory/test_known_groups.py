"""What a directory said of groups: how long it holds, and what holds while it is away."""

import logging
import threading

import pytest

from assistant.directory.directory_errors import DirectoryAwayError, DirectoryError
from assistant.directory.known_groups import PAUSE, KnownGroups
from assistant.types import UNTOLD
from tests.clock import Clock

NOTHING_KNOWN = {UNTOLD}


class FakeDirectory:
    def __init__(self):
        self.groups, self.error, self.asked = {"hanako": {"legal"}}, None, 0

    def __call__(self, user):
        self.asked += 1
        if self.error:
            raise self.error
        return frozenset(self.groups.get(user, ()))


@pytest.fixture
def directory():
    return FakeDirectory()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def known(directory, clock):
    return KnownGroups(directory, 600, clock)


def test_it_is_asked_once_in_half_the_time_that_its_word_holds(known, directory, clock):
    assert [known.of("hanako") for _ in range(3)] == [{"legal"}] * 3
    clock.now += 299
    assert known.of("hanako") == {"legal"}
    assert directory.asked == 1
    clock.now += 2
    directory.groups["hanako"] = {"board"}
    assert known.of("hanako") == {"board"}


def test_who_was_removed_from_a_group_is_not_in_it_after_the_time(known, directory, clock):
    known.of("hanako")
    directory.groups["hanako"] = set()
    clock.now += 600
    assert known.of("hanako") == set()


def test_who_signs_in_anew_is_asked_for_anew(known, directory):
    known.of("hanako")
    directory.groups["hanako"] = set()
    known.forget("hanako")
    assert known.of("hanako") == set()


def test_while_it_is_away_its_word_holds_and_no_longer(known, directory, clock):
    known.of("hanako")
    directory.error = DirectoryAwayError("It is away. Start it.")
    clock.now += 599
    assert known.of("hanako") == {"legal"}
    assert known.of("taro") == NOTHING_KNOWN
    clock.now += 1
    assert known.of("hanako") == NOTHING_KNOWN
    directory.error = None
    clock.now += PAUSE
    assert known.of("hanako") == {"legal"}


def test_one_that_is_away_is_left_alone_for_a_while_and_named_once(known, directory, clock, caplog):
    directory.error = DirectoryAwayError("It is away. Start it.")
    with caplog.at_level(logging.WARNING):
        for user in ("hanako", "taro", "hanako"):
            known.of(user)
        assert directory.asked == 1
        clock.now += PAUSE
        known.of("hanako")
    assert directory.asked == 2
    assert [record.getMessage()[:21] for record in caplog.records] == ["It is away. Start it."]


def test_who_is_there_twice_keeps_nobody_else_from_their_groups(known, directory):
    directory.error = DirectoryError("More entries than one.")
    assert known.of("twice") == NOTHING_KNOWN
    directory.error = None
    assert known.of("hanako") == {"legal"}
    assert known.of("twice") == NOTHING_KNOWN


def test_requests_of_one_person_wait_for_one_answer(clock):
    begun, going_on = threading.Event(), threading.Event()
    asked = []

    def slow(user):
        asked.append(user)
        begun.set()
        going_on.wait(10)
        return frozenset({"legal"})

    known, said = KnownGroups(slow, 600, clock), []
    both = [threading.Thread(target=lambda: said.append(known.of("hanako"))) for _ in range(2)]
    both[0].start()
    begun.wait(10)
    both[1].start()
    going_on.set()
    for each in both:
        each.join()
    assert (said, asked) == ([{"legal"}] * 2, ["hanako"])
