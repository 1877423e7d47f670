"""The routes that ask and search."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import fields
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import TypeAdapter

from assistant.conversations.conversations import new_id
from assistant.json_forms import SentAnswer, SentHits, answer_json, hits_json, sent_answer
from assistant.types import Answer, Exchange, Question, Reader
from index.errors import TenkyoError
from ui.api.callers import Authenticated, Caller
from ui.api.forms import NEW, AskForm, SearchForm, StoredAnswer
from ui.html.told import told
from ui.service.capacity import Capacity
from ui.service.service import NotKeptError, Service
from ui.service.turns import Asked, Place, Status

EVENTS = "text/event-stream"
# A proxy that collects what it passes on would hold the events back.
EVENT_HEADERS = {"X-Accel-Buffering": "no"}
_JSON = "application/json"
_GONE = 499
_STORED = TypeAdapter(StoredAnswer)
EVENT = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}
"""What one server-sent event is, for the description of the API: `data` is JSON in a string."""

_STREAMED: dict[int | str, dict[str, object]] = {
    200: {
        "content": {EVENTS: {"schema": EVENT}},
        "description": "The answer; where events are accepted, an `answer` event as it grows,"
        " then `done` with the complete one, or `error`",
    }
}


def asking_routes(service: Service) -> APIRouter:
    """Returns the routes `/ask` and `/search`."""
    router, work = APIRouter(tags=["ask"]), service.capacity
    may_ask = Authenticated(service.assistant, "ask")
    may_search = Authenticated(service.assistant, "search")

    @router.post("/ask", response_model=SentAnswer | StoredAnswer, responses=_STREAMED)
    async def ask(
        form: AskForm, request: Request, caller: Annotated[Caller, Depends(may_ask)]
    ) -> Response:
        """Answers a question from the documents, every sentence cited."""
        place = await work.do(lambda: _place_of(service, caller.reader, form))
        states = asked_of(service, form.question_of(caller.reader), place.conversation)
        sending = _Sending(form.id, place.conversation)
        if EVENTS in request.headers.get("accept", ""):
            return await streamed(sending.events(states, work))
        last = await last_of(states, request)
        return Response(await work.finish(lambda: sending.json(last)), media_type=_JSON)

    @router.post("/search", response_model=SentHits)
    async def search(form: SearchForm, caller: Annotated[Caller, Depends(may_search)]) -> Response:
        """Finds the passages nearest to a question."""
        question = form.question_of(caller.reader)
        hits = await work.do(lambda: service.search(question, form.top_k))
        return Response(hits_json(form.id, hits), media_type=_JSON)

    return router


def asked_of(
    service: Service, question: Question, conversation: str = "", key: str = ""
) -> AsyncGenerator[Asked]:
    """Yields a question as its answer grows; the last one is done, and stored or on record.

    With a key, what stands of it is stored under that when nobody waits any more.
    """
    place = Place(question.reader, conversation)
    asked = Asked(key, question.text, scope=question.scope)
    return service.capacity.grow(lambda: _states(service, place, asked, question.history))


def _states(
    service: Service, place: Place, asked: Asked, history: tuple[Exchange, ...]
) -> Iterator[Asked]:
    try:
        yield from service.ask(place, asked, history)
    except NotKeptError as error:
        raise error.reason from error


def whole(asked: Asked) -> Answer:
    """Returns the answer that a question has as soon as there is anything to tell of it."""
    assert asked.answer is not None
    return asked.answer


def _place_of(service: Service, reader: Reader, form: AskForm) -> Place:
    """Returns where a question is asked: in a conversation that there is, a new one, or none."""
    if not form.conversation:
        return Place(reader)
    if form.history:
        raise HTTPException(422, "Send a history or a conversation, not both.")
    if form.conversation == NEW:
        return Place(reader, new_id())
    service.check(reader, form.conversation)
    return Place(reader, form.conversation)


class _Sending:
    """What is sent of a question: its answer, and where that is stored if it is."""

    def __init__(self, name: str | int | None, conversation: str) -> None:
        """Takes the id under which the answer comes back, and the conversation, empty for none."""
        self._name, self._conversation = name, conversation

    def json(self, asked: Asked) -> str:
        """Returns a question that is done as JSON."""
        if not self._conversation:
            return answer_json(self._name, whole(asked))
        sent = sent_answer(self._name, whole(asked))
        same = {field.name: getattr(sent, field.name) for field in fields(sent)}
        stored = StoredAnswer(**same, conversation=self._conversation, turn=asked.key)
        return _STORED.dump_json(stored).decode()

    async def events(self, states: AsyncGenerator[Asked], work: Capacity) -> AsyncGenerator[str]:
        """Yields an event for each state; what fails after the first is an event too."""
        begun = False
        async with aclosing(states):
            try:
                async for asked in states:
                    begun = True
                    if asked.status is Status.WORKING:
                        yield _event("answer", answer_json(self._name, whole(asked)))
                    else:
                        yield _event("done", await work.finish(partial(self.json, asked)))
            except TenkyoError as error:
                if not begun:
                    raise
                yield _event("error", _problem(error))


async def last_of(states: AsyncGenerator[Asked], request: Request) -> Asked:
    """Returns a question with its complete answer; stops if nobody waits for it any more."""
    last = None
    async with aclosing(states):
        async for asked in states:
            if await request.is_disconnected():
                raise HTTPException(_GONE, "Nobody waits for this answer.")
            last = asked
    assert last is not None
    return last


async def streamed(events: AsyncGenerator[str]) -> StreamingResponse:
    """Returns events as a response. What fails before the first one is an ordinary error."""
    first = await anext(events)
    return StreamingResponse(_after(first, events), media_type=EVENTS, headers=EVENT_HEADERS)


async def _after(first: str, events: AsyncGenerator[str]) -> AsyncIterator[str]:
    async with aclosing(events):
        yield first
        async for event in events:
            yield event


def _event(kind: str, data: str) -> str:
    return f"event: {kind}\ndata: {data}\n\n"


def _problem(error: TenkyoError) -> str:
    return TypeAdapter(dict[str, str]).dump_json({"error": told(error)}).decode()
