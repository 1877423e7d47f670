"""Many questions at once: JSON lines in, JSON lines out, in order."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.json_forms import read_question
from assistant.types import Question
from index.errors import UsageError

Reply = Callable[[str | int | None, Question], str]
"""Returns the line to write for a question and its id."""


def run_batch(source: str, reply: Reply, write: Callable[[str], object]) -> list[str]:
    """Replies to every line of a file, or of stdin for `-`, writing each reply when it is made.

    Returns what is wrong with the lines that could not be replied to, each by its number; the
    others are not affected.

    Raises:
        UsageError: the file cannot be read.
    """
    problems = []
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        try:
            asked = read_question(line)
            write(reply(asked.id, asked.to_question()) + "\n")
        except UsageError as error:
            problems.append(f"line {number} of {_name(source)} is left out: {error}")
    return problems


def _lines(source: str) -> Iterator[str]:
    try:
        if source == "-":
            yield from (_decoded(line) for line in sys.stdin.buffer)
            return
        with Path(source).open("rb") as file:
            yield from (_decoded(line) for line in file)
    except OSError as error:
        raise UsageError(f"Cannot read {source!r}: {error.strerror}. Check the path.") from error


def _decoded(line: bytes) -> str:
    # A line that is no UTF-8 is a wrong line, not the end of the batch: it will be no JSON.
    return line.decode("utf-8-sig", "backslashreplace")


def _name(source: str) -> str:
    return "stdin" if source == "-" else repr(source)
