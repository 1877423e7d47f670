"""The commands over sources: adding one, listing them, following them, removing one."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from assistant.assistant import Assistant
from assistant.indexing.background import limits_of
from assistant.indexing.home_folders import index_folder
from assistant.sources.connecting import connect
from assistant.sources.fetching import fetch, forget_source, indexed_folder, sources_of
from assistant.sources.following import FetchReport, folder_of
from assistant.sources.source_address import SourceKind, full_address
from assistant.sources.sources import DocumentSource
from assistant.terminal.exit_status import SOME_FAILED
from assistant.terminal.progress import progress_bars
from assistant.terminal.terminal import console, report_view
from assistant.terminal.terminal_words import terminal_words
from assistant.terminal.unexpected import say
from index.command_line import command
from index.errors import UsageError
from index.sync.sync import SyncReport
from index.text.control_characters import printable

Write = Callable[[str], object]

_NAMES_SHOWN = 20
_AWAY = 1


def source(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    """Does what was asked with the sources; returns the exit status."""
    if options.action == "add":
        return _add(assistant, options)
    if options.action == "remove":
        return _remove(assistant, sources_of(assistant).named(options.name))
    if options.action == "sync":
        return _sync(assistant, options)
    found = sources_of(assistant).all()
    if options.json:
        write(json.dumps([_sent(each) for each in found], indent=2, ensure_ascii=False) + "\n")
    else:
        console().print(_listed(found))
    return 0


def _add(assistant: Assistant, options: argparse.Namespace) -> int:
    added = DocumentSource(
        options.name,
        full_address(options.address),
        options.user,
        options.secret,
        dict(options.options),
        options.every,
    )
    sources_of(assistant).add(added)
    # Whether it can be followed at all is told now, not in the night.
    try:
        if added.kind is not SourceKind.FOLDER:
            connect(
                added, folder_of(assistant.library.home, added.name), assistant.settings
            ).close()
    except UsageError as error:
        say(f"{error} The source is kept.")
    console().print(f"Added. Fetch it with: {command(f'source sync {added.name}')}")
    return 0


def _remove(assistant: Assistant, gone: DocumentSource) -> int:
    number = forget_source(assistant, gone)
    console().print(f"Removed, with {number:,} files of it in the index.")
    return 0


def _sync(assistant: Assistant, options: argparse.Namespace) -> int:
    kept = sources_of(assistant)
    named = [kept.named(name) for name in options.names] or kept.all()
    if not named:
        raise UsageError(f"No sources yet. Add one: {command('source add NAME ADDRESS')}")
    statuses = [_sync_one(assistant, each, dry=options.dry_run) for each in named]
    return next((s for s in (_AWAY, SOME_FAILED) if s in statuses), 0)


def _sync_one(assistant: Assistant, of: DocumentSource, *, dry: bool) -> int:
    fetched = fetch(assistant, of, dry=dry)
    _show(of, fetched, dry=dry)
    if dry:
        return _AWAY if fetched.problem else 0
    is_away = bool(fetched.problem) and of.kind is SourceKind.FOLDER
    report = SyncReport() if is_away else _indexed(assistant, indexed_folder(assistant, of))
    if report.has_news:
        console().print(report_view(report, terminal_words(assistant.settings.language)))
    if fetched.problem:
        return _AWAY
    return SOME_FAILED if fetched.failed or report.failed else 0


def _indexed(assistant: Assistant, folder: Path) -> SyncReport:
    library, limits = assistant.library, limits_of(assistant.settings)
    with progress_bars(terminal_words(assistant.settings.language)) as report:
        if folder.is_relative_to(library.home):
            return index_folder(library, folder, report, limits)
        return library.sync([folder], report, limits)


def _show(of: DocumentSource, report: FetchReport, *, dry: bool) -> None:
    counts = {
        "new": len(report.new),
        "changed": len(report.changed),
        "gone": len(report.removed),
        "as before": report.same,
        "of no readable format": report.skipped,
        "failed": len(report.failed),
    }
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number)
    if of.kind is not SourceKind.FOLDER:
        console().print(f"{of.name}{' (dry run)' if dry else ''}: {told or 'nothing there'}")
    if dry:
        _lines([f"new: {path}" for path in report.new])
        _lines([f"changed: {path}" for path in report.changed])
        _lines([f"gone: {path}" for path in report.removed])
    _lines([f"failed: {failure.path}: {failure.reason}" for failure in report.failed])
    if report.problem:
        say(f"{of.name}: {report.problem.rstrip('.')}. What was fetched before stays.")


def _lines(lines: list[str]) -> None:
    for line in lines[:_NAMES_SHOWN]:
        console().print(Text(f"  {printable(line)}"), soft_wrap=True)
    if len(lines) > _NAMES_SHOWN:
        console().print(f"  … and {len(lines) - _NAMES_SHOWN:,} more")


def _listed(found: tuple[DocumentSource, ...]) -> RenderableType:
    if not found:
        return Text(f"No sources yet. Add one: {command('source add NAME ADDRESS')}")
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("name", "address", "every", "fetched", "state"):
        table.add_column(name, overflow="fold")
    for each in found:
        state = each.problem or ("good" if each.synced else "not fetched yet")
        times = (each.every_text, each.synced[:16].replace("T", " "))
        table.add_row(each.name, printable(each.address), *times, printable(state))
    return table


def _sent(of: DocumentSource) -> dict[str, object]:
    names = ("name", "address", "user", "secret", "every", "tried", "synced", "problem")
    return {name: getattr(of, name) for name in names} | {"options": dict(of.options)}
