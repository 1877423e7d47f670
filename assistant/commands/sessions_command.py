"""The command `tenkyo sessions`: who is signed in, and ending it."""

import argparse
from datetime import datetime

from rich.table import Table

from assistant.assistant import Assistant
from assistant.terminal.terminal import console
from index.text.control_characters import printable


def sessions(assistant: Assistant, options: argparse.Namespace) -> int:
    """Lists the sessions, or ends those of one reader; exit status 1 if there were none."""
    if options.revoke is not None:
        ended = assistant.sessions.revoke(options.revoke)
        console().print(f"Ended sessions of {options.revoke!r}: {ended}")
        return 0 if ended else 1
    table = Table("reader", "groups", "since", "last seen")
    for session in assistant.sessions.listed():
        names = ", ".join(sorted(session.reader.groups))
        name = printable(repr(session.reader.name))
        table.add_row(name, printable(names), _at(session.began), _at(session.seen))
    console().print(table)
    return 0


def _at(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
