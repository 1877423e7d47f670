"""The routes by which questions are kept and let go, and the page that tells what changed."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from assistant.kept.keeping import KeptQuestions
from index.errors import MissingError, UsageError
from ui.chat.kept_page import kept_html
from ui.edge.identity import reader_of
from ui.html.wording import words_for
from ui.sources.passage import page_html


def kept_routes(kept: KeptQuestions) -> APIRouter:
    """Returns the routes of kept questions."""
    router = APIRouter(prefix="/kept")

    @router.get("")
    def listed(request: Request) -> HTMLResponse:
        """Returns what a reader keeps, and what changed."""
        words, reader = words_for(request), reader_of(request)
        kept.arrived(reader)
        content = kept_html(kept.of(reader), words)
        return HTMLResponse(page_html(words, words("kept"), content))

    @router.post("/{conversation_id}/{turn}")
    def begun(conversation_id: str, turn: str, request: Request) -> Response:
        """Keeps the question of a turn."""
        return _done(lambda: kept.keep(reader_of(request), conversation_id, turn))

    @router.delete("/{conversation_id}/{turn}")
    def ended(conversation_id: str, turn: str, request: Request) -> Response:
        """Lets a kept question go."""
        return _done(lambda: kept.let_go(reader_of(request), conversation_id, turn))

    @router.post("/{conversation_id}/{turn}/seen")
    def seen(conversation_id: str, turn: str, request: Request) -> Response:
        """Takes what is cited now for known."""
        return _done(lambda: kept.seen(reader_of(request), conversation_id, turn))

    return router


def _done(change: Callable[[], None]) -> Response:
    try:
        change()
    except MissingError as error:
        return PlainTextResponse(str(error), status_code=404)
    except UsageError as error:
        return PlainTextResponse(str(error), status_code=400)
    return Response(status_code=204)
