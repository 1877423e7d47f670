"""The chat inside other pages: its script, its frame, and why a frame may stay blank.

`/embed` is the chat itself, in the anatomy of a small frame (`static/embed.css`); the script that
shows it there is `static/widget.js`, and what page and frame say to each other is
`static/frame.js`.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.settings import Settings
from prompts.catalogues import Wording
from ui.embed.embed_check import Trouble, check_html, checked
from ui.embed.origins import is_loopback, origin_of
from ui.embed.widget import widget_script
from ui.html.markup import text, title
from ui.html.wording import words_for
from ui.sources.passage import page_html

_PATH = "/embed"
_FRESH = "public, max-age=3600"

Text = Annotated[str, Query(max_length=400)]


def embed_routes(settings: Settings) -> APIRouter:
    """Returns the routes for pages that embed the chat, and for those who look after them."""
    router = APIRouter()

    @router.get("/widget.js")
    def script() -> Response:
        """Returns the script that any page may load."""
        headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": _FRESH}
        return Response(widget_script(), media_type="text/javascript", headers=headers)

    @router.get(f"{_PATH}/check")
    def check(request: Request, origin: Text = "", trouble: Trouble | None = None) -> HTMLResponse:
        """Returns the page that says why a frame stays blank, and what to do about it."""
        words = words_for(request)
        found = checked(origin, settings.allowed_origins)
        content = check_html(found, trouble, _server(request), words)
        return HTMLResponse(page_html(words, words("embed-check"), content))

    return router


def _server(request: Request) -> str:
    """Returns our own origin; a proxy in front of us ends the encryption, so it is assumed."""
    origin = origin_of(str(request.base_url))
    return origin if is_loopback(origin) else f"https://{request.url.hostname}"


def waiting_html(words: Wording) -> str:
    """Returns what a frame shows, with status 401, until the page around it has signed in.

    It takes the token that page hands over, and asks for the chat again.
    """
    return (
        f'<!doctype html><html lang="{words.language}" data-waiting><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title(words('embed-waiting'))}</title>"
        '<link rel="stylesheet" href="ui/tokens.css"><link rel="stylesheet" href="ui/embed.css">'
        '<script type="module" src="ui/frame.js"></script></head>'
        f'<body class="waiting"><main><p role="status">{text(words("embed-waiting"))}</p></main>'
        "</body></html>"
    )
