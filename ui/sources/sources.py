"""The routes under which a source is read: a quote where it stands, and the whole document.

`/c/DOCUMENT/VERSION/START-END/CHECK` is the permanent address of a quote; with `/pane` behind it,
it is what the pane beside the chat shows.
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import HTMLResponse

from assistant.adding.adding import Adding
from assistant.assistant import Assistant
from assistant.conversations.permalinks import Address, Resolved, Standing
from assistant.tables.source_table import Quoted
from assistant.types import Reader
from prompts.catalogues import Wording
from ui.edge.identity import reader_of
from ui.html.markup import text
from ui.html.wording import wording_for
from ui.sources.documents_page import AddedFiles, ledger_html
from ui.sources.library_page import Shelf, ask_only, library_html
from ui.sources.library_query import LibraryQuery
from ui.sources.notices import notice_html, problem_of
from ui.sources.outline import cited_html, outline_html
from ui.sources.passage import document_html, page_html, read_marks, source_html
from ui.sources.why_page import why_link

Span = Annotated[str, Path(pattern=r"^\d{1,12}-\d{1,12}$")]
Languages = Annotated[str, Header(alias="accept-language")]
_CITED = 5
Field = Annotated[str, Query(max_length=1_000)]
AsText = Annotated[bool, Query()]
"""Whether tables are shown as the lines of text that they are, too."""


def _named(document_id: str, version: str, span: Span, check: str) -> Address:
    start, end = map(int, span.split("-"))
    return Address(document_id, version, start, end, check)


Named = Annotated[Address, Depends(_named)]
"""The address of a quote, as the path of a request names it."""


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


def source_routes(assistant: Assistant, adding: Adding) -> APIRouter:
    """Returns the routes over an assistant's documents; `adding` knows which can be removed."""
    router = APIRouter()
    _quote_routes(router, assistant)
    _document_routes(router, assistant, adding)
    return router


def _quote_routes(router: APIRouter, assistant: Assistant) -> None:
    @router.get("/c/{document_id}/{version}/{span}/{check}")
    def cited(
        address: Named,
        request: Request,
        marks: str = "",
        as_text: AsText = False,
        languages: Languages = "",
    ) -> HTMLResponse:
        """Returns the page of a document in the version that was cited, the quote highlighted."""
        found = assistant.resolve(address, reader_of(request))
        return _quote_page(found, wording_for(languages), marks, as_text=as_text)

    @router.get("/c/{document_id}/{version}/{span}/{check}/pane")
    def pane(
        address: Named, request: Request, marks: str = "", languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the HTML that the source pane shows for a quote, words of it marked."""
        found = assistant.resolve(address, reader_of(request))
        return _quote_pane(found, wording_for(languages), marks)


def _document_routes(router: APIRouter, assistant: Assistant, adding: Adding) -> None:
    @router.get("/documents/files")
    def files(request: Request, languages: Languages = "") -> HTMLResponse:
        """Returns the page that lists the files and how each stands to the index, as of now."""
        words, reader = wording_for(languages), reader_of(request)
        status, ledger = assistant.status(reader)
        listed = ledger_html(status, ledger, words, _added(adding, reader))
        return HTMLResponse(page_html(words, words("shelf-files"), listed))

    @router.get("/documents/{document_id}")
    def whole_document(
        document_id: str, request: Request, as_text: AsText = False, languages: Languages = ""
    ) -> HTMLResponse:
        """Returns the page of a document as it is now."""
        words, reader = wording_for(languages), reader_of(request)
        document = assistant.document(document_id, reader)
        if document is None:
            return _missing(words)
        name = assistant.access.contents(reader).name(document.id)
        places = assistant.conversations.cited_most(reader, document, _CITED)
        above = (
            f"<p>{ask_only(name, document.title, words)} · {why_link(document, 0, 0, words)}</p>"
            f"{outline_html(document, words)}"
            f"{cited_html(document, places, words)}"
        )
        page = document_html(document, Quoted(0, 0), words, notice=above, as_text=as_text)
        return HTMLResponse(page)

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


def _quote_page(found: Resolved, words: Wording, marks: str, *, as_text: bool) -> HTMLResponse:
    notice, address = notice_html(found, words), found.address
    if found.document is None or not found.intact:
        problem, status = problem_of(found, words)
        content = f"<h1>{text(problem)}</h1>{notice}"
        return HTMLResponse(page_html(words, words("source"), content), status_code=status)
    quote = Quoted(address.start, address.end, read_marks(marks))
    if found.standing is Standing.CURRENT:
        notice += f"<p>{why_link(found.document, address.start, address.end, words)}</p>"
    page = document_html(found.document, quote, words, notice=notice, as_text=as_text)
    return HTMLResponse(page)


def _quote_pane(found: Resolved, words: Wording, marks: str) -> HTMLResponse:
    notice, address = notice_html(found, words), found.address
    if found.document is None or not found.intact:
        problem, status = problem_of(found, words)
        line = f'<p class="problem" tabindex="-1">{text(problem)}</p>{notice}'
        return HTMLResponse(line, status_code=status)
    quote = Quoted(address.start, address.end, read_marks(marks))
    shown = source_html(found.document, quote, words)
    return HTMLResponse(notice + shown)


def _missing(words: Wording) -> HTMLResponse:
    content = f"<h1>{text(words('no-document'))}</h1>"
    return HTMLResponse(page_html(words, words("source"), content), status_code=404)
