"""Making items ahead of their use."""

import threading

import pytest

from index.pipeline import ahead


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
