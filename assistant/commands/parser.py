"""The command line: what can be said on it, and what every command does with an error.

Nothing large is imported before a command needs it, so that `tenkyo --help` is there at once.
"""

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from assistant.commands.audit_parser import add_audit
from assistant.sources.parser import add_source
from assistant.terminal.command_line import CommandLine, program_of, typed_as
from assistant.terminal.exit_status import INTERRUPTED, WRONG_USE
from assistant.terminal.terminal_words import said, sentence
from assistant.terminal.unexpected import say, say_unexpected, say_with_trace
from index.errors import TenkyoError
from index.text.control_characters import printable

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Serve = Callable[["Assistant", str, int, Callable[[], None]], None]
"""Serves the chat of an assistant on a host and port until it is stopped.

What is to be done before is called when it is known that both can be had.
"""

ServeTools = Callable[["Assistant"], None]
"""Serves the tools of an assistant on stdin and stdout until that is closed."""

Command = Callable[[str], argparse.ArgumentParser]
"""Adds a command of a name that does something, and returns its parser."""


# What takes seconds says so before anything large is imported, to people who watch: without a
# terminal, what is printed is read by programs, and a log has a form of its own.
_SLOW = frozenset(("ask", "doctor", "eval", "index", "search", "serve", "why"))


class _Help(argparse.HelpFormatter):
    """How a command is used, in the language of the terminal."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        prefix = f"{said('help-usage')} " if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class _CommandParser(argparse.ArgumentParser):
    """A parser in the language of the terminal, whose complaints do not control it."""

    def __init__(
        self,
        *,
        prog: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        parents: Sequence[argparse.ArgumentParser] = (),
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            parents=parents,
            formatter_class=_Help,
            add_help=False,  # It is one of the options that every command has.
        )

    def format_help(self) -> str:
        # Groups of the same title are one, so they get theirs when all are there.
        self._positionals.title = said("help-arguments")
        self._optionals.title = said("help-options")
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def build_parser(program: str = "tenkyo") -> argparse.ArgumentParser:
    """Returns the parser of the command line; `program` is how the command was typed."""
    parser = _CommandParser(
        prog=program,
        parents=[_everywhere(home=None, debug=False)],
        description=said("help-tenkyo"),
        epilog=said("help-start"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"tenkyo {version('tenkyo')}",
        help=said("help-version"),
    )
    commands = parser.add_subparsers(title=said("help-commands"), metavar="COMMAND", dest="command")
    # What a command is not told must not undo what stood before it.
    again = _everywhere(home=argparse.SUPPRESS, debug=argparse.SUPPRESS)

    def command(name: str) -> argparse.ArgumentParser:
        summary = said(f"help-{name}")
        return commands.add_parser(
            name, parents=[again], help=summary, description=sentence(summary)
        )

    groups = (_add_indexing, _add_asking, _add_access, _add_serving, _add_measuring)
    for add in (*groups, _add_conversations, _add_backups):
        add(command)
    _add_keys(command("keys"), again)
    add_audit(command("audit"), again)
    add_source(command("source"), again)
    return parser


def _everywhere(*, home: str | None, debug: str | bool) -> "_CommandParser":
    """Returns the options that may stand before the command and behind it; the last one counts."""
    options = _CommandParser()
    options.add_argument(
        "-h", "--help", action="help", default=argparse.SUPPRESS, help=said("help-help")
    )
    options.add_argument(
        "--home",
        type=_folder,
        default=home,
        metavar="DIR",
        help=said("help-home"),
    )
    options.add_argument("--debug", action="store_true", default=debug, help=said("help-debug"))
    return options


def _add_indexing(command: Command) -> None:
    index = command("index")
    index.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=said("help-index-path"))
    index.add_argument("--watch", action="store_true", help=said("help-watch"))
    index.add_argument("--json", action="store_true", help=said("help-index-json"))
    forget = command("forget")
    forget.add_argument("path", type=Path, metavar="PATH", help=said("help-forget-path"))


def _add_asking(command: Command) -> None:
    search = command("search")
    search.add_argument("--top-k", type=_positive, default=10, metavar="K", help=said("help-top-k"))
    for asking in (search, command("ask")):
        asking.add_argument("question", nargs="?", metavar="QUESTION")
        asking.add_argument("--batch", metavar="FILE", help=said("help-batch"))
        _add_reach(asking)
    why = command("why")
    why.add_argument("question", metavar="QUESTION", help=said("help-why-question"))
    why.add_argument("--document", required=True, metavar="PATH", help=said("help-why-document"))
    why.add_argument("--passage", default="", metavar="TEXT", help=said("help-why-passage"))
    _add_reach(why)


def _add_reach(asking: argparse.ArgumentParser) -> None:
    """Adds what a question is asked of, and on whose behalf."""
    asking.add_argument("--json", action="store_true", help=said("help-json"))
    asking.add_argument(
        "--in", dest="scope", action="append", default=[], metavar="NAME", help=said("help-in")
    )
    asking.add_argument("--as-groups", metavar="A,B", help=said("help-as-groups"))


def _add_serving(command: Command) -> None:
    serve = command("serve")
    serve.add_argument(
        "paths", nargs="*", type=Path, metavar="FOLDER", help=said("help-serve-path")
    )
    serve.add_argument("--host", default="127.0.0.1", help=said("help-host"))
    serve.add_argument("--port", type=_port, default=7860, help=said("help-port"))
    serve.add_argument(
        "--insecure-public",
        action="store_true",
        help=said("help-insecure-public"),
    )
    sessions = command("sessions")
    sessions.add_argument("--revoke", metavar="USER", help=said("help-revoke-sessions"))
    command("mcp")
    status = command("status")
    status.add_argument("--json", action="store_true", help=said("help-json"))
    command("doctor")


def _add_access(command: Command) -> None:
    access = command("access")
    access.add_argument("path", nargs="?", metavar="PATH", help=said("help-access-path"))
    access.add_argument("--reader", default="", metavar="NAME", help=said("help-access-reader"))
    access.add_argument("--groups", metavar="A,B", help=said("help-access-groups"))
    access.add_argument("--json", action="store_true", help=said("help-json-lines"))


def _add_measuring(command: Command) -> None:
    measuring = command("eval")
    measuring.add_argument("questions", type=Path, metavar="QUESTIONS", help=said("help-questions"))
    measuring.add_argument("--json", type=Path, metavar="FILE", help=said("help-eval-json"))
    measuring.add_argument("--html", type=Path, metavar="FILE", help=said("help-eval-html"))
    measuring.add_argument("--baseline", type=Path, metavar="FILE", help=said("help-baseline"))
    for reporting in (command("feedback"), command("gaps")):
        reporting.add_argument("--json", action="store_true", help=said("help-json-lines"))
        reporting.add_argument(
            "--questions", type=Path, metavar="FILE", help=said("help-feedback-questions")
        )


def _add_conversations(command: Command) -> None:
    conversations = command("conversations")
    conversations.add_argument("--json", action="store_true", help=said("help-json"))
    kept = command("kept")
    kept.add_argument("--ask", action="store_true", help=said("help-kept-ask"))
    kept.add_argument("--json", action="store_true", help=said("help-json-lines"))
    export = command("export")
    export.add_argument("id", nargs="?", metavar="ID", help=said("help-export-id"))
    export.add_argument("--all", action="store_true", help=said("help-export-all"))
    export.add_argument("--format", choices=["md", "html", "json"], default="md")
    export.add_argument("--output", type=Path, metavar="FILE", help=said("help-export-output"))
    verify = command("verify")
    verify.add_argument("file", type=Path, metavar="EXPORT", help=said("help-verify-file"))


def _add_backups(command: Command) -> None:
    backup = command("backup")
    backup.add_argument("file", type=Path, metavar="FILE", help=said("help-backup-file"))
    backup.add_argument("--with-index", action="store_true", help=said("help-backup-index"))
    restore = command("restore")
    restore.add_argument("file", type=Path, metavar="FILE", help=said("help-restore-file"))


def _add_keys(keys: argparse.ArgumentParser, again: argparse.ArgumentParser) -> None:
    keys.add_argument("--json", action="store_true", help=said("help-json"))
    actions = keys.add_subparsers(metavar="ACTION", dest="action")
    add = actions.add_parser("add", parents=[again], help=said("help-keys-add"))
    add.add_argument("user", metavar="USER", help=said("help-keys-user"))
    add.add_argument("--groups", default="", metavar="A,B", help=said("help-keys-groups"))
    add.add_argument("--scope", metavar="A,B", help=said("help-keys-scope"))
    add.add_argument("--days", type=_positive, default=0, metavar="N", help=said("help-keys-days"))
    add.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=said("help-keys-json")
    )
    revoke = actions.add_parser("revoke", parents=[again], help=said("help-keys-revoke"))
    revoke.add_argument("id", metavar="ID", help=said("help-keys-id"))


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
    for_machines = getattr(options, "json", None) or getattr(options, "batch", None)
    if options.command in _SLOW and sys.stderr.isatty() and not for_machines:
        say(said(f"starting-{options.command}"))


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
