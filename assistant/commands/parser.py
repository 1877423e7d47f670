"""The command line: what can be said on it, and what every command does with an error.

Nothing large is imported before a command needs it, so that `tenkyo --help` is there at once.
"""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from assistant.commands.audit_parser import add_audit
from assistant.terminal.command_line import CommandLine, program_of, typed_as
from assistant.terminal.exit_status import INTERRUPTED, WRONG_USE
from assistant.terminal.unexpected import say, say_unexpected, say_with_trace
from index.errors import TenkyoError
from index.text.control_characters import printable

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Serve = Callable[["Assistant", str, int], None]
"""Serves the chat of an assistant on a host and port until it is stopped."""

ServeTools = Callable[["Assistant"], None]
"""Serves the tools of an assistant on stdin and stdout until that is closed."""

Command = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command of a name that does something, and returns its parser."""


# What takes seconds says so before anything large is imported, to people who watch: without a
# terminal, what is printed is read by programs, and a log has a form of its own.
_FIRST_LINES = {
    "ask": "loading the index …",
    "doctor": "looking at everything, which takes some seconds …",
    "eval": "loading the index …",
    "index": "reading what changed in the folders …",
    "search": "loading the index …",
    "serve": "starting the chat, which takes some seconds …",
}


class _CommandParser(argparse.ArgumentParser):
    """A parser whose complaints control no terminal, whatever was typed."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def build_parser(program: str = "tenkyo") -> argparse.ArgumentParser:
    """Returns the parser of the command line; `program` is how the command was typed."""
    parser = _CommandParser(
        prog=program,
        parents=[_everywhere(home=None, debug=False)],
        description="Ask your own documents; every sentence of the answer is cited.",
        epilog="Start with: %(prog)s index FOLDER, then: %(prog)s serve",
    )
    parser.add_argument("--version", action="version", version=f"tenkyo {version('tenkyo')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    # What a command is not told must not undo what stood before it.
    again = _everywhere(home=argparse.SUPPRESS, debug=argparse.SUPPRESS)

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        described = f"{summary[0].upper()}{summary[1:]}."
        return commands.add_parser(name, parents=[again], help=summary, description=described)

    groups = (_add_indexing, _add_asking, _add_access, _add_serving, _add_measuring)
    for add in (*groups, _add_conversations):
        add(command)
    _add_keys(command("keys", "make, list and revoke keys for the API"), again)
    add_audit(command("audit", "the record of who asked what, and what was answered"), again)
    return parser


def _everywhere(*, home: str | None, debug: str | bool) -> "_CommandParser":
    """Returns the options that may stand before the command and behind it; the last one counts."""
    options = _CommandParser(add_help=False)
    options.add_argument(
        "--home",
        type=_folder,
        default=home,
        metavar="DIR",
        help="where the index is kept (default: .tenkyo)",
    )
    options.add_argument(
        "--debug", action="store_true", default=debug, help="show the whole trace of an error"
    )
    return options


def _add_indexing(command: Command) -> None:
    index = command("index", "read folders of documents, or what changed in them")
    index.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a folder or a file")
    index.add_argument("--watch", action="store_true", help="go on, and index what changes")
    index.add_argument(
        "--json", action="store_true", help="print JSON lines: progress, then what was done"
    )
    forget = command("forget", "take a folder's documents out of the index, not off the disk")
    forget.add_argument(
        "path", type=Path, metavar="PATH", help="an indexed folder, or a part of it"
    )


def _add_asking(command: Command) -> None:
    search = command("search", "find the passages nearest to a question")
    search.add_argument(
        "--top-k", type=_positive, default=10, metavar="K", help="how many passages (default: 10)"
    )
    for asking in (search, command("ask", "answer a question, every sentence cited")):
        asking.add_argument("question", nargs="?", metavar="QUESTION")
        asking.add_argument(
            "--batch", metavar="FILE", help="questions as JSON lines, from a file or - for stdin"
        )
        asking.add_argument("--json", action="store_true", help="print JSON")
        asking.add_argument(
            "--in",
            dest="scope",
            action="append",
            default=[],
            metavar="NAME",
            help="only in this document, folder or #tag (can be given several times)",
        )
        asking.add_argument(
            "--as-groups", metavar="A,B", help="as a reader of these groups (default: all rights)"
        )


def _add_serving(command: Command) -> None:
    serve = command("serve", "serve the chat")
    serve.add_argument("--host", default="127.0.0.1", help="address to serve on (default: only me)")
    serve.add_argument("--port", type=_port, default=7860, help="default: 7860")
    serve.add_argument(
        "--insecure-public",
        action="store_true",
        help="let everybody who reaches the address read and ask without signing in",
    )
    sessions = command("sessions", "who is signed in")
    sessions.add_argument("--revoke", metavar="USER", help="end every session of a reader")
    command("mcp", "serve search and answers to a program, on stdin and stdout (MCP)")
    status = command("status", "what is indexed")
    status.add_argument("--json", action="store_true", help="print JSON")
    command("doctor", "check that everything works")


def _add_access(command: Command) -> None:
    access = command("access", "who may see which documents, and by which rules")
    access.add_argument("path", nargs="?", metavar="PATH", help="of a document, in its folder")
    access.add_argument("--reader", default="", metavar="NAME", help="what to call the reader")
    access.add_argument("--groups", metavar="A,B", help="what a reader of these groups may see")
    access.add_argument("--json", action="store_true", help="print JSON lines")


def _add_measuring(command: Command) -> None:
    measuring = command("eval", "measure search and answers on questions with known answers")
    measuring.add_argument("questions", type=Path, metavar="QUESTIONS", help="a file of JSON lines")
    measuring.add_argument(
        "--json", type=Path, metavar="FILE", help="write figures and every result, - for stdout"
    )
    measuring.add_argument("--html", type=Path, metavar="FILE", help="write a page to read")
    measuring.add_argument(
        "--baseline", type=Path, metavar="FILE", help="compare with a run that --json wrote"
    )
    feedback = command("feedback", "what readers thought of answers")
    feedback.add_argument("--json", action="store_true", help="print JSON lines")
    feedback.add_argument(
        "--questions", type=Path, metavar="FILE", help="add them to a file of questions for eval"
    )


def _add_conversations(command: Command) -> None:
    conversations = command("conversations", "list the stored conversations")
    conversations.add_argument("--json", action="store_true", help="print JSON")
    export = command("export", "write conversations to a file, with every quote and its place")
    export.add_argument("id", nargs="?", metavar="ID", help="as tenkyo conversations lists it")
    export.add_argument("--all", action="store_true", help="all conversations")
    export.add_argument("--format", choices=["md", "html", "json"], default="md")
    export.add_argument("--output", type=Path, metavar="FILE", help="a new file (default: stdout)")
    verify = command("verify", "check each quote of an export against the documents")
    verify.add_argument("file", type=Path, metavar="EXPORT", help="what tenkyo export wrote")


def _add_keys(keys: argparse.ArgumentParser, again: argparse.ArgumentParser) -> None:
    keys.add_argument("--json", action="store_true", help="print JSON")
    actions = keys.add_subparsers(metavar="ACTION", dest="action")
    add = actions.add_parser("add", parents=[again], help="make a key, and print it this once")
    add.add_argument("user", metavar="USER", help="for whom the key acts")
    add.add_argument("--groups", default="", metavar="A,B", help="the groups that USER is in")
    add.add_argument("--scope", metavar="A,B", help="what it is good for (default: everything)")
    add.add_argument(
        "--days", type=_positive, default=0, metavar="N", help="how long (default: until revoked)"
    )
    add.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print the key as JSON"
    )
    revoke = actions.add_parser("revoke", parents=[again], help="make a key worthless")
    revoke.add_argument("id", metavar="ID", help="as tenkyo keys lists it")


def main(
    arguments: Sequence[str] | None = None,
    serve: Serve | None = None,
    *,
    mcp: ServeTools | None = None,
) -> int:
    """Runs one command and returns the exit status; an error is one line on stderr.

    `serve` is what `tenkyo serve` calls, and `mcp` what `tenkyo mcp` does: this package knows no
    server.
    """
    sys.excepthook = say_unexpected
    if isinstance(sys.stdout, io.TextIOWrapper):
        # In the encoding of an old terminal, what it has not is escaped, as stderr always does.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _run(arguments, serve, mcp)
    except TenkyoError as error:
        if sys.excepthook is say_with_trace:
            traceback.print_exc()
        say(str(error))
        return WRONG_USE
    except KeyboardInterrupt as stop:
        say(f"stopped; {str(stop) or 'what was done so far is kept'}.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output is gone (`| head`); nothing more can be told it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(arguments: Sequence[str] | None, serve: Serve | None, mcp: ServeTools | None) -> int:
    program = "tenkyo" if arguments is not None else program_of(sys.orig_argv, sys.argv)
    parser = build_parser(program)
    try:
        options = parser.parse_args(arguments)
        if options.debug:
            sys.excepthook = say_with_trace
        if options.command is None:
            parser.print_help()
            return 0
        _say_first(options)
        from assistant.commands.commands import run

        with typed_as(CommandLine(program, options.home)):
            return run(options, serve, mcp)
    finally:
        # That nobody reads our output any more is noticed here, while it can still be handled.
        sys.stdout.flush()


def _say_first(options: argparse.Namespace) -> None:
    """Says what is being done, to people who watch."""
    line = _FIRST_LINES.get(options.command)
    for_machines = getattr(options, "json", None) or getattr(options, "batch", None)
    if line and sys.stderr.isatty() and not for_machines:
        say(line)


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("must name a folder, not be empty")
    return Path(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a number from 1 up, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 65535, not {text!r}")
    return int(text)
