"""The route of OpenAI's Responses, so that their newer clients can ask the documents.

A response is one question with its answer. A stored one is a turn of a conversation of the caller,
and its id names both, so that the next question can follow it.
"""

import re
import secrets
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from assistant.conversations.conversations import new_id
from assistant.types import Answer, Exchange, Question, Reader
from index.errors import MissingError, TenkyoError
from ui.api.annotations import file_citations
from ui.api.asking import EVENT, EVENTS, asked_of, last_of, streamed, whole
from ui.api.callers import Authenticated, Caller
from ui.api.completions import base_of, check_model, exchanges
from ui.api.response_forms import (
    ModelResponse,
    OutputMessage,
    OutputText,
    ResponseEvent,
    ResponseForm,
    ResponseProblem,
    ResponseUsage,
)
from ui.html.told import told
from ui.service.service import Service
from ui.service.turns import Asked, Status

_END = "data: [DONE]\n\n"
_ID = re.compile(r"resp_([0-9a-f]{1,40})_([0-9a-f]{1,40})", re.ASCII)


def response_routes(service: Service) -> APIRouter:
    """Returns the route `/responses`."""
    router = APIRouter(tags=["openai"])
    may_ask = Authenticated(service.assistant, "ask")

    @router.post(
        "/responses",
        response_model=ModelResponse,
        responses={200: {"content": {EVENTS: {"schema": EVENT}}}},
    )
    async def respond(
        form: ResponseForm, request: Request, caller: Annotated[Caller, Depends(may_ask)]
    ) -> Response:
        """Answers the last message of the user from the documents."""
        check_model(form.model)
        asking = await service.capacity.do(partial(_asking, service, form, caller.reader))
        base = base_of(request, service.assistant.settings.public_url)
        reply = _ResponseReply(service, form, asking, base)
        states = asked_of(service, asking.question, asking.conversation, asking.key)
        if form.stream:
            return await streamed(reply.events(states))
        last = whole(await last_of(states, request))
        made = await service.capacity.finish(lambda: reply.complete(last, last.text))
        return Response(made.model_dump_json(), media_type="application/json")

    return router


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question, and where it is stored; `conversation` is empty if it is not."""

    question: Question
    conversation: str
    key: str

    @property
    def id(self) -> str:
        """Returns the id of its response; of one that is not stored it leads nowhere."""
        return f"resp_{self.conversation or secrets.token_hex(8)}_{self.key or new_id()}"


def _asking(service: Service, form: ResponseForm, reader: Reader) -> _Asking:
    """Returns what a form asks.

    Raises:
        HTTPException: it asks nothing, or follows two things at once.
        MissingError: there is no such response to follow.
    """
    said = form.messages
    last = max((i for i, each in enumerate(said) if each.role == "user"), default=None)
    if last is None:
        raise HTTPException(422, "No message is of the user. Ask something.")
    history, conversation = exchanges(said[:last]), ""
    if form.previous_response_id:
        if history:
            raise HTTPException(422, "Send earlier messages or previous_response_id, not both.")
        conversation = _followed(service, reader, form.previous_response_id)
    elif form.store and not history:
        conversation = new_id()
    if conversation and not form.store:
        history, conversation = service.history(reader, conversation), ""
    return _question(form, said[last].text, reader, history, conversation)


def _question(
    form: ResponseForm, text: str, reader: Reader, history: tuple[Exchange, ...], kept: str
) -> _Asking:
    question = Question(text, history, reader, form.scope)
    return _Asking(question, kept, new_id() if kept else "")


def _followed(service: Service, reader: Reader, name: str) -> str:
    """Returns the conversation of a response, whose latest turn that has to be."""
    match = _ID.fullmatch(name)
    if match is None:
        raise MissingError("response", name)
    conversation, key = match.groups()
    try:
        [*_, latest] = service.conversation(reader, conversation, latest=1).turns
    except (MissingError, ValueError):
        raise MissingError("response", name) from None
    if latest.key != key:
        newest = f"resp_{conversation}_{latest.key}"
        raise HTTPException(422, f"Something follows {name!r} already. Name {newest!r} instead.")
    return conversation


class _ResponseReply:
    """The answer to one question, in the form of Responses."""

    def __init__(self, service: Service, form: ResponseForm, asking: _Asking, base: str) -> None:
        """`base` is what stands in front of the addresses of quotes."""
        self._service, self._form, self._base = service, form, base
        self._stored = bool(asking.conversation)
        self._id, self._item = asking.id, f"msg_{secrets.token_hex(12)}"
        self._created, self._number = int(time.time()), -1

    def complete(self, answer: Answer, said: str) -> ModelResponse:
        """Returns the whole response; `said` is the text that was sent, the answer at its end."""
        text = OutputText(text=said, annotations=file_citations(answer, said, self._base))
        return self._response(OutputMessage(id=self._item, content=[text]), self._usage(said))

    async def events(self, states: AsyncGenerator[Asked]) -> AsyncGenerator[str]:
        """Yields what the answer grows by, then its citations, then all of it."""
        said, last = "", None
        async with aclosing(states):
            try:
                async for asked in states:
                    if last is None:
                        yield "".join(self._beginning())
                    last = whole(asked)
                    if asked.status is Status.WORKING and last.text.startswith(said):
                        yield self._delta(last.text[len(said) :])
                        said = last.text
                assert last is not None
                ending = self._ending(last, said)
                yield await self._service.capacity.finish(partial("".join, ending))
            except TenkyoError as error:
                if last is None:
                    raise
                failed = self._response(None, status="failed")
                failed.error = ResponseProblem(message=told(error))
                yield self._event("response.failed", response=failed)

    def _beginning(self) -> Iterator[str]:
        begun = self._response(None, status="in_progress")
        item = OutputMessage(id=self._item, status="in_progress")
        yield self._event("response.created", response=begun)
        yield self._event("response.in_progress", response=begun)
        yield self._event("response.output_item.added", output_index=0, item=item)
        yield self._of_part("response.content_part.added", part=OutputText())

    def _delta(self, text: str) -> str:
        return self._of_part("response.output_text.delta", delta=text, logprobs=[])

    def _ending(self, answer: Answer, said: str) -> Iterator[str]:
        if said != answer.text:
            # It was worded anew, and what was sent cannot be taken back.
            yield self._delta(f"\n\n{answer.text}")
            said += f"\n\n{answer.text}"
        response = self.complete(answer, said)
        [item] = response.output
        [text] = item.content
        for number, each in enumerate(text.annotations):
            yield self._of_part(
                "response.output_text.annotation.added", annotation=each, annotation_index=number
            )
        yield self._of_part("response.output_text.done", text=said, logprobs=[])
        yield self._of_part("response.content_part.done", part=text)
        yield self._event("response.output_item.done", output_index=0, item=item)
        yield self._event("response.completed", response=response)
        yield _END

    def _of_part(self, kind: str, **facts: object) -> str:
        return self._event(kind, item_id=self._item, output_index=0, content_index=0, **facts)

    def _event(self, kind: str, **facts: object) -> str:
        self._number += 1
        said = ResponseEvent(type=kind, sequence_number=self._number, **facts)
        return f"event: {kind}\ndata: {said.model_dump_json()}\n\n"

    def _response(
        self,
        item: OutputMessage | None,
        usage: ResponseUsage | None = None,
        status: Literal["in_progress", "completed", "failed"] = "completed",
    ) -> ModelResponse:
        return ModelResponse(
            id=self._id,
            created_at=self._created,
            status=status,
            output=[item] if item else [],
            previous_response_id=self._form.previous_response_id,
            store=self._stored,
            usage=usage,
        )

    def _usage(self, said: str) -> ResponseUsage:
        asked = self._service.tokens("\n".join(each.text for each in self._form.messages))
        answered = self._service.tokens(said)
        return ResponseUsage(
            input_tokens=asked, output_tokens=answered, total_tokens=asked + answered
        )
