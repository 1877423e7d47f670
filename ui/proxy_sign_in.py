"""Readers named by a reverse proxy in headers, which are believed from its address only."""

import logging
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

from assistant.types import Reader
from ui.claims import ClaimError, reader_named

logger = logging.getLogger(__name__)


class ProxyHeader:
    """Believes the user and groups headers of requests that come from `networks`."""

    def __init__(
        self, networks: Sequence[IPv4Network | IPv6Network], user: str, groups: str
    ) -> None:
        """Takes the addresses of the proxy, and the names of its headers."""
        self._networks = networks
        self._user, self._groups = user.lower().encode(), groups.lower().encode()

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns whom the proxy names, None without one or from any other address."""
        if not self._is_proxy(scope):
            return None
        users, groups = self._values(scope, self._user), self._values(scope, self._groups)
        if len(users) != 1 or len(groups) > 1:
            return None
        try:
            named = [name.strip() for name in b"".join(groups).decode().split(",")]
            return reader_named(users[0].decode().strip(), [name for name in named if name])
        except (ClaimError, UnicodeDecodeError) as error:
            logger.warning("The proxy named nobody that can be believed: %s", error)
            return None

    def _is_proxy(self, scope: Scope) -> bool:
        try:
            address = ip_address((scope.get("client") or [""])[0])
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self._networks)

    def _values(self, scope: Scope, wanted: bytes) -> list[bytes]:
        return [value for name, value in scope["headers"] if name.lower() == wanted]
