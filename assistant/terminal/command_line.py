"""How the command was started, which is how hints name it."""

import shlex
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from index.command_line import NAME, CommandLine, command, typed_as

__all__ = ["CommandLine", "command", "for_readers", "program_of", "typed_as"]

_MODULE = "ui.main"


def program_of(typed: Sequence[str], arguments: Sequence[str]) -> str:
    """Returns how the program was named: in the search path, by a path, or as a module of Python.

    Args:
        typed: the whole command line of the process, as `sys.orig_argv` has it.
        arguments: what Python made of it, as `sys.argv` has it.
    """
    before = typed[: len(typed) - len(arguments) + 1]
    if before[-2:] == ["-m", _MODULE]:
        return shlex.join(before)
    script = before[-1] if before else ""
    if Path(script).name != NAME:
        return NAME
    found = shutil.which(NAME)
    named = found is not None and Path(found).resolve() == Path(script).resolve()
    return NAME if named else shlex.quote(script)


def for_readers() -> AbstractContextManager[None]:
    """Lets hints name the plain command: who reads them did not type it."""
    return typed_as(CommandLine())
