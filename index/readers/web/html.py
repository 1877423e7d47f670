"""HTML: the content of a page without its menus and notices. Nothing is ever fetched."""

import re
from copy import deepcopy

from lxml import etree
from lxml.html import HTMLParser
from trafilatura import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument

from index.errors import UnreadableError
from index.readers.builder import TextBuilder, one_line
from index.readers.charsets import decoded
from index.readers.extraction import Extraction, Options
from index.readers.omissions import Omission
from index.readers.web.markup import add_markup
from index.readers.web.page_text import page_text
from index.readers.web.shown import leave_what_shows

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_WINDOW = 4_096
_AROUND = (
    "//nav | //aside[not(ancestor::main or ancestor::article)] | //footer[not(ancestor::article)]"
    " | //form | //dialog | //menu | //*[@role='navigation' or @role='banner' or @role='search'"
    " or @role='contentinfo' or @role='dialog' or @aria-hidden='true'"
    " or (@role='complementary' and not(ancestor::main or ancestor::article))]"
)
_COOKIES = re.compile(r"\b(?:cookies?|consent)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:breadcrumbs?|navbar|nav|menu|sidebar|social|share|sharing|skip-?link)\b", re.IGNORECASE
)
_CONTENT = ("main", "article")
_CONTROLS = ("a", "button", "input", "select")
_SAYS = re.compile(r"(?:\w+\W+){8}|[\u3040-\u30ff\u4e00-\u9fff]{12}")
_BLOCKS = ("p", "li", "dt", "dd", "pre", "blockquote", "div", "span")
_WHOLE = ("table", "h1", "h2", "h3", "h4", "h5", "h6")  # Their parts are not judged by themselves.
_ALIKE = re.compile(r"[\W_]+")
_LEAST_SHARE, _MOST = 0.5, 0.5
_MAX_JUDGED = 1_500_000  # Bytes: to find the main content of more takes minutes.


def read(data: bytes, options: Options) -> Extraction:
    """Reads a web page.

    Raises:
        UnreadableError: there is no content in it, or it is no text.
    """
    root = parse(data)
    builder = TextBuilder(hidden=options.hidden)
    title, held = _title(root), page_text(root)
    page = _without_surroundings(root, builder)
    leave_what_shows(page, builder)
    if len(data) <= _MAX_JUDGED:
        kept = _alike(_main_text(page))
        # What a page mostly consists of is not what surrounds its content.
        if len(kept) > _LEAST_SHARE * len(_alike(_text(page))):
            _drop_others(page, kept, builder)
    add_markup(builder, page)
    if builder.is_empty:
        raise UnreadableError("the page has no content")
    builder.account([("of the page", held)])
    return builder.finish(title)


def read_whole(data: bytes, charset: str = "", options: Options | None = None) -> Extraction:
    """Reads a page that is all content, such as the body of a message or a chapter of a book.

    `charset` is what it was sent under.

    Raises:
        UnreadableError: it is no text.
    """
    root = parse(data, charset)
    builder = TextBuilder(hidden=options.hidden if options else False)
    held = page_text(root)
    leave_what_shows(root, builder)
    add_markup(builder, root)
    builder.account([("of the page", held)])
    return builder.finish()


def parse(data: bytes, charset: str = "") -> etree._Element:
    """Parses HTML in the encoding it was sent under, or that it names, or is found to be in.

    Raises:
        UnreadableError: it is no text, or holds no element.
    """
    text = _decoded(data, charset)
    # libxml2 itself would guess Latin-1; and no depth or size makes it run away.
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise UnreadableError(f"the page is damaged: {error}") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("the page is nested too deeply")
    if root is None:
        raise UnreadableError("the page has no content")
    return root


def _decoded(data: bytes, charset: str) -> str:
    named = _CHARSET.search(data[:_WINDOW])
    name = named[1].decode().lower() if named else ""
    if name.startswith("utf-16"):
        name = ""  # A page whose bytes name it in ASCII is in something else.
    return decoded(data, charset or name)


def _title(root: etree._Element) -> str:
    """Returns the title of the page, without the name of the site where the heading shows it."""
    named = one_line(root.findtext(".//title") or "")
    headings = [one_line("".join(h.itertext())) for h in root.iter("h1")]
    if len(headings) == 1 and headings[0] and (not named or headings[0] in named):
        return headings[0]
    return named


def _without_surroundings(root: etree._Element, builder: TextBuilder) -> etree._Element:
    copy = deepcopy(root)
    has_content = next(copy.iter(*_CONTENT), None) is not None
    named = (e for e in copy.iter("div", "section", "ul", "header") if _is_named(e, has_content))
    most = _MOST * _length(copy)
    for element in [*copy.xpath(_AROUND), *named]:
        # Some pages are a form, or name a menu that they have, as a whole.
        holds_content = next(element.iter("h1", *_CONTENT), None) is not None
        if holds_content or element.getparent() is None or _length(element) >= most:
            continue
        _drop(element, Omission.AROUND, builder)
    return copy


def _drop(element: etree._Element, kind: Omission, builder: TextBuilder) -> None:
    """Takes an element out of the page; if it says anything, that is noted."""
    words = one_line(page_text(element))
    if _SAYS.search(words) and not _is_mostly_links(element):
        builder.omit(kind, words)
    else:
        builder.ignore(words)
    element.drop_tree()


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _is_named(element: etree._Element, has_content: bool) -> bool:
    """Tells whether an element is what its name says, a menu or a notice, by what it holds too.

    It is if it stands outside the content of the page, holds links for the most part, or asks for
    consent with something to click.
    """
    name = f"{element.get('class', '')} {element.get('id', '')}"
    asks = bool(_COOKIES.search(name))
    if not asks and not _NAMED.search(name):
        return False
    if has_content and next(element.iterancestors(*_CONTENT), None) is None:
        return True
    return _is_mostly_links(element) or (asks and next(element.iter(*_CONTROLS), None) is not None)


def _is_mostly_links(element: etree._Element) -> bool:
    links = sum(_length(link) for link in element.iter("a", "button"))
    return 2 * links >= _length(element)


def _main_text(page: etree._Element) -> str:
    """Returns the text of what trafilatura takes for the main content, whatever it is called."""
    copy = deepcopy(page)
    for element in copy.iter("*"):
        for name in ("class", "id"):
            element.attrib.pop(name, None)
    found = bare_extraction(copy, favor_recall=True, include_comments=False, include_tables=True)
    return found.text or "" if isinstance(found, TrafilaturaDocument) else ""


def _drop_others(page: etree._Element, kept: str, builder: TextBuilder) -> None:
    """Drops the blocks whose words are not in the main content, and tables none of whose are.

    What the page itself marks as its content stays, save links.
    """
    for element in list(page.iter(*_BLOCKS, "table")):
        marked = next(element.iterancestors(*_CONTENT), None) is not None
        if marked and not _is_mostly_links(element):
            continue
        if element.tag == "table":
            cells = filter(None, (_alike("".join(c.itertext())) for c in element.iter("td", "th")))
            strange = not any(cell in kept for cell in cells)
        else:
            inside = next(element.iterancestors(*_WHOLE), None) is not None
            outer = next(element.iterdescendants(*_BLOCKS, *_WHOLE), None) is not None
            strange = not inside and not outer and _alike("".join(element.itertext())) not in kept
        if strange and element.getparent() is not None:
            _drop(element, Omission.OTHER, builder)


def _alike(text: str) -> str:
    return _ALIKE.sub("", text)


def _text(page: etree._Element) -> str:
    """Returns the text that would be read of a page as it is."""
    builder = TextBuilder()
    add_markup(builder, page)
    return builder.finish().text
