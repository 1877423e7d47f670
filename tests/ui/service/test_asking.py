"""A question becomes a turn: it grows, is done, or has failed in words a reader understands."""

import threading
from types import SimpleNamespace

import pytest

from assistant.types import Answer, Sentence
from index.errors import HomeError, HomeLockedError, NoIndexError, UsageError
from tests.wordings import ENGLISH, JAPANESE
from ui.service.asking import Asking
from ui.service.turns import Asked, Status

FIRST = Answer("What?", "What?", (Sentence("One.", (1,)),), answered=True)
WHOLE = Answer("What?", "What?", (Sentence("One.", (1,)), Sentence("Two.", (2,))), answered=True)


class Answering:
    """Yields prepared answers, then raises an error if there is one."""

    def __init__(self, answers, error=None):
        self.answers, self.error, self.asked = answers, error, []

    def stream(self, question):
        self.asked.append(question)
        yield from self.answers
        if self.error:
            raise self.error


def asked(answering, words=ENGLISH, history=()):
    assistant = SimpleNamespace(answering=answering, settings=SimpleNamespace(max_question=2_000))
    return list(Asking(assistant, pause=0).ask(Asked("t1", "What?"), history, words))


def test_a_turn_grows_and_is_done():
    turns = asked(Answering([FIRST, WHOLE]))
    assert [turn.answer for turn in turns] == [FIRST, WHOLE, WHOLE]
    assert [turn.status for turn in turns] == [Status.WORKING, Status.WORKING, Status.DONE]


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (NoIndexError("x"), "Nothing is indexed yet. There are no documents"),
        (HomeLockedError("x"), "The index is being changed. Try again in a minute."),
        (UsageError("x"), "The question is empty or over 2,000 characters."),
        (HomeError("In '/srv' the disk is full."), "The index cannot be used now. Whoever"),
    ],
)
def test_what_went_wrong_is_said_in_a_line(error, problem):
    last = asked(Answering([], error))[-1]
    assert last.status is Status.FAILED
    assert last.problem.startswith(problem)


def test_what_only_the_operator_can_mend_is_said_in_the_language_of_the_page():
    last = asked(Answering([], HomeError("In '/srv' the disk is full.")), JAPANESE)[-1]
    assert last.problem == JAPANESE("told-unusable")


def test_the_unexpected_is_logged_and_not_shown(caplog):
    caplog.set_level("WARNING", logger="ui")
    last = asked(Answering([FIRST], ZeroDivisionError("secret")), JAPANESE)[-1]
    assert (last.status, last.problem) == (Status.FAILED, JAPANESE("failed"))
    assert last.answer == FIRST
    assert "secret" in caplog.text


def test_a_model_that_takes_long_keeps_nobody_else_waiting():
    class Slow(Answering):
        def stream(self, question):
            yield FIRST
            assert other(), "the other question was not answered"
            yield WHOLE

    def other():
        return next(asking.ask(Asked("t2", "Else?"), (), ENGLISH)).answer == FIRST

    assistant = SimpleNamespace(answering=Slow([]), settings=SimpleNamespace(max_question=2_000))
    asking = Asking(assistant, pause=0)
    turns = list(asking.ask(Asked("t1", "What?"), (), ENGLISH))
    assert turns[-1].answer == WHOLE


@pytest.mark.parametrize(("cpus", "at_once"), [(1, 1), (2, 2), (None, 1)])
def test_as_many_questions_are_searched_for_at_once_as_there_are_cpus(monkeypatch, cpus, at_once):
    """Whoever is let in stays until all are in who may be, and looks whether one more comes."""
    monkeypatch.setattr("os.cpu_count", lambda: cpus)
    inside, most, full, too_full = set(), [], threading.Event(), threading.Event()

    class Searching(Answering):
        def stream(self, question):
            inside.add(threading.get_ident())
            most.append(len(inside))
            for count, event in ((at_once, full), (at_once + 1, too_full)):
                if len(inside) >= count:
                    event.set()
            full.wait(60)
            too_full.wait(0.2)
            inside.discard(threading.get_ident())
            yield FIRST

    assistant = SimpleNamespace(answering=Searching([]), settings=SimpleNamespace(max_question=9))
    asking = Asking(assistant, pause=0)
    askers = [
        threading.Thread(target=lambda: list(asking.ask(Asked("t", "What?"), (), ENGLISH)))
        for _ in range(3)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert max(most) == at_once


def test_stopping_closes_what_is_being_written():
    closed = []

    class Writing(Answering):
        def stream(self, question):
            try:
                yield FIRST
                yield WHOLE
            finally:
                closed.append(question.text)

    assistant = SimpleNamespace(answering=Writing([]), settings=SimpleNamespace(max_question=2_000))
    stream = Asking(assistant, pause=0).ask(Asked("t1", "What?"), (), ENGLISH)
    next(stream)
    stream.close()
    assert closed == ["What?"]
