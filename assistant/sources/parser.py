"""What can be said about sources on the command line."""

import argparse
import re

from assistant.terminal.terminal_words import said, sentence

_EVERY = re.compile(r"([1-9]\d{0,5})([mhd])")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}


def add_source(source: argparse.ArgumentParser, again: argparse.ArgumentParser) -> None:
    """Adds what can be done with sources; `again` has the options that every command has."""
    actions = source.add_subparsers(
        title=said("help-actions"), metavar="ACTION", dest="action", required=True
    )

    def action(name: str) -> argparse.ArgumentParser:
        summary = said(f"help-source-{name}")
        return actions.add_parser(
            name, parents=[again], help=summary, description=sentence(summary)
        )

    add = action("add")
    add.add_argument("name", metavar="NAME", help=said("help-source-name"))
    add.add_argument("address", metavar="ADDRESS", help=said("help-source-address"))
    add.add_argument("--user", default="", metavar="USER", help=said("help-source-user"))
    add.add_argument("--secret", default="", metavar="WHERE", help=said("help-source-secret"))
    add.add_argument("--every", type=_seconds, default=0, metavar="30m", help=said("help-every"))
    add.add_argument(
        "--set",
        dest="options",
        type=_option,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=said("help-source-set"),
    )
    listed = action("list")
    listed.add_argument("--json", action="store_true", help=said("help-json"))
    sync = action("sync")
    sync.add_argument("names", nargs="*", metavar="NAME", help=said("help-source-names"))
    sync.add_argument("--dry-run", action="store_true", help=said("help-dry-run"))
    remove = action("remove")
    remove.add_argument("name", metavar="NAME", help=said("help-source-name"))


def _seconds(text: str) -> int:
    parts = _EVERY.fullmatch(text)
    if parts is None:
        raise argparse.ArgumentTypeError(f"must be a time such as 30m, 2h or 1d, not {text!r}")
    return int(parts[1]) * _SECONDS[parts[2]]


def _option(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name:
        raise argparse.ArgumentTypeError(f"must be NAME=VALUE, not {text!r}")
    return name, value
