"""Where the directory is, and how a connection to it is encrypted."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.access.addresses import is_this_machine
from assistant.directory.directory_settings import DirectorySettings
from index.errors import UsageError

_PORTS = {"ldap": 389, "ldaps": 636}


@dataclass(frozen=True, slots=True)
class DirectoryAddress:
    """A host and a port; `tls` from the first byte on, or `start_tls` before anything is said."""

    host: str
    port: int
    tls: bool
    start_tls: bool

    @property
    def shown(self) -> str:
        """The address for people."""
        return f"{self.host}:{self.port}"


def address_of(settings: DirectorySettings) -> DirectoryAddress:
    """Returns where the settings say that the directory is.

    Raises:
        UsageError: they contradict each other, or what is said could be read on the way.
    """
    address = _parsed(settings.ldap_url, start_tls=settings.ldap_start_tls)
    if not (address.tls or address.start_tls or is_this_machine(address.host)):
        raise UsageError(
            f"TENKYO_LDAP_URL is {settings.ldap_url!r}: what is said to another machine could be"
            " read and changed on the way. Give its ldaps address, or set TENKYO_LDAP_START_TLS."
        )
    if bool(settings.ldap_bind) != bool(settings.ldap_password.get_secret_value()):
        # A directory takes a name without a password for somebody unknown, and says so to nobody.
        raise UsageError("Set both of TENKYO_LDAP_BIND and TENKYO_LDAP_PASSWORD, or neither.")
    if not settings.ldap_base:
        raise UsageError(
            "TENKYO_LDAP_BASE is empty. Name the entry that people are below, such as"
            " 'dc=example,dc=org'."
        )
    return address


def _parsed(url: str, *, start_tls: bool) -> DirectoryAddress:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in _PORTS or not parts.hostname or more:
        raise UsageError(
            f"TENKYO_LDAP_URL is {url!r}: it is no address such as 'ldaps://directory.example:636'."
            " Change it."
        )
    tls = parts.scheme == "ldaps"
    if tls and start_tls:
        raise UsageError(
            f"TENKYO_LDAP_URL is {url!r}, and TENKYO_LDAP_START_TLS is set. Set it for an ldap"
            " address only."
        )
    return DirectoryAddress(parts.hostname, port or _PORTS[parts.scheme], tls, start_tls)
