"""The routes of the chat page: by itself, and in the frame of another page."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.conversations.conversations import PAGE
from ui.chat.chat_page import Parts, document_html, page_html, suggestions_html
from ui.chat.conversation_list import conversations_html
from ui.chat.kept_page import kept_link_html
from ui.edge.identity import reader_of
from ui.embed.frame_options import read_frame
from ui.html.web_request import WebRequest
from ui.html.wording import words_for
from ui.service.service import Service


def page_routes(service: Service, functions: Mapping[str, int]) -> APIRouter:
    """Returns the routes of the page, which calls `functions` by their numbers."""
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"])
    @router.get("/embed")
    def page(request: Request) -> HTMLResponse:
        """Returns the chat; what it looks like in a frame is up to `static/embed.css`."""
        words = words_for(request)
        return HTMLResponse(document_html(chat_html(service, request, functions), words))

    @router.get("/suggestions")
    def suggestions(request: Request) -> HTMLResponse:
        """Returns questions to begin with, which the documents answer."""
        words, reader = words_for(request), reader_of(request)
        some = service.assistant.overview(reader).documents > 0
        found = service.assistant.suggestions(words.language, reader) if some else ()
        return HTMLResponse(suggestions_html(found, words))

    return router


def chat_html(service: Service, request: WebRequest, functions: Mapping[str, int]) -> str:
    """Returns the page in the reader's language, with the reader's conversations."""
    assistant, words, reader = service.assistant, words_for(request), reader_of(request)
    overview = assistant.overview(reader)
    assistant.kept.arrived(reader)
    news = kept_link_html(assistant.kept.news(reader), words)
    talks = conversations_html(service.conversations(reader, most=PAGE + 1), words, news)
    parts = Parts(talks, read_frame(request.query_params))
    return page_html(overview, parts, words, functions)
