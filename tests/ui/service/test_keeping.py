"""Asking in stored conversations: what is stored when, and who may."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.conversations.conversations import Conversations
from assistant.types import Exchange, named
from index.errors import HomeError
from tests.servers.talking import ANNA, BEN, QUOTE, answer, document, index
from tests.wordings import ENGLISH
from ui.service.stored_turns import Talk
from ui.service.turns import Asked, Status

WHOLE = answer(document())
BEGUN = replace(WHOLE, sentences=WHOLE.sentences[:1])


class Asking:
    """Answers in two steps, or fails; remembers what it was told of the conversation."""

    def __init__(self, fails=False):
        self.fails, self.histories = fails, []

    def ask(self, turn, history, words, reader=None):
        self.histories.append(history)
        yield replace(turn, answer=BEGUN)
        status = Status.FAILED if self.fails else Status.DONE
        yield replace(turn, answer=WHOLE, status=status)


@pytest.fixture
def records(records):
    index(records, document())
    return records


@pytest.fixture
def store(records):
    return Conversations(records)


@pytest.fixture
def talk(store):
    return Talk(SimpleNamespace(conversations=store), Asking())


def kept(store, place):
    return store.open(place.reader, place.conversation).turns


def test_a_turn_is_stored_before_it_is_shown_as_done(talk, store):
    place = talk.place(ANNA, "")
    for turn in talk.ask(place, Asked("t1", "When?"), ENGLISH):
        stored = store.has(ANNA, place.conversation)
        assert stored is (turn.status is Status.DONE)
    assert [t.question for t in kept(store, place)] == ["When?"]


def test_the_next_question_knows_what_was_said(talk, store):
    place = talk.place(ANNA, "")
    list(talk.ask(place, Asked("t1", "When?"), ENGLISH))
    again = talk.place(ANNA, place.conversation)
    list(talk.ask(again, Asked("t2", "Why?"), ENGLISH))
    assert again == place
    assert talk._asking.histories[1] == (Exchange("When?", QUOTE, named=named([document()])),)


def test_the_conversation_of_another_reader_is_a_new_one(talk):
    place = talk.place(ANNA, "")
    list(talk.ask(place, Asked("t1", "When?"), ENGLISH))
    theirs = talk.place(BEN, place.conversation)
    assert theirs.conversation != place.conversation
    list(talk.ask(theirs, Asked("t1", "And?"), ENGLISH))
    assert talk._asking.histories[-1] == ()


def test_what_stands_of_a_stopped_turn_is_stored(talk, store):
    place, asked = talk.place(ANNA, ""), Asked("t1", "When?")
    stream = talk.ask(place, asked, ENGLISH)
    next(stream)
    _, stopped = talk.stop(place, asked, ENGLISH)
    assert (stopped.status, stopped.answer) == (Status.STOPPED, BEGUN)
    assert list(stream) == []
    [turn] = kept(store, place)
    assert (turn.stopped, turn.answer) == (True, BEGUN)


def test_a_question_stopped_before_it_began_is_stored(talk, store):
    place, stopped = talk.stop(talk.place(ANNA, ""), Asked("t1", "When?"), ENGLISH)
    assert stopped.status is Status.STOPPED
    assert [(t.question, t.answer) for t in kept(store, place)] == [("When?", None)]


def test_a_turn_that_is_done_cannot_be_stopped(talk, store):
    place, asked = talk.place(ANNA, ""), Asked("t1", "When?")
    list(talk.ask(place, asked, ENGLISH))
    assert talk.stop(place, asked, ENGLISH)[1].status is Status.DONE
    assert not kept(store, place)[0].stopped


def test_what_a_closed_page_leaves_behind_is_stored(talk, store):
    place = talk.place(ANNA, "")
    stream = talk.ask(place, Asked("t1", "When?"), ENGLISH)
    next(stream)
    stream.close()
    assert [t.stopped for t in kept(store, place)] == [True]


def test_a_failed_turn_is_not_stored(store):
    talk = Talk(SimpleNamespace(conversations=store), Asking(fails=True))
    place = talk.place(ANNA, "")
    assert list(talk.ask(place, Asked("t1", "When?"), ENGLISH))[-1].status is Status.FAILED
    assert not store.has(ANNA, place.conversation)


def test_an_answer_that_cannot_be_stored_is_shown_and_said_so(talk, store, monkeypatch):
    def full(*_):
        raise HomeError("The disk is full.")

    place = talk.place(ANNA, "")
    monkeypatch.setattr(store, "add", full)
    last = list(talk.ask(place, Asked("t1", "When?"), ENGLISH))[-1]
    assert (last.status, last.answer) == (Status.FAILED, WHOLE)
    assert "could not be stored in this conversation. The index cannot be used" in last.problem


def test_a_verdict_is_stored_with_the_turn(talk, store):
    place = talk.place(ANNA, "")
    list(talk.ask(place, Asked("t1", "When?"), ENGLISH))
    assert talk.rate(replace(place, reader=BEN), "t1", (True, "", "")) is None
    assert talk.rate(place, "t1", (False, "", "")).helpful is False
    assert kept(store, place)[0].helpful is False
