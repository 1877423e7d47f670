"""Nothing leaves the machine: what settings would contact, and a watch over the sockets.

The watch sees what Python opens, in every thread of the process from then on; it does not see
what a library written in another language opens by itself.
"""

import socket
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from assistant.access.addresses import host_of, is_this_machine
from assistant.settings import Settings
from index.database.server_database import hosts_of, url_of

# Not contacted: pages that may frame or call the chat, and names under which it is served.
_OURS = {"allowed_hosts", "allowed_origins"}
_ADDRESSED = {
    *("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
    *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
}

_DATABASES = ("postgresql://", "postgres://")

_watchers: list["_Watch"] = []
_hooked: list[bool] = []


class LeavingError(PermissionError):
    """Raised in place of contacting another machine while sockets are watched."""


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who hears of what is tried, and which hosts may be contacted all the same."""

    tell: Callable[[str], None]
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contact:
    """A machine that a setting makes Tenkyo contact; `foreign` unless it is this one."""

    setting: str
    host: str
    foreign: bool


def contacts(settings: Settings) -> tuple[Contact, ...]:
    """Returns whom the settings make Tenkyo contact: every address of the web in one of them."""
    values = settings.model_dump(mode="json", exclude=_OURS)
    found = []
    for name, value in sorted(values.items()):
        for text in value if isinstance(value, list) else [value]:
            if host := _host_of(name, text):
                found.append(Contact(f"TENKYO_{name.upper()}", host, not is_local(host)))
    return (*found, *_server(settings), *_provider(values))


def _server(settings: Settings) -> Iterator[Contact]:
    """Yields the machines on which what people say is kept, which the dump above hides."""
    if settings.people_address:
        for host in hosts_of(url_of(settings.people_address)):
            if not host.startswith("/"):
                yield Contact("TENKYO_DATABASE", host, not is_local(host))


def _host_of(name: str, value: object) -> str:
    """Returns the host that a setting names, empty if it is no address of the web."""
    if not isinstance(value, str) or not value:
        return ""
    if value.startswith(_DATABASES):
        # Without a host, or with a path for one, it is a socket of this machine.
        host = host_of(value) or parse_qs(urlsplit(value).query).get("host", [""])[0]
        return "" if host.startswith("/") else host
    if "://" in value:
        return host_of(value) or value
    # Clients of language models take an address without its scheme.
    return (host_of(f"//{value}") or value) if name.endswith("_url") else ""


def _provider(values: Mapping[str, object]) -> Iterator[Contact]:
    """Yields the contact of a chat model whose address is left to its provider's package."""
    model = str(values.get("chat_model") or "")
    if model and not values.get("chat_base_url"):
        provider = model.partition(":")[0]
        local = provider == "ollama"
        host = "127.0.0.1" if local else f"the servers of {provider!r}"
        yield Contact("TENKYO_CHAT_MODEL", host, not local)


def is_local(host: object) -> bool:
    """Tells whether a host is this machine, by its name or its loopback address."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return name is None or name == "" or is_this_machine(str(name))


@contextmanager
def loopback_only(beside: Collection[str] = ()) -> Iterator[list[str]]:
    """Refuses to contact other machines; yields a list that grows by what was tried.

    Hosts `beside` may be contacted: settings say so.
    """
    tried: list[str] = []
    known = frozenset(address for host in beside for address in (host, *_addresses_of(host)))
    watching = _Watch(tried.append, known)
    _begin(watching)
    try:
        yield tried
    finally:
        _watchers.remove(watching)


def _addresses_of(host: str) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []


def watch(tell: Callable[[str], None]) -> None:
    """Refuses, from now on, to contact other machines, and tells of what was tried."""
    _begin(_Watch(tell))


def _begin(watching: _Watch) -> None:
    _watchers.append(watching)
    if not _hooked:
        # A hook stays as long as the process.
        _hooked.append(True)
        sys.addaudithook(_hook)


def _hook(event: str, args: tuple[object, ...]) -> None:
    if not _watchers or event not in _ADDRESSED:
        return
    target = _target(event, args)
    hearing = [each for each in tuple(_watchers) if target not in each.beside]
    if target and hearing:
        for each in hearing:
            each.tell(f"{event} {target}")
        raise LeavingError(f"{event} to {target!r} was refused: nothing may leave this machine.")


def _target(event: str, args: tuple[object, ...]) -> str:
    """Returns the other machine that an event is about, empty if it is about this one."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        opened, address = args[0], args[1]
        if not isinstance(opened, socket.socket) or opened.family == socket.AF_UNIX:
            return ""
        # Without an address, what is sent goes where the socket is connected to.
        host = address[0] if isinstance(address, tuple) else None
    else:
        host = args[0][0] if isinstance(args[0], tuple) else args[0]
    return "" if is_local(host) else str(host)[:200]
