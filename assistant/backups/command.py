"""The commands `tenkyo backup` and `tenkyo restore`."""

import argparse

from assistant.assistant import audit_of, open_assistant
from assistant.backups.backup import back_up
from assistant.backups.restore import restore_home
from assistant.settings import Settings
from assistant.terminal.progress import progress_bars
from assistant.terminal.terminal import console
from assistant.terminal.terminal_words import terminal_words
from index.store.records import open_records

BROKEN = 1


def backup(settings: Settings, options: argparse.Namespace) -> int:
    """Writes a backup of the home folder; returns the exit status.

    Raises:
        TenkyoError: there is nothing to back up, or it cannot be written.
    """
    address = settings.people_address
    made = back_up(settings.home, options.file, with_index=options.with_index, address=address)
    size = f"{options.file.stat().st_size / 1e6:,.1f}"
    words = terminal_words(settings.language)
    _say(words("terminal-backed-up", number=len(made.files), size=size))
    return 0


def restore(settings: Settings, options: argparse.Namespace) -> int:
    """Makes a home folder of a backup, and the index anew; returns the exit status.

    It is 1 where the audit record does not verify.

    Raises:
        TenkyoError: the backup cannot be used, or the folder is not empty.
    """
    made = restore_home(options.file, settings.home, settings.people_address)
    words = terminal_words(settings.language)
    records = open_records(settings.home, settings.people_address)
    try:
        found = audit_of(records, settings).verify()
        documents = len(records.document_ids())
    finally:
        records.close()
    with open_assistant(settings) as assistant, progress_bars(words) as report:
        assistant.library.sync([], report)
    _say(words("terminal-restored", number=documents, made=made.made))
    _say(found.line)
    return BROKEN if found.broken else 0


def _say(line: str) -> None:
    console().print(line, soft_wrap=True, highlight=False, markup=False)
