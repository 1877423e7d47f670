"""The web application around the chat, and the server that runs it."""

import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractContextManager,
    asynccontextmanager,
    closing,
    contextmanager,
    nullcontext,
)
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import FileResponse
from starlette.types import Lifespan

from assistant.adding.adding import Adding
from assistant.adding.rights import library_rights
from assistant.assistant import Assistant
from assistant.evidence.reader import SHIPPED_READER
from assistant.kept.following import KeptFollower
from assistant.sources.follower import SourceFollower
from assistant.terminal.command_line import command, for_readers
from assistant.terminal.unexpected import say
from assistant.tracing.spans import Traces
from index.errors import NoIndexError, UsageError
from ui.api.callers import KeySignIn
from ui.api.mounting import mount_api
from ui.chat.conversation_routes import conversation_routes
from ui.chat.kept_routes import kept_routes
from ui.chat.page_routes import page_routes
from ui.chat.scope_chips import scope_routes
from ui.chat.sharing_routes import sharing_routes
from ui.edge.problems import explain_errors
from ui.edge.slow_clients import punctual_protocol
from ui.embed.embed import embed_routes
from ui.minding.looking_after import who_looks_after
from ui.minding.minding_routes import minding_routes
from ui.minding.sources_routes import sources_routes
from ui.operations.health import health_routes
from ui.operations.leading import Leading, duties
from ui.operations.logs import set_up_logs
from ui.operations.metrics import Metered, Metrics
from ui.operations.traced_requests import TracedRequests, traces_of
from ui.scim.scim_routes import scim_routes
from ui.security import protect
from ui.service.capacity import Capacity
from ui.service.service import Service
from ui.sign_in.gate import Completed
from ui.sign_in.signing_in import guard_of
from ui.sources.adding_routes import adding_routes, is_own_machine
from ui.sources.sources import source_routes
from ui.sources.why_routes import why_routes

# How long one thread keeps the interpreter while others wait for it: what comes back from the model
# or the database has hardly anything to do there. With fifty readers, the usual .005 takes half as
# long again.
_TURN_SECONDS = 0.0005
_STATIC = Path(__file__).parent / "static"
_WILDCARDS = ("0.0.0.0", "::")
_GRACE = 2
# Where others go on answering, nobody waits for the end of this one but who is being answered.
_GRACE_BESIDE_OTHERS = 30


def build_app(
    assistant: Assistant, host: str = "127.0.0.1", traces: Traces | None = None
) -> FastAPI:
    """Returns the chat, its sources and its static files as one application."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # Gradio takes seconds to import, and a port that is taken should be told at once.
    from ui.chat.gradio_app import chat_server

    app = FastAPI(
        title="Tenkyo",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan_of(assistant),
    )
    settings, guard = assistant.settings, guard_of(assistant)
    names = [] if host in _WILDCARDS else [host]
    # What is added later stands around what was added before: its refusals get the headers too.
    service = Service(assistant)
    mount_api(app, service)
    explain_errors(app)
    own = is_own_machine(settings, host)
    ways = (KeySignIn(assistant), *guard.ways)
    known = tuple(Completed(way, assistant.memberships) for way in ways)
    guard = replace(guard, ways=known, own_machine=own)
    metrics = Metrics()
    chat = chat_server(service, metrics)
    hosts = [*names, *settings.allowed_hosts]
    if traces:
        app.add_middleware(TracedRequests, traces=traces)
    rates = assistant.shared_rates()
    protect(app, settings, hosts=hosts, guard=guard, functions=chat.arguments, rates=rates)
    app.include_router(guard.routes)
    app.include_router(scim_routes(assistant))
    app.add_middleware(Metered, metrics=metrics)
    app.include_router(page_routes(service, chat.numbers))
    app.include_router(health_routes(assistant, metrics))
    _include_documents(app, service, own_machine=own)
    app.mount("/ui", StaticFiles(directory=_STATIC))
    app.add_api_route("/favicon.ico", _icon, include_in_schema=False)
    chat.join(app)
    return app


def _include_documents(app: FastAPI, service: Service, *, own_machine: bool) -> None:
    """Adds what readers do with documents and conversations, and what looks after them."""
    assistant = service.assistant
    adding = Adding(assistant, library_rights(assistant, everybody=own_machine))
    app.state.adding, app.state.attached = adding, service.attached
    app.state.kept = kept_follower(assistant, service.capacity)
    looks_after = who_looks_after(assistant, own_machine=own_machine)
    app.include_router(source_routes(service, adding, looks_after))
    app.include_router(why_routes(service))
    app.include_router(minding_routes(service, looks_after))
    app.state.leads = Event()
    app.state.sources = SourceFollower(assistant, assistant.background.wake, app.state.leads.is_set)
    app.include_router(
        sources_routes(assistant, app.state.sources, looks_after, own_machine=own_machine)
    )
    app.include_router(adding_routes(adding, service))
    app.include_router(conversation_routes(service))
    app.include_router(sharing_routes(assistant.sharing))
    app.include_router(kept_routes(assistant.kept))
    app.include_router(scope_routes(service))
    app.include_router(embed_routes(assistant.settings))


def kept_follower(assistant: Assistant, capacity: Capacity) -> KeptFollower:
    """Returns what asks kept questions again beside those of people."""
    home, again = assistant.settings.home, assistant.asking_again
    return KeptFollower(again, home, capacity.searching, lambda: capacity.is_idle)


def _lifespan_of(assistant: Assistant) -> Lifespan[FastAPI]:
    """Returns what ends the process that draws pages when the application ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await to_thread.run_sync(assistant.pictures.close)

    return lifespan


def serve(
    assistant: Assistant, host: str, port: int, prepare: Callable[[], None] = lambda: None
) -> None:
    """Serves the chat until it is stopped with Ctrl-C or SIGTERM.

    What `prepare` does is done before, when the port and the home folder are held.

    Raises:
        HomeLockedError: another process serves the home folder.
        UsageError: the port is taken, or there is no such address on this machine.
    """
    hold = partial(assistant.serving, _address(host, port))
    with (
        traces_of(assistant.settings) as traces,
        nullcontext() if assistant.settings.people_address else hold(),
        _listening(host, port) as listener,
    ):
        set_up_logs(assistant.settings.log)
        prepare()
        sys.setswitchinterval(_TURN_SECONDS)
        assistant.audit.expire()
        _warm(assistant)
        app = build_app(assistant, host, traces)
        with (
            for_readers(),
            closing(assistant.background),
            _led(assistant, app, hold),
            closing(app.state.sources) as sources,
        ):
            sources.start()
            grace = _GRACE_BESIDE_OTHERS if assistant.settings.people_address else _GRACE
            _Server(server_config(app, grace), lambda: _announce(host, port)).run(
                sockets=[listener]
            )


@contextmanager
def _led(
    assistant: Assistant, app: FastAPI, hold: Callable[[], AbstractContextManager[None]]
) -> Iterator[None]:
    """Does what one server has to do: this one, or where there are several, one of them."""
    if not assistant.settings.people_address:
        with duties(app):
            yield
        return
    with closing(Leading(hold, partial(duties, app))) as leading:
        leading.start()
        yield


def server_config(app: FastAPI, grace: int = _GRACE) -> uvicorn.Config:
    """Returns how an application is served, with so many seconds to end when it is told to."""
    return uvicorn.Config(
        app,
        http=punctual_protocol(),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=grace,
    )


class _Server(uvicorn.Server):
    """A server that says when it is up, and ends without a trace when it is told to."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        with super().capture_signals():
            yield
            # Uvicorn would raise the signal once more, which is no clean end.
            self._captured_signals.clear()


def _icon() -> FileResponse:
    return FileResponse(_STATIC / "icon.svg", media_type="image/svg+xml")


def _warm(assistant: Assistant) -> None:
    if assistant.phrasing:
        assistant.phrasing.warm()
    try:
        assistant.library.warm()
        SHIPPED_READER.load()
        if assistant.access.hides_some:
            assistant.library.count_words()
    except NoIndexError:
        # The chat says so itself, and what to do.
        return
    for finding in assistant.library.self_check():
        if finding.dead:
            legs = " and ".join(finding.dead)
            say(
                f"texts in {finding.language!r} are not found by {legs} search."
                f" See: {command('doctor')}"
            )


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Takes the port before anything slow is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()
        except OSError as error:
            raise UsageError(_cannot_listen(host, port, error)) from error
        yield listener


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"Port {port} on {host} needs an administrator. Choose another with --port."
    if isinstance(error, socket.gaierror) or error.errno == 99:
        return f"This machine has no address {host!r}. Choose another with --host."
    return f"Port {port} on {host} is taken by another program. Choose another with --port."


def _announce(host: str, port: int) -> None:
    sys.stdout.write(f"Tenkyo is serving on {_address(host, port)} (stop with Ctrl-C)\n")
    sys.stdout.flush()


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
