"""How results look in a terminal: answers with their sources, hits, summaries, progress."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from assistant.answers.item_lists import ITEMS_SHOWN
from assistant.evidence.context import in_context
from assistant.evidence.list_forms import is_item
from assistant.questions.quote_language import other_language
from assistant.tables.markdown_table import numbers
from assistant.tables.row_table import RowTable, in_order, narrowed, row_tables
from assistant.types import Answer, Citation, Sentence, as_item
from assistant.wording.file_notes import file_note, file_notes
from index.command_line import command
from index.sync.sync import SyncReport
from index.text.control_characters import printable
from index.types import Document, Entry, Hit, LibraryStatus, Passage, State
from prompts.catalogues import ENGLISH, Wording, wording

_ENGLISH = wording(ENGLISH)
WIDTH = 88
_EXCERPT = 240
_LINES_SHOWN = 20
_SUFFIXES_SHOWN = 5
_MOST_COLUMNS = 8


class _Console(Console):
    """A console that nothing it shows can control, whatever a view forgot to escape."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else _visible(text), style, control)

    def on_broken_pipe(self) -> None:
        # rich would end the process with an error, and a reader who has seen enough is none.
        raise BrokenPipeError


def _visible(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def console(stderr: bool = False) -> Console:
    """Returns a console that is plain where there is no terminal, and never too wide to read."""
    made = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, WIDTH) if made.is_terminal else WIDTH
    return made


def answer_view(
    answer: Answer, words: Wording = _ENGLISH, origin: Callable[[Document], str] = lambda _: ""
) -> RenderableType:
    """Returns an answer with its marks, then each source: where it stands, and its words.

    `origin` says where the original of a document is, empty if it has none elsewhere.
    """
    parts: list[RenderableType] = []
    if answer.standalone_question != answer.question:
        line = words("searched-for", question=_one_line(answer.standalone_question))
        parts.append(Text(line, style="dim"))
    if answer.sentences:
        if answer.perhaps:
            parts.append(Text(f"{_in_lines(answer.remark)}\n", style="italic"))
            parts.append(Padding(_said(answer, words), (0, 0, 0, 4)))
        else:
            parts.append(_said(answer, words))
        if answer.note:
            parts.append(Text(f"\n{printable(answer.note)}", style="dim"))
        shown = (answer.shown(ITEMS_SHOWN) if answer.is_list else answer).citations
        parts += [_source(citation, answer.question, words, origin) for citation in shown]
    else:
        parts.append(Text(_in_lines(answer.remark)))
    if answer.choices:
        parts.append(Text(f"\n{words('terminal-choices')}"))
        parts += [Text(f"- {_one_line(choice)}") for choice in answer.choices]
    if answer.nearest:
        parts.append(Text(f"\n{words('nearest')}"))
        parts += [_hit(hit, words) for hit in answer.nearest]
    return Group(*parts)


def hits_view(hits: Sequence[Hit], words: Wording = _ENGLISH) -> RenderableType:
    """Returns hits, best first, each with where it stands and how it begins."""
    if not hits:
        return Text(words("terminal-nothing"))
    return Group(*(_hit(hit, words) for hit in hits))


def report_view(report: SyncReport, words: Wording = _ENGLISH) -> RenderableType:
    """Returns what an indexing run did."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name in ("added", "changed", "moved", "same", "removed"):
        if number := getattr(report, name):
            table.add_row(words(f"terminal-{name}"), f"{number:,}")
    if report.failed:
        table.add_row(words("terminal-failed"), f"{len(report.failed):,}")
    if report.links:
        table.add_row(words("terminal-links"), f"{len(report.links):,}")
    if report.skipped:
        table.add_row(words("terminal-other-formats"), _by_suffix(report.skipped))
    table.add_row(words("terminal-embedded"), f"{report.embedded:,}")
    if report.seconds:
        table.add_row(words("terminal-seconds"), f"{report.seconds:,.1f}")
    unread = [*report.failed, *report.links]
    failed = [f"{printable(f.path)}: {printable(file_note(f.reason, words))}" for f in unread]
    noted = [
        f"{printable(path)}: {printable(file_notes(remarks, words))}"
        for path, remarks in report.remarks.items()
    ]
    return Group(table, *_first_of(failed, words), *_first_of(noted, words))


def _by_suffix(counts: Mapping[str, int]) -> str:
    total = f"{sum(counts.values()):,}"
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_SUFFIXES_SHOWN]
    named = [f"{printable(suffix)} {number:,}" for suffix, number in most]
    return f"{total} ({', '.join([*named, *['…'] * (len(counts) > len(most))])})"


def _first_of(lines: Sequence[str], words: Wording) -> list[Text]:
    shown = [Text(line) for line in lines[:_LINES_SHOWN]]
    if more := len(lines) - len(shown):
        line = words("terminal-more", number=more, command=command("status --json"))
        shown.append(Text(line))
    return shown


def status_view(
    status: LibraryStatus, ledger: Sequence[Entry] = (), words: Wording = _ENGLISH
) -> RenderableType:
    """Returns what is indexed, and which files are not as they were when they were read."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row(words("terminal-home"), printable(str(status.home)))
    for source in status.sources:
        gone = f"  {words('terminal-missing')}" if source in status.missing_sources else ""
        table.add_row(words("terminal-folder"), printable(source) + gone)
    table.add_row(words("terminal-documents"), f"{status.documents:,}")
    table.add_row(words("terminal-passages"), f"{status.passages:,}")
    if status.updated:
        moment = status.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(words("terminal-updated"), moment)
    table.add_row(words("terminal-model"), printable(status.model))
    if status.next_model:
        change = words("terminal-change", command=command("index FOLDER"))
        table.add_row(words("terminal-next-model"), f"{printable(status.next_model)}  ({change})")
    if status.outdated:
        change = words("terminal-read-again", command=command("index FOLDER"))
        table.add_row(words("terminal-outdated"), f"{status.outdated:,}  ({change})")
    for state, number in Counter(entry.state for entry in ledger).items():
        table.add_row(words(f"terminal-{state}"), f"{number:,}")
    notes = [Text(line) for entry in ledger for line in _notes(entry, words)]
    return Group(table, *notes)


def _notes(entry: Entry, words: Wording) -> Iterator[str]:
    """Yields what there is to say of a file that is not indexed as it is, or not in full."""
    path, state = printable(entry.path), words(f"terminal-{entry.state}")
    if entry.state in (State.FAILED, State.SKIPPED):
        yield f"{state}: {path}: {printable(file_note(entry.reason, words))}"
    elif entry.state is not State.SAME:
        yield f"{state}: {path}"
    note = words("terminal-note")
    yield from (
        f"{note}: {path}: {printable(file_note(remark, words))}" for remark in entry.remarks
    )


def _said(answer: Answer, words: Wording) -> RenderableType:
    """Returns what an answer says: its sentences, and rows of a table as a table.

    Of a list, the lead line comes first, and so many items as are shown at once.
    """
    shown = answer.shown(ITEMS_SHOWN) if answer.is_list else answer
    parts: list[RenderableType] = []
    if answer.is_list:
        parts.append(Text(_in_lines(answer.remark)))
    text = Text()
    for _, part in in_order(shown.sentences, row_tables(shown)):
        if isinstance(part, RowTable):
            parts += [*_ended(text), _table(part, words)]
            text = Text()
        else:
            text.append_text(_item(part) if answer.is_list else _sentence(part, words))
    parts += _ended(text)
    if more := len(answer.sentences) - len(shown.sentences):
        parts.append(Text(f"  {words('terminal-more-items', number=more)}", style="dim"))
    return Group(*parts)


def _ended(text: Text) -> list[Text]:
    """Returns running text as it is shown, nothing if there is none."""
    text.rstrip()
    # An item begins a line, which the first thing said does anyway.
    return [text[1:] if text.plain.startswith("\n") else text] if text.plain else []


def _table(whole: RowTable, words: Wording) -> RenderableType:
    """Returns rows under the names of their columns, what answers in bold."""
    found, more = narrowed(whole, _MOST_COLUMNS)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in (*found.names, numbers(found.head)):
        table.add_column(Text(_one_line(name), style="dim"), overflow="fold")
    for row in found.rows:
        cells = (
            Text(_one_line(cell), style="bold" if n in row.answering else "")
            for n, cell in enumerate(row.cells)
        )
        table.add_row(*cells, Text(numbers(row.citations), style="bold cyan"))
    caption = [Text(_one_line(found.caption), style="dim")] if found.caption else []
    note = words("terminal-more-columns", number=more)
    return Group(*caption, table, *([Text(note, style="dim")] if more else []))


def _item(sentence: Sentence) -> Text:
    text = Text(f"  {as_item(_one_line(sentence.text))} ")
    return text.append(f"{numbers(sentence.citations)}\n", style="bold cyan")


def _sentence(sentence: Sentence, words: Wording) -> Text:
    text = Text()
    doubt = "" if sentence.verified else f"{words('terminal-not-supported')} "
    text.append(doubt, style="bold red")
    text.append(f"{_in_lines(sentence.text)} ")
    return text.append(f"{numbers(sentence.citations)} ", style="bold cyan")


def _in_lines(sentence: str) -> str:
    """Returns a sentence in one line; the items of a list in one each."""
    lines = [line.strip() for line in sentence.splitlines()]
    return "".join(
        f"\n  {_one_line(line)}" if is_item(line) else f"{' ' * bool(i)}{_one_line(line)}"
        for i, line in enumerate(lines)
        if line
    )


def _source(
    citation: Citation, question: str, words: Wording, origin: Callable[[Document], str]
) -> RenderableType:
    context = in_context(citation)
    quote = Text()
    quote.append(_one_line(context.before), style="dim")
    quote.append_text(_marked(citation))
    quote.append(_one_line(context.after), style="dim")
    head = Text(f"\n[{citation.number}] ", style="bold cyan")
    head.append(place_name(citation.passage, citation.start, words), style="default")
    if language := other_language(citation.passage.document, question):
        head.append(f" ({language})", style="dim")
    address = f"{printable(citation.passage.document.path)}:{citation.start}-{citation.end}"
    if fetched := origin(citation.passage.document):
        address += f"\n{words('fetched-from')} {printable(fetched)}"
    return Group(head, Padding(quote, (0, 0, 0, 4)), Padding(Text(address, style="dim"), (0, 4)))


def _marked(citation: Citation) -> Text:
    """Returns a quote, the words of it that answer in stronger weight: all if none are known."""
    if not citation.marks:
        return Text(_one_line(citation.quote), style="bold")
    whole, text, position = citation.passage.document.text, Text(), citation.start
    for start, end in citation.marks:
        text.append(_one_line(whole[position:start]))
        text.append(_one_line(whole[start:end]), style="bold")
        position = end
    text.append(_one_line(whole[position : citation.end]))
    return text


def _hit(hit: Hit, words: Wording) -> RenderableType:
    p = hit.passage
    head = Text(f"\n{hit.rank}. ", style="bold")
    head.append(place_name(p, p.start, words))
    head.append(f"  {hit.score:.3f}", style="dim")
    excerpt = _one_line(p.text)
    if len(excerpt) > _EXCERPT:
        excerpt = excerpt[:_EXCERPT].rstrip() + " …"
    address = f"{printable(p.document.path)}:{p.start}-{p.end}"
    return Group(head, Padding(Text(excerpt), (0, 4)), Padding(Text(address, style="dim"), (0, 4)))


def place_name(passage: Passage, start: int, words: Wording) -> str:
    """Returns where a stretch of a passage stands: document, headings, page."""
    document = passage.document
    number = document.page_at(start)
    unit = f"place-{document.page_unit}"
    place = [words(unit, number=str(number))] if number is not None else []
    names = [name for name in (document.title, *passage.heading) if name]
    return printable(" › ".join([*names, *place]))


def _one_line(text: str) -> str:
    """Returns text as a terminal can wrap it: a line break of the document becomes a space."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    return printable(spaced)
