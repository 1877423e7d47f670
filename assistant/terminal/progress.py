"""How far an indexing run has come: live bars for people, JSON lines for machines."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from assistant.json_forms import progress_json
from assistant.terminal.terminal import console
from index.sync.sync import Progress as SyncProgress
from index.text.control_characters import printable
from prompts.catalogues import Wording

Report = Callable[[SyncProgress], None]

_NAME = 34
_READING = "reading"
_SLOW = 3.0
_EVERY = 1.0


class _Doing(ProgressColumn):
    """What is being done; a file that takes long to read is shown with its seconds."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words

    def render(self, task: Task) -> Text:
        now: SyncProgress | None = task.fields["now"]
        doing = self._words(f"progress-{task.description}")
        if now is None:
            return Text(doing)
        if task.description != _READING:
            return Text(f"{doing}, {self._words('progress-passages', number=now.passages)}")
        seconds = time.monotonic() - now.since
        slow = f" ({seconds:.0f} s)" if now.file and seconds > _SLOW else ""
        return Text(f"{doing} {printable(now.file)[-_NAME:]}{slow}")


@contextmanager
def progress_bars(words: Wording) -> Iterator[Report]:
    """Shows live bars for reading and for embedding on stderr, where that is a terminal."""
    shown = console(stderr=True)
    columns = (_Doing(words), BarColumn(18), DownloadColumn(), TransferSpeedColumn())
    with Progress(
        *columns,
        TimeRemainingColumn(compact=True),
        TextColumn(words("progress-left")),
        console=shown,
        transient=True,
        disable=not shown.is_terminal,
    ) as bars:
        reading, embedding = (
            bars.add_task(name, total=None, now=None) for name in (_READING, "embedding")
        )

        def report(now: SyncProgress) -> None:
            bars.update(reading, total=now.total, completed=now.read, now=now)
            bars.update(embedding, total=now.total, completed=now.done, now=now)

        yield report


def progress_lines(write: Callable[[str], object]) -> Report:
    """Returns what writes progress as JSON lines, one a second at most."""
    last = [0.0]

    def report(now: SyncProgress) -> None:
        if time.monotonic() - last[0] >= _EVERY:
            last[0] = time.monotonic()
            write(progress_json(now) + "\n")

    return report
