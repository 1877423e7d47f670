"""The commands over stored conversations: listing, exporting, and verifying an export."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.assistant import Assistant
from assistant.conversations.export_pages import FORMATS
from assistant.conversations.exports import make_export
from assistant.conversations.verifying import CitationFinding, Verification, verify
from assistant.json_forms import headings_json
from assistant.terminal.terminal import console
from assistant.terminal.terminal_words import terminal_words
from assistant.types import LOCAL_READER, ConversationHeading, Operator
from index.command_line import command
from index.errors import UsageError
from index.text.control_characters import printable

NOT_EXACT = 1
# The conversations of the one reader, opened by who may see everything.
_OWNER = Operator(LOCAL_READER.name)

Write = Callable[[str], object]


def conversations(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    """Lists the stored conversations, the latest first."""
    found = tuple(_all(assistant))
    if options.json:
        write(headings_json(found) + "\n")
    else:
        console().print(_listed(found))
    return 0


def export(assistant: Assistant, options: argparse.Namespace, write: Write) -> int:
    """Writes one conversation, or all of them, to a file or to stdout."""
    if (options.id is None) == (not options.all):
        raise UsageError(f"Give the id of one conversation, or --all: {command('export ID')}")
    ids = [options.id] if options.id else [heading.id for heading in _all(assistant)]
    made = make_export(
        [assistant.conversations.open(_OWNER, each) for each in ids],
        terminal_words(assistant.settings.language).language,
    )
    text = FORMATS[options.format](made)
    if options.output is None:
        write(text)
    else:
        _save(options.output, text)
    return 0


def verify_file(assistant: Assistant, options: argparse.Namespace) -> int:
    """Verifies an export; the exit status is 0 if every quote is exact."""
    found = verify(assistant.library.records, _read(options.file), str(options.file))
    console().print(_verification(found))
    return 0 if found.passed else NOT_EXACT


def _all(assistant: Assistant) -> Iterator[ConversationHeading]:
    last = ""
    while page := assistant.conversations.find(_OWNER, after=last):
        yield from page
        last = page[-1].id


def _save(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{str(path)!r} exists. Choose another name with --output.") from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise UsageError(
            f"Cannot write {str(path)!r}: {cause}. Choose another place with --output."
        ) from error


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise UsageError(f"Cannot read {str(path)!r}: {cause}. Check the path.") from error
    # Wrong bytes become signs that no export holds, and so are noticed.
    return content.decode("utf-8-sig", "replace")


def _listed(found: tuple[ConversationHeading, ...]) -> RenderableType:
    if not found:
        return Text(f"No conversations yet. Ask something in the chat: {command('serve')}")
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("id", "updated", "questions", "title"):
        table.add_column(name, no_wrap=name != "title")
    for each in found:
        updated = each.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(each.id, updated, f"{each.turns:,}", printable(each.title))
    return table


def _verification(found: Verification) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for finding in found.findings:
        cited = finding.citation
        place = f"{cited.file}:{cited.start}-{cited.end}"
        table.add_row(_verdict(finding), printable(place), printable(finding.note))
    lines = [Text(found.altered)] if found.altered else []
    return Group(*([table] if found.findings else []), *lines, Text(_summary(found)))


def _verdict(finding: CitationFinding) -> str:
    """Returns the verdict; a quote that is exact is called so, whatever became of its source."""
    if finding.exact and finding.verdict.value != "exact":
        return f"exact, {finding.verdict}"
    return finding.verdict.value


def _summary(found: Verification) -> str:
    total = len(found.findings)
    if not total:
        return "No quotes to verify."
    exact = sum(finding.exact for finding in found.findings)
    others = Counter(f.verdict.value for f in found.findings if f.verdict.value != "exact")
    named = "".join(f", {number:,} {verdict}" for verdict, number in sorted(others.items()))
    return f"{total:,} {'quote' if total == 1 else 'quotes'}: {exact:,} exact{named}."
