"""The page of a whole document: its pages as they look or its text, with search and outline beside.

It works without scripts; `static/reading.js` adds keys, zoom, and turning pages in place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from assistant.access.attached import shown_path
from assistant.conversations.permalinks import address_of
from assistant.pages.blocks import is_structured
from assistant.pages.page_views import PageView
from assistant.tables.source_table import Quoted, table_quoted
from index.types import Document
from prompts.catalogues import Wording
from ui.edge.root_path import relative
from ui.html.markup import attribute, text
from ui.sources.document_text import Highlights, Span, document_text
from ui.sources.page_picture import picture_html, zoom_html
from ui.sources.readable import readable_html, slide_span

SCRIPT = '<script type="module" src="ui/reading.js"></script>'
_SNIPPET = 60
_MOST_LISTED = 200

LONGEST_FIND = 200
"""Characters that can be searched for, at most."""

MOST_FOUND = 1_000
"""So many places of what is searched for are looked at, at most."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a request wants of a document: a page, from 1, as text, or what is looked for in it.

    `hit` is which of the places that were found is looked at, from 1; 0 for none.
    """

    page: int = 0
    as_text: bool = False
    find: str = ""
    hit: int = 0


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document that is being read: what is quoted of it, and what was found in it."""

    document: Document
    request: PageRequest = PageRequest()
    quote: Quoted = field(default_factory=lambda: Quoted(0, 0))
    found: tuple[Span, ...] = ()
    pictured: bool = False
    has_original: bool = False
    view: PageView | None = None
    """The page that is shown as a picture, None where the text is shown."""

    @property
    def current(self) -> Span | None:
        """What was found that is looked at: the first place, unless another or a page is named."""
        request = self.request
        if request.page and not request.hit:
            return None
        return self.found[min(max(request.hit, 1), len(self.found)) - 1] if self.found else None

    @property
    def number(self) -> int:
        """The number of the page that is shown: the one asked for, else that of the words."""
        if self.request.page:
            return self.request.page
        at = self.current[0] if self.current else self.quote.start
        return self.document.page_at(at) or 1

    @property
    def highlights(self) -> Highlights:
        """What is highlighted in the text."""
        return Highlights(self.quote, self.found, self.current)

    @property
    def differs(self) -> bool:
        """Tells whether there is another way to show the document than as its plain text."""
        tables = any(section.columns is not None for section in self.document.sections)
        return self.pictured or tables or is_structured(self.document)

    @property
    def last(self) -> int:
        """The number of the last page where they are shown one by one, else 0."""
        if self.view is not None:
            return self.view.pages
        slides = self.document.pages if self.document.page_unit == "slide" else ()
        one_by_one = slides and is_structured(self.document) and not self.request.as_text
        return max(slide.number for slide in slides) if one_by_one else 0

    @property
    def base(self) -> str:
        """The address of the document, or of what is quoted of it, whatever is wanted of it."""
        at = self.quote
        if at.start >= at.end:
            return f"documents/{self.document.id}"
        said = self.document.text[at.start : at.end]
        return relative(address_of(self.document, at.start, said).path)

    def query(self, **changes: str | int | bool) -> dict[str, str]:
        """Returns what is wanted of the document, some of it changed, as fields of an address."""
        wanted = replace(self.request, **changes)  # type: ignore[arg-type]
        marks = ",".join(f"{start}-{end}" for start, end in self.quote.marks)
        sent = {"marks": marks, "page": wanted.page, "find": wanted.find, "hit": wanted.hit}
        fields = {name: str(value) for name, value in sent.items() if value}
        return fields | ({"as_text": "true"} if wanted.as_text else {})

    def address(self, **changes: str | int | bool) -> str:
        """Returns the address of the same document, what is wanted of it changed."""
        query = self.query(**changes)
        return f"{self.base}?{urlencode(query)}" if query else self.base


def document_page(
    opened: OpenedDocument, words: Wording, *, above: str = "", beside: str = ""
) -> str:
    """Returns the content of the page: `above` and `beside` are more of it, as HTML."""
    document = opened.document
    path = shown_path(document.path)
    return (
        f'<p class="path">{text(path)}</p><h1>{text(document.title)}</h1>{above}{SCRIPT}'
        f'<div class="reading"><div class="beside">{find_html(opened, words)}{beside}</div>'
        f'<div class="sheet"><div class="page-bar">{_views(opened, words)}{_pager(opened, words)}'
        f"{_original(opened, words)}"
        f"</div>{_content(opened, words)}</div></div>"
    )


def _content(opened: OpenedDocument, words: Wording) -> str:
    document, marked = opened.document, opened.highlights
    if opened.view is not None:
        quote = document.text[opened.quote.start : opened.quote.end]
        return picture_html(document, opened.view, quote, words)
    if is_structured(document) and not opened.request.as_text:
        span = slide_span(document, opened.number) if opened.last else (0, len(document.text))
        return readable_html(document, span, marked, words)
    shown = document_text(document, marked, words, as_text=opened.request.as_text)
    return f'<div class="document-text" lang="{attribute(document.language)}">{shown}</div>'


def _views(opened: OpenedDocument, words: Wording) -> str:
    """Returns the links to the two ways in which a document is shown, if they differ."""
    if not opened.differs:
        return ""
    names = {False: "view-page", True: "view-text"}
    links = "".join(
        f'<a class="button" href="{attribute(opened.address(as_text=as_text) + _anchor(opened))}"'
        f"{' aria-current=true' if as_text == opened.request.as_text else ''}>"
        f"{text(words(name))}</a>"
        for as_text, name in names.items()
    )
    return f'<nav class="views" aria-label="{attribute(words("view-choose"))}">{links}</nav>'


def _pager(opened: OpenedDocument, words: Wording) -> str:
    number, last, unit = opened.number, opened.last, opened.document.page_unit
    if not last:
        return ""
    parts = [zoom_html(words)] if opened.view is not None else []
    if number > 1:
        parts.append(_turn(opened, number - 1, "prev", words(f"turn-previous-{unit}")))
    parts.append(
        f'<form class="go" action="{attribute(opened.base)}" method="get">'
        f"{_hidden(opened.query(page=0, hit=0))}<label>{text(words(f'turn-number-{unit}'))} "
        f'<input name="page" type="number" min="1" max="{last}" value="{number}"'
        f" required></label> {text(words('page-of', pages=str(last)))}</form>"
    )
    if number < last:
        parts.append(_turn(opened, number + 1, "next", words(f"turn-next-{unit}")))
    return (
        f'<nav class="pager" aria-label="{attribute(words("page-pages"))}">{"".join(parts)}</nav>'
    )


def _original(opened: OpenedDocument, words: Wording) -> str:
    if not opened.has_original:
        return ""
    address = f"documents/{opened.document.id}/{opened.document.version}/original"
    return f'<a class="button" href="{attribute(address)}" download>{text(words("original"))}</a>'


def _turn(opened: OpenedDocument, number: int, relation: str, label: str) -> str:
    address = attribute(opened.address(page=number, hit=0))
    arrow = "‹" if relation == "prev" else "›"
    return (
        f'<a class="button" rel="{relation}" href="{address}" aria-label="{attribute(label)}"'
        f' title="{attribute(label)}">{arrow}</a>'
    )


def _hidden(fields: Mapping[str, str]) -> str:
    """Returns what else a form has to send, so that what is shown stays as it is."""
    return "".join(
        f'<input type="hidden" name="{name}" value="{attribute(value)}">'
        for name, value in fields.items()
    )


def find_html(opened: OpenedDocument, words: Wording) -> str:
    """Returns the form to search within the document, and what was found."""
    find = opened.request.find
    form = (
        f'<form class="find" role="search" action="{attribute(opened.base)}" method="get">'
        f"{_hidden(opened.query(page=0, hit=0, find=''))}"
        f'<label>{text(words("find-within"))}<input type="search" name="find"'
        f' maxlength="{LONGEST_FIND}" value="{attribute(find)}" autocomplete="off"></label></form>'
    )
    return form + (_found_html(opened, words) if find.strip() else "")


def _found_html(opened: OpenedDocument, words: Wording) -> str:
    found, current = opened.found, opened.current
    count = words("find-most" if len(found) >= MOST_FOUND else "find-count", count=len(found))
    at = found.index(current) if current else -1
    steps = ""
    for relation, place, key in (
        ("before", at - 1, "find-before"),
        ("after", at + 1, "find-after"),
    ):
        if 0 <= place < len(found):
            label = attribute(words(key))
            steps += (
                f'<a class="button" data-step="{relation}" href="{attribute(_hit(opened, place))}"'
                f' aria-label="{label}" title="{label}">{"↑" if relation == "before" else "↓"}</a>'
            )
    lines = "".join(
        _line(opened, place, words, current=place == at)
        for place in range(max(0, at - 5), min(len(found), max(0, at - 5) + _MOST_LISTED))
    )
    return (
        f'<p class="find-count" role="status">{text(count)} {steps}</p>'
        f'<ol class="found-list" dir="auto">{lines}</ol>'
    )


def _line(opened: OpenedDocument, place: int, words: Wording, *, current: bool) -> str:
    whole, (start, end) = opened.document.text, opened.found[place]
    first = max(0, start - _SNIPPET)
    first = max(first, whole.rfind("\n", first, start) + 1)
    last = min(len(whole), end + _SNIPPET)
    before = ("… " if whole[max(0, first - 1) : first].strip() else "") + whole[first:start]
    after = whole[end:last].partition("\n")[0]
    after += " …" if len(after) == last - end and last < len(whole) else ""
    number = opened.document.page_at(start)
    unit = opened.document.page_unit
    where = f" <small>{text(words(f'place-{unit}', number=str(number)))}</small>" if number else ""
    state = ' aria-current="true"' if current else ""
    return (
        f'<li><a href="{attribute(_hit(opened, place))}"{state}>{text(before)}'
        f"<b>{text(whole[start:end])}</b>{text(after)}</a>{where}</li>"
    )


def _hit(opened: OpenedDocument, place: int) -> str:
    """Returns the address at which one of the places that were found is looked at."""
    request = replace(opened.request, page=0, hit=place + 1)
    moved = replace(opened, request=request)
    return moved.address() + _anchor(moved)


def _anchor(opened: OpenedDocument) -> str:
    """Returns where on the page the words stand that are looked at."""
    current = opened.current
    if current is None:
        return "#quote" if opened.quote.start < opened.quote.end else ""
    in_table = not opened.request.as_text and table_quoted(opened.document, Quoted(*current))
    return "#quote" if opened.view is not None or in_table else "#found"
