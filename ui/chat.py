"""The chat as a Gradio app: what the browser may send, and what is sent back.

Gradio carries the events, the queue and the state of each tab. The page itself is ours: one
component shows it, set once when it loads; another, never seen, takes the page's events and brings
the turns, which `static/chat.js` patches into the page by their keys.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
from fastapi import FastAPI

from assistant.assistant import Assistant
from assistant.types import Rating
from ui.asking import Asking
from ui.conversation import Asked, Conversation, Status
from ui.page import page_html
from ui.render import turn_html
from ui.wording import Wording, wording_for

_MOST_WAITING = 64
_ANSWERED_AT_ONCE = 4
_MOST_TURNS = 100

_SHOW_PAGE = """
import(new URL("ui/chat.js", document.baseURI)).then((chat) => {
  watch("value", chat.arrived);
  chat.arrived();
});
"""
_CONNECT = """
const events = {
  ask: (data) => trigger("ask", data),
  stop: (data) => trigger("stop", data),
  rate: (data) => trigger("rate", data),
  clear: (data) => trigger("clear", data),
};
import(new URL("ui/chat.js", document.baseURI)).then((chat) => {
  watch("value", () => chat.receive(props.value));
  chat.connect(events);
});
"""
_HEAD = """
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="ui/tokens.css">
<link rel="stylesheet" href="ui/chat.css">
<link rel="stylesheet" href="ui/controls.css">
<link rel="stylesheet" href="ui/source.css">
<link rel="modulepreload" href="ui/chat.js">
"""

Patch = dict[str, str | int]
"""What the page gets: the key of a turn, its status, its HTML, and a number that never repeats."""


class Chat:
    """What happens when a person does something on the page."""

    def __init__(self, assistant: Assistant, asking: Asking) -> None:
        """Takes whom to ask, and how."""
        self._assistant = assistant
        self._asking = asking
        self._serial = count(1)

    def page(self, request: gr.Request) -> str:
        """Returns the page in the reader's language."""
        words = _words(request)
        overview = self._assistant.overview()
        suggestions = self._assistant.suggestions(words.language) if overview.documents else ()
        return page_html(overview, suggestions, words)

    def ask(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Patch, Conversation]]:
        """Yields a turn as its answer grows; one that is there already is asked again."""
        words = _words(request)
        asked = Asked(_said(event, "key"), _said(event, "text"))
        earlier = conversation.before(asked.key).latest(_MOST_TURNS)
        yield self._patch(asked.key, Status.WORKING), earlier.having(asked)
        for turn in self._asking.ask(asked, earlier.history, words):
            yield self._shown(turn, words), earlier.having(turn)

    def stop(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> tuple[Patch, Conversation]:
        """Marks a turn as stopped; what stands of its answer stays."""
        key = _said(event, "key")
        stopped = conversation.stopped(key, _said(event, "text"))
        return self._shown(stopped.turn(key), _words(request)), stopped

    def rate(
        self, conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> tuple[Patch, Conversation]:
        """Stores what a reader thinks of an answer."""
        turn = conversation.find(_said(event, "key"))
        if turn is None or turn.answer is None:
            return self._patch(_said(event, "key"), Status.DONE), conversation
        helpful = _said(event, "verdict") == "good"
        reason, comment = _said(event, "reason"), _said(event, "comment")
        self._assistant.rate(Rating(turn.answer, helpful, reason, comment))
        rated = replace(turn, helpful=helpful)
        return self._shown(rated, _words(request)), conversation.having(rated)

    def clear(self) -> tuple[Patch, Conversation]:
        """Starts a new conversation, and says so: a question sent before that would be ended."""
        patch: Patch = {"key": "", "status": "cleared", "html": "", "serial": next(self._serial)}
        return patch, Conversation()

    def _shown(self, turn: Asked, words: Wording) -> Patch:
        return self._patch(turn.key, turn.status, turn_html(turn, words))

    def _patch(self, key: str, status: Status, html: str = "") -> Patch:
        return {"key": key, "status": status.value, "html": html, "serial": next(self._serial)}


def build_blocks(chat: Chat) -> gr.Blocks:
    """Wires the page to what happens; nothing is callable as an API."""
    blocks: gr.Blocks = gr.Blocks(title="Tenkyo", analytics_enabled=False, fill_width=True)
    with blocks:
        conversation = gr.State(Conversation())
        page = gr.HTML(js_on_load=_SHOW_PAGE, apply_default_css=False, elem_id="page")
        wire = gr.HTML(
            html_template="", js_on_load=_CONNECT, apply_default_css=False, visible="hidden"
        )
        both = [wire, conversation]
        quiet: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "hidden",
            "trigger_mode": "multiple",
        }
        blocks.load(chat.page, None, page, api_visibility="private", show_progress="hidden")
        asking = wire.ask(
            chat.ask, conversation, both, concurrency_limit=_ANSWERED_AT_ONCE, **quiet
        )
        wire.stop(chat.stop, conversation, both, cancels=[asking], **quiet)
        wire.rate(chat.rate, conversation, both, **quiet)
        wire.clear(chat.clear, None, both, cancels=[asking], **quiet)
        blocks.queue(max_size=_MOST_WAITING, default_concurrency_limit=_ANSWERED_AT_ONCE)
    return blocks


def mount_chat(app: FastAPI, assistant: Assistant) -> FastAPI:
    """Puts the chat at the root of a web application that has its own `CORSMiddleware`."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_blocks(Chat(assistant, Asking(assistant))),
        path="/",
        root_path=urlsplit(assistant.settings.public_url).path or None,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        head=_HEAD,
    )
    return mounted


def _words(request: gr.Request) -> Wording:
    return wording_for(request.headers.get("accept-language", ""))


def _said(event: gr.EventData, name: str) -> str:
    """Returns what the browser sent under a name, empty unless it is text."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""
