"""Who asks: the reader behind a request, as the gate (`ui/sign_in/gate.py`) found."""

from starlette.types import Scope

from assistant.types import Reader
from ui.edge.addresses import peer_of
from ui.html.web_request import WebRequest

PERSON = "reader:"
"""What the name of an owner begins with that is a person, and no browser."""


def reader_of(request: WebRequest) -> Reader:
    """Returns the reader behind a request.

    Raises:
        LookupError: the request did not come through the gate, so nobody is known to ask.
    """
    reader = getattr(request.state, "reader", None)
    if not isinstance(reader, Reader):
        raise LookupError("A request came past the gate. Build the application with build_app.")
    return reader


def identify(scope: Scope, reader: Reader | None, *, owner: str, meter: str) -> None:
    """Notes who asks, if that is known; whose a session hash is; and whose limits count."""
    scope.setdefault("state", {}).update(reader=reader, owner=owner, meter=meter)


def is_signed_in(scope: Scope) -> bool:
    """Tells whether it is known who sends a request, by a sign-in or an API key."""
    return str(scope.get("state", {}).get("owner", "")).startswith(PERSON)


def address_of(scope: Scope) -> str:
    """Returns the address that a request comes from, as far as that can be believed."""
    return str(scope.get("state", {}).get("address", "")) or peer_of(scope)


def owner_of(scope: Scope) -> str:
    """Returns to whom a request's session hashes are bound: a person, or a browser."""
    return str(scope["state"]["owner"])


def meter_of(scope: Scope) -> str:
    """Returns whose requests a request is counted with: a person, or an address."""
    return str(scope["state"]["meter"])
