"""EML: the head of a message as a row, its text as it is, and what is attached, read as a file."""

from dataclasses import replace
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import chain
from mimetypes import guess_extension
from pathlib import PurePosixPath

from index.errors import UnreadableError
from index.readers import extract
from index.readers.builder import TextBuilder, one_line
from index.readers.charsets import decoded
from index.readers.extraction import Extraction, Options
from index.readers.omissions import Omission
from index.readers.web.mail_parts import MailParts, content_of, parts_of, texts_of

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
    builder = TextBuilder(hidden=options.hidden)
    named = [(name, value) for name, value in head if value]
    builder.records([name for name, _ in named], [named])
    _add_parts(builder, parts_of(message), options)
    return builder.finish(dict(head)["Subject"])


def _add_parts(builder: TextBuilder, parts: MailParts, options: Options) -> None:
    for text in chain.from_iterable(texts_of(parts, builder)):
        if isinstance(text, str):
            builder.verbatim(text)
        else:
            builder.include(text, 2)
    for _ in parts.media:
        builder.omit(Omission.MEDIA)
    for number, part in enumerate(parts.files[:_MAX_ATTACHMENTS], 1):
        _add_attachment(builder, part, number, options)
    if len(parts.files) > _MAX_ATTACHMENTS:
        builder.remarks.append(f"only {_MAX_ATTACHMENTS} attachments are read")


def _header(message: EmailMessage, name: str) -> str:
    """Returns a field of the head; its words may each be in a character set of their own."""
    raw = next((str(v) for key, v in message.raw_items() if key.lower() == name.lower()), "")
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return one_line(raw)
    return one_line("".join(_words(piece, charset) for piece, charset in pieces))


def _words(piece: bytes | str, charset: str | None) -> str:
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    try:
        return decoded(data, charset or "utf-8")
    except UnreadableError:
        return data.decode("ascii", "replace")


def _add_attachment(
    builder: TextBuilder, part: EmailMessage, number: int, options: Options
) -> None:
    name = _name(part, number)
    if options.depth >= _MAX_DEPTH:
        builder.remarks.append(f"the attachment {name!r} is nested too deeply and left out")
        return
    try:
        found = extract(name, content_of(part), replace(options, depth=options.depth + 1))
    except (UnreadableError, KeyError) as error:
        reason = str(error) if isinstance(error, UnreadableError) else "its format is not read"
        builder.remarks.append(f"the attachment {name!r} is left out: {reason}")
        return
    builder.heading(name, 1)
    builder.include(found, 2)


def _name(part: EmailMessage, number: int) -> str:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return f"{part.get_filename() or f'message {number}'}".removesuffix(".eml") + ".eml"
    name = PurePosixPath(one_line(part.get_filename() or "")).name
    if kind == "text/calendar":
        return (name or f"invitation {number}").removesuffix(".ics") + ".ics"
    return name or f"attachment {number}{guess_extension(kind) or ''}"
