"""The chat as functions of Gradio's Server mode: what may be called, and what comes back.

Gradio carries the calls: its queue, its streams, and its clients, which find `ask` here. The page
is ours (`ui/chat/page_routes.py`); `static/queue.js` calls the other functions for it. Gradio keeps
nothing, as what was said is in the records.
"""

import logging
from collections.abc import AsyncIterator, Generator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import replace
from itertools import count
from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.events import api
from gradio.routes import App
from pydantic import TypeAdapter
from starlette.types import Lifespan

from assistant.conversations.conversations import new_id
from assistant.conversations.lengths import one_over
from assistant.json_forms import SentAnswer, sent_answer
from assistant.tracing.spans import steps_within
from assistant.types import Answer
from index.errors import MissingError
from prompts.catalogues import Wording
from ui.chat.render import turn_html
from ui.chat.scope_chips import names_of
from ui.chat.telling import Watched, counted, explained, failed, told_of
from ui.edge.identity import reader_of
from ui.html.wording import words_for
from ui.operations.metrics import Metrics
from ui.operations.traced_requests import span_of
from ui.service.capacity import Capacity
from ui.service.service import NotKeptError, Service
from ui.service.turns import Asked, Place, Status, asked_of

logger = logging.getLogger(__name__)
_PAUSE = 0.12
_LONGEST_KEY = 64
_ANSWER = TypeAdapter(SentAnswer)

Patch = dict[str, str | int]
"""What the page gets: the key of a turn, its conversation and status, its HTML, and a number that
never repeats."""


class ChatServer(gr.Server):
    """Gradio's server as one part of an application that is served with others.

    Gradio's own `launch` starts a web server in a thread (`gradio/http_server.py: start_server`)
    and asks that over HTTP whether it is up (`gradio/blocks.py: launch`, "startup-events"); it has
    no place for our socket, our protocol, and the layers that refuse. So the functions become
    routes here as `gradio/server.py: launch` has it, and the application around does the serving.
    """

    _opened: gr.Blocks

    def __init__(self, capacity: Capacity) -> None:
        """Takes how much is asked at once, and how much more may wait."""
        super().__init__(title="Tenkyo", docs_url=None, redoc_url=None, openapi_url=None)
        self._capacity = capacity

    def join(self, app: FastAPI) -> None:
        """Puts the functions, and Gradio's routes, below all routes of an application.

        The application has its own `CORSMiddleware`: Gradio answers any origin otherwise.
        """
        self._opened.show_error = False
        App.create_app(self._opened, app=self, mcp_server=False, parent_app=app)
        app.router.lifespan_context = self._living(app.router.lifespan_context)
        app.mount("/", self)

    def open(self) -> None:
        """Takes in the functions that were given to `api`; there are no more after this."""
        with gr.Blocks(mode="server", title=self.title, analytics_enabled=False) as blocks:
            for function, described in self._deferred_apis:
                api(function, **described)
            blocks.queue(
                max_size=self._capacity.most_waiting,
                default_concurrency_limit=self._capacity.at_once,
            )
        blocks.run_history = False
        self._opened = blocks

    @property
    def numbers(self) -> Mapping[str, int]:
        """The functions by name, each with its number in the queue."""
        return {str(function.api_name): number for number, function in self._opened.fns.items()}

    @property
    def arguments(self) -> Mapping[int, int]:
        """How many texts each function takes, by its number."""
        return {number: len(function.inputs) for number, function in self._opened.fns.items()}

    def _living(self, around: Lifespan[FastAPI]) -> Lifespan[FastAPI]:
        @asynccontextmanager
        async def living(app: FastAPI) -> AsyncIterator[Mapping[str, Any]]:
            async with around(app) as state, self.router.lifespan_context(self):
                self._opened.run_startup_events()  # type: ignore[no-untyped-call]
                await self._opened.run_extra_startup_events()  # type: ignore[no-untyped-call]
                yield state or {}

        return living


class Chat:
    """What happens when a person does something on the page, or a client asks."""

    def __init__(self, service: Service, metrics: Metrics, pause: float = _PAUSE) -> None:
        """Takes what is asked, and where that is counted.

        `pause` is the time between two sentences, in seconds: they are read one by one.
        """
        self._service, self._metrics, self._pause = service, metrics, pause
        self._longest = service.assistant.settings.max_question
        self._serial = count(1)

    def ask(
        self, question: str, request: gr.Request, conversation: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Answers a question from the documents, every sentence cited; the answer grows.

        `conversation` is that of an earlier answer, to ask on; without one a new one begins.
        """
        words = words_for(request)
        with _quietly(words):
            place = self._service.place(reader_of(request), _text(conversation))
            asked = self._asked(new_id(), _text(question))
            turns = self._turns(place, asked, request)
            with (
                self._watched(asked, words) as watched,
                self._service.capacity.place(),
                closing(turns),
            ):
                for watched.turn in turns:
                    if watched.turn.answer:
                        yield _grown(place, watched.turn, watched.turn.answer)
            if watched.has_failed:
                raise gr.Error(watched.turn.problem, print_exception=False)

    def turn(self, event: dict[str, Any], request: gr.Request) -> Iterator[dict[str, Any]]:
        """Yields a turn as its answer grows; one that is there already is asked again."""
        words = words_for(request)
        with _quietly(words):
            place, asked = self._place(event, request), self._event(event)
            yield self._patch(place, asked.key, Status.WORKING)
            turns = self._turns(place, asked, request)
            with (
                self._watched(asked, words) as watched,
                self._service.capacity.place(),
                closing(turns),
            ):
                for watched.turn in turns:
                    yield self._shown(place, watched.turn, words)
            if watched.has_failed:
                yield self._shown(place, watched.turn, words)

    def stop(self, event: dict[str, Any], request: gr.Request) -> dict[str, Any]:
        """Marks a turn as stopped; what stands of its answer stays."""
        words = words_for(request)
        with _quietly(words):
            place = self._place(event, request)
            try:
                place, stopped = self._service.stop(place, self._event(event))
            except NotKeptError as error:
                place = error.place
                stopped = failed(error.asked, explained(error, words, self._longest))
            return self._shown(place, stopped, words)

    def rate(self, event: dict[str, Any], request: gr.Request) -> dict[str, Any]:
        """Stores what a reader thinks of an answer."""
        words, key = words_for(request), _said(event, "key")
        said = _said(event, "reason"), _said(event, "comment")
        with _quietly(words):
            place = self._place(event, request)
            rated = None
            with suppress(MissingError):
                rated = self._service.rate(place, key, (_said(event, "verdict") == "good", *said))
            if rated is None:
                return self._patch(place, key, Status.DONE)
            return self._shown(place, asked_of(rated), words)

    @contextmanager
    def _watched(self, asked: Asked, words: Wording) -> Iterator[Watched]:
        """Counts a question, and tells in words what fails."""
        watched = Watched(asked)
        with told_of(watched, words, self._longest), counted(watched, self._metrics):
            yield watched

    def _turns(self, place: Place, asked: Asked, request: gr.Request) -> Generator[Asked]:
        """Asks, as a part of the request by which the page or a client joined the queue."""
        turns = self._service.ask(place, asked, pause=self._pause)
        return steps_within(span_of(request), turns)

    def _place(self, event: dict[str, Any], request: gr.Request) -> Place:
        return self._service.place(reader_of(request), _said(event, "conversation"))

    def _event(self, event: dict[str, Any]) -> Asked:
        asked = self._asked(_said(event, "key")[:_LONGEST_KEY], _said(event, "text"))
        return replace(asked, scope=names_of(event))

    def _asked(self, key: str, text: str) -> Asked:
        # One character over the limit, so that what is too long is still told so.
        return Asked(key, one_over(text, self._longest))

    def _shown(self, place: Place, turn: Asked, words: Wording) -> Patch:
        return self._patch(place, turn.key, turn.status, turn_html(turn, words))

    def _patch(self, place: Place, key: str, status: Status, html: str = "") -> Patch:
        return {
            "key": key,
            "conversation": place.conversation,
            "status": status.value,
            "html": html,
            "serial": next(self._serial),
        }


def chat_server(service: Service, metrics: Metrics) -> ChatServer:
    """Returns the functions of the chat: one for clients, those of the page for nobody else.

    Of what waits for one of the places at which the service works, Gradio's queue holds as much as
    the service does.
    """
    chat, capacity = Chat(service, metrics), service.capacity
    server = ChatServer(capacity)
    server.api(chat.ask, name="ask", concurrency_limit=capacity.at_once)
    for name, function in (("turn", chat.turn), ("stop", chat.stop), ("rate", chat.rate)):
        server.api(
            function,
            name=name,
            concurrency_limit=capacity.at_once,
            api_visibility="private",
        )
    server.open()
    return server


@contextmanager
def _quietly(words: Wording) -> Iterator[None]:
    """Logs what fails as we log; Gradio itself would print it with all that was said."""
    try:
        yield
    except gr.Error:
        raise
    except Exception:
        logger.exception("An event of the chat failed")
        raise gr.Error(words("failed"), print_exception=False) from None


def _grown(place: Place, turn: Asked, answer: Answer) -> dict[str, Any]:
    sent: dict[str, Any] = _ANSWER.dump_python(sent_answer(turn.key, answer), mode="json")
    return {**sent, "conversation": place.conversation, "status": turn.status.value}


def _said(event: dict[str, Any], name: str) -> str:
    """Returns what the browser sent under a name, empty unless it is text; it can be stored."""
    return _text(event.get(name) if isinstance(event, dict) else None)


def _text(value: object) -> str:
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
