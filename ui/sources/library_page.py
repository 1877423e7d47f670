"""The page of the documents: found as one types, filtered, sorted, and asked one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.access.contents import Contents
from assistant.questions.about_library import language_name
from assistant.wording.file_notes import file_notes
from index.types import Entry, State
from prompts.catalogues import Wording
from ui.html.markup import attribute, text
from ui.sources.documents_page import ADDING_PLACE, AddedFiles
from ui.sources.library_query import (
    ROWS,
    SORTS,
    LibraryQuery,
    LibraryRow,
    chosen,
    row_of,
    rows_of,
)

SCRIPT = '<script type="module" src="ui/library.js"></script>'


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one reader's library holds: documents, files that are none, and what was left out."""

    contents: Contents
    left_out: Sequence[Entry]
    remarks: dict[str, tuple[str, ...]]
    added: AddedFiles


def library_html(shelf: Shelf, query: LibraryQuery, words: Wording) -> str:
    """Returns the heading, the place to add documents, the filters, and one page of the list."""
    documents = rows_of(shelf.contents)
    known = {row.id for row in documents}
    files = [row_of(each) for each in shelf.left_out if each.document_id not in known]
    rows = [*chosen(files, query), *chosen(documents, query)]
    last = max(1, -(-len(rows) // ROWS))
    page = min(max(query.page, 1), last)
    shown = rows[(page - 1) * ROWS : page * ROWS]
    return (
        f"<h1>{text(words('documents'))}</h1>{ADDING_PLACE}{SCRIPT}{_filters(shelf, query, words)}"
        f'<div id="library"><p class="library-count" role="status">'
        f"{text(words('shelf-count', count=len(rows)))}</p>{_table(shown, shelf, query, words)}"
        f"{_pager(query, page, last, words)}</div>"
        f'<p class="library-files"><a href="documents/files">{text(words("shelf-files"))}</a></p>'
    )


def _filters(shelf: Shelf, query: LibraryQuery, words: Wording) -> str:
    documents = rows_of(shelf.contents)
    kinds, codes = ({getattr(row, each) for row in documents} for each in ("kind", "language"))
    types = [(each, each) for each in sorted(kinds)]
    folders = [(each.name, each.name) for each in shelf.contents.folders]
    languages = [(code, language_name(code, words.language)) for code in sorted(codes)]
    states = [(s, words(f"state-{s}")) for s in (State.SAME, State.FAILED, State.SKIPPED)]
    return (
        '<form class="library-filters" role="search" action="documents" method="get">'
        f'<label class="library-find">{text(words("shelf-find"))}<input type="search" name="find"'
        f' value="{attribute(query.find)}" autocomplete="off"></label>'
        f"{_select('folder', words('folder'), folders, query.folder, words)}"
        f"{_select('kind', words('shelf-kind-of'), types, query.kind, words)}"
        f"{_select('language', words('shelf-in-language'), languages, query.language, words)}"
        f"{_select('state', words('state'), states, query.state, words)}"
        f'<input type="hidden" name="sort" value="{attribute(query.sort)}">'
        f'<button type="submit" class="button">{text(words("shelf-show"))}</button></form>'
    )


def _select(
    name: str, label: str, values: Sequence[tuple[str, str]], chosen: str, words: Wording
) -> str:
    options = "".join(
        f'<option value="{attribute(value)}"{" selected" if value == chosen else ""}>'
        f"{text(shown)}</option>"
        for value, shown in [("", words("shelf-all")), *values]
    )
    return f'<label>{text(label)}<select name="{name}">{options}</select></label>'


def _table(rows: Sequence[LibraryRow], shelf: Shelf, query: LibraryQuery, words: Wording) -> str:
    if not rows:
        return ""
    head = "".join(_heads(query, words))
    body = "".join(_row(row, shelf, words) for row in rows)
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="'
        f'{attribute(words("documents"))}">'
        f'<table class="ledger library"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div>"
    )


def _heads(query: LibraryQuery, words: Wording) -> Iterator[str]:
    by, turned = query.sort.removeprefix("-"), query.sort.startswith("-")
    for sort in SORTS:
        mine = by == sort
        wanted = f"-{sort}" if mine and not turned else sort
        order = f' aria-sort="{"descending" if turned else "ascending"}"' if mine else ""
        yield (
            f'<th scope="col"{order}><a href="{attribute(query.address(sort=wanted))}">'
            f"{text(words(f'shelf-head-{sort}'))}</a></th>"
        )
    yield f'<th scope="col">{text(words("state"))}</th>'
    yield f'<td><span class="unseen">{text(words("shelf-actions"))}</span></td>'


def _row(row: LibraryRow, shelf: Shelf, words: Wording) -> str:
    added, remarks = shelf.added, shelf.remarks.get(row.id, ())
    entry = Entry(row.source, row.path, row.state, 0, document_id=row.id)
    title = f'<span dir="auto">{text(row.title)}</span>'
    if row.id:
        title = f'<a href="documents/{attribute(row.id)}">{title}</a>'
    pages = f"{row.pages:,}" if row.pages else ""
    day = f"{row.date.astimezone():%Y-%m-%d}" if row.date else ""
    note = text(file_notes(remarks or row.note, words))
    return (
        f'<tr data-state="{row.state}"><th scope="row">{title}'
        f'<span class="path">{text(added.name(entry) if row.source == added.root else row.name)}'
        f"</span></th><td>{text(row.kind)}</td>"
        f'<td class="number">{pages}</td>'
        f"<td>{text(language_name(row.language, words.language) if row.language else '')}</td>"
        f'<td><time datetime="{day}">{day}</time></td>'
        f'<td><span class="state">{text(words(f"state-{row.state}"))}</span>'
        f"{f'<p>{note}</p>' if note else ''}</td><td>{_actions(row, entry, added, words)}</td></tr>"
    )


def _actions(row: LibraryRow, entry: Entry, added: AddedFiles, words: Wording) -> str:
    parts = []
    if row.id:
        parts.append(ask_only(row.name, row.title, words))
    if added.removable(entry):
        label = attribute(words("adding-remove-named", name=added.name(entry)))
        parts.append(
            f'<button type="button" class="button" data-add="remove"'
            f' data-path="{attribute(entry.path)}" aria-label="{label}">'
            f"{text(words('adding-remove'))}</button>"
        )
    return " ".join(parts)


def ask_only(name: str, title: str, words: Wording) -> str:
    """Returns the link that opens the chat with its questions kept to one document."""
    address = f"./?{urlencode({'in': name})}"
    label = attribute(words("shelf-ask-only-named", title=title))
    return (
        f'<a class="ask-only" href="{attribute(address)}" aria-label="{label}">'
        f"{text(words('shelf-ask-only'))}</a>"
    )


def _pager(query: LibraryQuery, page: int, last: int, words: Wording) -> str:
    if last == 1:
        return ""
    parts = [text(words("shelf-page-of", page=page, last=last))]
    if page > 1:
        before = attribute(query.address(page=page - 1))
        parts.insert(0, f'<a rel="prev" href="{before}">{text(words("shelf-before"))}</a>')
    if page < last:
        after = attribute(query.address(page=page + 1))
        parts.append(f'<a rel="next" href="{after}">{text(words("shelf-after"))}</a>')
    return (
        f'<nav class="pager" aria-label="{attribute(words("shelf-pages"))}">{" ".join(parts)}</nav>'
    )
