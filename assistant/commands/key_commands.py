"""The commands over API keys: making one, listing them, revoking one."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from assistant.assistant import Assistant
from assistant.commands.key_forms import keys_json, made_key_json
from assistant.identities.api_keys import SCOPES, Key
from assistant.terminal.terminal import console
from assistant.types import Reader
from index.command_line import command
from index.text.control_characters import printable

Write = Callable[[str], object]


def keys(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    """Does what was asked with the keys; without anything asked, lists them."""
    if options.action == "add":
        return _add(assistant, options, write)
    if options.action == "revoke":
        assistant.keys.revoke(options.id)
        return 0
    found = assistant.keys.all()
    if options.json:
        write(keys_json(found) + "\n")
    else:
        console().print(_listed(found))
    return 0


def _add(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    reader = Reader(options.user, frozenset(_named(options.groups)))
    scopes = SCOPES if options.scope is None else _named(options.scope)
    secret = assistant.keys.add(reader, scopes, options.days)
    made = assistant.keys.find(secret) if options.json else None
    write((made_key_json(made, secret) if made else secret) + "\n")
    return 0


def _named(text: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in text.split(",")) if name)


def _listed(found: tuple[Key, ...]) -> RenderableType:
    if not found:
        return Text(f"No keys yet. Make one with: {command('keys add USER')}")
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("id", "user", "groups", "good for", "expires", "state"):
        table.add_column(name, no_wrap=name == "id")
    for key in found:
        groups = ", ".join(sorted(key.reader.groups))
        expires = f"{key.expires.astimezone():%Y-%m-%d %H:%M}" if key.expires else "never"
        names = (printable(key.reader.name), printable(groups))
        table.add_row(key.id, *names, ", ".join(key.scopes), expires, _state(key))
    return table


def _state(key: Key) -> str:
    if key.revoked:
        return "revoked"
    return "good" if key.holds(datetime.now(UTC)) else "expired"
