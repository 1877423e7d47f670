"""Who looks after an installation, and what others get in the place of its pages."""

from collections.abc import Callable

from fastapi.responses import HTMLResponse, Response

from assistant.assistant import Assistant
from assistant.types import Reader
from prompts.catalogues import Wording
from ui.html.markup import text
from ui.sources.passage import page_html

# Without the origin of a page a browser sends no form that our own pages could be told by.
MINDING_HEADERS = {"Referrer-Policy": "same-origin"}

LooksAfter = Callable[[Reader], bool]
"""Tells whether a reader looks after the installation."""


def who_looks_after(assistant: Assistant, *, own_machine: bool) -> LooksAfter:
    """Returns who looks after it: whom the rules name, and on one's own machine everybody."""
    return lambda reader: own_machine or assistant.access.may_mind(reader)


def no_such_page(words: Wording) -> Response:
    """Returns what those get who do not look after it: for them there is no such page."""
    said = f"<h1>{text(words('refused-no-such-page'))}</h1>"
    page = page_html(words, words("mind-heading"), said)
    return HTMLResponse(page, status_code=404, headers=MINDING_HEADERS)
