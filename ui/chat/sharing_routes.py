"""The routes by which a conversation is shared by a link, and the page that the link opens."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.conversations.sharing import Share, Sharing
from assistant.types import Reader
from index.errors import MissingError, UsageError
from prompts.catalogues import Wording
from ui.chat.shared_page import share_html, shared_html
from ui.edge.identity import reader_of
from ui.html.markup import text
from ui.html.wording import words_for
from ui.sources.passage import page_html


def sharing_routes(sharing: Sharing) -> APIRouter:
    """Returns the routes of links to conversations."""
    router = APIRouter()
    _managing(router, sharing)

    @router.get("/shared/{token}")
    def shared(token: str, request: Request) -> HTMLResponse:
        """Returns what its reader may see of a conversation that is shared."""
        words = words_for(request)
        try:
            found = sharing.open(reader_of(request), token)
        except MissingError:
            content = f"<h1>{text(words('shared-missing'))}</h1>"
            return HTMLResponse(page_html(words, words("shared"), content), status_code=404)
        return HTMLResponse(page_html(words, found.title, shared_html(found, words)))

    return router


def _managing(router: APIRouter, sharing: Sharing) -> None:
    @router.get("/conversations/{conversation_id}/share")
    def state(conversation_id: str, request: Request) -> HTMLResponse:
        """Returns whether a conversation is shared, and what can be done about it."""
        return _told(request, lambda reader: sharing.of(reader, conversation_id))

    @router.post("/conversations/{conversation_id}/share")
    def begun(conversation_id: str, request: Request) -> HTMLResponse:
        """Shares a conversation as it stands now."""
        return _told(request, lambda reader: sharing.share(reader, conversation_id))

    @router.delete("/conversations/{conversation_id}/share")
    def ended(conversation_id: str, request: Request) -> HTMLResponse:
        """Ends the sharing of a conversation."""
        return _told(request, lambda reader: sharing.end(reader, conversation_id))


def _told(request: Request, done: Callable[[Reader], Share | None]) -> HTMLResponse:
    """Returns how a conversation is shared after something was done, or that there is none."""
    words = words_for(request)
    try:
        return _said(done(reader_of(request)), words)
    except UsageError:
        return _missing(words)


def _said(share: Share | None, words: Wording) -> HTMLResponse:
    return HTMLResponse(share_html(share, words))


def _missing(words: Wording) -> HTMLResponse:
    return HTMLResponse(f"<p>{text(words('talk-no-conversation'))}</p>", status_code=404)
