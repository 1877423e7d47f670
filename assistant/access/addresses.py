"""Addresses: whose they are, which host they name, and whether that is this machine."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

UNKNOWN = "unknown"
"""What everything is called that is no address."""

_SITES = {4: 32, 6: 64}
_NETWORKS = {4: 24, 6: 48}


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Returns an address, one of IPv4 as such however it is written; None if it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def site_of(text: str) -> str:
    """Returns whose an address is: itself, or of IPv6 its /64, as one site has all of that."""
    return _within(text, _SITES).removesuffix("/32")


def network_of(text: str) -> str:
    """Returns the network that an address belongs to, which may be one holder's: /24 or /48."""
    return _within(text, _NETWORKS)


def _within(text: str, lengths: dict[int, int]) -> str:
    address = parsed(text)
    if address is None:
        return UNKNOWN
    # Without the name of the interface that a local address of IPv6 may have.
    bare = IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
    return str(ip_network((bare, lengths[bare.version]), strict=False))


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
    address = parsed(host.strip("[]").partition("%")[0])
    return address is not None and address.is_loopback


def is_safe_to_fetch(address: str) -> bool:
    """Tells whether nobody between can change what is fetched: by https, or from this machine."""
    scheme, host = address.partition("://")[0].lower(), host_of(address)
    return bool(host) and (scheme == "https" or (scheme == "http" and is_this_machine(host)))
