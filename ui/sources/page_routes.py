"""The routes of pictures of pages, and of the files that documents were read from."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response

from index.errors import BusyError, UnreadableError
from ui.html.wording import words_for
from ui.service.service import Service
from ui.sources.document_owner import owner_of_document

MOST_PAGES = 1_000_000
_WIDEST = 10_000

PageNumber = Annotated[int, Path(ge=1, le=MOST_PAGES)]
Width = Annotated[int, Query(ge=1, le=_WIDEST)]


def page_routes(service: Service) -> APIRouter:
    """Returns the routes over an assistant's documents."""
    router = APIRouter(prefix="/documents/{document_id}/{version}")
    assistant = service.assistant

    @router.get("/pages/{number}")
    def picture(
        document_id: str, version: str, number: PageNumber, request: Request, width: Width = 1_600
    ) -> Response:
        """Returns a picture of a page, at least so many pixels wide as far as one may be."""
        words, reader = words_for(request), owner_of_document(service, request)
        document = assistant.version(document_id, version, reader)
        if document is None:
            return PlainTextResponse(words("no-document"), 404)
        try:
            drawn = assistant.pages(reader).picture(document, number, width)
        except BusyError:
            return PlainTextResponse(words("page-busy"), 503, {"Retry-After": "2"})
        except UnreadableError:
            return PlainTextResponse(words("page-not-drawn", number=str(number)), 404)
        return Response(drawn.data, media_type=drawn.media_type)

    @router.get("/original")
    def original(document_id: str, version: str, request: Request) -> Response:
        """Returns the file that a document was read from, to save; a browser does not open it."""
        words, reader = words_for(request), owner_of_document(service, request)
        document = assistant.version(document_id, version, reader)
        if document is None:
            return PlainTextResponse(words("no-document"), 404)
        try:
            file = assistant.pages(reader).original(document)
        except UnreadableError:
            return PlainTextResponse(words("original-gone"), 404)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        }
        return Response(file.data, media_type="application/octet-stream", headers=headers)

    return router
