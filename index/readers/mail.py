"""EML: the head of a message, its text as it is, and what is attached, read like any other file."""

from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import PurePosixPath

from index.errors import UnreadableError
from index.readers import extract, html
from index.readers.builder import TextBuilder, one_line
from index.readers.extraction import Extraction, Options
from index.readers.text import decode

_HEAD = ("Subject", "From", "To", "Cc", "Date")
_MAX_DEPTH, _MAX_ATTACHMENTS = 4, 200


def read(data: bytes, options: Options) -> Extraction:
    """Reads a message; quoted replies stay in its text.

    Raises:
        UnreadableError: it is no message.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    return _read(message, options)


def _read(message: EmailMessage, options: Options) -> Extraction:
    head = [(name, _header(message, name)) for name in _HEAD]
    if not any(value for _, value in head):
        raise UnreadableError("the file is damaged, or no message: it has no sender, date, subject")
    builder = TextBuilder()
    for name, value in head:
        if value:
            builder.paragraph(f"{name}: {value}")
    body = _body(message)
    if body is not None:
        _add_body(builder, body)
    for number, part in enumerate(_attachments(message, body), 1):
        if number > _MAX_ATTACHMENTS:
            builder.remarks.append(f"only {_MAX_ATTACHMENTS} attachments are read")
            break
        _add_attachment(builder, part, number, options)
    return builder.finish(dict(head)["Subject"])


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message.get(name, "")))
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""  # The library stumbles over some headers that are not well-formed.


def _body(message: EmailMessage) -> EmailMessage | None:
    try:
        body = message.get_body(("plain", "html"))
    except (ValueError, KeyError, AttributeError):
        return None
    return body if isinstance(body, EmailMessage) else None


def _add_body(builder: TextBuilder, body: EmailMessage) -> None:
    content = _content(body)
    try:
        if body.get_content_type() == "text/html":
            builder.include(html.read_whole(content), 2)
        else:
            builder.verbatim(_text(body, content))
    except UnreadableError as error:
        builder.remarks.append(f"the text of the message is left out: {error}")


def _text(body: EmailMessage, content: bytes) -> str:
    try:
        return content.decode(body.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(content) if content else ""


def _attachments(message: EmailMessage, body: EmailMessage | None) -> Iterator[EmailMessage]:
    """Yields the parts that are files of their own, but not pictures inside the text."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if part.is_multipart() and kind != "message/rfc822":
            inner = [p for p in part.iter_parts() if isinstance(p, EmailMessage)]
            waiting += reversed(inner)
        elif part is not body and part is not message and _is_file(part):
            yield part


def _is_file(part: EmailMessage) -> bool:
    named = bool(part.get_filename()) or part.get_content_type() == "message/rfc822"
    return named and part.get_content_maintype() not in ("image", "audio", "video")


def _add_attachment(
    builder: TextBuilder, part: EmailMessage, number: int, options: Options
) -> None:
    name = _name(part, number)
    if options.depth >= _MAX_DEPTH:
        builder.remarks.append(f"the attachment {name!r} is nested too deeply and left out")
        return
    try:
        found = extract(name, _content(part), replace(options, depth=options.depth + 1))
    except (UnreadableError, KeyError) as error:
        reason = str(error) if isinstance(error, UnreadableError) else "its format is not read"
        builder.remarks.append(f"the attachment {name!r} is left out: {reason}")
        return
    builder.heading(name, 1)
    builder.include(found, 2)


def _name(part: EmailMessage, number: int) -> str:
    if part.get_content_type() == "message/rfc822":
        return f"{part.get_filename() or f'message {number}'}".removesuffix(".eml") + ".eml"
    return PurePosixPath(one_line(part.get_filename() or "")).name or f"attachment {number}"


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
