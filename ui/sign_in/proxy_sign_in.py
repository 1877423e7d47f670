"""Readers named by a reverse proxy in headers, which are believed from its address only."""

import logging
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from fastapi.concurrency import run_in_threadpool
from starlette.types import Scope

from assistant.identities.refused_sign_ins import Reason, RefusedSignIns
from assistant.types import Reader
from ui.edge.addresses import is_among
from ui.edge.identity import address_of
from ui.sign_in.claims import ClaimError, reader_named

logger = logging.getLogger(__name__)


class ProxyHeader:
    """Believes the user and groups headers of requests that come from `networks`."""

    def __init__(
        self,
        networks: Sequence[IPv4Network | IPv6Network],
        user: str,
        *,
        groups: str,
        refused: RefusedSignIns,
    ) -> None:
        """Takes the addresses of the proxy, the names of its headers, and who hears of refusals."""
        self._networks = networks
        self._refused = refused
        self._user, self._groups = user.lower().encode(), groups.lower().encode()

    async def reader(self, scope: Scope) -> Reader | None:
        """Returns whom the proxy names, None without one or from any other address."""
        users, groups = self._values(scope, self._user), self._values(scope, self._groups)
        if not users:
            return None
        try:
            return self._named(scope, users, groups)
        except ClaimError as error:
            logger.warning("A header named nobody that can be believed: %s", error)
            address = address_of(scope)
            await run_in_threadpool(self._refused.note, "header", error.reason, address)
            return None

    def _named(self, scope: Scope, users: list[bytes], groups: list[bytes]) -> Reader:
        if not is_among(scope, self._networks):
            raise ClaimError("it is not from the proxy", Reason.PROXY)
        if len(users) > 1 or len(groups) > 1:
            raise ClaimError("the user or the groups are there twice")
        try:
            named = [name.strip() for name in b"".join(groups).decode().split(",")]
            return reader_named(users[0].decode().strip(), [name for name in named if name])
        except UnicodeDecodeError:
            raise ClaimError("it is not UTF-8") from None

    def _values(self, scope: Scope, wanted: bytes) -> list[bytes]:
        return [value for name, value in scope["headers"] if name.lower() == wanted]
