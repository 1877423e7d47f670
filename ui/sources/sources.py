"""The routes under which a source is read: a quote where it stands, and the whole document.

`/c/DOCUMENT/VERSION/START-END/CHECK` is the permanent address of a quote; with `/pane` behind it,
it is what the pane beside the chat shows.
"""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import HTMLResponse

from assistant.access.attached import conversation_of
from assistant.adding.adding import Adding
from assistant.assistant import Assistant
from assistant.conversations.permalinks import Address, Standing
from assistant.sources.fetching import origin_of_document
from assistant.tables.source_table import Quoted
from assistant.types import Reader
from index.types import Document
from prompts.catalogues import Wording
from ui.edge.identity import reader_of
from ui.html.markup import attribute, text
from ui.html.wording import wording_for
from ui.service.service import Service
from ui.sources.document_owner import owner_of_document
from ui.sources.document_page import LONGEST_FIND, MOST_FOUND, OpenedDocument, PageRequest
from ui.sources.documents_page import AddedFiles, ledger_html
from ui.sources.library_page import Shelf, ask_only, library_html
from ui.sources.library_query import LibraryQuery
from ui.sources.notices import notice_html, problem_of
from ui.sources.outline import cited_html, outline_html
from ui.sources.page_routes import MOST_PAGES, page_routes
from ui.sources.passage import page_html, read_marks
from ui.sources.reading import pane_html, reading_html
from ui.sources.why_page import why_link

Span = Annotated[str, Path(pattern=r"^\d{1,12}-\d{1,12}$")]
Languages = Annotated[str, Header(alias="accept-language")]
_CITED = 5
Field = Annotated[str, Query(max_length=1_000)]


def _named(document_id: str, version: str, span: Span, check: str) -> Address:
    start, end = map(int, span.split("-"))
    return Address(document_id, version, start, end, check)


Named = Annotated[Address, Depends(_named)]
"""The address of a quote, as the path of a request names it."""


def _asked(
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 0,
    as_text: bool = False,
    find: Annotated[str, Query(max_length=LONGEST_FIND)] = "",
    hit: Annotated[int, Query(ge=0, le=MOST_FOUND)] = 0,
) -> PageRequest:
    return PageRequest(page, as_text, find, hit)


Asked = Annotated[PageRequest, Depends(_asked)]
"""What a request wants of a document."""


def _wanted(
    find: Field = "",
    folder: Field = "",
    kind: Field = "",
    language: Field = "",
    state: Field = "",
    sort: Field = "title",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> LibraryQuery:
    return LibraryQuery(find, folder, kind, language, state, sort, page)


Wanted = Annotated[LibraryQuery, Depends(_wanted)]
"""What a request wants of the list of documents."""


def source_routes(
    service: Service, adding: Adding, looks_after: Callable[[Reader], bool]
) -> APIRouter:
    """Returns the routes over documents; `adding` knows which can be removed.

    `looks_after` tells whether a reader looks after the installation.
    """
    router = APIRouter()
    router.include_router(_file_routes(service.assistant, adding, looks_after))
    _quote_routes(router, service)
    _document_routes(router, service, adding)
    router.include_router(page_routes(service))
    return router


def _quote_routes(router: APIRouter, service: Service) -> None:
    assistant = service.assistant

    @router.get("/c/{document_id}/{version}/{span}/{check}")
    def cited(
        address: Named, request: Request, asked: Asked, marks: str = "", languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the page of a document in the version that was cited, the quote highlighted."""
        words, reader = wording_for(languages), owner_of_document(service, request)
        found = assistant.resolve(address, reader)
        notice = notice_html(found, words)
        if found.document is None or not found.intact:
            problem, status = problem_of(found, words)
            content = f"<h1>{text(problem)}</h1>{notice}"
            return HTMLResponse(page_html(words, words("source"), content), status_code=status)
        quote = Quoted(address.start, address.end, read_marks(marks))
        if found.standing is Standing.CURRENT:
            notice += f"<p>{why_link(found.document, address.start, address.end, words)}</p>"
        notice += origin_html(assistant, found.document, words)
        opened = OpenedDocument(found.document, asked, quote)
        content = reading_html(assistant.pages(reader), opened, words, above=notice)
        return HTMLResponse(page_html(words, found.document.title, content))

    @router.get("/c/{document_id}/{version}/{span}/{check}/pane")
    def pane(
        address: Named, request: Request, asked: Asked, marks: str = "", languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the HTML that the source pane shows for a quote, words of it marked."""
        words, reader = wording_for(languages), owner_of_document(service, request)
        found = assistant.resolve(address, reader)
        notice = notice_html(found, words)
        if found.document is None or not found.intact:
            problem, status = problem_of(found, words)
            line = f'<p class="problem" tabindex="-1">{text(problem)}</p>{notice}'
            return HTMLResponse(line, status_code=status)
        quote = Quoted(address.start, address.end, read_marks(marks))
        opened = OpenedDocument(found.document, asked, quote)
        notice += origin_html(assistant, found.document, words)
        return HTMLResponse(notice + pane_html(assistant.pages(reader), opened, words))


def _file_routes(
    assistant: Assistant, adding: Adding, looks_after: Callable[[Reader], bool]
) -> APIRouter:
    router = APIRouter()

    @router.get("/documents/files")
    def files(request: Request, languages: Languages = "") -> HTMLResponse:
        """Returns the page that lists the files and how each stands to the index, as of now."""
        words, reader = wording_for(languages), reader_of(request)
        status, ledger = assistant.status(reader)
        listed = ledger_html(status, ledger, words, _added(adding, reader))
        if looks_after(reader):
            listed += f'<p><a href="mind">{text(words("mind-heading"))}</a></p>'
        return HTMLResponse(page_html(words, words("shelf-files"), listed))

    return router


def _document_routes(router: APIRouter, service: Service, adding: Adding) -> None:
    assistant = service.assistant

    @router.get("/documents/{document_id}")
    def whole_document(
        document_id: str, request: Request, asked: Asked, languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the page of a document as it is now."""
        words, reader = wording_for(languages), owner_of_document(service, request)
        document = assistant.document(document_id, reader)
        if document is None:
            return _missing(words)
        name = assistant.access.contents(reader).name(document.id)
        places = assistant.conversations.cited_most(reader, document, _CITED)
        ways = [why_link(document, 0, 0, words)]
        if not conversation_of(document.path):
            ways = [ask_only(name, document.title, words), *ways]
        above = f"<p>{' · '.join(ways)}</p>{origin_html(assistant, document, words)}"
        beside = f"{outline_html(document, words)}{cited_html(document, places, words)}"
        opened = OpenedDocument(document, asked)
        content = reading_html(assistant.pages(reader), opened, words, above=above, beside=beside)
        return HTMLResponse(page_html(words, document.title, content))

    @router.get("/documents")
    def documents(request: Request, query: Wanted, languages: Languages = "") -> HTMLResponse:
        """Returns a page of the list of documents, as they stood when they were last indexed."""
        words, reader = wording_for(languages), reader_of(request)
        contents, added = assistant.access.contents(reader), _added(adding, reader)
        listed = library_html(Shelf(contents, *assistant.left_out(reader), added), query, words)
        return HTMLResponse(page_html(words, words("documents"), listed))


def _added(adding: Adding, reader: Reader) -> AddedFiles:
    removable = partial(adding.is_removable, reader)
    return AddedFiles(str(adding.root), adding.shown_names(), removable)


def origin_html(assistant: Assistant, document: Document, words: Wording) -> str:
    """Returns where a document was fetched from, empty if it was not; on the web as a link."""
    origin = origin_of_document(assistant, document)
    if not origin:
        return ""
    is_page = origin.startswith(("https://", "http://"))
    opened = f'<a href="{attribute(origin)}" target="_blank" rel="noopener noreferrer nofollow">'
    shown = f"{opened}{text(origin)}</a>" if is_page else text(origin)
    return f'<p class="source-origin">{text(words("fetched-from"))} {shown}</p>'


def _missing(words: Wording) -> HTMLResponse:
    content = f"<h1>{text(words('no-document'))}</h1>"
    return HTMLResponse(page_html(words, words("source"), content), status_code=404)
