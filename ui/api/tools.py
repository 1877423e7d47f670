"""The documents as tools for programs that speak the Model Context Protocol.

Over HTTP at `/mcp`, for whoever may call the API, and on stdin and stdout for the person who starts
`tenkyo mcp`.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import Response
from mcp.server.caching import CacheableMethod, CacheHint
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field, RootModel
from starlette.types import Receive, Scope, Send

from assistant.access.contents import LONGEST_NAME, MOST_NAMES
from assistant.assistant import Assistant
from assistant.identities.api_keys import SCOPES
from assistant.json_forms import SentAnswer, SentHits, page_of, sent_answer, sent_hits
from assistant.tracing.spans import UNTRACED, within
from assistant.types import OPERATOR, Answer
from index.errors import TenkyoError
from index.types import Document
from ui.api.asking import asked_of, whole
from ui.api.callers import Authenticated, Caller, check_scope
from ui.api.forms import HISTORY, MOST_HITS, SCOPE, Earlier, QuestionForm
from ui.api.limits import LARGEST_BODY
from ui.api.tool_messages import READS, keep_to_what_there_is
from ui.html.told import told
from ui.operations.traced_requests import traces_of
from ui.service.service import Service

_ABOUT = (
    "Answers questions from the documents of this organisation, in their own words, each sentence"
    " cited: a quote is the text of its file from start to end, in code points. Keep the citations."
    " If 'outcome' is 'perhaps', what is cited is the closest there is and may not answer: say so."
    " If it is 'not_found', no sentence was found that does."
)
_THE_SAME_FOR_ALL = CacheHint(ttl_ms=300_000, scope="public")
_OF_THE_CALLER = CacheHint(ttl_ms=0, scope="private")
_KEPT: dict[CacheableMethod, CacheHint] = {
    "server/discover": _THE_SAME_FOR_ALL,
    "tools/list": _THE_SAME_FOR_ALL,
    "resources/templates/list": _THE_SAME_FOR_ALL,
    "resources/list": _OF_THE_CALLER,
    "resources/read": _OF_THE_CALLER,
}
"""How long a client may keep a result, and for whom: what permissions touch, for nobody else."""
_AROUND = 160  # characters on each side of what was found
_OTHERS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]

Asked = Annotated[str, Field(description="The question, in any language")]
Words = Annotated[
    str, Field(description="Words as they stand, one after the other; cabl* is any ending")
]
History = Annotated[
    list[Earlier],
    Field(description=HISTORY, max_length=100),
]
Within = Annotated[
    list[Annotated[str, Field(max_length=LONGEST_NAME)]],
    Field(description=SCOPE, max_length=MOST_NAMES),
]
TopK = Annotated[int, Field(ge=1, le=MOST_HITS, description="How many passages")]
Who = Callable[[Context], Caller]
"""Says on whose behalf a tool is called."""


class CitedAnswer(RootModel[SentAnswer]):
    """An answer whose sentences are cited, or an honest refusal."""


class Passages(RootModel[SentHits]):
    """Passages of the documents, best first."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place: `quote` is the text of `file` from `start` to `end`, in code points.

    `around` is the text that it stands in, and `document` the id of the resource.
    """

    document: str
    file: str
    start: int
    end: int
    quote: str
    around: str
    title: str
    heading: str
    page: int | None


@dataclass(frozen=True, slots=True)
class SentPlaces:
    """Places, by their files."""

    places: tuple[FoundPlace, ...]


class FoundPlaces(RootModel[SentPlaces]):
    """Places in the documents where words stand."""


def _found_place(document: Document, span: tuple[int, int]) -> FoundPlace:
    start, end = span
    section = document.section_at(start)
    return FoundPlace(
        document=document.id,
        file=document.path,
        start=start,
        end=end,
        quote=document.text[start:end],
        around=document.text[max(start - _AROUND, 0) : end + _AROUND],
        title=document.title,
        heading=" › ".join(section.heading) if section else "",
        page=page_of(document, start),
    )


def build_tools(service: Service, who: Who) -> MCPServer:
    """Returns the tools and the documents of one assistant."""
    work = service.capacity
    server: MCPServer = MCPServer(
        "tenkyo",
        version=version("tenkyo"),
        instructions=_ABOUT,
        log_level="WARNING",
        cache_hints=_KEPT,
        subscriptions=False,  # nothing to tell of: a stream would only stay open
    )
    keep_to_what_there_is(server)

    @server.tool(annotations=READS)
    async def ask(
        question: Asked, ctx: Context, history: History | None = None, scope: Within | None = None
    ) -> CitedAnswer:
        """Answers a question from the documents, every sentence cited."""
        form = QuestionForm(
            question=question, history=tuple(history or ()), scope=tuple(scope or ())
        )
        answer = await _answer(service, form, _caller(who, ctx, "ask"))
        return CitedAnswer(sent_answer(None, answer))

    @server.tool(annotations=READS)
    async def search(
        question: Asked, ctx: Context, top_k: TopK = 10, scope: Within | None = None
    ) -> Passages:
        """Finds the passages of the documents that are nearest to a question."""
        form = QuestionForm(question=question, scope=tuple(scope or ()))
        asked = form.question_of(_caller(who, ctx, "search").reader)
        try:
            hits = await work.do(lambda: service.search(asked, top_k))
            return Passages(sent_hits(None, hits))
        except TenkyoError as error:
            raise ToolError(told(error)) from error

    @server.tool(annotations=READS)
    async def find(
        words: Words, ctx: Context, most: TopK = 20, scope: Within | None = None
    ) -> FoundPlaces:
        """Finds the places where words stand exactly so, each as a quote with its offsets."""
        form = QuestionForm(question=words, scope=tuple(scope or ()))
        asked = form.question_of(_caller(who, ctx, "search").reader)
        try:
            found = await work.do(lambda: service.find(asked, most))
        except TenkyoError as error:
            raise ToolError(told(error)) from error
        return FoundPlaces(SentPlaces(tuple(_found_place(*each) for each in found)))

    @server.resource("tenkyo://documents/{document_id}", mime_type="text/plain")
    async def document(document_id: str, ctx: Context) -> str:
        """The text of a document, as the quotes' offsets count it."""
        reader = _caller(who, ctx, "documents").reader
        try:
            return (await work.do(lambda: service.document(reader, document_id))).text
        except TenkyoError as error:
            raise ResourceNotFoundError(told(error)) from error

    return server


async def _answer(service: Service, form: QuestionForm, caller: Caller) -> Answer:
    try:
        async with aclosing(asked_of(service, form.question_of(caller.reader))) as states:
            return whole([asked async for asked in states][-1])
    except TenkyoError as error:
        raise ToolError(told(error)) from error


def _caller(who: Who, ctx: Context, scope: str) -> Caller:
    caller = who(ctx)
    try:
        check_scope(caller, scope)
    except HTTPException as error:
        raise ToolError(error.detail) from error
    return caller


def tool_routes(app: FastAPI, service: Service) -> APIRouter:
    """Returns the route `/mcp`; the tools behind it live as long as the application is served."""
    router = APIRouter(prefix="/mcp", include_in_schema=False)
    served = _Served(service)
    _live_with(app, served)
    caller = Depends(Authenticated(service.assistant))

    @router.post("")
    async def post(request: Request, caller: Annotated[Caller, caller]) -> Response:
        """Passes a message on to the tools."""
        request.state.caller = caller
        return served

    @router.api_route("", methods=_OTHERS)
    async def other(request: Request, _: Annotated[Caller, caller]) -> None:
        """Says that there are no streams to open or sessions to end: each message is answered."""
        raise HTTPException(405, f"{request.method} is not possible here.", {"Allow": "POST"})

    return router


def serve_on_stdio(assistant: Assistant) -> None:
    """Serves the tools on stdin and stdout, to the person who started this."""
    local = Caller(OPERATOR, frozenset(SCOPES))
    tools = build_tools(Service(assistant), lambda _: local)
    with traces_of(assistant.settings) as traces, within(traces.around() if traces else UNTRACED):
        tools.run("stdio")


class _Served(Response):
    """A response that the tools make of the request it is for."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Runs the tools."""
        tools = build_tools(self._service, _sender)
        # What is made here besides its manager is not used: hosts, origins and callers are looked
        # at by our own application.
        tools.streamable_http_app(
            json_response=True,
            stateless_http=True,
            max_request_body_size=LARGEST_BODY,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        async with tools.session_manager.run():
            self._manager = tools.session_manager
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._manager is None:
            raise HTTPException(503, "The tools are not running yet. Ask again in a second.")
        await self._manager.handle_request(scope, receive, send)


def _sender(ctx: Context) -> Caller:
    request: Any = ctx.request_context.request
    caller: Caller = request.state.caller
    return caller


def _live_with(app: FastAPI, served: _Served) -> None:
    before = app.router.lifespan_context

    @asynccontextmanager
    async def both(served_app: FastAPI) -> AsyncIterator[Any]:
        async with before(served_app) as state, served.run():
            yield state

    app.router.lifespan_context = both
