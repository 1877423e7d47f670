"""The chat as a Gradio app: what the browser may send, and what is sent back.

Gradio carries the events and the queue; it keeps nothing, as what was said is in the records. The
page itself is ours: one component shows it, set once when it loads; another, never seen, takes the
page's events and brings the turns, which `static/chat.js` patches into the page by their keys.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
from fastapi import FastAPI

from assistant.assistant import Assistant
from assistant.conversations.lengths import one_over
from assistant.settings import Settings
from prompts.catalogues import Wording
from ui.chat.asking import MeteredAsking
from ui.chat.chat_page import Parts, page_html
from ui.chat.conversation_list import conversations_html
from ui.chat.render import turn_html
from ui.chat.stored_turns import Place, Talk
from ui.chat.turn import Asked, Status
from ui.edge.identity import reader_of
from ui.embed.frame_options import read_frame
from ui.html.wording import words_for
from ui.operations.metrics import Metrics

logger = logging.getLogger(__name__)
_MOST_WAITING = 64
# Most of them wait for a search, or between two sentences.
_ANSWERED_AT_ONCE = 16
_LONGEST_KEY = 64

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
<link rel="stylesheet" href="ui/tables.css">
<link rel="stylesheet" href="ui/conversations.css">
<link rel="stylesheet" href="ui/embed.css">
<script type="module" src="ui/frame.js"></script>
<link rel="modulepreload" href="ui/chat.js">
"""

Patch = dict[str, str | int]
"""What the page gets: the key of a turn, its conversation and status, its HTML, and a number that
never repeats."""


class Chat:
    """What happens when a person does something on the page."""

    def __init__(self, assistant: Assistant, talk: Talk) -> None:
        """Takes what is asked, and how it is kept."""
        self._assistant = assistant
        self._talk = talk
        self._serial = count(1)

    def page(self, request: gr.Request) -> str:
        """Returns the page in the reader's language, with the reader's conversations."""
        words, reader = words_for(request), reader_of(request)
        with _quietly(words):
            overview = self._assistant.overview(reader)
            some = overview.documents > 0
            suggestions = self._assistant.suggestions(words.language, reader) if some else ()
            talks = conversations_html(self._assistant.conversations.find(reader), words)
            parts = Parts(talks, suggestions, read_frame(request.query_params))
            return page_html(overview, parts, words)

    def ask(self, event: gr.EventData, request: gr.Request) -> Iterator[Patch]:
        """Yields a turn as its answer grows; one that is there already is asked again."""
        words = words_for(request)
        with _quietly(words):
            place, asked = self._place(event, request), self._asked(event)
            yield self._patch(place, asked.key, Status.WORKING)
            for turn in self._talk.ask(place, asked, words):
                yield self._shown(place, turn, words)

    def stop(self, event: gr.EventData, request: gr.Request) -> Patch:
        """Marks a turn as stopped; what stands of its answer stays."""
        words = words_for(request)
        with _quietly(words):
            place = self._place(event, request)
            place, stopped = self._talk.stop(place, self._asked(event), words)
            return self._shown(place, stopped, words)

    def rate(self, event: gr.EventData, request: gr.Request) -> Patch:
        """Stores what a reader thinks of an answer."""
        words, key = words_for(request), _said(event, "key")
        said = _said(event, "reason"), _said(event, "comment")
        with _quietly(words):
            place = self._place(event, request)
            rated = self._talk.rate(place, key, (_said(event, "verdict") == "good", *said))
            if rated is None:
                return self._patch(place, key, Status.DONE)
            return self._shown(place, rated, words)

    def _place(self, event: gr.EventData, request: gr.Request) -> Place:
        return self._talk.place(reader_of(request), _said(event, "conversation"))

    def _asked(self, event: gr.EventData) -> Asked:
        # One character over the limit, so that what is too long is still told so.
        text = one_over(_said(event, "text"), self._assistant.settings.max_question)
        return Asked(_said(event, "key")[:_LONGEST_KEY], text)

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


def build_blocks(assistant: Assistant, metrics: Metrics) -> gr.Blocks:
    """Wires the page to what happens; nothing is callable as an API."""
    chat = Chat(assistant, Talk(assistant, MeteredAsking(assistant, metrics)))
    blocks: gr.Blocks = gr.Blocks(title="Tenkyo", analytics_enabled=False, fill_width=True)
    with blocks:
        page = gr.HTML(js_on_load=_SHOW_PAGE, apply_default_css=False, elem_id="page")
        wire = gr.HTML(
            html_template="", js_on_load=_CONNECT, apply_default_css=False, visible="hidden"
        )
        quiet: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "hidden",
            "trigger_mode": "multiple",
        }
        blocks.load(chat.page, None, page, api_visibility="private", show_progress="hidden")
        asking = wire.ask(chat.ask, None, wire, concurrency_limit=_ANSWERED_AT_ONCE, **quiet)
        wire.stop(chat.stop, None, wire, cancels=[asking], **quiet)
        wire.rate(chat.rate, None, wire, **quiet)
        blocks.queue(max_size=_MOST_WAITING, default_concurrency_limit=_ANSWERED_AT_ONCE)
    return blocks


def functions_of(blocks: gr.Blocks) -> frozenset[int]:
    """Returns the numbers of the functions that the page calls."""
    return frozenset(number for number, function in blocks.fns.items() if function.fn)


def mount_chat(app: FastAPI, blocks: gr.Blocks, settings: Settings) -> FastAPI:
    """Puts the chat at the root of a web application that has its own `CORSMiddleware`."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        root_path=urlsplit(settings.public_url).path or None,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        head=_HEAD,
    )
    return mounted


@contextmanager
def _quietly(words: Wording) -> Iterator[None]:
    """Logs what fails as we log; Gradio itself would print it with all that was said."""
    try:
        yield
    except Exception:
        logger.exception("An event of the chat failed")
        raise gr.Error(words("failed"), print_exception=False) from None


def _said(event: gr.EventData, name: str) -> str:
    """Returns what the browser sent under a name, empty unless it is text; it can be stored."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
