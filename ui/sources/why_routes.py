"""The route on which a reader asks why a passage of a document was not found.

A form without a script. The question comes in the body, so that it stands in no address. Asking
changes nothing but the record of what was asked.
"""

from functools import partial
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import HTMLResponse

from assistant.misses.stretches import OutsideError
from assistant.tables.source_table import Quoted
from index.errors import BusyError, HomeError, MissingError, UsageError
from index.types import Document
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.html.told import told
from ui.html.wording import wording_for
from ui.service.service import Service
from ui.sources.document_owner import owner_of_document
from ui.sources.document_page import OpenedDocument, document_page
from ui.sources.passage import page_html
from ui.sources.why_page import miss_html, why_html

Languages = Annotated[str, Header(alias="accept-language")]
Span = Annotated[str, Query(pattern=r"^(\d{1,12}-\d{1,12})?$", max_length=30)]
# Without the origin of a page a browser sends no form that our own pages could be told by.
_HEADERS = {"Referrer-Policy": "same-origin"}
_FIELDS = 2


def why_routes(service: Service) -> APIRouter:
    """Returns the routes of the form and of what it is told."""
    router = APIRouter(prefix="/documents/{document_id}/why")

    @router.get("")
    def form(
        document_id: str, request: Request, span: Span = "", languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the page of a document with the form above it; a span of it is quoted there."""
        words = wording_for(languages)
        try:
            document = service.document(owner_of_document(service, request), document_id)
        except MissingError:
            return _missing(words)
        start, end = map(int, span.split("-")) if span else (0, 0)
        quote = Quoted(start, min(end, len(document.text)))
        return _page(document, why_html(document, "", span, words), quote, words)

    @router.post("")
    async def asked(document_id: str, request: Request, languages: Languages = "") -> HTMLResponse:
        """Returns the same page, and says why the passage was not found."""
        words = wording_for(languages)
        question, passage = _sent(await request.body())

        def answered() -> HTMLResponse:
            reader = owner_of_document(service, request)
            document = service.document(reader, document_id)
            form = partial(why_html, document, question, passage, words)
            try:
                miss = service.why(reader, question, document_id, passage)
            except UsageError as error:
                line = _said_of(error, service.assistant.settings.max_question, words)
                return _page(document, form(f"<p>{text(line)}</p>"), Quoted(0, 0), words, 422)
            quote = Quoted(miss.start, miss.end) if passage.strip() else Quoted(0, 0)
            return _page(document, form(miss_html(miss, words)), quote, words)

        try:
            return await service.capacity.do(answered)
        except MissingError:
            return _missing(words)
        except (BusyError, HomeError) as error:
            line = words("refused-full") if isinstance(error, BusyError) else told(error, words)
            page = page_html(words, words("miss-heading"), f"<p>{text(line)}</p>")
            return HTMLResponse(page, status_code=503, headers=_HEADERS)

    return router


def _sent(body: bytes) -> tuple[str, str]:
    """Returns the question and the passage of a form as browsers send it, empty where it lacks."""
    try:
        sent = parse_qs(body.decode(errors="replace"), max_num_fields=_FIELDS)
    except ValueError:
        return "", ""
    return sent.get("question", [""])[0], sent.get("passage", [""])[0]


def _said_of(error: UsageError, limit: int, words: Wording) -> str:
    if isinstance(error, OutsideError):
        return words("miss-not-in-text")
    return words("bad-question", limit=limit)


def _page(
    document: Document, above: str, quote: Quoted, words: Wording, status: int = 200
) -> HTMLResponse:
    opened = OpenedDocument(document, quote=quote)
    content = document_page(opened, words, above=above)
    page = page_html(words, document.title, content)
    return HTMLResponse(page, status_code=status, headers=_HEADERS)


def _missing(words: Wording) -> HTMLResponse:
    content = f"<h1>{text(words('no-document'))}</h1>"
    page = page_html(words, words("source"), content)
    return HTMLResponse(page, status_code=404, headers=_HEADERS)
