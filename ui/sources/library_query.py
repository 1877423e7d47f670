"""Which documents a page of the list shows: found, filtered, in an order, a hundred at a time."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlencode

from assistant.access.contents import Contents
from index.types import Entry, State

ROWS = 100
"""How many rows a page has."""

_LONGEST = 200
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """What is wanted; empty fields want everything. A "-" before a `sort` turns it round."""

    find: str = ""
    folder: str = ""
    kind: str = ""
    language: str = ""
    state: str = ""
    sort: str = "title"
    page: int = 1

    def address(self, **changed: str | int) -> str:
        """Returns the address of the page that shows this, or something changed."""
        fields = asdict(self) | {"page": 1} | changed
        kept = {name: value for name, value in fields.items() if value not in ("", 1)}
        if kept.get("sort") == "title":
            del kept["sort"]
        return f"documents?{urlencode(kept)}" if kept else "documents"


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A document, or a file that is none, as it stands in the list; `name` chooses it.

    `folded` is what is looked for in; what is said of it under `note` may come later.
    """

    title: str
    name: str
    path: str
    source: str
    state: State
    folded: str
    id: str = ""
    kind: str = ""
    language: str = ""
    pages: int = 0
    date: datetime | None = None
    note: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def rows_of(contents: Contents) -> tuple[LibraryRow, ...]:
    """Returns the documents of a reader as rows, by title."""
    rows = (
        LibraryRow(
            title=each.title,
            name=contents.name(each.id),
            path=each.path,
            source=each.source,
            state=State.SAME,
            folded=_folded(f"{each.title} {contents.name(each.id)}"),
            id=each.id,
            kind=kind_of(each.path),
            language=each.language,
            pages=each.pages,
            date=each.changed,
        )
        for each in contents.listing
    )
    return tuple(sorted(rows, key=_KEYS["title"]))


def row_of(entry: Entry) -> LibraryRow:
    """Returns a file that is no document as a row."""
    return LibraryRow(
        title=PurePosixPath(entry.path).name,
        name=entry.path,
        path=entry.path,
        source=entry.source,
        state=entry.state,
        folded=_folded(entry.path),
        kind=kind_of(entry.path),
        note=(entry.reason, *entry.remarks) if entry.reason else entry.remarks,
    )


def kind_of(path: str) -> str:
    """Returns the type of a file as people say it: "PDF"."""
    return PurePosixPath(path).suffix[1:].upper()


def chosen(rows: Sequence[LibraryRow], query: LibraryQuery) -> list[LibraryRow]:
    """Returns the rows that are wanted, in the order that is."""
    wanted = _folded(query.find[:_LONGEST]).split()
    found = [row for row in rows if _fits(row, query) and all(w in row.folded for w in wanted)]
    key = _KEYS.get(query.sort.removeprefix("-"), _KEYS["title"])
    return sorted(found, key=key, reverse=query.sort.startswith("-"))


def _fits(row: LibraryRow, query: LibraryQuery) -> bool:
    return (
        (not query.folder or row.name.startswith(f"{query.folder}/"))
        and query.kind in ("", row.kind)
        and query.language in ("", row.language)
        and query.state in ("", row.state)
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


_KEYS: dict[str, Callable[[LibraryRow], tuple[object, ...]]] = {
    "title": lambda row: (row.title.casefold(), row.name),
    "kind": lambda row: (row.kind, row.title.casefold(), row.name),
    "pages": lambda row: (row.pages, row.title.casefold(), row.name),
    "language": lambda row: (row.language, row.title.casefold(), row.name),
    "date": lambda row: (row.date or _NEVER, row.title.casefold(), row.name),
}

SORTS = tuple(_KEYS)
"""By what the rows can be sorted."""
