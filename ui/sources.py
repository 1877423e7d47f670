"""The routes under which a source is read: a quote in its context, and the whole document."""

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import HTMLResponse

from assistant.assistant import Assistant
from ui.ledger import ledger_html
from ui.markup import text
from ui.passage import document_html, page_html, read_marks, source_html
from ui.wording import Wording, wording_for

Offset = Annotated[int, Query(ge=0)]
Languages = Annotated[str, Header(alias="accept-language")]


def source_routes(assistant: Assistant) -> APIRouter:
    """Returns the routes over an assistant's documents."""
    router = APIRouter()

    @router.get("/sources/{document_id}")
    def source(
        document_id: str, start: Offset, end: Offset, marks: str = "", languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the HTML that the source pane shows for a quote, words of it marked."""
        words = wording_for(languages)
        document = assistant.document(document_id)
        if document is None:
            return HTMLResponse(f"<p>{text(words.no_document)}</p>", status_code=404)
        if not start < end <= len(document.text):
            return _out_of_range(words)
        return HTMLResponse(source_html(document, start, end, words, marks=read_marks(marks)))

    @router.get("/documents/{document_id}")
    def whole_document(
        document_id: str, start: Offset = 0, end: Offset = 0, languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the page of a document, a quote highlighted if `end` is given."""
        words = wording_for(languages)
        document = assistant.document(document_id)
        if document is None:
            missing = f"<h1>{text(words.no_document)}</h1>"
            return HTMLResponse(page_html(words, words.source, missing), status_code=404)
        if not start <= end <= len(document.text):
            return _out_of_range(words)
        return HTMLResponse(document_html(document, start, end, words))

    @router.get("/documents")
    def documents(languages: Languages = "") -> HTMLResponse:
        """Returns the page that lists the files and how each stands to the index."""
        words = wording_for(languages)
        status, ledger = assistant.status()
        return HTMLResponse(page_html(words, words.documents, ledger_html(status, ledger, words)))

    return router


def _out_of_range(words: Wording) -> HTMLResponse:
    content = f"<h1>{text(words.source_failed)}</h1>"
    return HTMLResponse(page_html(words, words.source, content), status_code=400)
