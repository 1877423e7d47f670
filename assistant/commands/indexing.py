"""The commands that bring the index in line with folders, once or for as long as they run."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from assistant.assistant import Assistant
from assistant.commands.watching import follow
from assistant.indexing.background import limits_of
from assistant.json_forms import report_json
from assistant.terminal.exit_status import SOME_FAILED
from assistant.terminal.progress import progress_bars, progress_lines
from assistant.terminal.terminal import console, report_view
from assistant.terminal.terminal_words import terminal_words
from assistant.terminal.unexpected import say
from index.command_line import command
from index.errors import HomeLockedError, NothingToReadError, UsageError
from index.sync.sync import SyncReport

Write = Callable[[str], object]


def index(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    """Indexes folders, and with `--watch` goes on to follow them; returns the exit status."""
    run = _Run(assistant, options.json, write)
    if not options.watch:
        report = run.sync(options.paths)
        run.show(report)
        return SOME_FAILED if report.failed else 0

    def sync(paths: list[Path]) -> None:
        report = run.sync(paths)
        if report.has_news:
            run.show(report)

    follow(options.paths, assistant.settings.home, sync, say)
    return 0


def index_before_serving(assistant: Assistant, paths: Sequence[Path], write: Write) -> None:
    """Indexes folders that are to be served: whatever can be read of them.

    A file that cannot be read, a folder that holds nothing yet, or another process that is at it
    already, is said, and keeps nobody from the rest.

    Raises:
        TenkyoError: a path does not exist, or the home folder cannot be used.
    """
    run = _Run(assistant, False, write)
    for path in paths:
        try:
            run.show(run.sync([path]))
        except (NothingToReadError, HomeLockedError) as error:
            say(str(error))


def forget(assistant: Assistant, options: argparse.Namespace) -> int:
    """Takes the documents of a folder or file out of the index; the disk is left alone."""
    number = assistant.library.forget(options.path)
    if not number:
        raise UsageError(
            f"Nothing is indexed of {str(options.path)!r}. See what is with: {command('status')}"
        )
    words = terminal_words(assistant.settings.language)
    console().print(words("terminal-forgotten", number=number))
    return 0


class _Run:
    """One way of indexing and of saying what was done: for people, or as JSON lines."""

    def __init__(self, assistant: Assistant, as_json: bool, write: Write) -> None:
        self._library, self._settings = assistant.library, assistant.settings
        self._as_json, self._write = as_json, write
        self._words = terminal_words(self._settings.language)

    def sync(self, paths: list[Path]) -> SyncReport:
        limits = limits_of(self._settings)
        lines = nullcontext(progress_lines(self._write))
        with lines if self._as_json else progress_bars(self._words) as report:
            return self._library.sync(paths, report, limits)

    def show(self, report: SyncReport) -> None:
        if self._as_json:
            self._write(report_json(report) + "\n")
        else:
            console().print(report_view(report, self._words))
