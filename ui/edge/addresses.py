"""Addresses of the internet protocol, as connections and proxies name them."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from starlette.types import Scope

from assistant.access.addresses import parsed


def peer_of(scope: Scope) -> str:
    """Returns the address at the other end of a connection, empty if it has none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_among(scope: Scope, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tells whether a connection itself comes from one of some networks."""
    address = parsed(peer_of(scope))
    return address is not None and any(address in network for network in networks)
