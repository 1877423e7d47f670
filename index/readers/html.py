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
from index.readers.markup import add_markup

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_WINDOW = 4_096
_AROUND = (
    "//nav | //aside | //footer[not(ancestor::article)] | //form | //dialog | //menu"
    " | //*[@role='navigation' or @role='banner' or @role='contentinfo' or @role='search'"
    " or @role='complementary' or @role='dialog' or @aria-hidden='true']"
)
_NOTICE = re.compile(
    r"\b(?:cookie|breadcrumbs?|navbar|nav|menu|sidebar|social|share|sharing|skip-?link|consent)\b",
    re.IGNORECASE,
)
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
    title = _title(root)
    page = _without_surroundings(root)
    whole = _content(page, title)
    if len(data) <= _MAX_JUDGED:
        kept = _alike(_main_text(root))
        # What a page mostly consists of is not what surrounds its content.
        if len(kept) > _LEAST_SHARE * len(_alike(whole.text)):
            _drop_others(page, kept)
            whole = _content(page, title)
    if not whole.text:
        raise UnreadableError("the page has no content")
    return whole


def read_whole(data: bytes, charset: str = "") -> Extraction:
    """Reads a page that is all content, such as the body of a message or a chapter of a book.

    `charset` is what it was sent under.

    Raises:
        UnreadableError: it is no text.
    """
    return _content(parse(data, charset), "")


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


def _without_surroundings(root: etree._Element) -> etree._Element:
    copy = deepcopy(root)
    around = copy.xpath(_AROUND)
    notices = (e for e in copy.iter("div", "section", "ul", "header") if _is_notice(e))
    most = _MOST * _length(copy)
    for element in [*around, *notices]:
        # Some pages are a form, or name a menu that they have, as a whole.
        holds_content = next(element.iter("h1", "main", "article"), None) is not None
        if not holds_content and element.getparent() is not None and _length(element) < most:
            element.drop_tree()
    return copy


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _is_notice(element: etree._Element) -> bool:
    return bool(_NOTICE.search(f"{element.get('class', '')} {element.get('id', '')}"))


def _main_text(root: etree._Element) -> str:
    """Returns the text of what trafilatura takes for the main content."""
    found = bare_extraction(
        deepcopy(root), favor_recall=True, include_comments=False, include_tables=True
    )
    return found.text or "" if isinstance(found, TrafilaturaDocument) else ""


def _drop_others(page: etree._Element, kept: str) -> None:
    """Drops the blocks whose words are not in the main content, and tables none of whose are."""
    for element in list(page.iter(*_BLOCKS, "table")):
        if element.tag == "table":
            cells = filter(None, (_alike("".join(c.itertext())) for c in element.iter("td", "th")))
            strange = not any(cell in kept for cell in cells)
        else:
            inside = next(element.iterancestors(*_WHOLE), None) is not None
            outer = next(element.iterdescendants(*_BLOCKS, *_WHOLE), None) is not None
            strange = not inside and not outer and _alike("".join(element.itertext())) not in kept
        if strange and element.getparent() is not None:
            element.drop_tree()


def _alike(text: str) -> str:
    return _ALIKE.sub("", text)


def _content(root: etree._Element, title: str) -> Extraction:
    builder = TextBuilder()
    add_markup(builder, root)
    return builder.finish(title)
