"""What can be said behind `tenkyo audit`."""

import argparse
from pathlib import Path

from assistant.terminal.terminal_words import said, sentence


def add_audit(parser: argparse.ArgumentParser, again: argparse.ArgumentParser) -> None:
    """Adds the actions of the command; `again` has the options that every command has."""
    actions = parser.add_subparsers(
        title=said("help-actions"), metavar="ACTION", dest="action", required=True
    )

    def action(name: str) -> argparse.ArgumentParser:
        summary = said(f"help-audit-{name}")
        return actions.add_parser(
            name, parents=[again], help=summary, description=sentence(summary)
        )

    verify = action("verify")
    verify.add_argument("file", nargs="?", type=Path, metavar="FILE", help=said("help-audit-file"))
    verify.add_argument("--expect", metavar="HEAD", help=said("help-audit-expect"))
    export = action("export")
    export.add_argument("file", type=Path, metavar="FILE", help=said("help-audit-new-file"))
    export.add_argument("--since", default="", metavar="DAY", help=said("help-audit-since"))
    export.add_argument("--reader", default="", metavar="NAME", help=said("help-audit-reader"))
    access = action("access")
    erase = action("erase")
    for about in (access, erase):
        about.add_argument("name", metavar="NAME", help=said("help-audit-name"))
