"""Which document somebody means, and how a file stands that is none for the reader."""

import os
from dataclasses import dataclass
from pathlib import Path

from assistant.access.access import Access
from assistant.access.contents import Kind, ScopeError
from assistant.misses.miss import MissReason
from assistant.types import OPERATOR, Reader
from index.errors import UsageError
from index.library import Library
from index.store.record_rows import FAILED, INDEXED, FileRecord
from index.sync.standing import Cause, has_changed, places_of, why_not_indexed
from index.types import Document

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FileStanding:
    """How a file stands that a reader does not see as a document."""

    reason: MissReason
    cause: Cause | None = None
    notes: tuple[str, ...] = ()


class NamedFiles:
    """Finds documents by path, id or title, and files by their place on the disk."""

    def __init__(self, library: Library, access: Access) -> None:
        """Takes all that is indexed, and who may see what of it."""
        self._library, self._access = library, access

    def document(self, name: str, reader: Reader) -> Document | None:
        """Returns the document that a name means among what a reader sees, None if there is none.

        Raises:
            UsageError: it means several.
        """
        contents = self._access.contents(reader)
        try:
            [chosen] = contents.choose((name,))
        except ScopeError:
            record = self._record(name)
            ids = {record.document_id} if record else set()
        else:
            ids = set(chosen.documents)
            if chosen.kind is not Kind.DOCUMENT or len(ids) != 1:
                names = ", ".join(sorted(map(contents.name, ids))[:_MOST_NAMED])
                raise UsageError(f"{name[:80]!r} means {len(ids)} documents. Name one: {names}.")
        found = (self._access.library(reader).document(each) for each in ids)
        return next(found, None)

    def standing(self, name: str, reader: Reader) -> FileStanding:
        """Returns how a file stands that a reader sees no document of, as operators are told.

        Raises:
            UsageError: it is a folder.
        """
        record = self._record(name) or self._failed(name)
        if record is not None and record.state == FAILED:
            return FileStanding(MissReason.FAILED, notes=(record.reason,))
        if self.document(name, OPERATOR) is not None:
            return FileStanding(MissReason.HIDDEN)
        if record is not None and record.reason:
            return FileStanding(MissReason.NOT_INDEXED, Cause.LINK, (record.reason,))
        return FileStanding(MissReason.NOT_INDEXED, self._cause(name))

    def has_changed(self, document: Document) -> bool:
        """Tells whether the file of a document says another thing now than what was read."""
        files = self._library.records.files()
        return any(has_changed(file) for file in files if file.document_id == document.id)

    def _cause(self, name: str) -> Cause:
        files = self._access.shared_files()
        places = places_of(name, sorted({file.source for file in files}))
        there = [place for place in places if os.path.lexists(place)]
        if there and there[0].is_dir():
            raise UsageError(f"{name[:80]!r} is a folder. Name a file in it.")
        place = there[0] if there else places[0]
        return why_not_indexed(place, files, self._library.home) or Cause.NOT_THERE

    def _record(self, name: str) -> FileRecord | None:
        """Returns what is known of the file at a place on the disk."""
        place = Path.cwd() / name
        for file in self._access.shared_files():
            if Path(file.source, file.path) in (place, place.parent.resolve() / place.name):
                return file
        return None

    def _failed(self, name: str) -> FileRecord | None:
        """Returns what is known of a file that is no document, by its path or the end of it."""
        wanted = name.strip().strip("/")
        files = [file for file in self._access.shared_files() if file.state != INDEXED]
        same = [file for file in files if file.path == wanted]
        return next(iter(same or [f for f in files if f.path.endswith(f"/{wanted}")]), None)
