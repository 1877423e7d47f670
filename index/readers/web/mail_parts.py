"""The parts of a message: what is its text, in which of several forms, and what is attached."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage, Message

from index.errors import UnreadableError
from index.readers.builder import TextBuilder
from index.readers.charsets import decoded
from index.readers.extraction import Extraction
from index.readers.omissions import Omission
from index.readers.web import html

_MAX_PARTS = 2_000
_MEDIA = ("image", "audio", "video")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature")
_SIGNED = (*_SIGNATURES, "application/x-pkcs7-signature", "application/pgp-encrypted")
_TEXTS = ("text/plain", "text/html")
_ALSO_TEXTS = ("message/delivery-status", "message/disposition-notification")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\w+://\S+")
# From these shares of words on, two forms of a text say the same; or one says more, or is a stub.
_SAME, _MORE, _STUB = 0.5, 1.1, 0.5

Text = str | Extraction
"""Plain text as it is, or HTML that was read."""


@dataclass(frozen=True, slots=True)
class MailParts:
    """The parts of a message in order. Of each text, either form may hold what is to be read.

    `media` are attached pictures and recordings, which hold no text.
    """

    texts: list[tuple[Sequence[EmailMessage], Sequence[EmailMessage]]] = field(default_factory=list)
    files: list[EmailMessage] = field(default_factory=list)
    media: list[EmailMessage] = field(default_factory=list)


def parts_of(message: EmailMessage) -> MailParts:
    """Sorts the parts of a message, at most two thousand of them."""
    parts, waiting, seen = MailParts(), [message], 0
    while waiting and seen < _MAX_PARTS:
        part = waiting.pop()
        seen += 1
        if part.get_content_type() == "multipart/alternative":
            leaves = list(_leaves(part))
            forms = [[p for p in leaves if _is_text(p, kind)] for kind in _TEXTS]
            parts.texts.append((forms[0], forms[1]))
            waiting += reversed([p for p in leaves if not any(_is_text(p, k) for k in _TEXTS)])
        elif _holds_parts(part):
            waiting += reversed(_inner(part))
        else:
            _sort(part, parts)
    return parts


def texts_of(parts: MailParts, builder: TextBuilder) -> Iterator[tuple[Text, ...]]:
    """Yields the texts of a message, each in the form that says most, or in both.

    Behind what is to be read stand the other forms, as the builder accounts for them.
    """
    for plain, page in parts.texts:
        forms = list(_read(plain, builder)), list(_read(page, builder))
        yield tuple(_best(*forms, builder))
        for form in forms:
            builder.account([("of another form of the text", _ADDRESS.sub(" ", _joined(form)))])


def content_of(part: EmailMessage) -> bytes:
    """Returns the bytes of a part, or of the message that it is."""
    if part.get_content_maintype() == "message":
        inner = part.get_payload() if part.is_multipart() else None
        kept = inner if isinstance(inner, list) else []
        return b"\n".join(each.as_bytes() for each in kept if isinstance(each, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _sort(part: EmailMessage, parts: MailParts) -> None:
    kind = part.get_content_type()
    if part.get_content_maintype() in _MEDIA:
        if part.is_attachment():
            parts.media.append(part)
    elif _is_text(part, "text/html"):
        parts.texts.append(((), (part,)))
    elif _is_text(part, kind) or kind in _ALSO_TEXTS or part.get_content_maintype() == "multipart":
        # A multipart whose parts never begin, as its boundary is missing, is one text.
        parts.texts.append(((part,), ()))
    elif kind not in _SIGNED:
        parts.files.append(part)


def _holds_parts(part: EmailMessage) -> bool:
    return part.is_multipart() and part.get_content_maintype() == "multipart"


def _inner(part: EmailMessage) -> list[EmailMessage]:
    return [p for p in part.iter_parts() if isinstance(p, EmailMessage)]


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    waiting = list(reversed(_inner(part)))
    while waiting:
        inner = waiting.pop()
        if _holds_parts(inner):
            waiting += reversed(_inner(inner))
        else:
            yield inner


def _is_text(part: EmailMessage, kind: str) -> bool:
    """Tells whether a part is text of this kind inside the message, not a file."""
    is_file = bool(part.get_filename()) or part.is_attachment() or kind == "text/calendar"
    return part.get_content_type() == kind and kind.startswith("text/") and not is_file


def _read(parts: Sequence[EmailMessage], builder: TextBuilder) -> Iterator[Text]:
    for part in parts:
        charset = str(part.get_content_charset("") or "")
        content = content_of(part)
        try:
            if part.get_content_type() == "text/html":
                yield html.read_whole(content, charset)
            else:
                yield decoded(content, charset)
        except UnreadableError as error:
            if content.strip():
                builder.remarks.append(f"the text of the message is left out: {error}")


def _best(plain: list[Text], page: list[Text], builder: TextBuilder) -> list[Text]:
    """Returns the form of a text to read: plain, HTML, or both where each says its own.

    A note that stands in place of the HTML says something else, and much less.
    """
    said, shown = _words(plain), _words(page)
    if not said or not shown:
        return plain if said else page
    if len(said & shown) >= _SAME * min(len(said), len(shown)):
        return page if len(shown) > _MORE * len(said) else plain
    if len(said) < _STUB * len(shown):
        builder.omit(Omission.STUB, _joined(plain))
        return page
    return [*page, *plain]


def _words(texts: Sequence[Text]) -> set[str]:
    return set(_WORD.findall(_ADDRESS.sub(" ", _joined(texts)).lower()))


def _joined(texts: Sequence[Text]) -> str:
    return " ".join(text if isinstance(text, str) else text.text for text in texts)
