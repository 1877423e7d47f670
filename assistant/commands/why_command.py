"""The command `tenkyo why`: why a passage is not in the answer to a question."""

import argparse
from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.assistant import Assistant
from assistant.commands.access_command import reader_for
from assistant.misses.miss import Miss
from assistant.misses.sent_miss import miss_json
from assistant.misses.telling import COLUMNS, Compared, compared, miss_lines
from assistant.terminal.terminal import console, place_name
from assistant.terminal.terminal_words import terminal_words
from assistant.types import Question
from index.text.control_characters import printable
from prompts.catalogues import Wording

_LONGEST_QUOTE = 200


def why(assistant: Assistant, options: argparse.Namespace, write: Callable[[str], object]) -> int:
    """Tells what became of a passage for a question; returns the exit status.

    Whoever calls the command line is told all, also on behalf of a reader of some groups.

    Raises:
        UsageError: the file means several, the question is empty, or the passage is outside.
    """
    question = Question(options.question, reader=reader_for(options), scope=tuple(options.scope))
    miss = assistant.misses.why(question, options.document, options.passage, tell_all=True)
    if options.json:
        write(miss_json(miss) + "\n")
    else:
        console().print(_view(miss, terminal_words(assistant.settings.language)))
    return 0


def _view(miss: Miss, words: Wording) -> RenderableType:
    lines = [Text(printable(line)) for line in miss_lines(miss, words)]
    rows = compared(miss, words)
    if not rows:
        return Group(*lines)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for key in ("passage", *COLUMNS):
        table.add_column(Text(words(f"miss-column-{key}"), style="dim"), overflow="fold")
    for row in rows:
        table.add_row(Text(_place(row, words)), *map(Text, row.figures))
    return Group(*lines, Text(""), table, *(_rival(row) for row in rows if row.rival))


def _place(row: Compared, words: Wording) -> str:
    if row.rival is None:
        return words("miss-this")
    return place_name(row.rival.passage, row.rival.start, words)


def _rival(row: Compared) -> RenderableType:
    assert row.rival is not None
    rival, document = row.rival, row.rival.passage.document
    quote = " ".join(rival.quote.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rstrip() + " …"
    address = f"\n{printable(document.path)}:{rival.start}-{rival.end}"
    return Group(
        Text(address, style="dim"),
        Padding(Text(printable(quote)), (0, 4)),
        Padding(Text(printable(row.note)), (0, 4)),
    )
