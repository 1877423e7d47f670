"""One conversation with a directory (LDAP, RFC 4511), which ends when it takes too long.

`sansldap` reads and writes the messages; the sockets and their encryption are Python's own.
"""

import socket
import ssl
import struct
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sansldap import (
    BindResponse,
    ExtendedResponse,
    LDAPClient,
    LDAPError,
    LDAPFilter,
    LDAPMessage,
    LDAPResult,
    LDAPResultCode,
    SearchResultDone,
    SearchResultEntry,
    SearchScope,
)

from assistant.directory.directory_address import DirectoryAddress, address_of
from assistant.directory.directory_errors import DirectoryAwayError, DirectoryError
from assistant.directory.directory_settings import DirectorySettings

_START_TLS = "1.3.6.1.4.1.1466.20037"
_CHUNK = 65_536
_MOST_BYTES = 20_000_000
_NONE = "1.1"
"""What is asked for in place of attributes where none is wanted."""

_MALFORMED = (LDAPError, ValueError, IndexError, KeyError, TypeError, struct.error, RecursionError)
_UNTRUSTED = "Name who signed it in TENKYO_LDAP_CA"
_OTHER_HOST = "Name that host in TENKYO_LDAP_URL"
# What OpenSSL calls a certificate of another host, or of another address.
_HOST_DIFFERS = (62, 64)
_ACCOUNT = "Mend TENKYO_LDAP_BIND and TENKYO_LDAP_PASSWORD"
_ADVICE = {
    LDAPResultCode.INVALID_CREDENTIALS: _ACCOUNT,
    LDAPResultCode.INVALID_DN_SYNTAX: "Mend TENKYO_LDAP_BIND and TENKYO_LDAP_BASE",
    LDAPResultCode.INAPPROPRIATE_AUTHENTICATION: _ACCOUNT,
    LDAPResultCode.OPERATIONS_ERROR: _ACCOUNT,
    LDAPResultCode.INSUFFICIENT_ACCESS_RIGHTS: "Let the account of TENKYO_LDAP_BIND read it",
    LDAPResultCode.NO_SUCH_OBJECT: "Mend TENKYO_LDAP_BASE, or let TENKYO_LDAP_BIND read it",
    LDAPResultCode.CONFIDENTIALITY_REQUIRED: "Give its ldaps address, or set TENKYO_LDAP_START_TLS",
    LDAPResultCode.STRONG_AUTH_REQUIRED: "Give its ldaps address, or set TENKYO_LDAP_START_TLS",
}


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """An entry: its name (DN), and its values by attribute, whose names are in small letters."""

    name: str
    values: Mapping[str, tuple[str, ...]]


class DirectoryConnection:
    """A connection that is signed in; all of it has to be done in the time that is set."""

    def __init__(self, settings: DirectorySettings) -> None:
        """Takes whom to connect to, and as whom.

        Raises:
            UsageError: the settings contradict each other.
        """
        self._settings = settings
        self._address = address_of(settings)
        self._until = 0.0
        self._read = 0

    def __enter__(self) -> Self:
        """Connects and signs in.

        Raises:
            DirectoryAwayError: that cannot be done.
        """
        self._until = time.monotonic() + self._settings.ldap_seconds
        self._socket = self._connected(self._address)
        self._session, self._waiting = LDAPClient(), list[LDAPMessage]()
        try:
            if self._address.tls or self._address.start_tls:
                self._encrypt()
            self._sign_in()
        except BaseException:
            self._socket.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Signs out and closes the connection."""
        with suppress(OSError, *_MALFORMED):
            self._session.unbind()
            self._socket.sendall(self._session.data_to_send())
        self._socket.close()

    def search(
        self, base: str, wanted: str, attributes: Sequence[str], *, most: int, setting: str
    ) -> list[DirectoryEntry]:
        """Returns the entries below one that fit a filter, which comes of a setting.

        Raises:
            DirectoryError: they are more than `most`.
            DirectoryAwayError: the directory does not answer, or refuses.
        """
        found, result = self._searched(base, wanted, attributes, SearchScope.SUBTREE, most + 1)
        limited = result.result_code == LDAPResultCode.SIZE_LIMIT_EXCEEDED
        if len(found) > most or limited:
            raise DirectoryError(
                f"More entries of the directory than {most} fit {setting} for one person. Change it"
                " so that fewer do."
            )
        self._check(result, f"a search below {base!r}")
        return found

    def read(self, name: str, attributes: Sequence[str]) -> DirectoryEntry | None:
        """Returns the entry of a name (DN), None if it is not there or may not be read.

        Raises:
            DirectoryAwayError: the directory does not answer.
        """
        every = "(objectClass=*)"
        found, result = self._searched(name, every, attributes, SearchScope.BASE, 1)
        return found[0] if found and result.result_code == LDAPResultCode.SUCCESS else None

    def _searched(
        self, base: str, wanted: str, attributes: Sequence[str], scope: SearchScope, most: int
    ) -> tuple[list[DirectoryEntry], LDAPResult]:
        try:
            parsed = LDAPFilter.from_string(wanted)
        except _MALFORMED as error:
            raise DirectoryAwayError(
                f"A filter of the directory cannot be read ({type(error).__name__}). Mend"
                " TENKYO_LDAP_PERSON and TENKYO_LDAP_GROUPS."
            ) from None
        self._session.search_request(
            base, scope, size_limit=most, filter=parsed, attributes=list(attributes) or [_NONE]
        )
        found = list[DirectoryEntry]()
        while True:
            message = self._next()
            if isinstance(message, SearchResultDone):
                return found, message.result
            # References lead to other directories, which nobody has named.
            if isinstance(message, SearchResultEntry):
                found.append(_entry(message))

    def _connected(self, address: DirectoryAddress) -> socket.socket:
        """Each address of a host gets its part of the time, so that a silent one leaves some."""
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            *others, last = ((str(place[0]), address.port) for *_, place in found)
            for number, place in enumerate(others):
                with suppress(OSError):
                    return socket.create_connection(place, self._left() / (len(found) - number))
            return socket.create_connection(last, self._left())
        except (OSError, ValueError) as error:
            raise self._away(error) from error

    def _encrypt(self) -> None:
        if self._address.start_tls:
            self._session.extended_request(_START_TLS)
            answer = self._next()
            if not isinstance(answer, ExtendedResponse) or self._waiting:
                raise DirectoryAwayError(f"{self._address.shown} does not encrypt as it should.")
            self._check(answer.result, "StartTLS")
        try:
            context = ssl.create_default_context(cafile=self._settings.ldap_ca)
        except OSError as error:
            raise DirectoryAwayError(
                f"TENKYO_LDAP_CA is {str(self._settings.ldap_ca)!r}: {error}. Name a PEM file."
            ) from None
        try:
            self._socket.settimeout(self._left())
            self._socket = context.wrap_socket(self._socket, server_hostname=self._address.host)
        except ssl.SSLCertVerificationError as error:
            advice = _OTHER_HOST if error.verify_code in _HOST_DIFFERS else _UNTRUSTED
            raise DirectoryAwayError(
                f"The certificate of {self._address.shown} does not hold: {error.verify_message}."
                f" {advice}."
            ) from error
        except (OSError, ValueError) as error:
            raise self._away(error) from error
        # What was said before is forgotten, whoever has put something after it.
        self._session = LDAPClient()

    def _sign_in(self) -> None:
        name, password = self._settings.ldap_bind, self._settings.ldap_password
        self._session.bind_simple(name, password.get_secret_value())
        answer = self._next()
        if not isinstance(answer, BindResponse):
            raise DirectoryAwayError(f"{self._address.shown} does not answer as a directory does.")
        self._check(answer.result, f"signing in as {name!r}")

    def _next(self) -> LDAPMessage:
        """Sends what is to be sent, and returns the next message.

        Raises:
            DirectoryAwayError: none comes in time, or what comes is none.
        """
        try:
            self._socket.settimeout(self._left())
            self._socket.sendall(self._session.data_to_send())
            while not self._waiting:
                self._socket.settimeout(self._left())
                data = self._socket.recv(_CHUNK)
                self._read += len(data)
                if not data or self._read > _MOST_BYTES:
                    raise OSError("it said too much" if data else "it ended the connection")
                self._waiting = self._session.receive(data)
        except OSError as error:
            raise self._away(error) from error
        except _MALFORMED as error:
            raise DirectoryAwayError(
                f"{self._address.shown} does not answer as a directory does"
                f" ({type(error).__name__}). Mend TENKYO_LDAP_URL."
            ) from error
        return self._waiting.pop(0)

    def _left(self) -> float:
        """Returns the seconds that are left.

        Raises:
            TimeoutError: there are none.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("it took too long")
        return left

    def _check(self, result: LDAPResult, what: str) -> None:
        if result.result_code != LDAPResultCode.SUCCESS:
            advice = _ADVICE.get(result.result_code, "Ask who runs it")
            said = result.result_code.name.lower().replace("_", " ")
            raise DirectoryAwayError(
                f"The directory at {self._address.shown} refuses {what}: {said}. {advice}."
            )

    def _away(self, error: OSError | ValueError) -> DirectoryAwayError:
        cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return DirectoryAwayError(
            f"The directory at {self._address.shown} cannot be asked: {cause}. Start it, or mend"
            " TENKYO_LDAP_URL."
        )


def _entry(message: SearchResultEntry) -> DirectoryEntry:
    values = dict[str, tuple[str, ...]]()
    for each in message.attributes:
        # A list that is too long for one answer comes with its range behind its name.
        name = each.name.partition(";")[0].lower()
        values[name] = values.get(name, ()) + tuple(v.decode(errors="replace") for v in each.values)
    return DirectoryEntry(message.object_name, values)
