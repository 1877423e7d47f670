"""What can be said behind `tenkyo audit`."""

import argparse
from pathlib import Path


def add_audit(parser: argparse.ArgumentParser, again: argparse.ArgumentParser) -> None:
    """Adds the actions of the command; `again` has the options that every command has."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)

    def action(name: str, summary: str) -> argparse.ArgumentParser:
        described = f"{summary[0].upper()}{summary[1:]}."
        return actions.add_parser(name, parents=[again], help=summary, description=described)

    verify = action("verify", "check that no entry was altered, removed or added")
    verify.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an exported record")
    verify.add_argument(
        "--expect", metavar="HEAD", help="the last entry as verify printed it before"
    )
    export = action("export", "write the record to a file of JSON lines that verifies by itself")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file")
    export.add_argument(
        "--since", default="", metavar="DAY", help="a day or time, such as 2026-01-31"
    )
    export.add_argument("--reader", default="", metavar="NAME", help="contents of this reader only")
    access = action("access", "print all that is kept of one person, as JSON")
    erase = action("erase", "erase all that is kept of one person; the record stays verifiable")
    for about in (access, erase):
        about.add_argument("name", metavar="NAME", help="the name that they sign in with")
