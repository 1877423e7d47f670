"""The routes over the questions that a reader keeps, to hear when other words answer them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends

from assistant.kept.kept_forms import SentKept, sent_kept
from ui.api.callers import Authenticated, Caller
from ui.api.forms import Id
from ui.service.service import Service


@dataclass(frozen=True, slots=True)
class KeptList:
    """All questions that the caller keeps: what changed last comes first."""

    kept: tuple[SentKept, ...]


def kept_routes(service: Service) -> APIRouter:
    """Returns the routes below `/kept`."""
    router = APIRouter(prefix="/kept", tags=["kept questions"])
    work, kept = service.capacity, service.assistant.kept
    caller = Depends(Authenticated(service.assistant, "conversations"))

    @router.get("")
    async def listed(caller: Annotated[Caller, caller]) -> KeptList:
        """Lists the kept questions, with what changed."""
        found = await work.do(lambda: kept.of(caller.reader))
        return KeptList(tuple(map(sent_kept, found)))

    @router.post("/{conversation_id}/{turn}", status_code=204)
    async def begun(conversation_id: Id, turn: Id, caller: Annotated[Caller, caller]) -> None:
        """Keeps the question of a turn."""
        await work.do(lambda: kept.keep(caller.reader, conversation_id, turn))

    @router.delete("/{conversation_id}/{turn}", status_code=204)
    async def ended(conversation_id: Id, turn: Id, caller: Annotated[Caller, caller]) -> None:
        """Lets a kept question go."""
        await work.do(lambda: kept.let_go(caller.reader, conversation_id, turn))

    @router.post("/{conversation_id}/{turn}/seen", status_code=204)
    async def seen(conversation_id: Id, turn: Id, caller: Annotated[Caller, caller]) -> None:
        """Takes what is cited now for known: what changes from now on is news again."""
        await work.do(lambda: kept.seen(caller.reader, conversation_id, turn))

    return router
