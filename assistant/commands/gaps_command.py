"""The command `tenkyo gaps`: what was asked and not answered, listed or as rows for `eval`."""

import argparse
from collections.abc import Callable

from pydantic import TypeAdapter
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from assistant.assistant import Assistant
from assistant.commands.feedback import add_rows
from assistant.evaluation.gap_rows import question_rows
from assistant.gaps.gaps import Gap
from assistant.gaps.telling import counts_line
from assistant.terminal.terminal import console
from assistant.terminal.terminal_words import terminal_words
from index.text.control_characters import printable
from prompts.catalogues import Wording

_GAP = TypeAdapter(Gap)


def gaps(assistant: Assistant, options: argparse.Namespace, write: Callable[[str], object]) -> int:
    """Lists what the documents lack, or adds it to a question file; returns the exit status.

    Raises:
        UsageError: the question file cannot be read or written.
    """
    found, words = assistant.gaps(), terminal_words(assistant.settings.language)
    if options.questions:
        added = add_rows(options.questions, [row for gap in found for row in question_rows(gap)])
        said = words("gaps-added", count=len(added), file=str(options.questions))
        console().print(printable(said), soft_wrap=True)
    elif options.json:
        for gap in found:
            write(_GAP.dump_json(gap).decode() + "\n")
    else:
        console().print(_view(found, words))
    return 0


def _view(found: tuple[Gap, ...], words: Wording) -> RenderableType:
    if not found:
        return Text(words("gaps-none"))
    return Group(*(part for gap in found for part in _gap_view(gap, words)))


def _gap_view(gap: Gap, words: Wording) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(printable(gap.name), style="bold")]
    lines = [counts_line(gap, words)]
    if gap.documents:
        lines.append(words("gaps-nearest", documents=", ".join(gap.documents)))
    return [*parts, *(Padding(Text(printable(line), style="dim"), (0, 4)) for line in lines)]
