"""The routes by which documents are added and removed in the browser, and their progress is told.

A file comes as the body of its own request and goes to the disk as it arrives; nothing looks into
it here. What changes something is no simple request, and is taken from our own pages only.
"""

import asyncio
import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.requests import ClientDisconnect

from assistant.access.addresses import is_this_machine
from assistant.access.attached import attached_to
from assistant.adding.adding import Added, Adding, Room
from assistant.adding.attached_files import Attached, AttachedState
from assistant.adding.names import LONGEST_NAME, shown_name
from assistant.adding.refusals import Refused, RefusedError
from assistant.indexing.background import BackgroundTask
from assistant.settings import Settings
from assistant.types import Reader
from index.errors import HomeError
from prompts.catalogues import Wording
from ui.edge.identity import reader_of
from ui.html.wording import words_for
from ui.service.service import Service
from ui.sources.adding_html import adding_html, attached_html, fate_text, nobody_html

logger = logging.getLogger(__name__)

_CONVERSATION = "conversation_id"
_ROUNDED = 100_000_000
_MEDIA = "application/octet-stream"
_SECONDS_SILENT = 20.0
_STATUS = {
    Refused.NOT_ALLOWED: 403,
    Refused.TOO_LARGE: 413,
    Refused.NO_ROOM: 507,
    Refused.CUT_OFF: 400,
    Refused.MISSING: 404,
    Refused.NO_CONVERSATION: 404,
}

BatchId = Annotated[str, Path(pattern=r"^[\w-]{16,64}$")]
FileName = Annotated[str, Query(max_length=LONGEST_NAME)]


def is_own_machine(settings: Settings, host: str) -> bool:
    """Tells whether a chat is for who sits at its machine: nobody signs in, nobody else gets in."""
    elsewhere = settings.public_url or settings.allowed_hosts or settings.trusted_proxies
    return settings.sign_in == "none" and is_this_machine(host) and not elsewhere


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where files are handed in: for whom a request does, and what their names begin with there."""

    adding: Adding
    reader: Callable[[Request], Reader]
    folder: Callable[[Request], str] = lambda _: ""


def adding_routes(adding: Adding, service: Service) -> APIRouter:
    """Returns the routes by which documents are added to the library, and to a conversation."""
    router, attached = APIRouter(), service.attached
    _telling(router, adding, attached.adding)
    own = _Desk(attached.adding, partial(_owner, attached), _folder_of)
    for prefix, desk in (
        ("/uploads", _Desk(adding, reader_of)),
        (f"/conversations/{{{_CONVERSATION}}}/files", own),
    ):
        part = APIRouter(prefix=prefix)
        _following(part, desk)
        _taking(part, desk)
        _removing(part, desk)
        router.include_router(part)
    _listing(router, attached)
    return router


def _owner(attached: Attached, request: Request) -> Reader:
    """Returns the reader as one who asks in the conversation that a request is about.

    Raises:
        RefusedError: they have no such conversation.
    """
    conversation = request.path_params[_CONVERSATION]
    reader = attached.in_conversation(reader_of(request), conversation)
    if not reader.conversation:
        raise RefusedError(Refused.NO_CONVERSATION, conversation)
    return reader


def _folder_of(request: Request) -> str:
    return f"{attached_to(request.path_params[_CONVERSATION])}/"


def _telling(router: APIRouter, adding: Adding, attached: Adding) -> None:
    @router.get("/uploads")
    def form(request: Request, chat: bool = False) -> HTMLResponse:
        """Returns the HTML with which the reader adds documents, or who else does.

        In the chat, files for one conversation only can be added too.
        """
        words, reader = words_for(request), reader_of(request)
        library = adding.room(reader) if adding.may_add_some(reader) else None
        own = _about(attached.room(reader)) if chat and attached.may_add_some(reader) else None
        if library is None and own is None:
            return HTMLResponse(nobody_html(words))
        collections = adding.collections(reader) if library else []
        return HTMLResponse(adding_html((library, own), adding.formats, collections, words))


def _about(room: Room) -> Room:
    """Returns a room, rounded so that nobody learns from it what others attach."""
    return replace(room, total=room.total // _ROUNDED * _ROUNDED or room.total)


def _listing(router: APIRouter, attached: Attached) -> None:
    @router.get(f"/conversations/{{{_CONVERSATION}}}/files")
    def listed(request: Request) -> Response:
        """Returns the files that belong to a conversation, and whether some are still read."""
        words = words_for(request)
        try:
            files = attached.files(_owner(attached, request))
        except RefusedError as refusal:
            return _refused(refusal.reason, words)
        busy = any(file.state is AttachedState.READING for file in files)
        return JSONResponse({"html": attached_html(files, words), "busy": busy})


def _following(router: APIRouter, desk: _Desk) -> None:
    @router.get("/{batch}")
    def progress(batch: BatchId, request: Request) -> Response:
        """Returns what became of the reader's own files of one batch, in their order."""
        words, folder = words_for(request), desk.folder(request)
        try:
            fates = desk.adding.fates(desk.reader(request), batch)
        except RefusedError as refusal:
            return _refused(refusal.reason, words)
        files = [
            {
                "name": f.added.shown.removeprefix(folder),
                "outcome": f.outcome,
                "text": fate_text(f, words),
            }
            for f in fates
        ]
        notes = {
            BackgroundTask.LOCKED: words("adding-locked"),
            BackgroundTask.FAILED: words("adding-stuck"),
        }
        return JSONResponse({"note": notes.get(desk.adding.work, ""), "files": files})


def _taking(router: APIRouter, desk: _Desk) -> None:
    @router.post("/{batch}")
    async def added(batch: BatchId, name: FileName, request: Request) -> Response:
        """Takes one file, whose bytes are the body."""
        words = words_for(request)
        if request.headers.get("content-type") != _MEDIA or _is_from_elsewhere(request):
            return _said(words("refused-foreign"), 403)
        try:
            taken = await _received(desk, batch, name, request)
        except RefusedError as refusal:
            return _refused(refusal.reason, words)
        except (ClientDisconnect, TimeoutError):
            return _refused(Refused.CUT_OFF, words)
        except (HomeError, OSError) as error:
            return _not_stored(error, words)
        return JSONResponse({"number": taken.number})


def _removing(router: APIRouter, desk: _Desk) -> None:
    @router.delete("")
    def removed(path: FileName, request: Request) -> Response:
        """Removes one file; what is cited of it stays readable."""
        words = words_for(request)
        if _is_from_elsewhere(request):
            return _said(words("refused-foreign"), 403)
        try:
            reader, folder = desk.reader(request), desk.folder(request)
            if not path.startswith(folder):
                raise RefusedError(Refused.MISSING, path)
            desk.adding.remove(reader, path)
        except RefusedError as refusal:
            return _refused(refusal.reason, words)
        except (HomeError, OSError) as error:
            return _not_stored(error, words)
        return Response(status_code=204)


async def _received(desk: _Desk, batch: str, name: str, request: Request) -> Added:
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise RefusedError(Refused.CUT_OFF, name)
    size, adding = int(length[:20]), desk.adding
    reader = await run_in_threadpool(desk.reader, request)
    name = f"{desk.folder(request)}{shown_name(name)}"
    arriving = await run_in_threadpool(adding.begin, reader, batch, name, size)
    try:
        stream = request.stream()
        while chunk := await asyncio.wait_for(anext(stream), _SECONDS_SILENT):
            await run_in_threadpool(arriving.write, chunk)
        if arriving.size != size:
            raise RefusedError(Refused.CUT_OFF, name)
        return await run_in_threadpool(adding.finish, reader, batch, name, arriving)
    finally:
        await run_in_threadpool(arriving.drop)


def _is_from_elsewhere(request: Request) -> bool:
    """Tells whether another page sends it: one that may call the API may not add documents."""
    headers = request.headers
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] not in ("same-origin", "none")
    # In an old browser: only such pages name their origin and send no cookie (`OwnPages`).
    return "origin" in headers and "cookie" not in headers


def _refused(reason: Refused, words: Wording) -> Response:
    return _said(words(f"adding-refused-{reason}"), _STATUS.get(reason, 422))


def _not_stored(error: HomeError | OSError, words: Wording) -> Response:
    logger.warning("A document could not be added or removed: %s", type(error).__name__)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _refused(Refused.NO_ROOM, words)
    return _said(words("adding-not-stored"), 503)


def _said(text: str, status: int) -> Response:
    # What is left of a body is not read.
    return JSONResponse({"detail": text}, status_code=status, headers={"Connection": "close"})
