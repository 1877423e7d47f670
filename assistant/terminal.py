"""How results look in a terminal: answers with their sources, hits, summaries, progress."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from assistant.context import in_context
from assistant.types import Answer, Citation
from assistant.wire import heading_of
from index.library import Status
from index.sync import Progress as SyncProgress
from index.sync import SyncReport
from index.types import Hit, Passage

WIDTH = 88
_EXCERPT = 240
_FAILURES_SHOWN = 20


class _Console(Console):
    def on_broken_pipe(self) -> None:
        # rich would end the process with an error, and a reader who has seen enough is none.
        raise BrokenPipeError


def console(stderr: bool = False) -> Console:
    """Returns a console that is plain where there is no terminal, and never too wide to read."""
    made = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, WIDTH) if made.is_terminal else WIDTH
    return made


def answer_view(answer: Answer) -> RenderableType:
    """Returns an answer with its marks, then each source: where it stands, and its words."""
    parts: list[RenderableType] = []
    if answer.standalone_question != answer.question:
        parts.append(Text(f"Searched for: {answer.standalone_question}", style="dim"))
    if answer.sentences:
        parts += [_sentences(answer), *(_source(citation) for citation in answer.citations)]
    else:
        parts.append(Text(answer.remark))
    if answer.nearest:
        parts.append(Text("\nClosest passages, which may help:"))
        parts += [_hit(hit) for hit in answer.nearest]
    return Group(*parts)


def hits_view(hits: Sequence[Hit]) -> RenderableType:
    """Returns hits, best first, each with where it stands and how it begins."""
    return Group(*(_hit(hit) for hit in hits)) if hits else Text("Nothing found.")


def report_view(report: SyncReport) -> RenderableType:
    """Returns what an indexing run did."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name in ("added", "changed", "moved", "same", "removed"):
        if number := getattr(report, name):
            table.add_row(name, f"{number:,}")
    if report.failed:
        table.add_row("failed", f"{len(report.failed):,}")
    table.add_row("passages embedded", f"{report.embedded:,}")
    failures = [Text(f"{printable(f.path)}: {f.reason}") for f in report.failed[:_FAILURES_SHOWN]]
    if more := len(report.failed) - len(failures):
        failures.append(Text(f"… and {more:,} more; see: tenkyo status"))
    return Group(table, *failures)


def status_view(status: Status) -> RenderableType:
    """Returns what is indexed."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("home", str(status.home))
    for source in status.sources:
        table.add_row("folder", printable(source))
    table.add_row("documents", f"{status.documents:,}")
    table.add_row("passages", f"{status.passages:,}")
    if status.updated:
        table.add_row("updated", status.updated.astimezone().strftime("%Y-%m-%d %H:%M"))
    table.add_row("model", status.model)
    failures = [Text(f"failed: {printable(f.path)}: {f.reason}") for f in status.failed]
    return Group(table, *failures)


@contextmanager
def progress_bar() -> Iterator[Callable[[SyncProgress], None]]:
    """Shows a live bar on stderr while indexing; nothing where that is no terminal."""
    shown = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(24), DownloadColumn())
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=shown,
        transient=True,
        disable=not shown.is_terminal,
    ) as bar:
        task: TaskID = bar.add_task("Reading", total=None)

        def report(now: SyncProgress) -> None:
            name = printable(now.file)[-28:]
            bar.update(task, description=name, total=now.total, completed=now.done)

        yield report


def printable(text: str) -> str:
    """Returns text that is safe on a terminal: control characters and odd bytes are escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _sentences(answer: Answer) -> Text:
    text = Text()
    for sentence in answer.sentences:
        marks = "".join(f"[{number}]" for number in sentence.citations)
        text.append(f"{_one_line(sentence.text)} ")
        text.append(f"{marks} ", style="bold cyan")
    text.rstrip()
    return text


def _source(citation: Citation) -> RenderableType:
    context = in_context(citation)
    quote = Text()
    quote.append(_one_line(context.before), style="dim")
    quote.append(_one_line(context.quote), style="bold")
    quote.append(_one_line(context.after), style="dim")
    head = Text(f"\n[{citation.number}] ", style="bold cyan")
    head.append(_place_name(citation.passage), style="default")
    address = f"{printable(citation.passage.document.path)}:{citation.start}-{citation.end}"
    return Group(head, Padding(quote, (0, 0, 0, 4)), Padding(Text(address, style="dim"), (0, 4)))


def _hit(hit: Hit) -> RenderableType:
    p = hit.passage
    head = Text(f"\n{hit.rank}. ", style="bold")
    head.append(_place_name(p))
    head.append(f"  {hit.score:.3f}", style="dim")
    excerpt = _one_line(p.text)
    if len(excerpt) > _EXCERPT:
        excerpt = excerpt[:_EXCERPT].rstrip() + " …"
    address = f"{printable(p.document.path)}:{p.start}-{p.end}"
    return Group(head, Padding(Text(excerpt), (0, 4)), Padding(Text(address, style="dim"), (0, 4)))


def _place_name(passage: Passage) -> str:
    names = [passage.document.title, heading_of(passage)]
    page = [f"page {passage.page}"] if passage.page else []
    return printable(" › ".join([name for name in names if name] + page))


def _one_line(text: str) -> str:
    """Returns text as a terminal can wrap it: a line break of the document becomes a space."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    return printable(spaced)
