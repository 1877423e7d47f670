"""The routes by which documents are added and removed in the browser, and their progress is told.

A file comes as the body of its own request and goes to the disk as it arrives; nothing looks into
it here. What changes something is no simple request, and is taken from our own pages only.
"""

import asyncio
import errno
import logging
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.requests import ClientDisconnect

from assistant.access.addresses import is_this_machine
from assistant.adding.adding import Added, Adding
from assistant.adding.background import BackgroundTask
from assistant.adding.names import LONGEST_NAME
from assistant.adding.refusals import Refused, RefusedError
from assistant.settings import Settings
from assistant.types import Reader
from index.errors import HomeError
from prompts.catalogues import Wording
from ui.edge.identity import reader_of
from ui.html.wording import words_for
from ui.sources.adding_html import adding_html, fate_text, nobody_html

logger = logging.getLogger(__name__)

_MEDIA = "application/octet-stream"
_SECONDS_SILENT = 20.0
_STATUS = {
    Refused.NOT_ALLOWED: 403,
    Refused.TOO_LARGE: 413,
    Refused.NO_ROOM: 507,
    Refused.CUT_OFF: 400,
    Refused.MISSING: 404,
}

BatchId = Annotated[str, Path(pattern=r"^[\w-]{16,64}$")]
FileName = Annotated[str, Query(max_length=LONGEST_NAME)]


def is_own_machine(settings: Settings, host: str) -> bool:
    """Tells whether a chat is for who sits at its machine: nobody signs in, nobody else gets in."""
    elsewhere = settings.public_url or settings.allowed_hosts or settings.trusted_proxies
    return settings.sign_in == "none" and is_this_machine(host) and not elsewhere


def adding_routes(adding: Adding) -> APIRouter:
    """Returns the routes by which documents are added."""
    router = APIRouter(prefix="/uploads")
    _telling(router, adding)
    _taking(router, adding)
    _removing(router, adding)
    return router


def _telling(router: APIRouter, adding: Adding) -> None:
    @router.get("")
    def form(request: Request) -> HTMLResponse:
        """Returns the HTML with which the reader adds documents, or who else does."""
        words = words_for(request)
        reader = reader_of(request)
        if not adding.may_add_some(reader):
            return HTMLResponse(nobody_html(words))
        collections = adding.collections(reader)
        return HTMLResponse(adding_html(adding.room(), adding.formats, collections, words))

    @router.get("/{batch}")
    def progress(batch: BatchId, request: Request) -> JSONResponse:
        """Returns what became of the reader's own files of one batch, in their order."""
        words = words_for(request)
        fates = adding.fates(reader_of(request), batch)
        files = [
            {"name": f.added.shown, "outcome": f.outcome, "text": fate_text(f, words)}
            for f in fates
        ]
        notes = {
            BackgroundTask.LOCKED: words("adding-locked"),
            BackgroundTask.FAILED: words("adding-stuck"),
        }
        return JSONResponse({"note": notes.get(adding.work, ""), "files": files})


def _taking(router: APIRouter, adding: Adding) -> None:
    @router.post("/{batch}")
    async def added(batch: BatchId, name: FileName, request: Request) -> Response:
        """Takes one file, whose bytes are the body."""
        words = words_for(request)
        if request.headers.get("content-type") != _MEDIA or _is_from_elsewhere(request):
            return _said(words("refused-foreign"), 403)
        try:
            taken = await _received(adding, reader_of(request), batch, name, request)
        except RefusedError as refusal:
            return _refused(refusal.reason, words)
        except (ClientDisconnect, TimeoutError):
            return _refused(Refused.CUT_OFF, words)
        except (HomeError, OSError) as error:
            return _not_stored(error, words)
        return JSONResponse({"number": taken.number})


def _removing(router: APIRouter, adding: Adding) -> None:
    @router.delete("")
    def removed(path: FileName, request: Request) -> Response:
        """Removes one file; what is cited of it stays readable."""
        words = words_for(request)
        if _is_from_elsewhere(request):
            return _said(words("refused-foreign"), 403)
        try:
            adding.remove(reader_of(request), path)
        except RefusedError as refusal:
            return _refused(refusal.reason, words)
        except (HomeError, OSError) as error:
            return _not_stored(error, words)
        return Response(status_code=204)


async def _received(
    adding: Adding, reader: Reader, batch: str, name: str, request: Request
) -> Added:
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise RefusedError(Refused.CUT_OFF, name)
    size = int(length[:20])
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
