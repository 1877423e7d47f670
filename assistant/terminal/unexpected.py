"""Errors that nobody foresaw: one line for people, and a way to the whole trace."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from index.text.control_characters import printable


def say(line: str) -> None:
    """Writes one line for people to stderr, whatever characters are in it."""
    sys.stderr.write(f"tenkyo: {printable(line)}\n")


def say_unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Says in one line what happened and where: what Python calls for an error nobody handles."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    text = " ".join(str(error).split()) or kind.__name__
    say(
        f"unexpected {kind.__name__} at {place}: {text}."
        " Type it again with --debug for the trace, and please report it."
    )


def say_with_trace(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Says the same below the whole trace, with the errors that led to this one."""
    sys.stderr.writelines(traceback.format_exception(kind, error, trace))
    say_unexpected(kind, error, trace)
