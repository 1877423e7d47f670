"""The page that lists the files: how each stands to what is indexed of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.access.contents import labels_of
from assistant.wording.file_notes import file_notes
from index.types import Entry, LibraryStatus, State
from prompts.catalogues import Wording
from ui.html.markup import attribute, text

ADDING_PLACE = (
    '<div class="adding" data-adding data-page></div>'
    '<script type="module" src="ui/adding.js"></script>'
)
"""Where documents are added on a page without the chat."""

_MOST_ROWS = 1_000
# What a person may have to do something about stands first.
_ORDER = [
    *(State.FAILED, State.SKIPPED, State.NEW, State.CHANGED, State.MOVED, State.REMOVED),
    State.SAME,
]


@dataclass(frozen=True, slots=True)
class AddedFiles:
    """What differs for files that were added in the browser, which lie in the folder `root`.

    `names` are shown for those that lie under others, by path.
    """

    root: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    removable: Callable[[Entry], bool] = lambda _: False

    def name(self, entry: Entry) -> str:
        """Returns the name of a file as it is shown."""
        mine = entry.source == self.root
        return self.names.get(entry.path, entry.path) if mine else entry.path


def ledger_html(
    status: LibraryStatus, ledger: Sequence[Entry], words: Wording, added: AddedFiles | None = None
) -> str:
    """Returns the heading, what is indexed, and a table of the files."""
    place = ADDING_PLACE if added else ""
    added = added or AddedFiles()
    ordered = sorted(ledger, key=lambda e: (_ORDER.index(e.state), e.path, e.source))
    folders = labels_of(sorted({*status.sources, *(entry.source for entry in ledger)}))
    if added.root in folders:
        folders[added.root] = words("adding-folder")
    several = folders if len(folders) > 1 else {}
    rows = "".join(
        _row(entry, added.name(entry), several, words) + _end(entry, added, words)
        for entry in ordered[:_MOST_ROWS]
    )
    folder = [words("folder")] if several else []
    names = (words("file"), *folder, words("state"), words("last-read"), words("note"))
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    head += f'<td><span class="unseen">{text(words("adding-remove"))}</span></td>'
    more = len(ordered) - _MOST_ROWS
    rest = f"<p>{text(words('more-files', count=more))}</p>" if more > 0 else ""
    return (
        f"<h1>{text(words('documents'))}</h1><p>{text(words('ledger-intro'))}</p>{place}"
        f'<dl class="facts">{"".join(_facts(status, ledger, folders, words))}</dl>'
        '<div class="wide" tabindex="0" role="region" aria-label="'
        f'{attribute(words("documents"))}">'
        f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"{rest}"
    )


def _facts(
    status: LibraryStatus, ledger: Sequence[Entry], folders: Mapping[str, str], words: Wording
) -> Iterator[str]:
    for source in status.sources:
        name, gone = folders[source], source in status.missing_sources
        yield _fact(words("folder"), words("missing-folder", folder=name) if gone else name)
    model = status.model
    if status.next_model:
        model = words("next-model", model=model, next=status.next_model)
    yield _fact(words("model"), model)
    if status.outdated:
        count = words("outdated-files", count=status.outdated)
        yield _fact(words("outdated"), count)
    counts = Counter(entry.state for entry in ledger)
    for state in _ORDER:
        if counts[state]:
            yield _fact(words(f"state-{state}"), f"{counts[state]:,}")


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>"


def _row(entry: Entry, shown: str, folders: Mapping[str, str], words: Wording) -> str:
    name = text(shown)
    if entry.document_id and entry.state is not State.REMOVED:
        name = f'<a href="documents/{attribute(entry.document_id)}">{name}</a>'
    folder = f"<td>{text(folders[entry.source])}</td>" if folders else ""
    note = file_notes((*([entry.reason] if entry.reason else []), *entry.remarks), words)
    return (
        f'<tr data-state="{entry.state}"><th scope="row">{name}</th>{folder}'
        f'<td><span class="state">{text(words(f"state-{entry.state}"))}</span></td>'
        f"<td>{_time(entry.indexed_at)}</td><td>{text(note)}</td>"
    )


def _end(entry: Entry, added: AddedFiles, words: Wording) -> str:
    """Returns the last cell of a row, with a button where the file may be removed."""
    if not added.removable(entry):
        return "<td></td></tr>"
    label = attribute(words("adding-remove-named", name=added.name(entry)))
    return (
        f'<td><button type="button" class="button" data-add="remove"'
        f' data-path="{attribute(entry.path)}" aria-label="{label}">'
        f"{text(words('adding-remove'))}</button></td></tr>"
    )


def _time(stamp: str) -> str:
    if not stamp:
        return ""
    shown = datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    return f'<time datetime="{attribute(stamp)}">{shown}</time>'
