"""The routes over a reader's stored conversations, and over what they think of answers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import Response

from assistant.json_forms import sent_answer
from assistant.types import Conversation, ConversationHeading, Turn
from ui.api.callers import Authenticated, Caller
from ui.api.forms import (
    AfterId,
    ConversationLine,
    ConversationList,
    ConversationSent,
    FeedbackForm,
    Id,
    Most,
    SearchWords,
    TitleForm,
    TurnSent,
)
from ui.service.service import Service
from ui.service.turns import Place

_MEDIA = {"md": "text/markdown", "html": "text/html", "json": "application/json"}

Form = Annotated[Literal["md", "html", "json"], Query(alias="format")]


def conversation_routes(service: Service) -> APIRouter:
    """Returns the routes below `/conversations`."""
    router = APIRouter(prefix="/conversations", tags=["conversations"])
    work, caller = service.capacity, Depends(Authenticated(service.assistant, "conversations"))

    @router.get("")
    async def listed(
        caller: Annotated[Caller, caller],
        search: SearchWords = "",
        after: AfterId = "",
        limit: Most = 50,
    ) -> ConversationList:
        """Lists the conversations, the latest first."""
        found = await work.do(
            lambda: service.conversations(caller.reader, search, after, most=limit + 1)
        )
        more = found[limit - 1].id if len(found) > limit else None
        return ConversationList(tuple(map(_line, found[:limit])), more)

    @router.get("/{conversation_id}")
    async def one(conversation_id: Id, caller: Annotated[Caller, caller]) -> ConversationSent:
        """Returns a conversation with its turns."""
        return _sent(await work.do(lambda: service.conversation(caller.reader, conversation_id)))

    @router.get(
        "/{conversation_id}/export",
        response_class=Response,
        responses={200: {"content": {media: {} for media in _MEDIA.values()}}},
    )
    async def exported(
        conversation_id: Id, caller: Annotated[Caller, caller], form: Form = "json"
    ) -> Response:
        """Returns a conversation as a file, with every quote, its place and its file's hash."""
        _, made = await work.do(lambda: service.export(caller.reader, conversation_id, form))
        headers = {"Content-Disposition": f'attachment; filename="conversation.{form}"'}
        return Response(made, media_type=_MEDIA[form], headers=headers)

    _changing(router, service)
    return router


def _changing(router: APIRouter, service: Service) -> None:
    work, caller = service.capacity, Depends(Authenticated(service.assistant, "conversations"))

    @router.patch("/{conversation_id}", status_code=204)
    async def renamed(
        conversation_id: Id, form: TitleForm, caller: Annotated[Caller, caller]
    ) -> None:
        """Gives a conversation another title."""
        await work.do(lambda: service.rename(caller.reader, conversation_id, form.title))

    @router.delete("/{conversation_id}", status_code=204)
    async def deleted(conversation_id: Id, caller: Annotated[Caller, caller]) -> None:
        """Deletes a conversation."""
        await work.do(lambda: service.delete(caller.reader, conversation_id))


def feedback_routes(service: Service) -> APIRouter:
    """Returns the route `/feedback`."""
    router = APIRouter(tags=["feedback"])
    work, caller = service.capacity, Depends(Authenticated(service.assistant, "feedback"))

    @router.post("/feedback", status_code=204)
    async def rated(form: FeedbackForm, caller: Annotated[Caller, caller]) -> None:
        """Stores what the reader thinks of a stored answer."""

        def rate() -> None:
            verdict = form.helpful, form.reason, form.comment
            if service.rate(Place(caller.reader, form.conversation), form.turn, verdict) is None:
                raise HTTPException(409, f"The turn {form.turn!r} has no answer. Rate another.")

        await work.do(rate)

    return router


def _line(heading: ConversationHeading) -> ConversationLine:
    return ConversationLine(
        id=heading.id,
        title=heading.title,
        created=heading.created,
        updated=heading.updated,
        turns=heading.turns,
    )


def _sent(found: Conversation) -> ConversationSent:
    heading = found.heading
    turns = tuple(map(_turn, found.turns))
    return ConversationSent(heading.id, heading.title, heading.created, heading.updated, turns)


def _turn(turn: Turn) -> TurnSent:
    return TurnSent(
        turn=turn.key,
        question=turn.question,
        asked=turn.asked,
        stopped=turn.stopped,
        helpful=turn.helpful,
        answer=sent_answer(None, turn.answer) if turn.answer else None,
    )
