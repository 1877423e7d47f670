"""The picture of a page as HTML: sharp at any size, the quoted words marked on it."""

from assistant.pages.page_views import PICTURE_WIDTHS, MarkKind, PageMark, PageView
from index.types import Document
from prompts.catalogues import Wording
from ui.html.markup import attribute, icon_button

_SHARES = 10_000
"""The marks are placed in so many parts of the page's width."""

_BAR = 0.005
"""How wide the bar beside a mark is, as a share of the page's width."""

_ORDER = (MarkKind.FOUND, MarkKind.QUOTED, MarkKind.CURRENT, MarkKind.ANSWERS)


def picture_address(document: Document, number: int, width: int) -> str:
    """Returns the address of a picture, relative to the base of the page."""
    return f"documents/{document.id}/{document.version}/pages/{number}?width={width}"


def picture_html(
    document: Document, view: PageView, quote: str, words: Wording, *, anchor: str = "quote"
) -> str:
    """Returns a page as a figure; the browser chooses how wide a picture it needs.

    `quote` is what is marked on it, for those who do not see the picture, and `anchor` the name of
    the first mark in addresses.
    """
    sources = ", ".join(
        f"{picture_address(document, view.number, width)} {width}w" for width in PICTURE_WIDTHS
    )
    said = words("page-picture", number=str(view.number), title=document.title)
    if quote:
        said = words("page-picture-marked", picture=said, quote=quote)
    down = round(_SHARES * view.height / view.width)
    return (
        '<div class="page-box" tabindex="0" role="group"'
        f' aria-label="{attribute(words("view-page"))}"><figure class="page-picture">'
        f'<img src="{attribute(picture_address(document, view.number, PICTURE_WIDTHS[1]))}"'
        f' srcset="{attribute(sources)}" sizes="(max-width: 900px) 100vw, 860px"'
        f' width="{_SHARES // 10}" height="{max(1, down // 10)}" alt="{attribute(said)}">'
        f'<svg class="page-marks" viewBox="0 0 {_SHARES} {max(1, down)}" aria-hidden="true"'
        f' focusable="false">{_marks(view, down, anchor)}</svg></figure></div>'
    )


def zoom_html(words: Wording) -> str:
    """Returns the buttons that make a picture larger and smaller, by `static/reading.js`."""
    return (
        f'<span class="zoom" hidden>{icon_button("minus", "zoom-out", words("zoom-out"))}'
        f"{icon_button('new', 'zoom-in', words('zoom-in'))}</span>"
    )


def _marks(view: PageView, down: int, anchor: str) -> str:
    ordered = sorted(view.marks, key=lambda mark: _ORDER.index(mark.kind))
    anchored = next((m for m in ordered if m.kind is MarkKind.CURRENT), None) or next(
        (m for m in ordered if m.kind is MarkKind.QUOTED), None
    )
    return "".join(_mark(mark, down, anchor if mark is anchored else "") for mark in ordered)


def _mark(mark: PageMark, down: int, anchor: str) -> str:
    named = f' id="{anchor}"' if anchor else ""
    across, below = round(mark.left * _SHARES), round(mark.top * down)
    wide, high = max(1, round(mark.width * _SHARES)), max(1, round(mark.height * down))
    upright = f'y="{below}" height="{high}"'
    shape = f'<rect class="{mark.kind}"{named} x="{across}" width="{wide}" {upright}/>'
    if mark.kind is not MarkKind.QUOTED:
        return shape
    bar = round(_BAR * _SHARES)
    return f'{shape}<rect class="bar" x="{across - 2 * bar}" width="{bar}" {upright}/>'
