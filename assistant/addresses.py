"""Addresses of the web: which host they name, and whether that is this machine."""

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """Returns the host that an address names, as it is parsed to be contacted; empty if none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_this_machine(host: str) -> bool:
    """Tells whether a host is `localhost` or a loopback address, however that is written."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def is_safe_to_fetch(address: str) -> bool:
    """Tells whether nobody between can change what is fetched: by https, or from this machine."""
    scheme, host = address.partition("://")[0].lower(), host_of(address)
    return bool(host) and (scheme == "https" or (scheme == "http" and is_this_machine(host)))
