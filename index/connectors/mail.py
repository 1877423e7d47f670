"""Mailboxes: the messages of one folder over IMAP (RFC 9051), each by its UID.

A message never changes, so what has a known UID is not fetched again, as long as the server says by
UIDVALIDITY that its UIDs mean what they meant. Nothing is marked as read, moved or deleted.
"""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, unquote, urlsplit

from index.connectors.connector import CHUNK, Known, NotFetchedError, RemoteFile, SourceAwayError

_SECONDS = 30
_INBOX = "INBOX"
_AT_ONCE = 500
_SIZE = re.compile(rb"UID (\d+)|RFC822\.SIZE (\d+)")
# A host, name or password that cannot be sent, or a number that is none, is a `ValueError`.
_FAILURES = (imaplib.IMAP4.error, OSError, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class MailLogin:
    """Who reads a mailbox."""

    user: str
    secret: str


class MailConnector:
    """The messages of one folder of a mailbox."""

    def __init__(self, address: str, login: MailLogin) -> None:
        """Takes `imaps://HOST/FOLDER`; without a folder it is the inbox."""
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port
        self._is_encrypted = parts.scheme.lower() == "imaps"
        self._folder = unquote(parts.path).strip("/") or _INBOX
        self._login = login
        self._open: imaplib.IMAP4 | None = None
        self._validity = ""

    def items(self, known: Known) -> Iterator[RemoteFile]:
        """Yields the messages.

        Raises:
            SourceAwayError: the mailbox cannot be opened.
        """
        try:
            mailbox = self._open = self._connected()
            numbers = self._numbers(mailbox)
            for start in range(0, len(numbers), _AT_ONCE):
                chunk = numbers[start : start + _AT_ONCE]
                new = [n for n in chunk if known.mark(self._key(n)) != self._validity]
                sizes = _sizes(mailbox, new) if new else {}
                for number in chunk:
                    yield self._item(number, sizes.get(number, 0))
        except _FAILURES as error:
            raise SourceAwayError(f"the mailbox at {self._host} {_reason(error)}") from error

    def fetch(self, item: RemoteFile) -> Iterator[bytes]:
        """Yields a message as it was sent.

        Raises:
            NotFetchedError: it is not there any more.
            SourceAwayError: the server is gone.
        """
        assert self._open is not None
        number = item.key.rpartition("/")[2]
        try:
            _, answer = self._open.uid("FETCH", number, "(BODY.PEEK[])")
        except _FAILURES as error:
            raise SourceAwayError(f"the mailbox at {self._host} {_reason(error)}") from error
        parts = [part[1] for part in answer if isinstance(part, tuple)]
        if not parts:
            raise NotFetchedError("the message is not there any more")
        for start in range(0, len(parts[0]), CHUNK):
            yield parts[0][start : start + CHUNK]

    def close(self) -> None:
        """Signs out."""
        if self._open is None:
            return
        try:
            self._open.logout()
        except _FAILURES:
            with suppress(OSError):
                self._open.shutdown()
        self._open = None

    def _item(self, number: str, size: int) -> RemoteFile:
        folder = quote(self._folder)
        origin = f"imap://{self._host}/{folder};UIDVALIDITY={self._validity}/;UID={number}"
        name = f"{self._folder}/{number}.eml"
        return RemoteFile(self._key(number), name, self._validity, origin=origin, size=size)

    def _key(self, number: str) -> str:
        return f"{self._folder}/{number}"

    def _connected(self) -> imaplib.IMAP4:
        """Opens the mailbox; a password is never sent to another machine in the clear."""
        if self._is_encrypted:
            safe = ssl.create_default_context()
            return imaplib.IMAP4_SSL(
                self._host, self._port or 993, ssl_context=safe, timeout=_SECONDS
            )
        mailbox = imaplib.IMAP4(self._host, self._port or 143, timeout=_SECONDS)
        if "STARTTLS" in mailbox.capabilities:
            mailbox.starttls(ssl.create_default_context())
        elif not _is_loopback(self._host):
            mailbox.shutdown()
            raise SourceAwayError(
                f"the mailbox at {self._host} takes no encryption: use imaps:// in place of imap://"
            )
        return mailbox

    def _numbers(self, mailbox: imaplib.IMAP4) -> list[str]:
        """Opens the folder for reading only; returns the UIDs in it."""
        mailbox.login(self._login.user, self._login.secret)
        status, answer = mailbox.select(quoted_folder(self._folder), readonly=True)
        if status != "OK":
            said = b" ".join(part for part in answer if isinstance(part, bytes))
            raise SourceAwayError(f"no folder {self._folder!r}: {said.decode('utf-8', 'replace')}")
        _, validity = mailbox.response("UIDVALIDITY")
        self._validity = (validity[0] or b"").decode("ascii") if validity else ""
        status, found = mailbox.uid("SEARCH", "UNDELETED")
        if status != "OK" or not self._validity:
            raise SourceAwayError("the mailbox does not say which messages it has")
        return [number.decode("ascii") for number in (found[0] or b"").split()]


def _sizes(mailbox: imaplib.IMAP4, numbers: list[str]) -> dict[str, int]:
    """Returns how long messages are, in bytes."""
    _, answer = mailbox.uid("FETCH", ",".join(numbers), "(UID RFC822.SIZE)")
    sizes = {}
    for line in answer:
        if isinstance(line, bytes):
            told = dict(_pair(match) for match in _SIZE.finditer(line))
            if len(told) == 2:
                sizes[told["uid"]] = int(told["size"])
    return sizes


def _pair(match: "re.Match[bytes]") -> tuple[str, str]:
    uid, size = match.groups()
    return ("uid", uid.decode()) if uid else ("size", size.decode())


def quoted_folder(folder: str) -> str:
    """Returns a folder's name as IMAP takes it: in modified UTF-7 (RFC 3501, 5.1.3), in quotes."""
    packed = "".join(
        part if ascii_ else f"&{_base64(part)}-"
        for part, ascii_ in _runs(folder.replace("&", "&-"))
    )
    escaped = packed.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    for found in re.finditer(r"[\x20-\x7e]+|[^\x20-\x7e]+", text):
        yield found[0], found[0].isascii() and found[0].isprintable()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)
    return f"cannot be read: {text or type(error).__name__}"
