"""The routes that ask and search."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import TypeAdapter

from assistant.conversations.conversations import new_id
from assistant.json_forms import SentAnswer, SentHits, answer_json, hits_json, sent_answer
from assistant.types import Answer, Question, Reader
from index.errors import TenkyoError
from ui.api.callers import Authenticated, Caller
from ui.api.forms import NEW, AskForm, SearchForm, StoredAnswer
from ui.html.told import told
from ui.service.capacity import Work
from ui.service.service import Desk

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


def asking_routes(desk: Desk, work: Work) -> APIRouter:
    """Returns the routes `/ask` and `/search`."""
    router = APIRouter(tags=["ask"])
    may_ask = Authenticated(desk.assistant, "ask")
    may_search = Authenticated(desk.assistant, "search")

    @router.post("/ask", response_model=SentAnswer | StoredAnswer, responses=_STREAMED)
    async def ask(
        form: AskForm, request: Request, caller: Annotated[Caller, Depends(may_ask)]
    ) -> Response:
        """Answers a question from the documents, every sentence cited."""
        asked = await work.do(lambda: _AskedByProgram(desk, caller.reader, form))
        answers = work.grow(lambda: desk.answers(asked.question, kept=bool(form.conversation)))
        if EVENTS in request.headers.get("accept", ""):
            return await streamed(_events(asked, answers, work))
        whole = await last_of(answers, request)
        return Response(await work.finish(lambda: asked.finished(whole)), media_type=_JSON)

    @router.post("/search", response_model=SentHits)
    async def search(form: SearchForm, caller: Annotated[Caller, Depends(may_search)]) -> Response:
        """Finds the passages nearest to a question."""
        question = form.question_of(caller.reader)
        hits = await work.do(lambda: desk.search(question, form.top_k))
        return Response(hits_json(form.id, hits), media_type=_JSON)

    return router


class _AskedByProgram:
    """A question on its way: what is asked, and where its answer is kept."""

    def __init__(self, desk: Desk, reader: Reader, form: AskForm) -> None:
        """Looks up the conversation that it belongs to, if it does."""
        self._desk, self._reader, self._form = desk, reader, form
        self.question = form.question_of(reader)
        if not form.conversation:
            return
        if form.history:
            raise HTTPException(422, "Send a history or a conversation, not both.")
        if form.conversation != NEW:
            earlier = desk.history(reader, form.conversation)
            self.question = Question(form.question, earlier, reader, form.scope)

    def shown(self, answer: Answer) -> str:
        """Returns an answer as JSON."""
        return answer_json(self._form.id, answer)

    def finished(self, answer: Answer) -> str:
        """Stores an answer that is complete, if it is to be, and returns it as JSON."""
        if not self._form.conversation:
            return self.shown(answer)
        place = new_id() if self._form.conversation == NEW else self._form.conversation
        turn = self._desk.keep(self._reader, place, answer)
        sent = sent_answer(self._form.id, answer)
        same = {field.name: getattr(sent, field.name) for field in fields(sent)}
        stored = StoredAnswer(**same, conversation=place, turn=turn.key)
        return _STORED.dump_json(stored).decode()


async def last_of(answers: AsyncGenerator[Answer], request: Request) -> Answer:
    """Returns the complete answer; stops if nobody waits for it any more."""
    last = None
    async with aclosing(answers):
        async for answer in answers:
            if await request.is_disconnected():
                raise HTTPException(_GONE, "Nobody waits for this answer.")
            last = answer
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


async def _events(
    asked: _AskedByProgram, answers: AsyncGenerator[Answer], work: Work
) -> AsyncGenerator[str]:
    last, begun = None, False
    async with aclosing(answers):
        try:
            async for last in answers:
                begun = True
                yield _event("answer", asked.shown(last))
            assert last is not None
            whole = last
            yield _event("done", await work.finish(lambda: asked.finished(whole)))
        except TenkyoError as error:
            if not begun:
                raise
            yield _event("error", _problem(error))


def _event(kind: str, data: str) -> str:
    return f"event: {kind}\ndata: {data}\n\n"


def _problem(error: TenkyoError) -> str:
    return TypeAdapter(dict[str, str]).dump_json({"error": told(error)}).decode()
