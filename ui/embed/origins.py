"""Origins of web pages: scheme, host and port, as a browser names them."""

import re
from urllib.parse import urlsplit

from assistant.access.addresses import host_of, is_this_machine

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]", re.ASCII)
_PORTS = {"http": 80, "https": 443}


def origin_of(address: str) -> str:
    """Returns the origin of an address as a browser writes it, empty if it has none."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
        host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or parts.username is not None or not _HOST.fullmatch(host):
        return ""
    suffix = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{suffix}"


def is_origin(value: str) -> bool:
    """Returns whether a value is an origin and nothing more, as it has to stand in the settings."""
    return bool(value) and origin_of(value) == value


def is_loopback(origin: str) -> bool:
    """Returns whether an origin is this machine, where browsers trust pages without https."""
    host = host_of(origin)
    return is_this_machine(host) or host.endswith(".localhost")
