"""Making items ahead of their use."""

import threading

import pytest

from index.sync.pipeline import ahead, side_by_side


def counting(made, count=100):
    for number in range(1, count + 1):
        made.append(number)
        yield number


def test_items_come_in_order():
    assert list(ahead(counting([], 20), 3)) == list(range(1, 21))


def test_an_empty_source_ends_at_once():
    assert list(ahead(counting([], 0), 3)) == []


def test_items_are_made_in_a_thread_of_their_own_and_not_too_many():
    made, threads = [], set()

    def items():
        for number in counting(made):
            threads.add(threading.get_ident())
            yield number

    taken = ahead(items(), 3)
    assert next(taken) == 1
    taken.close()
    assert 1 <= len(made) <= 4
    assert threads.isdisjoint({threading.get_ident()})


def test_an_error_is_raised_where_the_items_are_taken():
    def items():
        yield 1
        raise ValueError("two")

    taken = ahead(items(), 2)
    assert next(taken) == 1
    with pytest.raises(ValueError, match="two"):
        next(taken)


def test_who_stops_taking_closes_the_source():
    closed = []

    def items():
        try:
            yield from counting([])
        finally:
            closed.append(True)

    for number in ahead(items(), 2):
        if number == 5:
            break
    assert closed == [True]


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_what_is_made_side_by_side_comes_in_order(count):
    made = list(side_by_side(lambda number: -number, range(count), 2))
    assert made == [(number, -number) for number in range(count)]


def test_so_many_are_made_at_a_time():
    both = threading.Barrier(2, timeout=10)
    assert len(list(side_by_side(lambda _: both.wait(), range(4), 2))) == 4


def test_an_error_in_making_is_raised_in_its_turn():
    taken = side_by_side(lambda number: 1 / (2 - number), range(4), 2)
    assert [next(taken)[0], next(taken)[0]] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(taken)


def test_who_stops_taking_lets_no_more_be_made():
    made = []
    taken = side_by_side(made.append, range(100), 2)
    next(taken)
    taken.close()
    assert made in ([0], [0, 1])
