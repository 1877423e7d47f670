"""Addresses of the internet protocol, as connections and proxies name them."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.types import Scope


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Returns an address, one of IPv4 as such however it is written; None if it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def peer_of(scope: Scope) -> str:
    """Returns the address at the other end of a connection, empty if it has none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_among(scope: Scope, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tells whether a connection itself comes from one of some networks."""
    address = parsed(peer_of(scope))
    return address is not None and any(address in network for network in networks)
