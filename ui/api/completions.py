"""The routes of OpenAI's chat completions, so that their clients can ask the documents.

The last message of the user is the question, what was said before it the history. Citations are
annotations of the answer.
"""

import secrets
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Annotated, Literal, Protocol

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from assistant.types import Answer, Exchange, Question, Reader
from index.errors import MissingError, TenkyoError
from ui.api.annotations import annotations
from ui.api.asking import EVENT, EVENTS, asked_of, last_of, streamed, whole
from ui.api.callers import Authenticated, Caller
from ui.api.completion_forms import (
    MODEL,
    AssistantMessage,
    Choice,
    Completion,
    CompletionChunk,
    CompletionForm,
    Delta,
    Model,
    Models,
    Usage,
)
from ui.edge.problems import openai_problem
from ui.html.told import told
from ui.service.service import Service
from ui.service.turns import Asked, Status

_END = "data: [DONE]\n\n"


def completion_routes(service: Service) -> APIRouter:
    """Returns the routes `/chat/completions` and `/models`."""
    router = APIRouter(tags=["openai"])
    may_ask = Authenticated(service.assistant, "ask")
    anybody = Depends(Authenticated(service.assistant))

    @router.post(
        "/chat/completions",
        response_model=Completion,
        responses={200: {"content": {EVENTS: {"schema": EVENT}}}},
    )
    async def complete(
        form: CompletionForm, request: Request, caller: Annotated[Caller, Depends(may_ask)]
    ) -> Response:
        """Answers the last message of the user from the documents."""
        reply = _Reply(service, form, base_of(request, service.assistant.settings.public_url))
        question = reply.question(caller.reader)
        states = asked_of(service, question)
        if form.stream:
            return await streamed(reply.events(states))
        last = whole(await last_of(states, request))
        made = await service.capacity.finish(lambda: reply.completion(last))
        return Response(made.model_dump_json(exclude_none=True), media_type="application/json")

    @router.get("/models")
    def listed(_: Annotated[Caller, anybody]) -> Models:
        """Lists what can answer, which is one."""
        return Models(data=[Model()])

    @router.get("/models/{name}")
    def one(name: str, _: Annotated[Caller, anybody]) -> Model:
        """Returns what there is to say about one."""
        check_model(name)
        return Model()

    return router


class _Reply:
    """The answer to one conversation, in OpenAI's form."""

    def __init__(self, service: Service, form: CompletionForm, base: str) -> None:
        """`base` is what stands in front of the addresses of quotes."""
        check_model(form.model)
        self._service, self._form, self._base = service, form, base
        self._id, self._created = f"chatcmpl-{secrets.token_hex(12)}", int(time.time())

    def question(self, reader: Reader) -> Question:
        """Returns what is asked.

        Raises:
            HTTPException: nothing is.
        """
        said = self._form.messages
        last = max((i for i, each in enumerate(said) if each.role == "user"), default=None)
        if last is None:
            raise HTTPException(422, "No message is of the user. Ask something.")
        return Question(said[last].text, exchanges(said[:last]), reader, self._form.scope)

    def completion(self, answer: Answer) -> Completion:
        """Returns the whole answer."""
        said = AssistantMessage(role="assistant", content=answer.text)
        said.annotations = annotations(answer, answer.text, self._base)
        choices = [Choice(message=said)]
        usage = self._usage(answer.text)
        return Completion(id=self._id, created=self._created, choices=choices, usage=usage)

    async def events(self, states: AsyncGenerator[Asked]) -> AsyncGenerator[str]:
        """Yields what the answer grows by, then its citations."""
        said, last = "", None
        async with aclosing(states):
            try:
                async for asked in states:
                    if last is None:
                        yield self._event(AssistantMessage(role="assistant", content=""))
                    last = whole(asked)
                    if asked.status is Status.WORKING and last.text.startswith(said):
                        yield self._event(AssistantMessage(content=last.text[len(said) :]))
                        said = last.text
                assert last is not None
                complete, more = last, "" if said == last.text else f"\n\n{last.text}"
                if more:
                    # It was worded anew, and what was sent cannot be taken back.
                    yield self._event(AssistantMessage(content=more))
                for event in await self._finished(complete, said + more):
                    yield event
            except TenkyoError as error:
                if last is None:
                    raise
                yield f"data: {openai_problem(503, told(error)).model_dump_json()}\n\n"

    async def _finished(self, answer: Answer, said: str) -> list[str]:
        return await self._service.capacity.finish(lambda: self._ending(answer, said))

    def _ending(self, answer: Answer, said: str) -> list[str]:
        cited = AssistantMessage(annotations=annotations(answer, said, self._base))
        events = [self._event(cited, finish="stop")]
        options = self._form.stream_options
        if options and options.include_usage:
            usage = self._usage(said)
            chunk = CompletionChunk(id=self._id, created=self._created, choices=[], usage=usage)
            events.append(_event(chunk))
        return [*events, _END]

    def _event(self, said: AssistantMessage, finish: Literal["stop"] | None = None) -> str:
        delta = Delta(delta=said, finish_reason=finish)
        return _event(CompletionChunk(id=self._id, created=self._created, choices=[delta]))

    def _usage(self, said: str) -> Usage:
        asked = self._service.tokens("\n".join(each.text for each in self._form.messages))
        answered = self._service.tokens(said)
        return Usage(prompt_tokens=asked, completion_tokens=answered, total_tokens=asked + answered)


class Spoken(Protocol):
    """A message of whatever form; `cited` tells whether it cites something."""

    @property
    def role(self) -> str:
        """Returns who said it."""

    @property
    def text(self) -> str:
        """Returns what was said."""

    @property
    def cited(self) -> bool:
        """Tells whether it cites something, as far as that is known."""


def exchanges(messages: Sequence[Spoken]) -> tuple[Exchange, ...]:
    """Returns the questions of the user that were replied to, with the replies.

    One without a citation is no answer from the documents.
    """
    found: list[Exchange] = []
    asked = ""
    for message in messages:
        if message.role == "user":
            asked = message.text
        elif message.role == "assistant" and asked and message.text:
            found.append(Exchange(asked, message.text, answered=message.cited))
            asked = ""
    return tuple(found)


def check_model(name: str) -> None:
    """Checks that a model is the one there is.

    Raises:
        MissingError: it is another.
    """
    if name != MODEL:
        raise MissingError("model", name)


def base_of(request: Request, public_url: str) -> str:
    """Returns what stands in front of the addresses of quotes."""
    return public_url or str(request.base_url).rstrip("/")


def _event(chunk: CompletionChunk) -> str:
    return f"data: {chunk.model_dump_json(exclude_none=True)}\n\n"
