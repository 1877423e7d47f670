"""Asking in stored conversations: what is stored when, and who may."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.conversations.conversations import Conversations
from assistant.types import Exchange, named
from index.errors import HomeError, MissingError
from tests.servers.talking import ANNA, BEN, QUOTE, NothingAttached, answer, document, index
from ui.service.service import NotKeptError, Service
from ui.service.turns import Asked, Status

WHOLE = answer(document())
BEGUN = replace(WHOLE, sentences=WHOLE.sentences[:1])


class Answering:
    """Answers in two steps, or fails; remembers what it was told of the conversation."""

    def __init__(self, fails=False):
        self.fails, self.histories = fails, []

    def stream(self, question):
        self.histories.append(question.history)
        yield BEGUN
        if self.fails:
            raise HomeError("The index is damaged.")
        yield WHOLE


@pytest.fixture
def records(records):
    index(records, document())
    return records


@pytest.fixture
def store(records):
    return Conversations(records)


@pytest.fixture
def service(store):
    return service_of(store)


def service_of(store, fails=False):
    assistant = SimpleNamespace(conversations=store, answering=Answering(fails))
    return Service(assistant, attached=NothingAttached())


def kept(store, place):
    return store.open(place.reader, place.conversation).turns


def test_a_turn_is_stored_before_it_is_shown_as_done(service, store):
    place = service.place(ANNA, "")
    for turn in service.ask(place, Asked("t1", "When?")):
        stored = store.has(ANNA, place.conversation)
        assert stored is (turn.status is Status.DONE)
    assert [t.question for t in kept(store, place)] == ["When?"]


def test_the_next_question_knows_what_was_said(service, store):
    place = service.place(ANNA, "")
    list(service.ask(place, Asked("t1", "When?")))
    again = service.place(ANNA, place.conversation)
    list(service.ask(again, Asked("t2", "Why?")))
    assert again == place
    assert service.assistant.answering.histories[1] == (
        Exchange("When?", QUOTE, named=named([document()])),
    )


def test_the_conversation_of_another_reader_is_a_new_one(service):
    place = service.place(ANNA, "")
    list(service.ask(place, Asked("t1", "When?")))
    theirs = service.place(BEN, place.conversation)
    assert theirs.conversation != place.conversation
    list(service.ask(theirs, Asked("t1", "And?")))
    assert service.assistant.answering.histories[-1] == ()


def test_what_stands_of_a_stopped_turn_is_stored(service, store):
    place, asked = service.place(ANNA, ""), Asked("t1", "When?")
    stream = service.ask(place, asked)
    next(stream)
    _, stopped = service.stop(place, asked)
    assert (stopped.status, stopped.answer) == (Status.STOPPED, BEGUN)
    assert list(stream) == []
    [turn] = kept(store, place)
    assert (turn.stopped, turn.answer) == (True, BEGUN)


def test_a_question_stopped_before_it_began_is_stored(service, store):
    place, stopped = service.stop(service.place(ANNA, ""), Asked("t1", "When?"))
    assert stopped.status is Status.STOPPED
    assert [(t.question, t.answer) for t in kept(store, place)] == [("When?", None)]


def test_a_turn_that_is_done_cannot_be_stopped(service, store):
    place, asked = service.place(ANNA, ""), Asked("t1", "When?")
    list(service.ask(place, asked))
    assert service.stop(place, asked)[1].status is Status.DONE
    assert not kept(store, place)[0].stopped


def test_what_a_closed_page_leaves_behind_is_stored(service, store):
    place = service.place(ANNA, "")
    stream = service.ask(place, Asked("t1", "When?"))
    next(stream)
    stream.close()
    assert [t.stopped for t in kept(store, place)] == [True]


def asked_before(service, keys=("t1", "t2")):
    place = service.place(ANNA, "")
    for key in keys:
        list(service.ask(place, Asked(key, f"When {key}?")))
    return place


@pytest.mark.parametrize("steps", [0, 1])
def test_a_page_that_is_closed_while_it_asks_again_leaves_the_answers_that_were_there(
    service, store, steps
):
    place = asked_before(service)
    before = kept(store, place)
    stream = service.ask(place, Asked("t1", "When t1?"))
    for _ in range(steps):
        next(stream)
    stream.close()
    assert kept(store, place) == before


def test_what_is_stopped_before_another_answer_has_come_leaves_the_first(service, store):
    place = asked_before(service, ["t1"])
    before = kept(store, place)

    def stopping(question):
        _, stopped.turn = service.stop(place, Asked("t1", "When t1?"))
        yield BEGUN

    stopped, service.assistant.answering.stream = SimpleNamespace(), stopping
    assert list(service.ask(place, Asked("t1", "When t1?"))) == []
    assert (stopped.turn.status, stopped.turn.answer) == (Status.DONE, WHOLE)
    assert kept(store, place) == before


def test_what_stands_of_another_answer_that_is_stopped_takes_the_place_of_the_first(service, store):
    place = asked_before(service)
    stream = service.ask(place, Asked("t1", "When t1?"))
    next(stream)
    service.stop(place, Asked("t1", "When t1?"))
    assert [(t.key, t.stopped) for t in kept(store, place)] == [("t1", True), ("t2", False)]


def test_a_failed_turn_is_not_stored(store):
    service = service_of(store, fails=True)
    place = service.place(ANNA, "")
    with pytest.raises(HomeError, match="damaged"):
        list(service.ask(place, Asked("t1", "When?")))
    assert not store.has(ANNA, place.conversation)


def test_an_answer_that_cannot_be_stored_is_given_before_that_is_told(service, store, monkeypatch):
    def full(*_, **__):
        raise HomeError("The disk is full.")

    place = service.place(ANNA, "")
    monkeypatch.setattr(store, "add", full)
    states = service.ask(place, Asked("t1", "When?"))
    assert [next(states).answer, next(states).answer] == [BEGUN, WHOLE]
    with pytest.raises(NotKeptError, match="The disk is full") as raised:
        next(states)
    assert (raised.value.place, raised.value.asked.answer) == (place, WHOLE)


def test_a_verdict_is_stored_with_the_turn(service, store):
    place = service.place(ANNA, "")
    list(service.ask(place, Asked("t1", "When?")))
    with pytest.raises(MissingError, match="No turn 't1'"):
        service.rate(replace(place, reader=BEN), "t1", (True, "", ""))
    assert service.rate(place, "t1", (False, "", "")).helpful is False
    assert kept(store, place)[0].helpful is False


def test_a_turn_without_an_answer_cannot_be_rated(service):
    place, _ = service.stop(service.place(ANNA, ""), Asked("t1", "When?"))
    assert service.rate(place, "t1", (True, "", "")) is None


def test_what_a_program_leaves_behind_is_not_stored(service, store):
    place = service.place(ANNA, "")
    states = service.ask(place, Asked("", "When?"))
    next(states)
    states.close()
    assert not store.has(ANNA, place.conversation)


def test_what_a_program_asks_in_a_conversation_gets_a_key_of_its_own(service, store):
    place = service.place(ANNA, "")
    *_, last = service.ask(place, Asked("", "When?"))
    assert (last.status, last.answer) == (Status.DONE, WHOLE)
    assert [turn.key for turn in kept(store, place)] == [last.key]


@pytest.mark.parametrize("what", ["conversation", "export", "rename", "delete"])
def test_nothing_of_another_reader_can_be_reached(service, what):
    place = service.place(ANNA, "")
    list(service.ask(place, Asked("t1", "When?")))
    more = {"export": ("md",), "rename": ("Mine",)}.get(what, ())
    with pytest.raises(MissingError, match="No conversation"):
        getattr(service, what)(BEN, place.conversation, *more)
    getattr(service, what)(ANNA, place.conversation, *more)


@pytest.mark.parametrize("gone", ["d1", "d2", "d3"])
def test_a_document_that_is_removed_while_they_are_listed_is_left_out(gone):
    known = {name: document(id_=name, path=f"{name}.txt") for name in ("d1", "d2", "d3", "d4")}
    assistant = SimpleNamespace(
        conversations=None,
        document_ids=lambda _reader: list(known),
        document=lambda name, _reader: None if name == gone else known[name],
    )
    found, total, last = Service(assistant, attached=NothingAttached()).page(ANNA, "", 3)
    assert [each.id for each in found] == [name for name in ("d1", "d2", "d3") if name != gone]
    assert (total, last) == (4, found[-1].id)
