"""The page that lists the files: how each stands to what is indexed of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from index.types import Entry, State, Status
from ui.markup import attribute, text
from ui.wording import Wording

_MOST_ROWS = 1_000
# What a person may have to do something about stands first.
_ORDER = [State.FAILED, State.NEW, State.CHANGED, State.MOVED, State.REMOVED, State.SAME]


def ledger_html(status: Status, ledger: Sequence[Entry], words: Wording) -> str:
    """Returns the heading, what is indexed, and a table of the files."""
    ordered = sorted(ledger, key=lambda entry: (_ORDER.index(entry.state), entry.path))
    rows = "".join(_row(entry, words) for entry in ordered[:_MOST_ROWS])
    names = (words.file, words.state, words.last_read, words.note)
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    more = len(ordered) - _MOST_ROWS
    rest = f"<p>{text(words.more_files.format(count=f'{more:,}'))}</p>" if more > 0 else ""
    return (
        f"<h1>{text(words.documents)}</h1><p>{text(words.ledger_intro)}</p>"
        f'<dl class="facts">{"".join(_facts(status, ledger, words))}</dl>'
        f'<div class="wide" tabindex="0" role="region" aria-label="{attribute(words.documents)}">'
        f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"{rest}"
    )


def _facts(status: Status, ledger: Sequence[Entry], words: Wording) -> Iterator[str]:
    for source in status.sources:
        gone = source in status.missing_sources
        # The name is enough for a reader; where it lies on the server is for its operator.
        name = Path(source).name or source
        yield _fact(words.folder, words.missing_folder.format(folder=name) if gone else name)
    model = status.model
    if status.next_model:
        model = words.next_model.format(model=model, next=status.next_model)
    yield _fact(words.model, model)
    counts = Counter(entry.state for entry in ledger)
    for state in _ORDER:
        if counts[state]:
            yield _fact(words.states[state], f"{counts[state]:,}")


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>"


def _row(entry: Entry, words: Wording) -> str:
    name = text(entry.path)
    if entry.document_id and entry.state is not State.REMOVED:
        name = f'<a href="documents/{attribute(entry.document_id)}">{name}</a>'
    note = "; ".join([*([entry.reason] if entry.reason else []), *entry.remarks])
    return (
        f'<tr data-state="{entry.state}"><th scope="row">{name}</th>'
        f'<td><span class="state">{text(words.states[entry.state])}</span></td>'
        f"<td>{_time(entry.indexed_at)}</td><td>{text(note)}</td></tr>"
    )


def _time(stamp: str) -> str:
    if not stamp:
        return ""
    shown = datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    return f'<time datetime="{attribute(stamp)}">{shown}</time>'
