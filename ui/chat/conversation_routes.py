"""The routes over a reader's stored conversations: the list, one to open, rename, delete, export.

What changes something is either no simple request or takes JSON only, so that no page of another
origin can send it unasked.
"""

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote as percent_encoded

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.conversations.conversations import PAGE, unknown
from assistant.conversations.lengths import check_search
from index.errors import MissingError, UsageError
from prompts.catalogues import Wording
from ui.chat.conversation_list import list_html, too_long_html
from ui.chat.render import turn_html
from ui.edge.identity import reader_of
from ui.html.markup import text
from ui.html.wording import words_for
from ui.service.service import Service
from ui.service.turns import asked_of

_MOST_TURNS = 100
_MEDIA = {"md": "text/markdown", "html": "text/html", "json": "application/json"}

Id = Annotated[str, Query(max_length=80)]


@dataclass(frozen=True, slots=True)
class Renaming:
    """The title that a conversation is to have."""

    title: str


def conversation_routes(service: Service) -> APIRouter:
    """Returns the routes over the conversations of readers."""
    router = APIRouter(prefix="/conversations")
    _reading(router, service)
    _exporting(router, service)
    _changing(router, service)
    return router


def _reading(router: APIRouter, service: Service) -> None:
    @router.get("")
    def listed(request: Request, search: str = "", after: Id = "") -> HTMLResponse:
        """Returns the HTML of a list: the latest, or those that come after one."""
        words = words_for(request)
        try:
            check_search(search)
        except UsageError:
            return HTMLResponse(too_long_html(words), status_code=422)
        try:
            found = service.conversations(reader_of(request), search, after, most=PAGE + 1)
        except MissingError:
            # It was deleted while the list stood there.
            found = ()
        return HTMLResponse(list_html(found, words, bool(search or after)))

    @router.get("/{conversation_id}")
    def opened(conversation_id: str, request: Request) -> Response:
        """Returns the title of a conversation and the HTML of its turns."""
        words = words_for(request)
        try:
            found = service.conversation(reader_of(request), conversation_id, _MOST_TURNS)
        except MissingError:
            return _missing(words)
        turns = "".join(turn_html(asked_of(turn), words) for turn in found.turns)
        title = found.heading.title
        said = words("talk-opened", title=title)
        html = _earlier(found.earlier, words) + turns
        last = found.turns[-1].answer if found.turns else None
        kept_to = last.scope if last else ()
        return JSONResponse(
            {"id": conversation_id, "title": title, "said": said, "html": html, "scope": kept_to}
        )


def _exporting(router: APIRouter, service: Service) -> None:
    @router.get("/{conversation_id}/export")
    def exported(
        conversation_id: str, request: Request, form: Literal["md", "html", "json"] = "md"
    ) -> Response:
        """Returns a conversation as a file to save."""
        words = words_for(request)
        try:
            title, content = service.export(
                reader_of(request), conversation_id, form, words.language
            )
        except MissingError:
            return _missing(words)
        headers = {"Content-Disposition": _saved_as(title, form)}
        return Response(content, media_type=f"{_MEDIA[form]}; charset=utf-8", headers=headers)


def _changing(router: APIRouter, service: Service) -> None:
    @router.post("")
    def begun(_: Annotated[dict[str, str], Body()], request: Request) -> JSONResponse:
        """Makes a conversation to which files can be attached before anything is asked."""
        return JSONResponse({"id": service.begin(reader_of(request))})

    @router.post("/{conversation_id}/title")
    def renamed(conversation_id: str, renaming: Renaming, request: Request) -> Response:
        """Gives a conversation another title."""
        try:
            service.rename(reader_of(request), conversation_id, renaming.title)
        except MissingError:
            return PlainTextResponse(str(unknown(conversation_id)), status_code=400)
        except UsageError as error:
            return PlainTextResponse(str(error), status_code=400)
        return Response(status_code=204)

    @router.delete("/{conversation_id}")
    def deleted(conversation_id: str, request: Request) -> Response:
        """Deletes a conversation."""
        try:
            service.delete(reader_of(request), conversation_id)
        except MissingError:
            return _missing(words_for(request))
        return Response(status_code=204)


def _missing(words: Wording) -> HTMLResponse:
    return HTMLResponse(f"<p>{text(words('talk-no-conversation'))}</p>", status_code=404)


def _earlier(count: int, words: Wording) -> str:
    if not count:
        return ""
    return f'<p class="earlier">{text(words("talk-earlier", count=count))}</p>'


def _saved_as(title: str, form: str) -> str:
    """Returns the header that names a file: letters and digits of the title, in any script."""
    name = "-".join("".join(c if c.isalnum() else " " for c in title).split())[:60] or "tenkyo"
    return f"attachment; filename*=UTF-8''{percent_encoded(f'{name}.{form}')}"
