"""Is the server alive, is it ready to answer, and what has it counted."""

import ipaddress
import threading
import time
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from assistant.access.addresses import parsed
from assistant.assistant import Assistant
from index.errors import TenkyoError, UsageError
from ui.operations.metrics import Metrics

_KEPT = 2.0
_FORM = "text/plain; version=1.0.0; charset=utf-8"
# A proxy on this machine has a loopback address too, and speaks for others.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

Network = IPv4Network | IPv6Network


class Readiness:
    """Whether a question could be answered now; it is looked at every two seconds at most."""

    def __init__(self, assistant: Assistant) -> None:
        """Takes who would answer."""
        self._assistant = assistant
        self._looking = threading.Lock()
        self._looked = -float("inf")
        self._problem = ""

    def problem(self) -> str:
        """Returns why no question can be answered, empty if one can.

        It says nothing of paths or documents, as anybody may ask.
        """
        with self._looking:
            if time.monotonic() - self._looked > _KEPT:
                self._problem = self._look()
                self._looked = time.monotonic()
            return self._problem

    def _look(self) -> str:
        library = self._assistant.library
        try:
            if library.records.is_empty():
                return "nothing is indexed"
            # Loads the model, opens the indexes and asks them something, if that is not done yet.
            library.warm()
        except TenkyoError:
            return "the index cannot be opened"
        return ""


def health_routes(assistant: Assistant, metrics: Metrics) -> APIRouter:
    """Returns `/healthz`, `/readyz` and `/metrics`."""
    router = APIRouter(include_in_schema=False)
    readiness = Readiness(assistant)
    settings = assistant.settings
    allowed = networks(settings.metrics_from)
    proxies = settings.trusted_proxies if settings.sign_in == "header" else ()

    @router.get("/healthz")
    async def alive() -> PlainTextResponse:
        """Answers as long as the server does."""
        return PlainTextResponse("ok")

    @router.get("/readyz")
    def ready() -> PlainTextResponse:
        """Answers 200 if the index is open and the model is loaded, else 503 with the reason."""
        problem = readiness.problem()
        return PlainTextResponse(problem or "ready", status_code=503 if problem else 200)

    @router.get("/metrics")
    def counted(request: Request) -> Response:
        """Returns the counters to this machine and to the addresses that the settings list."""
        client = request.client.host if request.client else ""
        forwarded = getattr(request.state, "forwarded", False)
        headers = {**request.headers, "forwarded": ""} if forwarded else request.headers
        if not may_read(client, headers, allowed, proxies):
            return PlainTextResponse("Not from this address.", status_code=403)
        return Response(metrics.text(), media_type=_FORM)

    return router


def networks(listed: Sequence[str]) -> tuple[Network, ...]:
    """Returns addresses and networks that the settings list.

    Raises:
        UsageError: one of them is neither.
    """
    try:
        return tuple(ipaddress.ip_network(each, strict=False) for each in listed)
    except ValueError as error:
        raise UsageError(f"TENKYO_METRICS_FROM: {error}. List addresses or networks.") from None


def may_read(
    client: str,
    headers: Mapping[str, str],
    allowed: Sequence[Network],
    proxies: Sequence[Network] = (),
) -> bool:
    """Tells whether a client may see the counters: listed, or this machine speaking for itself.

    From an address of `proxies` always somebody else speaks.
    """
    address = parsed(client)
    if address is None:
        return False
    if any(address in network for network in allowed):
        return True
    for_others = any(address in network for network in proxies)
    for_others = for_others or any(name in headers for name in _FORWARDED)
    return address.is_loopback and not for_others
