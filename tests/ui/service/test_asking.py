"""A question is answered among others: so many are searched for at once, and no more."""

import threading
from types import SimpleNamespace

import pytest

from assistant.types import LOCAL_READER, Answer, Sentence
from index.errors import BusyError
from tests.servers.talking import NothingAttached
from ui.service.capacity import Capacity
from ui.service.service import Service
from ui.service.turns import Asked, Place, Status

FIRST = Answer("What?", "What?", (Sentence("One.", (1,)),), answered=True)
WHOLE = Answer("What?", "What?", (Sentence("One.", (1,)), Sentence("Two.", (2,))), answered=True)
HERE = Place(LOCAL_READER, "c1")


class Store:
    """Takes what is stored, and knows of nothing that was said."""

    def history(self, *_, before):
        return ()

    def turn(self, *_):
        return None

    def add(self, *_, **__):
        """Keeps nothing."""


class Answering:
    """Yields prepared answers."""

    def __init__(self, answers=()):
        self.answers, self.closed = answers, []

    def stream(self, question):
        try:
            yield from self.answers
        finally:
            self.closed.append(question.text)


class Audit:
    """Notes what it is told of, and how far the answer was given by then."""

    def __init__(self):
        self.told = []

    def answered(self, reader, answer, *, via):
        self.told.append((reader, answer, via))


def service_of(answering, **others):
    assistant = SimpleNamespace(answering=answering, conversations=Store(), **others)
    return Service(assistant, attached=NothingAttached())


def asking(service, key="t1"):
    return service.ask(HERE, Asked(key, "What?"))


def test_a_turn_grows_and_is_done():
    turns = list(asking(service_of(Answering([FIRST, WHOLE]))))
    assert [turn.answer for turn in turns] == [FIRST, WHOLE, WHOLE]
    assert [turn.status for turn in turns] == [Status.WORKING, Status.WORKING, Status.DONE]


def test_outside_a_conversation_the_whole_answer_is_on_record_before_it_is_given():
    audit = Audit()
    service = service_of(Answering([FIRST, WHOLE]), audit=audit)
    states = service.ask(Place(LOCAL_READER), Asked("", "What?"))
    assert (next(states).answer, audit.told) == (FIRST, [])
    assert next(states).answer == WHOLE
    assert audit.told == [(LOCAL_READER, WHOLE, "api")]
    assert [state.status for state in states] == [Status.DONE]
    assert len(audit.told) == 1


def test_a_model_that_takes_long_keeps_nobody_else_waiting():
    class Slow(Answering):
        def stream(self, question):
            yield FIRST
            assert next(asking(service, "t2")).answer == FIRST, "the other was not answered"
            yield WHOLE

    service = service_of(Slow())
    assert list(asking(service))[-1].answer == WHOLE


@pytest.mark.parametrize(("cpus", "at_once"), [(1, 1), (2, 2), (None, 1)])
def test_as_many_questions_are_searched_for_at_once_as_there_are_cpus(monkeypatch, cpus, at_once):
    """Whoever is let in stays until all are in who may be, and looks whether one more comes.

    Those of a page and those of programs are searched for by the same CPUs.
    """
    monkeypatch.setattr("os.cpu_count", lambda: cpus)
    inside, most, full, too_full = set(), [], threading.Event(), threading.Event()

    def searched():
        inside.add(threading.get_ident())
        most.append(len(inside))
        for count, event in ((at_once, full), (at_once + 1, too_full)):
            if len(inside) >= count:
                event.set()
        full.wait(60)
        too_full.wait(0.2)
        inside.discard(threading.get_ident())

    class Searching(Answering):
        def stream(self, question):
            searched()
            yield FIRST

    service = service_of(Searching(), audit=Audit(), search=lambda *_: searched())
    program = Place(LOCAL_READER)
    ways = [
        lambda: list(asking(service)),
        lambda: list(service.ask(program, Asked("", "What?"))),
        lambda: service.search(None, 1),
    ]
    askers = [threading.Thread(target=way) for way in ways]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert max(most) == at_once


def test_stopping_closes_what_is_being_written():
    answering = Answering([FIRST, WHOLE])
    stream = asking(service_of(answering))
    next(stream)
    stream.close()
    assert answering.closed == ["What?"]


async def test_what_is_too_much_is_refused_at_once_and_room_comes_back():
    work = Capacity(at_once=1, most_waiting=1)
    first, second = work.grow(lambda: iter("ab")), work.grow(lambda: iter("ab"))
    assert await anext(first) == await anext(second) == "a"
    with pytest.raises(BusyError, match="Ask again"):
        await work.do(lambda: 1)
    with pytest.raises(BusyError, match="Ask again"), work.place():
        pass
    assert await work.finish(lambda: 1) == 1
    await first.aclose()
    assert await work.do(lambda: 1) == 1
    assert [step async for step in second] == ["b"]
