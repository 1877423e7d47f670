"""How the command of this process can be typed again: what every hint in a message names.

A message that a reader of the chat or a program gets names the plain command, whoever started the
server and wherever its files lie.
"""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "tenkyo"


@dataclass(frozen=True, slots=True)
class CommandLine:
    """How the command was typed, ready for a shell; `home` is what stood behind `--home`."""

    program: str = NAME
    home: Path | None = None


_in_use = [CommandLine()]


def command(words: str, home: Path | None = None) -> str:
    """Returns what to type for a command, such as `index FOLDER`, with the home folder in use."""
    at = _in_use[-1].home or home
    behind = f" --home {shlex.quote(str(at))}" if at else ""
    return f"{_in_use[-1].program} {words}{behind}"


@contextmanager
def typed_as(line: CommandLine) -> Iterator[None]:
    """Lets hints name the command as it was typed, for as long as it runs."""
    _in_use.append(line)
    try:
        yield
    finally:
        _in_use.remove(line)
