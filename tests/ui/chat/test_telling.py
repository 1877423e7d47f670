"""What fails in the chat is told in words that a reader understands, and counted."""

from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.types import LOCAL_READER, Answer, Sentence
from index.errors import BusyError, HomeError, HomeLockedError, NoIndexError, UsageError
from tests.wordings import JAPANESE
from ui.chat.gradio_app import Chat
from ui.operations.metrics import Metrics
from ui.service.capacity import Capacity
from ui.service.service import Service

FIRST = Answer("What?", "What?", (Sentence("One.", (1,)),), answered=True)
EVENT = {"key": "t1", "text": "What?", "conversation": "c1"}


class Store:
    """Has every conversation, and nothing in it."""

    def has(self, *_):
        return True

    def history(self, *_, before):
        return ()

    def turn(self, *_):
        return None

    def add(self, *_, **__):
        """Keeps nothing."""


class Full(Store):
    """Has no room left."""

    def turn(self, *_):
        return None

    def add(self, *_, **__):
        raise HomeError("The disk is full.")


class Answering:
    """Yields prepared answers, then raises an error if there is one."""

    def __init__(self, answers, error=None):
        self.answers, self.error = answers, error

    def stream(self, question):
        yield from self.answers
        if self.error:
            raise self.error


def chat_of(answering, store=None, metrics=None, capacity=None):
    settings = SimpleNamespace(max_question=2_000)
    made = SimpleNamespace(answering=answering, settings=settings, conversations=store or Store())
    nothing_attached = SimpleNamespace(in_conversation=lambda reader, _: reader)
    return Chat(Service(made, capacity, nothing_attached), metrics or Metrics(), pause=0)


def request(language="en"):
    headers, state = {"accept-language": language}, SimpleNamespace(reader=LOCAL_READER)
    return SimpleNamespace(headers=headers, query_params={}, state=state)


def last_of(chat, language="en"):
    return list(chat.turn(EVENT, request(language)))[-1]


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (NoIndexError("x"), "Nothing is indexed yet. There are no documents"),
        (HomeLockedError("x"), "The index is being changed. Try again in a minute."),
        (UsageError("x"), "The question is empty or over 2,000 characters."),
        (HomeError("In '/srv' the disk is full."), "The index cannot be used now. Whoever"),
        (BusyError("x"), "Many people are asking right now."),
    ],
)
def test_what_went_wrong_is_said_in_a_line(error, problem):
    chat = chat_of(Answering([], error))
    last = last_of(chat)
    assert last["status"] == "failed"
    assert problem in last["html"]
    with pytest.raises(gr.Error, match=problem.replace(".", r"\.")):
        list(chat.ask("What?", request()))


def test_what_only_the_operator_can_mend_is_said_in_the_language_of_the_page():
    last = last_of(chat_of(Answering([], HomeError("In '/srv' the disk is full."))), "ja")
    assert JAPANESE("told-unusable") in last["html"]


def test_the_unexpected_is_logged_and_not_shown(caplog):
    caplog.set_level("WARNING", logger="ui")
    last = last_of(chat_of(Answering([FIRST], ZeroDivisionError("secret"))), "ja")
    assert last["status"] == "failed"
    assert JAPANESE("failed") in last["html"]
    assert "One." in last["html"]
    assert "secret" in caplog.text


def test_what_cannot_be_stored_is_shown_and_said_so_and_counts_as_answered():
    metrics = Metrics()
    chat = chat_of(Answering([FIRST]), Full(), metrics)
    last = last_of(chat)
    assert last["status"] == "failed"
    assert "One." in last["html"]
    assert "could not be stored in this conversation. The index cannot be used" in last["html"]
    assert b'tenkyo_answers_total{outcome="answered"} 1.0' in metrics.text()


def test_what_cannot_be_stored_when_it_is_stopped_is_said_so():
    shown = chat_of(Answering([]), Full()).stop(EVENT, request())
    assert "could not be stored in this conversation" in shown["html"]


def test_what_is_too_much_is_refused_in_words_and_counted():
    metrics = Metrics()
    chat = chat_of(Answering([FIRST]), metrics=metrics, capacity=Capacity(1, 0))
    begun = chat.turn(EVENT, request())
    next(begun), next(begun)
    assert "Many people are asking right now." in last_of(chat)["html"]
    begun.close()
    assert last_of(chat)["status"] == "done"
    counts = metrics.text().decode()
    for outcome in ("failed", "stopped", "answered"):
        assert f'tenkyo_answers_total{{outcome="{outcome}"}} 1.0' in counts
