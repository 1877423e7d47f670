"""The command `tenkyo kept`: the questions that are kept, and asking them again."""

import argparse
from collections.abc import Callable, Sequence

from pydantic import TypeAdapter
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from assistant.kept.asking_again import AskingAgain
from assistant.kept.keeping import KeptQuestions
from assistant.kept.kept_forms import SentKept, sent_kept
from assistant.kept.kept_question import KeptQuestion
from assistant.kept.telling import change_lines, since
from assistant.terminal.terminal import console
from assistant.types import LOCAL_READER, Operator
from index.text.control_characters import printable
from prompts.catalogues import Wording

_KEPT = TypeAdapter(SentKept)
# Those of the one reader and of browsers, as with `tenkyo conversations`.
_OWNER = Operator(LOCAL_READER.name)


def kept(
    kept: KeptQuestions,
    again: AskingAgain,
    words: Wording,
    options: argparse.Namespace,
    write: Callable[[str], object],
) -> int:
    """Lists kept questions; with `--ask`, those of all readers that are due are asked before."""
    if options.ask:
        done = again.ask()
        if not options.json:
            said = words("kept-asked", asked=done.asked, changed=done.changed)
            console().print(printable(said), soft_wrap=True)
    found = kept.of(_OWNER)
    if options.json:
        for each in found:
            write(_KEPT.dump_json(sent_kept(each)).decode() + "\n")
    else:
        console().print(_view(found, words))
    return 0


def _view(found: Sequence[KeptQuestion], words: Wording) -> RenderableType:
    if not found:
        return Text(words("kept-none"))
    return Group(*(part for each in found for part in _question_view(each, words)))


def _question_view(each: KeptQuestion, words: Wording) -> list[RenderableType]:
    lines = [since(each, words), *(change_lines(each.change, words) if each.change else ())]
    indented = (Padding(Text(printable(line), style="dim"), (0, 4)) for line in lines)
    return [Text(printable(each.question), style="bold"), *indented]
