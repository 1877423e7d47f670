"""The routes by which sources are added, followed and removed in the browser."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi import Path as PathPart
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.adding.names import safe_path, shown_name
from assistant.adding.refusals import RefusedError
from assistant.assistant import Assistant
from assistant.audit.audit_facts import Facts
from assistant.sources.fetching import indexed_folder, sources_of
from assistant.sources.follower import Errand, ErrandKind, SourceFollower
from assistant.sources.sources import DocumentSource
from assistant.types import Reader
from index.errors import UsageError
from prompts.catalogues import Wording
from ui.edge.identity import reader_of
from ui.edge.root_path import root
from ui.html.wording import words_for
from ui.minding.looking_after import MINDING_HEADERS, LooksAfter, no_such_page
from ui.minding.source_form import SourceForm, read_form
from ui.minding.sources_html import new_source_html, sources_html
from ui.sources.passage import page_html

_SECONDS = 3

SourceName = Annotated[str, PathPart(pattern=r"^[a-z0-9-]{1,40}$")]


@dataclass(frozen=True, slots=True)
class _SourcesDesk:
    """Where sources are looked after: whose they are, who follows them, and who may ask."""

    assistant: Assistant
    follower: SourceFollower
    looks_after: LooksAfter
    own_machine: bool

    def list(self, reader: Reader, words: Wording) -> Response:
        """Returns the page with all sources; while one is followed, it shows more by itself."""
        waiting = self.follower.waiting
        kept = sources_of(self.assistant).all()
        may_name = partial(self._may_name, reader)
        content = sources_html(kept, waiting, self.follower.last, may_name, words)
        again = {"Refresh": f"{_SECONDS}; url={root()}/mind/sources"} if waiting else {}
        return _page(content, words, again=again)

    def _may_name(self, reader: Reader, source: DocumentSource, name: str) -> bool:
        """Tells whether a reader may see a file of a source, where it lies or is going to."""
        folder = indexed_folder(self.assistant, source)
        try:
            path = str(safe_path(shown_name(name)))
        except RefusedError:
            path = name
        return self.assistant.access.may_see(reader, path, str(folder))

    def form(self, words: Wording, typed: SourceForm, problem: str = "") -> Response:
        """Returns the form, and why what was typed was refused."""
        content = new_source_html(typed, problem, words, own_machine=self.own_machine)
        return _page(content, words, status=400 if problem else 200)

    def add(self, typed: SourceForm, by: str) -> None:
        """Adds the source that was typed and has it fetched.

        Raises:
            UsageError: it cannot be one.
        """
        source = typed.source(own_machine=self.own_machine)
        sources_of(self.assistant).add(source, by)
        self.follower.ask(Errand(ErrandKind.FETCH, source.name, by))

    def ask(self, kind: ErrandKind, name: str, by: str) -> None:
        """Has something done with a source, if it is there."""
        if all(source.name != name for source in sources_of(self.assistant).all()):
            return
        # That one was removed is on record when it is.
        if kind is ErrandKind.FETCH:
            facts: Facts = {"source": name}
            self.assistant.audit.note("source-fetched", by, facts)
        self.follower.ask(Errand(kind, name, by))


def sources_routes(
    assistant: Assistant, follower: SourceFollower, looks_after: LooksAfter, *, own_machine: bool
) -> APIRouter:
    """Returns the routes, for those who look after the installation."""
    router = APIRouter(prefix="/mind/sources")
    desk = _SourcesDesk(assistant, follower, looks_after, own_machine)
    _showing(router, desk)
    _changing(router, desk)
    return router


def _showing(router: APIRouter, desk: _SourcesDesk) -> None:
    @router.get("")
    def listed(request: Request) -> Response:
        """Returns the page with all sources."""
        words, reader = words_for(request), reader_of(request)
        return desk.list(reader, words) if desk.looks_after(reader) else no_such_page(words)

    @router.get("/new")
    def blank(request: Request) -> Response:
        """Returns the form that adds a source."""
        words, is_open = words_for(request), desk.looks_after(reader_of(request))
        return desk.form(words, SourceForm()) if is_open else no_such_page(words)


def _changing(router: APIRouter, desk: _SourcesDesk) -> None:
    @router.post("/new")
    async def added(request: Request) -> Response:
        """Adds the source that was typed, or says why it cannot be one."""
        words, reader = words_for(request), reader_of(request)
        if not await run_in_threadpool(desk.looks_after, reader):
            return no_such_page(words)
        typed = read_form(await request.body())
        try:
            await run_in_threadpool(desk.add, typed, reader.name)
        except UsageError as error:
            return desk.form(words, typed, str(error))
        return _to_list()

    @router.post("/{name}/{kind}")
    def asked_for(name: SourceName, kind: ErrandKind, request: Request) -> Response:
        """Has a source fetched, looked at, or removed, as soon as those before it are done."""
        reader = reader_of(request)
        if not desk.looks_after(reader):
            return no_such_page(words_for(request))
        desk.ask(kind, name, reader.name)
        return _to_list()


def _page(
    content: str, words: Wording, *, status: int = 200, again: dict[str, str] | None = None
) -> Response:
    page = page_html(words, words("mind-sources"), content)
    return HTMLResponse(page, status_code=status, headers={**MINDING_HEADERS, **(again or {})})


def _to_list() -> Response:
    """Returns to the page with all sources, so that loading it again does nothing twice."""
    return RedirectResponse(f"{root()}/mind/sources", status_code=303)
